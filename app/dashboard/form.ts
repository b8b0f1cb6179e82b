import { type DeskContext, field } from "../context.ts";
import { toMinor } from "../money.ts";

interface TextRules {
  /** How many characters it may have. */
  most?: number;
  /** What is said where nothing was typed; without this it may be empty. */
  missing?: string;
}

/** Reads what a form sent, field by field; keeps what was typed, and what is wrong with it, for whoever typed it. */
export class Form {
  /** What was typed, by the field's name; ticked boxes are "1". */
  readonly typed: Record<string, string> = {};
  /** Sentences on what is wrong, by the field's name. */
  readonly errors: Record<string, string> = {};
  readonly #read: (name: string) => string;

  constructor(ctx: DeskContext) {
    this.#read = (name) => field(ctx, name);
  }

  get isRight(): boolean {
    return Object.keys(this.errors).length === 0;
  }

  /** Says what is wrong with a field; the first sentence counts. */
  refuse(name: string, message: string): void {
    this.errors[name] ??= message;
  }

  text(name: string, { most = 200, missing = "" }: TextRules = {}): string {
    const typed = this.#read(name).replace(/\r\n?/g, "\n");
    this.typed[name] = typed;
    if (missing && !typed) this.refuse(name, missing);
    if (typed.length > most) {
      this.refuse(name, `Please keep this to ${most} characters; it has ${typed.length}.`);
    }
    return typed;
  }

  /** One of the values that can be chosen. */
  choice<T extends string>(name: string, values: readonly T[], message: string): T | undefined {
    const typed = this.text(name);
    const chosen = values.find((value) => value === typed);
    if (chosen === undefined) this.refuse(name, message);
    return chosen;
  }

  box(name: string): boolean {
    this.typed[name] = this.#read(name) ? "1" : "";
    return this.typed[name] === "1";
  }

  /** An amount in minor units; null for a field that was left empty. */
  money(name: string, currency: string): number | null {
    const typed = this.text(name, { most: 20 });
    return typed ? this.#reckon(name, () => toMinor(typed, currency)) : null;
  }

  /** A number with at most `places` decimals, as a whole number of its smallest parts; null for an empty field. */
  decimal(name: string, places: number): number | null {
    const typed = this.text(name, { most: 20 });
    return typed ? this.#reckon(name, () => parts(typed, places)) : null;
  }

  #reckon(name: string, work: () => number): number | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.refuse(name, sentence(error.message));
      return null;
    }
  }
}

function parts(text: string, places: number): number {
  const [, whole, fraction = ""] = /^(\d{1,9})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`"${text}" is not a number: write it like 12.5`);
  if (fraction.length > places) {
    throw new RangeError(`"${text}" is too precise: it can have ${places} decimals`);
  }
  return Number(whole + fraction.padEnd(places, "0"));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
