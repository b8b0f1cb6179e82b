import type { PaymentKind } from "../../../models/store/orders/order.ts";
import type { MethodSetting } from "../../../models/store/selling/payment-method.ts";

/** What a way to pay is, for whoever sets it up. */
export interface MethodWords {
  kind: PaymentKind;
  label: string;
  text: string;
  /** What its field for instructions is for. */
  hint: string;
}

/** Every way to pay that there is. */
export const methodWords: readonly MethodWords[] = [
  {
    kind: "stripe",
    label: "Card",
    text: "Shoppers pay on the secure page of Stripe, by card and what else Stripe offers them.",
    hint: "A sentence below the choice, such as which cards you take.",
  },
  {
    kind: "bank",
    label: "Bank transfer",
    text: "Shoppers transfer the total to your account; you mark the order paid when it is there.",
    hint: "Your bank account: shoppers read this after they ordered, and in the mail.",
  },
  {
    kind: "delivery",
    label: "On delivery",
    text: "Shoppers pay when the parcel arrives.",
    hint: "A sentence below the choice, such as that the carrier takes cash only.",
  },
];

/** A way to pay as the shop has it: one that was never set up is switched off. */
export function withWords(words: MethodWords, settings: readonly MethodSetting[]) {
  const set = settings.find(({ kind }) => kind === words.kind);
  const usual = { name: words.label, instructions: "", enabled: false, hasKeys: false };
  const { name, instructions, enabled, hasKeys } = set ?? usual;
  return { ...words, name, instructions, enabled, hasKeys };
}

/** All ways to pay in the shop's order; those that were never set up come last. */
export function inOrder(settings: readonly MethodSetting[]) {
  const place = (kind: PaymentKind) => {
    const at = settings.findIndex((each) => each.kind === kind);
    return at < 0 ? settings.length : at;
  };
  return methodWords
    .map((words) => withWords(words, settings))
    .sort((a, b) => place(a.kind) - place(b.kind));
}
