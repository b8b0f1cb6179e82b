import type { ReadInvitation } from "../models/shared/people/invitation.ts";
import type { User } from "../models/shared/people/user.ts";
import type { Plan } from "../models/shared/store.ts";
import { plans } from "../plans.ts";
import { invitationPath, resetPath, verifyPath } from "../staff/links.ts";
import { roleWords } from "../staff/roles.ts";
import { platformAddress } from "../urls.ts";
import type { Letter } from "./letter.ts";

/** Asks the owner of an address whether an account with it is theirs. */
export function staffVerifyLetter(user: User): Letter {
  return {
    ...frame(user.email),
    subject: "Please confirm your e-mail address",
    preview: "One press of a button, and your account is complete.",
    title: "Is this your address?",
    blocks: [
      {
        kind: "text",
        text: "Somebody, hopefully you, gave this address for an account at Wizamart. Please confirm that it is yours, so that we can reach you when something about your shop needs you.",
      },
      { kind: "button", label: "Confirm my address", href: platformAddress(verifyPath(user)) },
      {
        kind: "aside",
        text: "The link is good for seven days. If it was not you, you need do nothing: the account stays unconfirmed.",
      },
    ],
  };
}

/** Lets the owner of an account choose a new password. */
export function staffResetLetter(user: User): Letter {
  return {
    ...frame(user.email),
    subject: "Choose a new password",
    preview: "The link is good for one hour.",
    title: "A new password",
    blocks: [
      {
        kind: "text",
        text: "You asked for a new password for your account at Wizamart. Choose one here; you will then be signed out everywhere else.",
      },
      { kind: "button", label: "Choose a password", href: platformAddress(resetPath(user)) },
      {
        kind: "aside",
        text: "The link is good for one hour, and once. If you did not ask for it, you need do nothing: your password stays as it is.",
      },
    ],
  };
}

/** Invites somebody to work in a shop. */
export function invitationLetter(invitation: ReadInvitation): Letter {
  const { shop, by, role, email } = invitation;
  const { name, text } = roleWords[role];
  return {
    ...frame(email),
    eyebrow: shop,
    subject: `You are invited to work in ${shop}`,
    preview: `As ${name}: ${text.toLowerCase()}.`,
    title: `Work in ${shop}`,
    blocks: [
      {
        kind: "text",
        text: `${by || "Wizamart"} invites you to help run ${shop}. Your role would be ${name}: ${text.toLowerCase()}.`,
      },
      {
        kind: "button",
        label: "See the invitation",
        href: platformAddress(invitationPath(invitation)),
      },
      {
        kind: "aside",
        text: "It is good for seven days. If you do not know this shop, you need do nothing.",
      },
    ],
    reason: `You get this mail because somebody at ${shop} gave your address.`,
  };
}

/** A shop that takes more bytes than it has room for, in its tables or its files. */
export interface FullRoom {
  code: string;
  name: string;
  plan: Plan;
  bytes: number;
  rowBytes: number;
  file_bytes: number;
  fileBytes: number;
}

/** Tells an owner that a shop takes more room than it has. */
export function roomLetter(room: FullRoom, owner: User): Letter {
  const { name, code, plan } = room;
  return {
    ...frame(owner.email),
    eyebrow: name,
    subject: `${name} takes more room than its plan has`,
    preview: "Nothing stops: the shop stays open and takes orders as before.",
    title: "Your shop has outgrown its room",
    blocks: [
      { kind: "text", text: `${roomWords(room)} The shop stays open and takes orders as before.` },
      {
        kind: "text",
        text: `New pictures wait until there is room for them. Old products and imports that you no longer need can go, or a larger plan than ${plans[plan].name} has more room.`,
      },
      { kind: "button", label: "See the shop", href: platformAddress(`/store/${code}/dashboard`) },
    ],
    reason: `You get this mail because you own ${name}.`,
  };
}

function roomWords({ bytes, file_bytes, rowBytes, fileBytes }: FullRoom): string {
  const over = [
    bytes > rowBytes ? `its data take ${megabytes(bytes)} of ${megabytes(rowBytes)}` : "",
    file_bytes > fileBytes
      ? `its pictures take ${megabytes(file_bytes)} of ${megabytes(fileBytes)}`
      : "",
  ];
  return `By the last count ${over.filter(Boolean).join(", and ")}.`;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString("en-IE")} MB`;
}

function frame(address: string): Pick<Letter, "to" | "eyebrow" | "reason"> {
  return {
    to: { name: "", address },
    eyebrow: "Your account",
    reason: "You get this mail because your address was given to Wizamart.",
  };
}
