import { faultOf, reductionOf } from "../../../../selling/discounts.ts";
import {
  offersFor,
  type ShippingOffer,
  type ShippingZoneRow,
} from "../../../../selling/shipping.ts";
import { rulesFor } from "../../../../selling/taxes.ts";
import { goodsDiscount, type Totals, totalsOf } from "../../../../selling/totals.ts";
import type { CartRow } from "../../selling/cart.ts";
import { type DiscountRow, findDiscount, usesBy } from "../../selling/discount.ts";
import { shippingZones } from "../../selling/shipping-zone.ts";
import { type ShownCart, showCart } from "../../selling/shown-cart.ts";
import { taxRates } from "../../selling/tax-rate.ts";

export interface QuoteWish {
  /** Where it is sent to, or, when nothing is sent, whom the invoice is for: ISO 3166-1 alpha-2. */
  country: string;
  /** The id of a shipping offer; one that is not offered counts as the first that is. */
  shipping: string;
  discountCode: string;
  /** Whose earlier uses of the code count; null while nobody is known. */
  customer: number | null;
  /** Where the shop sends to, if that has been read already. */
  zones?: readonly ShippingZoneRow[];
  /** How sums are written in what is said to the shopper. */
  writing: { currency: string; locale: string };
}

/** What a cart costs, with everything that makes it so. Money in minor units of the shop's currency. */
export interface Quote {
  cart: ShownCart;
  zones: readonly ShippingZoneRow[];
  /** Empty when nothing is sent, and when nothing is sent to that country. */
  offers: ShippingOffer[];
  offer: ShippingOffer | null;
  /** The discount that is applied. */
  discount: DiscountRow | null;
  /** Why the code is not. */
  discountFault: string | null;
  totals: Totals;
}

/**
 * Works out what a cart costs now: the page of the checkout shows it, and an order is written from it. Call inside a
 * store's unit; whoever writes passes `lockDiscount` as `find`.
 */
export async function quoteCart(
  row: CartRow,
  wish: QuoteWish,
  find: typeof findDiscount = findDiscount,
): Promise<Quote> {
  const [cart, zones, rates, found] = await Promise.all([
    showCart(row),
    wish.zones ?? shippingZones(),
    taxRates(),
    wish.discountCode ? find(wish.discountCode) : undefined,
  ]);
  const discountFault = await faultFor(found, cart.subtotal, wish);
  const discount = found && !discountFault ? found : null;
  const reduction = discount && reductionOf(discount);
  const amount = cart.subtotal - goodsDiscount(cart.subtotal, reduction);
  const basket = { amount, grams: cart.grams };
  const offers = cart.ships ? offersFor(zones, wish.country, basket) : [];
  const offer = offers.find(({ id }) => id === wish.shipping) ?? offers[0] ?? null;
  const totals = totalsOf({
    lines: cart.lines.filter(isCounted),
    shipping: offer?.amount ?? 0,
    taxes: rulesFor(rates, wish.country),
    reduction,
  });
  return { cart, zones, offers, offer, discount, discountFault, totals };
}

/** What cannot be had at all costs nothing, as in the cart's subtotal. */
function isCounted({ fault }: ShownCart["lines"][number]): boolean {
  return fault === null || fault === "short";
}

async function faultFor(
  discount: DiscountRow | undefined,
  subtotal: number,
  { customer, discountCode, writing }: QuoteWish,
): Promise<string | null> {
  if (!discountCode) return null;
  const byCustomer =
    discount && customer !== null && discount.customer_limit !== null
      ? await usesBy(discount.id, customer)
      : 0;
  return faultOf(discount, { subtotal }, new Date(), { byCustomer }, writing);
}
