import type { OrderEvent } from "../../../models/store/orders/order.ts";
import { formatMoney } from "../../../money.ts";
import { dayAndTime } from "../../moments.ts";
import { counted } from "../words.ts";

/** A line of an order's timeline, in words. */
export interface TimelineLine {
  text: string;
  /** What somebody wrote about it; "" for nothing. */
  more: string;
  who: string;
  when: string;
  /** ISO 8601. */
  at: string;
  tone: "plain" | "good" | "bad" | "note";
}

interface Writing {
  currency: string;
  locale: string;
}

type Told = Partial<Pick<TimelineLine, "text" | "more" | "tone">>;
type Teller = (event: Telling) => Told;

/** What happened, with the amounts and texts that were written beside it. */
interface Telling {
  actor: string;
  money: string;
  text(name: string): string;
  count(name: string): number;
}

const letters: Record<string, string> = {
  confirmation: "The confirmation",
  shipped: "The mail about the parcel",
  refunded: "The mail about the refund",
  cancelled: "The mail about the cancellation",
};

const tellers: Record<string, Teller> = {
  placed: () => ({ text: "The order was placed" }),
  adopted: ({ text }) => ({
    text: `Taken over from an older platform, where it was ${text("number")}`,
    more: text("state"),
  }),
  paid: ({ actor, money }) => ({ text: paidText(actor, money), tone: "good" }),
  "payment-failed": ({ text }) => ({
    text: "A payment did not work",
    more: text("message"),
    tone: "bad",
  }),
  "payment-processing": () => ({ text: "The bank is working on the payment" }),
  "payment-cancelled": () => ({ text: "A payment was broken off" }),
  "payment-mismatch": () => ({
    text: "Another amount was paid than was asked for. It was not counted: please look at the provider.",
    tone: "bad",
  }),
  cancelled: ({ text }) => ({ text: "The order was cancelled", more: text("reason"), tone: "bad" }),
  expired: () => ({ text: "The time to pay was over: what was held for it is on sale again" }),
  reopened: () => ({ text: "The payment came late, and the order is open again" }),
  shipped: ({ count }) => ({ text: `${counted(count("units"), "item")} shipped`, tone: "good" }),
  "refund-requested": ({ money, text }) => ({
    text: `${money} to give back`,
    more: text("reason"),
  }),
  refunded: ({ money }) => ({ text: `${money} given back` }),
  "refund-failed": ({ money, text }) => ({
    text: `${money} could not be given back`,
    more: text("message"),
    tone: "bad",
  }),
  completed: () => ({ text: "The order is done", tone: "good" }),
  mail: ({ text }) => ({ text: mailText(text("kind"), text("to")) }),
  note: ({ text }) => ({ text: "Note", more: text("text"), tone: "note" }),
};

/** What happened to an order in the words of the desk, the newest first. */
export function timelineOf(events: readonly OrderEvent[], writing: Writing): TimelineLine[] {
  return events.map((event) => lineOf(event, writing)).reverse();
}

function lineOf(event: OrderEvent, { currency, locale }: Writing): TimelineLine {
  const { kind, actor, detail, at } = event;
  const amount = typeof detail.amount === "number" ? detail.amount : 0;
  const told = tellers[kind]?.({
    actor,
    money: formatMoney(amount, currency, locale),
    text: (name) => (typeof detail[name] === "string" ? detail[name] : ""),
    count: (name) => (typeof detail[name] === "number" ? detail[name] : 0),
  });
  return {
    text: kind.replaceAll("-", " "),
    more: "",
    tone: "plain",
    who: nameOf(actor),
    when: dayAndTime(at, locale),
    at: new Date(at).toISOString(),
    ...told,
  };
}

function paidText(actor: string, money: string): string {
  if (actor === "stripe") return `${money} paid on the provider's page`;
  return actor === "system" ? "Paid" : `${money} marked as paid`;
}

function mailText(kind: string, to: string): string {
  const letter = letters[kind] ?? "A mail";
  return to ? `${letter} was sent to ${to}` : `${letter} was sent`;
}

const nameless: Record<string, string> = { system: "", stripe: "", customer: "Customer" };

function nameOf(actor: string): string {
  return nameless[actor] ?? actor;
}
