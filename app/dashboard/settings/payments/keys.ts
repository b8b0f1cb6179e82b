import type { DeskContext } from "../../../context.ts";
import { field } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import { keepMethod, methodSettings } from "../../../models/store/selling/payment-method.ts";
import { leaveNotice } from "../../../notice.ts";
import { keepStripeKeys, type StripeKeys } from "../../../payments/keys.ts";
import { refuseActing } from "../../../staff/acting.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, type Errors } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { withWords } from "./methods.ts";
import { showAgain, wordsOf } from "./payments.ts";

const page = "/settings/payments/stripe";

/** Takes the keys of the shop's own account at Stripe: encrypted, and never shown again, not even after a mistake. */
export async function keep(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const keys = { secretKey: field(ctx, "secret_key"), webhookSecret: field(ctx, "webhook_secret") };
  const errors = faultsOf(keys);
  if (Object.keys(errors).length > 0) return showAgain(ctx, {}, errors);

  await changeShop(ctx, () => change(ctx, keys, "payment-keys.kept"));
  leaveNotice(ctx, { text: "The keys are kept. Shoppers now pay into your own account." });
  goOn(ctx, page);
}

/** Forgets the shop's own keys: shoppers pay into the platform's account again, where it has one. */
export async function forget(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  await changeShop(ctx, () => change(ctx, null, "payment-keys.forgotten"));
  leaveNotice(ctx, { text: "The keys of your own account are forgotten." });
  goOn(ctx, page);
}

async function change(ctx: DeskContext, keys: StripeKeys | null, kind: string): Promise<void> {
  const words = wordsOf(ctx);
  if (words.kind !== "stripe") throw new NotFound();
  await keepMethod(withWords(words, await methodSettings({ lock: true })));
  await keepStripeKeys(ctx.state.store.id, keys);
  await writeDown(actorOf(ctx), { kind, subject: "payment stripe" });
}

function faultsOf({ secretKey, webhookSecret }: StripeKeys): Errors {
  const errors: Errors = {};
  if (!/^(sk|rk)_(test|live)_\w{8,240}$/.test(secretKey)) {
    errors.secret_key = "A secret key begins with sk_live_ or sk_test_ (rk_ for a restricted one).";
  }
  if (!/^whsec_[\w+/=]{8,240}$/.test(webhookSecret)) {
    errors.webhook_secret = "A signing secret begins with whsec_.";
  }
  return errors;
}
