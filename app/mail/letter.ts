/** Where a letter goes. */
export interface Recipient {
  /** "" where we do not call them by a name. */
  name: string;
  address: string;
}

/** A line of an order as a letter shows it. */
export interface LetterLine {
  title: string;
  /** The variant, such as "Blue / L"; "" for a product that has only one. */
  detail: string;
  quantity: number;
  /** What the units cost, in words; "" where it does not matter. */
  amount: string;
  /** The name of its picture's files; null for none. */
  picture: string | null;
}

/** A name and what it is: "Shipping", "4,90 €". */
export interface Fact {
  label: string;
  value: string;
}

/** A part of a letter; each has a form in HTML (views/mail/_blocks.njk) and one in plain text (plain-text.ts). */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "aside"; text: string }
  | { kind: "button"; label: string; href: string }
  | { kind: "link"; text: string; label: string; href: string }
  | { kind: "lines"; title: string; lines: LetterLine[] }
  | { kind: "sums"; sums: Fact[]; total: Fact; notes: Fact[] }
  | { kind: "panel"; title: string; facts: Fact[]; text: string }
  | { kind: "places"; places: { title: string; lines: string[] }[] };

/** What a mail says, before it is dressed in the colours of its shop. */
export interface Letter {
  to: Recipient;
  subject: string;
  /** What a list of mails shows beside the subject. */
  preview: string;
  /** A few words above the title, such as the order's number. */
  eyebrow: string;
  title: string;
  blocks: Block[];
  /** Why they get it, for the foot of the letter. */
  reason: string;
}
