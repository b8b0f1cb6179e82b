/** What a call of the API asks for: the form of its body or query, with "a[b][0]" as nested objects. */
export interface Wish {
  [name: string]: string | Wish;
}

/** A refusal, as Stripe words it. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string;

  constructor(message: string, { status = 400, type = "invalid_request_error", code = "" } = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }
}

/** Reads "metadata[store]=1&line_items[0][quantity]=2" into nested objects. */
export function readWish(text: string): Wish {
  const wish: Wish = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split(/[[\]]+/).filter(Boolean);
    put(wish, keys, value);
  }
  return wish;
}

/** A text that has to be there. @throws ApiRefusal */
export function textOf(wish: Wish, name: string): string {
  const value = wish[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ApiRefusal(`Missing required param: ${name}.`, { code: "parameter_missing" });
}

/** A whole number above zero that has to be there. @throws ApiRefusal */
export function numberOf(wish: Wish, name: string): number {
  const text = textOf(wish, name);
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new ApiRefusal(`Invalid integer: ${text}`);
  return Number(text);
}

/** Nested values; empty where there are none. */
export function partOf(wish: Wish, name: string): Wish {
  const part = wish[name];
  return typeof part === "object" ? part : Object.create(null);
}

/** The pairs of `metadata`. */
export function metadataOf(wish: Wish): Record<string, string> {
  const pairs = Object.entries(partOf(wish, "metadata"));
  if (pairs.length > 50) throw new ApiRefusal("Metadata may have 50 keys at most.");
  return Object.fromEntries(pairs.map(([key, value]) => [key, String(value)]));
}

function put(wish: Wish, [key = "", ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    wish[key] = value;
    return;
  }
  const known = wish[key];
  const inner: Wish = typeof known === "object" ? known : Object.create(null);
  wish[key] = inner;
  put(inner, rest, value);
}
