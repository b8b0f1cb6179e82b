import type { MailTexts } from "../models/store/settings.ts";
import type { Block } from "./letter.ts";

/** The letters that a shop sends. */
export const letterKinds = [
  "confirmation",
  "shipped",
  "refunded",
  "cancelled",
  "verify",
  "reset",
  "known",
] as const;

export type LetterKind = (typeof letterKinds)[number];

/** What a letter says by itself, and when it is sent. Names in braces are filled in. */
export interface UsualWords {
  name: string;
  when: string;
  subject: string;
  opening: string;
  /** The names that can be filled in. */
  places: readonly string[];
}

/** How long a shop's own words may be. */
export const mostWords = { subject: 120, opening: 1200 };

const ofOrders = ["shop", "order"] as const;

export const usualWords: Readonly<Record<LetterKind, UsualWords>> = {
  confirmation: {
    name: "Order confirmation",
    when: "Somebody has ordered, and paid where that is done at once",
    subject: "Thank you for your order {order}",
    opening: "We have it, and will write again when it is on its way.",
    places: ofOrders,
  },
  shipped: {
    name: "On its way",
    when: "A parcel was sent",
    subject: "Your order {order} is on its way",
    opening: "Your parcel has left our house.",
    places: ofOrders,
  },
  refunded: {
    name: "Refund",
    when: "Money was given back",
    subject: "Your refund for order {order}: {amount}",
    opening: "We have refunded {amount} of your order {order}.",
    places: [...ofOrders, "amount"],
  },
  cancelled: {
    name: "Cancelled",
    when: "An order was cancelled",
    subject: "Your order {order} is cancelled",
    opening: "Your order {order} is cancelled, and nothing of it will be sent.",
    places: ofOrders,
  },
  verify: {
    name: "Confirm the address",
    when: "Somebody has opened an account, or given another address",
    subject: "Please confirm your e-mail address",
    opening:
      "Somebody, hopefully you, gave this address for an account at {shop}. Please confirm that it is yours: from then on your account also shows what you ordered with it before.",
    places: ["shop"],
  },
  reset: {
    name: "New password",
    when: "Somebody has forgotten the password",
    subject: "Choose a new password",
    opening:
      "You asked for a new password for your account at {shop}. Choose one here; you will then be signed out everywhere else.",
    places: ["shop"],
  },
  known: {
    name: "There is an account already",
    when: "Somebody wanted to open an account with an address that has one",
    subject: "You have an account already",
    opening:
      "Somebody, hopefully you, wanted to open an account at {shop} with this address. There is one already: just sign in.",
    places: ["shop"],
  },
};

/** Whether a name is that of a letter. */
export function isLetterKind(name: string): name is LetterKind {
  return Object.hasOwn(usualWords, name);
}

/** A letter's subject, in the shop's own words where it has some, with the names filled in. */
export function subjectOf(
  kind: LetterKind,
  texts: MailTexts,
  values: Readonly<Record<string, string>>,
): string {
  return filled(texts[kind]?.subject || usualWords[kind].subject, values);
}

/**
 * How a letter begins, in the shop's own words where it has some, as paragraphs; the last one ends with `fact`, what has
 * to be said whatever the words are.
 */
export function openingOf(
  kind: LetterKind,
  texts: MailTexts,
  values: Readonly<Record<string, string>>,
  fact = "",
): Block[] {
  const words = filled(texts[kind]?.opening || usualWords[kind].opening, values);
  return `${words} ${fact}`
    .split(/\n+/)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => ({ kind: "text", text }));
}

/** Names in braces that a letter knows nothing to fill in for. */
export function unknownPlaces(kind: LetterKind, text: string): string[] {
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  return names.filter((name) => !usualWords[kind].places.includes(name));
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
