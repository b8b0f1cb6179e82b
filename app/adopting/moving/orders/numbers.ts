import type { FieldRow } from "../../source/tables.ts";
import type { Move } from "../move.ts";

/** Numbers that the counter of a shop can begin after. */
const first = 1000;
const most = 2_000_000_000;

/** Keeps the numbers of a store's orders, and gives one after the highest to those that have none of their own. */
export class OrderNumbers {
  readonly #move: Move;
  readonly #field: "number" | "id";
  readonly #taken = new Set<number>();
  #highest: number;

  private constructor(move: Move, field: "number" | "id", highest: number) {
    this.#move = move;
    this.#field = field;
    this.#highest = Math.max(first, highest);
  }

  static async of(move: Move): Promise<OrderNumbers> {
    const field = move.old.has("orders", "number") ? "number" : "id";
    const highest = await move.old.highestEnding("orders", field, move.store.id);
    return new OrderNumbers(move, field, highest);
  }

  /** The figure at the end of what the order was called: "WM-1042" is 1042. */
  take(row: FieldRow): number {
    const called = row(this.#field)?.trim() ?? "";
    const own = figureIn(called);
    const isFree = own > 0 && !this.#taken.has(own);
    const number = isFree ? own : this.#next();
    this.#taken.add(number);
    if (String(number) === called) return number;
    const what = isFree ? "number without what stood before it" : "a new number, after the highest";
    this.#move.tally.note("orders", what, `${called || row("id")} -> ${number}`);
    return number;
  }

  /** The number after which the shop goes on. */
  get last(): number {
    return this.#highest;
  }

  #next(): number {
    this.#highest += 1;
    if (this.#highest > most) throw new RangeError("There are no order numbers left");
    return this.#highest;
  }
}

/** At most nine digits; 0 for none. */
function figureIn(called: string): number {
  const [digits = ""] = /\d+$/.exec(called) ?? [];
  return digits.length <= 9 ? Number(digits) : 0;
}
