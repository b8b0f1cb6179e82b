import type { LinkHolder } from "../../../customers/tokens.ts";
import type { StoreEntry } from "../../../directory.ts";
import { knownLetter, resetLetter, verifyLetter } from "../../../mail/account-letters.ts";
import { compose } from "../../../mail/compose.ts";
import type { Letter } from "../../../mail/letter.ts";
import {
  cancelledLetter,
  confirmationLetter,
  type OrderNews,
  refundedLetter,
  shippedLetter,
} from "../../../mail/order-letters.ts";
import type { LetterKind } from "../../../mail/words.ts";
import type { OrderLine, WholeOrder } from "../../../models/store/orders/order.ts";
import type { SettingsRow } from "../../../models/store/settings.ts";
import { exponent } from "../../../money.ts";
import { emptyAddress } from "../../../selling/address/form.ts";

/**
 * A letter as it would look, for an order or an account that are made up, and without a link that could be followed.
 * Gives its subject, and a whole page of HTML.
 */
export async function sampleLetter(
  kind: LetterKind,
  store: StoreEntry,
  settings: SettingsRow,
): Promise<{ subject: string; html: string }> {
  const letter = letters[kind]({ store, settings, order: sampleOrder(settings), instructions: "" });
  const message = await compose(letter, { store, settings }, "sample");
  return { subject: message.subject, html: message.html.replace(/ href="[^"]*"/g, "") };
}

const letters: Record<LetterKind, (news: OrderNews) => Letter> = {
  confirmation: confirmationLetter,
  shipped: (news) => shippedLetter(news, parcel),
  refunded: (news) => refundedLetter(news, { ...refund, amount: news.order.total }),
  cancelled: cancelledLetter,
  verify: ({ store, settings }) => verifyLetter(store, somebody, settings.mail_texts),
  reset: ({ store, settings }) => resetLetter(store, somebody, settings.mail_texts),
  known: ({ store, settings }) => knownLetter(store, somebody, settings.mail_texts),
};

const somebody: LinkHolder = {
  id: 0,
  email: "ada@example.com",
  new_email: "",
  password_hash: null,
  verified_at: null,
};
const parts = [{ line: 1, quantity: 1 }];
const parcel = {
  id: 1,
  lines: parts,
  carrier: "Parcel Post",
  tracking_number: "PP 1234 5678",
  tracking_url: "",
  created_at: new Date(0).toISOString(),
};
const refund = {
  id: 1,
  payment_id: 1,
  reason: "",
  lines: parts,
  state: "done" as const,
  created_at: new Date(0).toISOString(),
};

function sampleOrder({ currency, country }: SettingsRow): WholeOrder {
  const price = 24 * 10 ** exponent(currency);
  const address = {
    ...emptyAddress(country || "IE"),
    name: "Ada Example",
    line1: "1 Long Street",
    city: "Example Town",
  };
  return {
    ...{
      id: 0,
      number: 1001,
      customer_id: 0,
      signed_in: false,
      email: "ada@example.com",
      phone: "",
    },
    ...{ currency, state: "open", payment_state: "paid", fulfilment_state: "unfulfilled" },
    ...{ shipping_address: address, billing_address: address, shipping_name: "Standard" },
    ...{ payment_method: "stripe", note: "", discount_id: null, discount_code: "" },
    ...{ subtotal: price, discount: 0, shipping: 0, shipping_discount: 0, tax: 0, tax_added: 0 },
    ...{ taxes: [], total: price, paid: price, refunded: 0, placed_at: new Date() },
    ...{ expires_at: null, paid_at: new Date(), completed_at: null, cancelled_at: null },
    lines: [sampleLine(price)],
    ...{ payments: [], fulfilments: [], refunds: [], events: [] },
  };
}

function sampleLine(price: number): OrderLine {
  return {
    ...{ id: 1, variant_id: null, title: "Something lovely", variant_title: "Blue / M" },
    ...{ sku: "", slug: "", picture: null, grams: 0, ships: true, price, quantity: 1 },
    ...{ discount: 0, tax: 0, tax_added: 0, tax_name: "", tax_ppm: 0, total: price },
    ...{ reserved: 0, fulfilled: 0, removed: 0, refunded: 0 },
  };
}
