/** The conditions of a list, with the values that they are bound to. */
export class Where {
  readonly bind: unknown[] = [];
  readonly #conditions: string[] = [];

  /** Adds a condition; "?" in it stands for `value`. */
  add(condition: string, value?: unknown): void {
    if (value !== undefined) this.bind.push(value);
    this.#conditions.push(condition.replaceAll("?", `$${this.bind.length}`));
  }

  /** Lets through what is from a day on and until another, both part of it: days in UTC, as 2026-03-01; "" for any. */
  addDays(moment: string, { from, until }: { from: string; until: string }): void {
    if (from) this.add(`${moment} >= ?::date at time zone 'UTC'`, from);
    if (until) this.add(`${moment} < (?::date + 1) at time zone 'UTC'`, until);
  }

  /** "where ..." with all conditions; "" without any. */
  get sql(): string {
    return this.#conditions.length > 0 ? `where ${this.#conditions.join(" and ")}` : "";
  }
}
