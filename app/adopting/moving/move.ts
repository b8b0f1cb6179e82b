import { exponent } from "../../money.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { meaningOf, type WordList } from "../mapping/words.ts";
import type { Room } from "../room/room.ts";
import type { FieldRow, OldTables } from "../source/tables.ts";
import type { SummedKind, Tally } from "../tally.ts";
import { exactly, fromMinorUnits, toMinorUnits } from "../values.ts";

/** A store of the old database as it is to be opened here. */
export interface OldStore {
  /** Its id there. */
  id: string;
  /** Its code there, and the one that it gets. */
  oldCode: string;
  code: string;
  name: string;
  plan: "free" | "standard" | "premium";
  currency: string;
  locale: string;
  /** Whether it was open there. */
  active: boolean;
  row: FieldRow;
}

/** What a product that was moved is to the rows that name it. */
export interface MovedProduct {
  id: number;
  slug: string;
  title: string;
  /** Its only variant; null where it has several. */
  variant: MovedVariant | null;
}

export interface MovedVariant {
  id: number;
  sku: string;
  tracked: boolean;
  slug: string;
  title: string;
}

export interface MovedCustomer {
  id: number;
  email: string;
  /** Null for a guest: only the right password, or mail to the address, opens an account. */
  hash: string | null;
  /** How many addresses it has. */
  addresses: number;
}

/** One store on its way: where from, where to, what is known of it by now. */
export interface Move {
  old: OldTables;
  mapping: Mapping;
  store: OldStore;
  room: Room;
  tally: Tally;
  /** A password hash that nobody knows the password of. */
  lockedHash: string;
  categories: Map<string, number>;
  products: Map<string, MovedProduct>;
  variants: Map<string, MovedVariant>;
  customers: Map<string, MovedCustomer>;
  customersByMail: Map<string, MovedCustomer>;
  /** Called with every batch of rows read. */
  progress(rows: number): void;
}

/** An amount in minor units, and what the old database would add up for it, in trillionths. */
export interface Amount {
  minor: number;
  exact: bigint;
}

/** Reads an amount; null where there is none that can be read. */
export function amountOf(
  move: Move,
  kind: "products" | "variants" | "orders" | "orderItems",
  field: string,
  text: string | null,
  currency = move.store.currency,
): Amount | null {
  const exact = exactly(text);
  if (exact === null) return null;
  if (!move.old.isMinor(kind, field)) return { minor: toMinorUnits(exact, currency), exact };
  const units = exact / 10n ** 12n;
  return { minor: Number(units), exact: exact / 10n ** BigInt(exponent(move.store.currency)) };
}

/** Notes that the old sum had `old` where we write `minor`: as a rounding where that is all. */
export function account(
  move: Move,
  sum: SummedKind,
  old: bigint,
  minor: number,
  currency = move.store.currency,
): void {
  const difference = fromMinorUnits(minor, currency) - old;
  const unit = fromMinorUnits(1, currency);
  const isRounding = difference < unit && difference > -unit;
  move.tally.sum(sum, isRounding ? { rounded: difference } : { changed: difference });
}

/** Our word for one of theirs, by the mapping or as usual; what nobody knows is noted and taken as `otherwise`. */
export function wordOf(
  move: Move,
  list: WordList,
  about: string,
  word: string | null,
  otherwise: string,
): string {
  if (word === null || word.trim() === "") return otherwise;
  const meaning = knownWord(move, list, word);
  if (meaning) return meaning;
  move.tally.note(about, `unknown word taken as "${otherwise}": words.${list} can say it`, word);
  return otherwise;
}

/** Our word for one of theirs, by the mapping or as usual; undefined where nobody knows. */
export function knownWord({ mapping }: Move, list: WordList, word: string): string | undefined {
  const own: Record<string, string> = mapping.words[list];
  return own[word] ?? meaningOf(list, word);
}

/** A text cut to what we keep. */
export function cut(text: string | null | undefined, most: number): string {
  return [...(text ?? "").replaceAll("\0", "").trim()].slice(0, most).join("");
}
