import type { StoreEntry } from "../directory.ts";
import { date } from "../filters.ts";
import type {
  LinePart,
  OrderFulfilment,
  OrderLine,
  OrderRefund,
  WholeOrder,
} from "../models/store/orders/order.ts";
import type { SettingsRow } from "../models/store/settings.ts";
import { formatMoney } from "../money.ts";
import type { Address } from "../selling/address/address.ts";
import { addressLines } from "../selling/address/countries.ts";
import { orderToken } from "../selling/orders/link.ts";
import { priceRows, type SumRow } from "../selling/orders/sums.ts";
import { publicAddress } from "../urls.ts";
import type { Block, Fact, Letter, LetterLine } from "./letter.ts";
import { type LetterKind, openingOf, subjectOf } from "./words.ts";

/** What the letters about an order are made of. */
export interface OrderNews {
  store: StoreEntry;
  settings: SettingsRow;
  order: WholeOrder;
  /** What the shop says about the way to pay that was chosen, such as its bank account; "" for nothing. */
  instructions: string;
}

/** Thanks for an order, and says how to pay what is to be paid. */
export function confirmationLetter(news: OrderNews): Letter {
  const { order } = news;
  return {
    ...frame(news),
    subject: subject(news, "confirmation"),
    preview: `${sentenceOnPayment(news)} We will write again when it is on its way.`,
    title: "Thank you for your order",
    blocks: [
      ...opening(news, "confirmation", sentenceOnPayment(news)),
      ...payment(news),
      button(news, "See your order"),
      lines(
        "What you ordered",
        order.lines.map((line) => lineOf(news, line, line.quantity)),
      ),
      sums(news),
      places(news),
    ],
  };
}

/** Says what was sent, and how to follow it. */
export function shippedLetter(news: OrderNews, fulfilment: OrderFulfilment): Letter {
  const { order } = news;
  const { tracking_url: href, tracking_number: number, carrier } = fulfilment;
  const rest = order.fulfilment_state === "partial" ? "The rest follows separately." : "";
  const parcel = [
    { label: "Carrier", value: carrier },
    { label: "Tracking number", value: number },
  ].filter(({ value }) => value);
  return {
    ...frame(news),
    subject: subject(news, "shipped"),
    preview: rest ? "A part of it has left, the rest follows." : "It has left our house.",
    title: "It is on its way",
    blocks: [
      ...opening(news, "shipped", rest),
      ...(parcel.length > 0 ? [panel("Your parcel", parcel)] : []),
      href ? { kind: "button", label: "Follow your parcel", href } : button(news, "See your order"),
      lines("What is in it", parts(news, fulfilment.lines)),
      { kind: "places", places: [place(news, "It goes to", order.shipping_address)] },
      ...(href ? [{ ...button(news, "See your order"), kind: "link", text: "" } as const] : []),
    ],
  };
}

/** Says what was paid back, for what, and when it arrives. */
export function refundedLetter(news: OrderNews, refund: OrderRefund): Letter {
  const { order } = news;
  const amount = money(news, refund.amount);
  const method = order.payments.find(({ id }) => id === refund.payment_id)?.method;
  return {
    ...frame(news),
    subject: subject(news, "refunded", { amount }),
    preview: `${amount} are on their way back to you.`,
    title: `${amount} back to you`,
    blocks: [
      ...opening(news, "refunded", way(method), { amount }),
      ...(refund.reason ? [panel("Why", [], refund.reason)] : []),
      ...(refund.lines.length > 0 ? [lines("What it is for", parts(news, refund.lines))] : []),
      button(news, "See your order"),
    ],
  };
}

/** Says that an order will not come. */
export function cancelledLetter(news: OrderNews): Letter {
  const { order } = news;
  const paid = order.paid > 0;
  const reason = order.events.findLast(({ kind }) => kind === "cancelled")?.detail.reason;
  const back = paid
    ? "What you paid goes back to you; we will write again when it is on its way."
    : "Nothing was charged.";
  return {
    ...frame(news),
    subject: subject(news, "cancelled"),
    preview: back,
    title: "Your order is cancelled",
    blocks: [
      ...opening(news, "cancelled", back),
      ...(typeof reason === "string" && reason ? [panel("Why", [], reason)] : []),
      lines(
        "What was in it",
        order.lines.map((line) => lineOf(news, line, line.quantity)),
      ),
      button(news, "See your order"),
    ],
  };
}

