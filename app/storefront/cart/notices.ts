import type { CartRow } from "../../models/store/selling/cart.ts";
import { showCart } from "../../models/store/selling/shown-cart.ts";
import type { Notice } from "../../notice.ts";
import {
  type CartLine,
  mostLines,
  mostUnits,
  type Rewritten,
  type Wish,
} from "../../selling/cart-lines.ts";

/** What to say when something was put into the cart: `missing` is what did not fit. */
export async function addedNotice(
  cart: CartRow,
  wishes: readonly Wish[],
  missing: readonly Wish[],
): Promise<Notice> {
  const [first] = missing;
  if (first) return { text: await whyMissing(cart, first), tone: "bad" };

  const added = cart.lines.filter((line) => wishes.some(({ variant }) => variant === line.variant));
  return { text: `${await inWords(cart, added)} in your cart.` };
}

/**
 * What to say when the cart's form was sent: what went, with a way back, and what was cut down. undefined when all is as
 * the shopper wanted.
 */
export async function rewrittenNotice({
  cart,
  removed,
  cut,
}: Rewritten & { cart: CartRow }): Promise<Notice | undefined> {
  if (cut.length > 0) return { text: await whyCut(cart, cut), tone: "bad" };
  if (removed.length === 0) return undefined;

  const lines = removed.map(({ variant, quantity, place }) => `${variant}:${quantity}:${place}`);
  return {
    text: `${await inWords(cart, removed)} no longer in your cart.`,
    undo: { to: "/shop/cart/lines", lines: lines.join(" ") },
  };
}

async function whyMissing(cart: CartRow, { variant, quantity }: Wish): Promise<string> {
  const there = cart.lines.find((line) => line.variant === variant);
  const wanted = { variant, quantity: quantity + (there?.quantity ?? 0), price: 0 };
  const [{ fault = "gone", most = 0, name = "" } = {}] = await named(cart, [wanted]);
  if (fault === "gone") return "This product is not here any more.";
  if (fault === "out") return `${name} is sold out.`;
  if (fault === "short") return `${onlyLeft(most, name)}, and your cart has all of that.`;
  if (there) return `A cart holds at most ${mostUnits} of one product.`;
  return `A cart holds at most ${mostLines} different products.`;
}

async function whyCut(cart: CartRow, cut: readonly CartLine[]): Promise<string> {
  const [{ most = 0, name = "" } = {}] = await named(cart, cut);
  if (cut.length === 1) return `${onlyLeft(most, name)}, so we put that many into your cart.`;
  return "Of some products there is not as much left as you wanted: please look at the quantities.";
}

function onlyLeft(most: number | null, name: string): string {
  return `Only ${most ?? mostUnits} of ${name} ${most === 1 ? "is" : "are"} left`;
}

/** "A is", "A and B are", "5 products are". */
async function inWords(cart: CartRow, lines: readonly CartLine[]): Promise<string> {
  const [{ name: first = "" } = {}, { name: second = "" } = {}] = await named(cart, lines);
  if (lines.length === 1) return `${first} is`;
  return lines.length === 2 ? `${first} and ${second} are` : `${lines.length} products are`;
}

/** Lines as the shop sees them, each with the name by which a shopper knows it. */
async function named(cart: CartRow, lines: readonly CartLine[]) {
  const shown = await showCart({ ...cart, lines: [...lines] });
  return shown.lines.map(({ title, variantTitle, fault, most }) => {
    const whole = variantTitle ? `${title} (${variantTitle})` : title;
    const name = whole.length > 120 ? `${whole.slice(0, 119)}…` : whole || "One product";
    return { name, fault, most };
  });
}
