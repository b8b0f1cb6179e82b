import { Refusal } from "../../../../errors.ts";
import { formatMoney } from "../../../../money.ts";
import { offeredMethods } from "../../../../payments/methods.ts";
import type { ShownCart, ShownCartLine } from "../../selling/shown-cart.ts";
import type { SettingsRow } from "../../settings.ts";
import { unitsOf } from "../line.ts";
import { available, type LockedVariant } from "../stock.ts";
import type { Draft, OrderWish } from "./draft.ts";
import type { Quote } from "./quote.ts";

/**
 * The order cannot be placed as it was sent. Says what is wrong for each field of the form, by its name, and for the parts
 * "cart", "total", "address", "shipping", "payment" and "discount" of the page.
 */
export class CheckoutFault extends Refusal {
  readonly fields: Readonly<Record<string, string>>;

  constructor(fields: Record<string, string>) {
    super(422, Object.values(fields).join(" "));
    this.fields = fields;
  }
}

/** Refuses an order that is not as its shopper saw it, or that cannot be. @throws CheckoutFault */
export async function refuseFaults(draft: Draft): Promise<void> {
  const { wish, quote, settings } = draft;
  const payment = await paymentFault(wish, quote.totals.total);
  const found = {
    cart: cartFault(quote.cart, draft.stock),
    address: wish.shippingAddress || !quote.cart.ships ? null : "Please say where to send it.",
    discount: quote.discountFault,
    shipping: shippingFault(wish, quote),
    payment,
  };
  const faults = Object.entries(found).flatMap(([part, said]) => (said ? [[part, said]] : []));
  if (faults.length > 0) throw new CheckoutFault(Object.fromEntries(faults));

  const { total } = quote.totals;
  if (total !== wish.expected) {
    throw new CheckoutFault({ total: totalFault(wish.expected, total, settings) });
  }
}

function shippingFault(wish: OrderWish, { cart, offer, offers }: Quote): string | null {
  if (!cart.ships || offer?.id === wish.shipping) return null;
  if (offers.length === 0) return "We do not send to this country.";
  return "Please choose how to send it.";
}

async function paymentFault(wish: OrderWish, total: number): Promise<string | null> {
  if (total === 0) return null;
  const methods = await offeredMethods(wish.store);
  if (methods.length === 0) return "This shop cannot take payments at the moment.";
  return methods.some(({ kind }) => kind === wish.payment) ? null : "Please choose how to pay.";
}

function totalFault(expected: number, total: number, { currency, locale }: SettingsRow): string {
  const [before, now] = [expected, total].map((sum) => formatMoney(sum, currency, locale));
  return `The total is ${now} now, and not ${before} as before. Please look at it, and order again if that is right.`;
}

/** Every sentence that keeps a cart from being ordered; the same variant on several lines counts together. */
function cartFault({ lines }: ShownCart, stock: ReadonlyMap<number, LockedVariant>): string | null {
  const wanted = unitsOf(lines.map(({ variant, quantity }) => [variant, quantity]));
  const sentences = lines.map((line) =>
    lineFault(line, available(stock.get(line.variant)), wanted.get(line.variant) ?? 0),
  );
  return [...new Set(sentences)].filter(Boolean).join(" ") || null;
}

function lineFault(line: ShownCartLine, left: number, wanted: number): string {
  const name = line.variantTitle ? `${line.title} (${line.variantTitle})` : line.title;
  if (line.fault === "gone") return `${name || "Something in this cart"} is no longer sold.`;
  if (wanted <= left) return "";
  return left > 0 ? `Only ${left} of ${name} can be had now.` : `${name} is sold out.`;
}
