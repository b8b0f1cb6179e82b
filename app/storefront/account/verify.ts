import { goTo, inStore, param, type StoreContext } from "../../context.ts";
import { isPassword } from "../../customers/passwords.ts";
import { forgive } from "../../customers/throttle.ts";
import { verifiedAddress } from "../../customers/tokens.ts";
import {
  type CustomerRow,
  confirmEmail,
  findCustomer,
  lockCustomer,
} from "../../models/store/customers/customer.ts";
import { leaveNotice } from "../../notice.ts";
import { post } from "../../outbox.ts";
import { changing } from "../../retry.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain, showPage, unlisted } from "../page.ts";
import { readVisitor } from "../visitor.ts";
import { enter, holder, isFollowedAgain } from "./access.ts";
import { fresh, type ShownForm, secret, tooMany, trierOf } from "./form.ts";

const taken =
  "There is another account with this address in our shop already. Please sign in there, or choose a new password for it.";

/** The page behind the link in the mail: a button, as nothing is changed by looking at a page. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const customer = await accountOf(ctx, findCustomer);
  if (!customer && (await isFollowedAgain(ctx))) return showDone(ctx, contents);
  showVerify(ctx, contents, customer, fresh());
}

/**
 * Confirms an address. Whoever is not signed in shows that the account is theirs by its password: somebody else may have
 * opened it with their address, and must not be let in by them.
 */
export async function create(ctx: StoreContext): Promise<void> {
  const { id } = ctx.state.store;
  const { customer, isDone } = await inStore(id, "read", () => whoVerifies(ctx));
  const again = (message: string, status?: number) =>
    showAgain(
      ctx,
      async (_, contents) => showVerify(ctx, contents, customer, { ...fresh(), message }),
      status,
    );
  if (!customer) return showAgain(ctx, show, isDone ? 200 : 410);
  const inPerson = isSignedInAs(ctx, customer);
  const fault = inPerson ? undefined : await faultOfProof(ctx, customer);
  if (fault) return again(...fault);

  const confirmed = await changing(id, () => confirm(ctx));
  if (!confirmed) return again(taken);
  if (!inPerson) await enter(ctx, customer);
  leaveNotice(ctx, { text: "Thank you. Your e-mail address is confirmed." });
  goTo(ctx, ctx.state.links.account());
}

/** Sends the mail once more. */
export async function resend(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const address = verifiedAddress(customer);
  const isOpen = customer.new_email !== "" || customer.verified_at === null;
  const wait = isOpen ? await tooMany(ctx, "mail", address) : undefined;
  if (isOpen && !wait) {
    await inStore(ctx.state.store.id, "write", () =>
      post("mail-verify", { customer: customer.id }),
    );
  }
  const sent = isOpen
    ? `We have sent a message to ${address}.`
    : "Your address is confirmed already.";
  leaveNotice(ctx, wait ? { text: wait, tone: "bad" } : { text: sent });
  goTo(ctx, ctx.state.links.account());
}

/** Only an account has an address to confirm. */
async function accountOf(
  ctx: StoreContext,
  read: (id: number) => Promise<CustomerRow | undefined>,
): Promise<CustomerRow | undefined> {
  const customer = await holder(ctx, "verify", read);
  return customer?.password_hash ? customer : undefined;
}

async function whoVerifies(ctx: StoreContext) {
  await readVisitor(ctx);
  const customer = await accountOf(ctx, findCustomer);
  return { customer, isDone: !customer && (await isFollowedAgain(ctx)) };
}

async function confirm(ctx: StoreContext): Promise<boolean> {
  const customer = await accountOf(ctx, lockCustomer);
  return customer ? confirmEmail(customer) : false;
}

function isSignedInAs(ctx: StoreContext, { id }: CustomerRow): boolean {
  return ctx.state.visitor?.customer?.id === id;
}

async function faultOfProof(
  ctx: StoreContext,
  customer: CustomerRow,
): Promise<[message: string, status: number] | undefined> {
  const wait = await tooMany(ctx, "password", customer.email);
  if (wait) return [wait, 429];
  if (!(await isPassword(secret(ctx, "password"), customer.password_hash))) {
    return ["This is not the password of the account. Please try again, or choose a new one.", 422];
  }
  await forgive(trierOf(ctx, customer.email));
  return undefined;
}

function showDone(ctx: StoreContext, contents: ShopContents): void {
  showPage(ctx, contents, "storefront/account/verify", unlisted("Confirm your address"), {
    isDone: true,
  });
}

function showVerify(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow | undefined,
  form: ShownForm,
): void {
  const facts = unlisted("Confirm your address");
  if (!customer) ctx.status = 410;
  showPage(ctx, contents, "storefront/account/verify", facts, {
    ...{ form, isDone: false },
    address: customer ? verifiedAddress(customer) : "",
    asks: customer ? !isSignedInAs(ctx, customer) : false,
    action: ctx.state.links.account(`verify/${param(ctx, "token")}`),
  });
}
