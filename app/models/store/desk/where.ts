/** The conditions of a list, with the values that they are bound to. */
export class Where {
  readonly bind: unknown[] = [];
  readonly #conditions: string[] = [];

  /** Adds a condition; "?" in it stands for `value`. */
  add(condition: string, value?: unknown): void {
    if (value !== undefined) this.bind.push(value);
    this.#conditions.push(condition.replaceAll("?", `$${this.bind.length}`));
  }

  /** "where ..." with all conditions; "" without any. */
  get sql(): string {
    return this.#conditions.length > 0 ? `where ${this.#conditions.join(" and ")}` : "";
  }
}

/** A text as part of a LIKE pattern, in lower case: the signs that mean something there mean themselves. */
export function likeWords(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}
