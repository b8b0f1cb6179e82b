import type { DemoShop } from "../shop.ts";
import type { LedgerRow } from "./ledger.ts";
import { type Person, verifiedAt } from "./people.ts";
import { shopperSignIn } from "./shopper.ts";
import type {
  Story,
  StoryEvent,
  StoryLine,
  StoryParcel,
  StoryPart,
  StoryPayment,
  StoryRefund,
} from "./story.ts";

/** What is kept of passwords: the shopper's, and one that nobody knows for all the others. */
export interface KeptPasswords {
  shopper: string;
  others: string;
}

const sourceNames: Partial<Record<LedgerRow["kind"], string>> = {
  shipped: "fulfilment",
  returned: "refund",
};

export function customerRow(person: Person, passwords: KeptPasswords) {
  const { email, name, phone, addresses, registeredAt, createdAt } = person;
  const password = email === shopperSignIn.email ? passwords.shopper : passwords.others;
  return {
    email,
    name,
    phone,
    password_hash: registeredAt === null ? null : password,
    verified_at: iso(verifiedAt(person)),
    addresses: registeredAt === null ? [] : addresses,
    created_at: iso(createdAt),
  };
}

export function orderRow(
  story: Story,
  number: number,
  { currency, discounts }: { currency: string; discounts: ReadonlyMap<string, number> },
) {
  const { state, purchase } = story;
  const { person, shippingAddress, billingAddress, discountCode } = purchase;
  return {
    ...{ number, currency, state },
    customer_id: person.id,
    signed_in: purchase.signedIn,
    email: person.email,
    phone: shippingAddress.phone || billingAddress.phone,
    payment_state: story.paymentState,
    fulfilment_state: story.fulfilmentState,
    shipping_address: shippingAddress,
    billing_address: billingAddress,
    shipping_name: purchase.shippingName,
    payment_method: purchase.method,
    note: purchase.note,
    discount_id: discounts.get(discountCode) ?? null,
    discount_code: discountCode,
    placed_at: iso(purchase.placedAt),
    paid_at: iso(story.paidAt),
    completed_at: iso(story.completedAt),
    cancelled_at: iso(story.cancelledAt),
    ...moneyOf(story),
  };
}

function moneyOf({ purchase: { totals }, payment }: Story) {
  return {
    subtotal: totals.subtotal,
    discount: totals.discount,
    shipping: totals.shipping,
    shipping_discount: totals.shippingDiscount,
    tax: totals.tax,
    tax_added: totals.taxAdded,
    taxes: totals.taxes,
    total: totals.total,
    paid: payment.captured,
    refunded: payment.refunded,
  };
}

export function lineRow(line: StoryLine, { id, lines }: Story) {
  const { goods, totals } = line;
  return {
    order_id: id,
    position: lines.indexOf(line) + 1,
    variant_id: goods.variant,
    title: goods.title,
    variant_title: goods.variantTitle,
    sku: goods.sku,
    slug: goods.slug,
    grams: goods.grams,
    price: goods.price,
    quantity: line.quantity,
    discount: totals.discount,
    tax: totals.tax,
    tax_added: totals.taxAdded,
    tax_name: totals.taxName,
    tax_ppm: totals.taxPpm,
    total: totals.total,
    reserved: line.reserved,
    fulfilled: line.fulfilled,
    removed: line.removed,
    refunded: line.refunded,
  };
}

export function paymentRow(
  payment: StoryPayment,
  { id, purchase }: Story,
  { code, currency }: DemoShop,
) {
  const { method, placedAt, totals } = purchase;
  return {
    order_id: id,
    method,
    state: payment.state,
    amount: totals.total,
    captured: payment.captured,
    refunded: payment.refunded,
    reference: method === "stripe" ? referenceOf(totals.total, currency, `${code}_${id}`) : null,
    created_at: iso(placedAt),
    updated_at: iso(payment.updatedAt),
  };
}

/** Says what was paid: the rehearsed provider, which did not take it, can believe it, and give it back. */
function referenceOf(amount: number, currency: string, name: string): string {
  return `cs_test_demo_${amount}_${currency.toLowerCase()}_${name}`;
}

export function parcelRow(parcel: StoryParcel, { id }: Story) {
  return {
    order_id: id,
    lines: linesOf(parcel.parts),
    carrier: parcel.carrier,
    tracking_number: parcel.trackingNumber,
    tracking_url: parcel.trackingUrl,
    created_at: iso(parcel.at),
  };
}

export function refundRow(refund: StoryRefund, { id, payment, refunds, purchase }: Story) {
  const key = `demo ${id} ${refunds.indexOf(refund) + 1}`;
  return {
    order_id: id,
    payment_id: payment.id,
    key,
    amount: refund.amount,
    reason: refund.reason,
    lines: linesOf(refund.parts),
    state: "done",
    reference: purchase.method === "stripe" ? `re_${key.replaceAll(" ", "_")}` : null,
    created_at: iso(refund.at),
  };
}

export function eventRow({ at, kind, actor, detail, about }: StoryEvent, { id }: Story) {
  const ids = Object.fromEntries(Object.entries(about).map(([name, part]) => [name, part.id]));
  return { order_id: id, kind, actor, detail: { ...detail, ...ids }, at: iso(at) };
}

/** Goods that came in, or were found missing, belong to no order. */
export function movementRow(row: LedgerRow) {
  const { at, kind, source, onHand: on_hand, reserved } = row;
  const own = row.line === null;
  return {
    variant_id: own ? row.goods.variant : row.line.goods.variant,
    order_line_id: own ? null : row.line.id,
    kind,
    source: typeof source === "string" ? source : `${sourceNames[kind]} ${source.id}`,
    on_hand,
    reserved,
    actor: kind === "reserved" ? "system" : "shop",
    note: own ? row.note : "",
    at: iso(at),
  };
}

function linesOf(parts: readonly StoryPart[]) {
  return parts.map(({ line, quantity }) => ({ line: line.id, quantity }));
}

function iso(time: number): string;
function iso(time: number | null): string | null;
function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
