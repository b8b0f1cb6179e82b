import { type LinkHolder, resetLink, verifiedAddress, verifyLink } from "../customers/tokens.ts";
import type { StoreEntry } from "../directory.ts";
import { publicAddress } from "../urls.ts";
import type { Letter } from "./letter.ts";

// Nobody is called by a name here: whoever asked for the mail may have typed one to write to a stranger through us.

/** Asks the owner of an address whether an account with it is theirs. */
export function verifyLetter(store: StoreEntry, customer: LinkHolder): Letter {
  return {
    ...frame(store, verifiedAddress(customer)),
    subject: "Please confirm your e-mail address",
    preview: "One press of a button, and your account is complete.",
    title: "Is this your address?",
    blocks: [
      {
        kind: "text",
        text: `Somebody, hopefully you, gave this address for an account at ${store.name}. Please confirm that it is yours: from then on your account also shows what you ordered with it before.`,
      },
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
export function resetLetter(store: StoreEntry, customer: LinkHolder): Letter {
  return {
    ...frame(store, customer.email),
    subject: "Choose a new password",
    preview: "The link is good for one hour.",
    title: "A new password",
    blocks: [
      {
        kind: "text",
        text: `You asked for a new password for your account at ${store.name}. Choose one here; you will then be signed out everywhere else.`,
      },
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
export function knownLetter(store: StoreEntry, customer: LinkHolder): Letter {
  return {
    ...frame(store, customer.email),
    subject: "You have an account already",
    preview: "Sign in with the password that you have, or choose a new one.",
    title: "Welcome back",
    blocks: [
      {
        kind: "text",
        text: `Somebody, hopefully you, wanted to open an account at ${store.name} with this address. There is one already: just sign in.`,
      },
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
