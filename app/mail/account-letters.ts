import { type LinkHolder, resetLink, verifiedAddress, verifyLink } from "../customers/tokens.ts";
import type { StoreEntry } from "../directory.ts";
import type { MailTexts } from "../models/store/settings.ts";
import { publicAddress } from "../urls.ts";
import type { Letter } from "./letter.ts";
import { openingOf, subjectOf } from "./words.ts";

// Nobody is called by a name here: whoever asked for the mail may have typed one to write to a stranger through us.

/** Asks the owner of an address whether an account with it is theirs. */
export function verifyLetter(
  store: StoreEntry,
  customer: LinkHolder,
  texts: MailTexts = {},
): Letter {
  return {
    ...frame(store, verifiedAddress(customer)),
    subject: subjectOf("verify", texts, { shop: store.name }),
    preview: "One press of a button, and your account is complete.",
    title: "Is this your address?",
    blocks: [
      ...openingOf("verify", texts, { shop: store.name }),
      {
        kind: "button",
        label: "Confirm my address",
        href: publicAddress(store, verifyLink(store.id, customer)),
      },
      {
        kind: "aside",
        text: "The link is good for seven days. If it was not you, you need do nothing: the account stays unconfirmed.",
      },
    ],
  };
}

/** Lets the owner of an account choose a new password. */
export function resetLetter(
  store: StoreEntry,
  customer: LinkHolder,
  texts: MailTexts = {},
): Letter {
  return {
    ...frame(store, customer.email),
    subject: subjectOf("reset", texts, { shop: store.name }),
    preview: "The link is good for one hour.",
    title: "A new password",
    blocks: [
      ...openingOf("reset", texts, { shop: store.name }),
      {
        kind: "button",
        label: "Choose a password",
        href: publicAddress(store, resetLink(store.id, customer)),
      },
      {
        kind: "aside",
        text: "The link is good for one hour, and once. If you did not ask for it, you need do nothing: your password stays as it is.",
      },
    ],
  };
}

/** Tells the owner of an account that somebody tried to open another one with the same address. */
export function knownLetter(
  store: StoreEntry,
  customer: LinkHolder,
  texts: MailTexts = {},
): Letter {
  return {
    ...frame(store, customer.email),
    subject: subjectOf("known", texts, { shop: store.name }),
    preview: "Sign in with the password that you have, or choose a new one.",
    title: "Welcome back",
    blocks: [
      ...openingOf("known", texts, { shop: store.name }),
      { kind: "button", label: "Sign in", href: publicAddress(store, "/shop/account/sign-in") },
      {
        kind: "link",
        text: "Forgotten the password?",
        label: "Choose a new one",
        href: publicAddress(store, "/shop/account/forgot"),
      },
      {
        kind: "aside",
        text: "If it was not you, you need do nothing: your account and its password stay as they are.",
      },
    ],
  };
}

function frame(store: StoreEntry, address: string): Pick<Letter, "to" | "eyebrow" | "reason"> {
  return {
    to: { name: "", address },
    eyebrow: "Your account",
    reason: `You get this mail because your address was given to ${store.name}.`,
  };
}
