import { field, type StoreContext } from "../../context.ts";
import { mostLines, mostUnits, type Rewriting, type Wish } from "../../selling/cart-lines.ts";
import { codeOf } from "../../selling/discounts.ts";

/** What the cart's form sent, and what of it makes no sense, by the names of fields. */
export interface TypedCart extends Rewriting {
  /** undefined where the form had no such field. */
  note: string | undefined;
  discountCode: string | undefined;
  errors: Record<string, string>;
}

const mostNote = 2_000;
const mostCode = 40;
const largestId = 2_147_483_647;

/** Understands the cart's form; one of its buttons may ask for one unit more or less of a line ("12:-1"). */
export function readCart(ctx: StoreContext): TypedCart {
  const quantities = new Map<number, number>();
  const errors: Record<string, string> = {};
  for (const [variant, text] of valuesOf(ctx, "quantity")) {
    const quantity = wholeNumber(text);
    if (quantity === undefined || quantity > mostUnits) {
      errors[`quantity-${variant}`] = `Please give a number from 0 to ${mostUnits}; 0 removes it.`;
    } else quantities.set(variant, quantity);
  }
  const [variant = 0, change = 0] = field(ctx, "step").split(":").map(Number);
  const stepped = quantities.get(variant);
  if (stepped !== undefined) quantities.set(variant, clamped(stepped + Math.sign(change)));
  return { quantities, prices: pricesOf(ctx), ...readTexts(ctx, errors) };
}

/**
 * What is to be put into the cart: one thing ("variant" and "quantity"), or, to undo a removal, "lines" such as
 * "12:2:0 15:1:3": variant, quantity, place. undefined when that makes no sense.
 */
export function readWishes(ctx: StoreContext): Wish[] | undefined {
  const lines = field(ctx, "lines");
  const parts = lines
    ? lines.split(" ").map((line) => line.split(":"))
    : [[field(ctx, "variant"), field(ctx, "quantity") || "1"]];
  const wishes = parts.map(([variant = "", quantity = "", place]) => ({
    variant: readId(variant) ?? 0,
    quantity: wholeNumber(quantity) ?? 0,
    ...(place ? { place: wholeNumber(place) ?? 0 } : {}),
  }));
  const isSound = wishes.every(
    ({ variant, quantity }) => variant > 0 && quantity > 0 && quantity <= mostUnits,
  );
  return isSound && wishes.length <= mostLines ? wishes : undefined;
}

/** The id of a row as an address or a form gives it; undefined for what can be none. */
export function readId(text: string): number | undefined {
  const id = wholeNumber(text);
  return id !== undefined && id > 0 && id <= largestId ? id : undefined;
}

function readTexts(ctx: StoreContext, errors: Record<string, string>) {
  const typed = (name: string) => (ctx.state.form?.has(name) ? field(ctx, name) : undefined);
  const note = typed("note")?.replaceAll("\r\n", "\n");
  const code = typed("code");
  const discountCode = code === undefined ? undefined : codeOf(code);
  if (note !== undefined && note.length > mostNote) {
    errors.note = `Please keep your note under ${mostNote} characters.`;
  }
  if (discountCode !== undefined && discountCode.length > mostCode) {
    errors.code = "We do not know this discount code. Please check how it is written.";
  }
  return { note, discountCode, errors };
}

function pricesOf(ctx: StoreContext): Map<number, number> {
  const prices = valuesOf(ctx, "seen").map(([variant, text]) => [variant, wholeNumber(text)]);
  return new Map(prices.filter((pair): pair is [number, number] => pair[1] !== undefined));
}

/** The fields named for variants: "quantity-12" is the quantity of 12. */
function valuesOf(ctx: StoreContext, name: string): [variant: number, text: string][] {
  return [...(ctx.state.form ?? [])].flatMap(([key, value]) => {
    const [, id = ""] = new RegExp(`^${name}-(\\d+)$`).exec(key) ?? [];
    const variant = readId(id);
    return variant === undefined ? [] : [[variant, value.trim()] as [number, string]];
  });
}

function clamped(quantity: number): number {
  return Math.min(Math.max(quantity, 1), mostUnits);
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
