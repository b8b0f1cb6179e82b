import { type DeskContext, field, inStore, param } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import {
  keepMethod,
  methodSettings,
  orderMethods,
  sealedSecrets,
} from "../../../models/store/selling/payment-method.ts";
import { leaveNotice } from "../../../notice.ts";
import { keysOf, platformKeys } from "../../../payments/keys.ts";
import { refuseActing } from "../../../staff/acting.ts";
import { canonicalAddress } from "../../../urls.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { inOrder, type MethodWords, methodWords, withWords } from "./methods.ts";

/** How shoppers can pay. */
export async function index(ctx: DeskContext): Promise<void> {
  const methods = inOrder(await methodSettings()).map((method) => ({
    ...method,
    lacksKeys: method.kind === "stripe" && !method.hasKeys && !platformKeys(),
  }));
  showSettings(ctx, "payments", { title: "Payments", tab: "Payments" }, { methods });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const words = wordsOf(ctx);
  const { name, instructions, enabled } = withWords(words, await methodSettings());
  await showMethod(ctx, { name, instructions, enabled: enabled ? "1" : "" }, {});
}

export async function update(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const form = await changeShop(ctx, () => save(ctx, wordsOf(ctx)));
  if (!form.isRight) return showAgain(ctx, form.typed, form.errors);
  leaveNotice(ctx, { text: `${form.typed.name} is saved. Checkouts know it from now on.` });
  goOn(ctx, "/settings/payments");
}

/** Moves a way to pay up or down by one place. */
export async function move(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const { kind } = wordsOf(ctx);
  const step = field(ctx, "direction") === "up" ? -1 : 1;
  await changeShop(ctx, async () => {
    const kinds = inOrder(await methodSettings({ lock: true })).map((each) => each.kind);
    const from = kinds.indexOf(kind);
    const other = kinds[from + step];
    if (other === undefined) return;
    const after = kinds.with(from, other).with(from + step, kind);
    await orderMethods(after);
    const deed = { kind: "payments.ordered", subject: "payments", before: kinds, after };
    await writeDown(actorOf(ctx), deed);
  });
  goOn(ctx, "/settings/payments");
}

/** Shows a way to pay again with what is wrong about it. */
export async function showAgain(
  ctx: DeskContext,
  typed: Record<string, string>,
  errors: Errors,
): Promise<void> {
  await inStore(ctx.state.store.id, "read", () => showMethod(ctx, typed, errors));
  ctx.status = 422;
}

/** The way to pay that the path names. @throws NotFound */
export function wordsOf(ctx: DeskContext): MethodWords {
  const words = methodWords.find(({ kind }) => kind === param(ctx, "kind"));
  if (!words) throw new NotFound();
  return words;
}

async function save(ctx: DeskContext, words: MethodWords): Promise<Form> {
  const now = factsOf(withWords(words, await methodSettings({ lock: true })));
  const form = new Form(ctx);
  const wish = {
    name: form.text("name", { most: 60, missing: "Please say what shoppers see." }),
    instructions: form.text("instructions", { most: 2000 }),
    enabled: form.box("enabled"),
  };
  if (field(ctx, "edition") !== editionOf(now)) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return form;

  await keepMethod({ kind: words.kind, ...wish });
  const subject = `payment ${words.kind}`;
  await writeDown(actorOf(ctx), { kind: "payment.saved", subject, ...difference(now, wish) });
  return form;
}

async function showMethod(
  ctx: DeskContext,
  typed: Record<string, string>,
  errors: Errors,
): Promise<void> {
  const { store, visit } = ctx.state;
  const method = withWords(wordsOf(ctx), await methodSettings());
  const sealed = method.hasKeys ? await sealedSecrets("stripe") : "";
  const own = sealed ? keysOf(store.id, sealed) : undefined;
  showSettings(
    ctx,
    "payment",
    { title: method.label, tab: "Payments" },
    {
      method,
      typed: { ...method, enabled: method.enabled ? "1" : "", ...typed },
      errors,
      edition: editionOf(factsOf(method)),
      account: {
        own: method.hasKeys,
        live: own ? !/^(sk|rk)_test_/.test(own.secretKey) : false,
        readable: own !== undefined,
        platform: platformKeys() !== undefined,
        webhook: canonicalAddress(store, visit, "/shop/webhooks/stripe"),
      },
    },
  );
}

function factsOf(method: { name: string; instructions: string; enabled: boolean }) {
  const { name, instructions, enabled } = method;
  return { name, instructions, enabled };
}