function subject(news: OrderNews, kind: LetterKind, more: Record<string, string> = {}): string {
  return subjectOf(kind, news.settings.mail_texts, { ...namesIn(news), ...more });
}

function opening(
  news: OrderNews,
  kind: LetterKind,
  fact: string,
  more: Record<string, string> = {},
): Block[] {
  return openingOf(kind, news.settings.mail_texts, { ...namesIn(news), ...more }, fact);
}

function namesIn({ store, order }: OrderNews): Record<string, string> {
  return { shop: store.name, order: String(order.number) };
}

function frame({ store, settings, order }: OrderNews): Pick<Letter, "to" | "eyebrow" | "reason"> {
  return {
    to: { name: order.billing_address.name, address: order.email },
    eyebrow: `Order ${order.number} · ${date(order.placed_at, settings)}`,
    reason: `You get this mail because you ordered at ${store.name}.`,
  };
}

function sentenceOnPayment(news: OrderNews): string {
  const { order } = news;
  const total = money(news, order.total);
  if (order.total === 0) return "There is nothing to pay.";
  if (order.payment_state === "paid") return `We have received your payment of ${total}.`;
  if (order.payment_method === "delivery") return `You pay ${total} when it arrives.`;
  return `Please transfer ${total} to us: we send it as soon as the money is there.`;
}

function payment(news: OrderNews): Block[] {
  const { order, instructions } = news;
  if (order.payment_state === "paid" || order.total === 0) return [];
  if (order.payment_method === "delivery")
    return instructions ? [panel("On delivery", [], instructions)] : [];
  const facts = [
    { label: "Amount", value: money(news, order.total) },
    { label: "Reference", value: String(order.number) },
  ];
  const text = instructions || "Answer this mail, and we will send you our bank details.";
  return [panel("How to pay", facts, text)];
}

function sums(news: OrderNews): Block {
  const rows = priceRows(news.order, news.settings.locale);
  const facts = (...kinds: SumRow["kind"][]): Fact[] =>
    rows
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ label, amount }) => ({ label, value: money(news, amount) }));
  const [total = { label: "", value: "" }] = facts("total");
  return { kind: "sums", sums: facts("part", "shipping"), total, notes: facts("note") };
}

function places(news: OrderNews): Block {
  const { order } = news;
  const ships = order.lines.some((line) => line.ships);
  const shipping = place(news, "It goes to", order.shipping_address);
  const billing = place(news, "The invoice is for", order.billing_address);
  if (!ships) return { kind: "places", places: [billing] };
  if (billing.lines.join() === shipping.lines.join()) billing.lines = ["The same address"];
  return { kind: "places", places: [shipping, billing] };
}

function place(
  { settings }: OrderNews,
  title: string,
  address: Address,
): { title: string; lines: string[] } {
  return { title, lines: addressLines(address, settings.locale) };
}

function parts(news: OrderNews, some: readonly LinePart[]): LetterLine[] {
  return some.flatMap(({ line: id, quantity }) => {
    const line = news.order.lines.find((each) => each.id === id);
    return line ? [{ ...lineOf(news, line, quantity), amount: "" }] : [];
  });
}

function lineOf(news: OrderNews, line: OrderLine, quantity: number): LetterLine {
  return {
    title: line.title,
    detail: line.variant_title,
    quantity,
    amount: money(news, line.price * quantity),
    picture: line.picture,
  };
}

function way(method: string | undefined): string {
  if (method === "stripe") {
    return "It goes back the way you paid; with most banks it shows within five to ten days.";
  }
  return method === "bank" ? "It goes back to the account from which you paid." : "";
}

function button({ store, order }: OrderNews, label: string) {
  const href = publicAddress(store, `/shop/orders/${orderToken(store.id, order.id)}`);
  return { kind: "button" as const, label, href };
}

function lines(title: string, all: LetterLine[]): Block {
  return { kind: "lines", title, lines: all };
}

function panel(title: string, facts: Fact[], text = ""): Block {
  return { kind: "panel", title, facts, text };
}

function money({ order, settings }: OrderNews, amount: number): string {
  return formatMoney(amount, order.currency, settings.locale);
}
