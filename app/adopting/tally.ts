import { inWords } from "./values.ts";

/** What is counted on both sides. */
export const countedKinds = [
  "domains",
  "people",
  "categories",
  "products",
  "variants",
  "pictures",
  "product categories",
  "customers",
  "addresses",
  "orders",
  "order lines",
  "pages",
] as const;
export type CountedKind = (typeof countedKinds)[number];

/** What is added up on both sides. */
export const summedKinds = ["prices", "stock", "order totals", "units ordered"] as const;
export type SummedKind = (typeof summedKinds)[number];

/** Rows of one kind: how many there were, what became of them, and how many there are now. */
export interface Count {
  old: number;
  /** Left out, or merged into another row. */
  left: number;
  /** Made by us, such as the one variant of a product that had none. */
  added: number;
  now: number;
}

/** A sum in trillionths: as it was, by how much we changed it knowingly, and as it is. */
export interface Sum {
  old: bigint;
  rounded: bigint;
  changed: bigint;
  now: bigint;
}

/** Something that was changed on the way, or left out. */
export interface Note {
  about: string;
  what: string;
  count: number;
  /** The first five. */
  examples: string[];
}

const mostExamples = 5;

/** What happens to one store on its way, counted. */
export class Tally {
  readonly counts = new Map<CountedKind, Count>(
    countedKinds.map((kind) => [kind, { old: 0, left: 0, added: 0, now: 0 }]),
  );
  readonly sums = new Map<SummedKind, Sum>(
    summedKinds.map((kind) => [kind, { old: 0n, rounded: 0n, changed: 0n, now: 0n }]),
  );
  readonly #notes = new Map<string, Note>();

  count(kind: CountedKind, change: Partial<Count>): void {
    const count = this.counts.get(kind);
    if (!count) return;
    for (const [name, by] of Object.entries(change)) count[name as keyof Count] += by;
  }

  sum(kind: SummedKind, change: Partial<Sum>): void {
    const sum = this.sums.get(kind);
    if (!sum) return;
    for (const [name, by] of Object.entries(change)) sum[name as keyof Sum] += by;
  }

  /** Writes down what was changed or left out; `example` tells the row. */
  note(about: string, what: string, example: string): void {
    const key = `${about}\n${what}`;
    const note = this.#notes.get(key) ?? { about, what, count: 0, examples: [] };
    note.count += 1;
    if (note.examples.length < mostExamples) note.examples.push(example.slice(0, 200));
    this.#notes.set(key, note);
  }

  get notes(): Note[] {
    return [...this.#notes.values()];
  }

  /** What does not agree, in words; [] when every count and every sum does. */
  differences(): string[] {
    const counts = [...this.counts].flatMap(([kind, { old, left, added, now }]) =>
      old - left + added === now ? [] : [`${kind}: ${now} rows instead of ${old - left + added}`],
    );
    const sums = [...this.sums].flatMap(([kind, { old, rounded, changed, now }]) => {
      const expected = old + rounded + changed;
      return expected === now ? [] : [`${kind}: ${inWords(now)} instead of ${inWords(expected)}`];
    });
    return [...counts, ...sums];
  }
}
