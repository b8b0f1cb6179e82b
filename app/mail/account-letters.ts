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
  return letter(
    "verify",
    { store, texts, address: verifiedAddress(customer) },
    {
      preview: "One press of a button, and your account is complete.",
      title: "Is this your address?",
      blocks: [
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
    },
  );
}

/** Lets the owner of an account choose a new password. */
export function resetLetter(
  store: StoreEntry,
  customer: LinkHolder,
  texts: MailTexts = {},
): Letter {
  return letter(
    "reset",
    { store, texts, address: customer.email },
    {
      preview: "The link is good for one hour.",
      title: "A new password",
      blocks: [
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
    },
  );
}

/** Tells the owner of an account that somebody tried to open another one with the same address. */
export function knownLetter(
  store: StoreEntry,
  customer: LinkHolder,
  texts: MailTexts = {},
): Letter {
  return letter(
    "known",
    { store, texts, address: customer.email },
    {
      preview: "Sign in with the password that you have, or choose a new one.",
      title: "Welcome back",
      blocks: [
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
    },
  );
}

type AccountLetter = "verify" | "reset" | "known";

/** What all of them have, with the words that the shop may have chosen itself. */
function letter(
  kind: AccountLetter,
  { store, texts, address }: { store: StoreEntry; texts: MailTexts; address: string },
  { blocks, ...rest }: Pick<Letter, "preview" | "title" | "blocks">,
): Letter {
  return {
    ...rest,
    to: { name: "", address },
    eyebrow: "Your account",
    subject: subjectOf(kind, texts, { shop: store.name }),
    blocks: [...openingOf(kind, texts, { shop: store.name }), ...blocks],
    reason: `You get this mail because your address was given to ${store.name}.`,
  };
}
