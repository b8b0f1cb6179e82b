import { field, type StoreContext } from "../../context.ts";
import { type Quote, quoteCart } from "../../models/store/orders/placing/quote.ts";
import type { CartRow } from "../../models/store/selling/cart.ts";
import type { ShownCart, ShownCartLine } from "../../models/store/selling/shown-cart.ts";
import type { SettingsRow } from "../../models/store/settings.ts";
import { formatMoney } from "../../money.ts";
import { countryName } from "../../selling/address/countries.ts";
import { freeShipping } from "../../selling/free-shipping.ts";
import type { ShopContents } from "../../shop-frame.ts";
import type { TypedCart } from "./form.ts";

/** What a field of the form holds, and what is wrong with it. */
interface FieldText {
  text: string;
  error: string;
}

export type CartViewLine = ShownCartLine & {
  field: FieldText;
  /** Why it cannot be bought as it is, or what changed about it. */
  remark: string;
};

/** What the cart's page shows. Money in minor units. */
export interface CartView {
  /** null when there is nothing in it. */
  cart: ShownCart | null;
  lines: CartViewLine[];
  note: FieldText;
  code: FieldText & { works: boolean };
  /** What the code takes off the goods, below zero. */
  discount: number;
  isSentFreeByCode: boolean;
  /** The goods after the discount, before shipping. */
  total: number;
  totalLabel: string;
  /** What is still to come at the checkout. */
  outlook: string;
  nudge: { text: string; from: number; reached: number } | null;
  /** What is wrong with what was typed, by the names of fields. */
  errors: Record<string, string>;
}

/** Works out what a cart's page shows; `typed` is what its form sent, some of which may have to be put right. */
export async function cartView(
  ctx: StoreContext,
  { settings }: ShopContents,
  row: CartRow | undefined,
  typed?: TypedCart,
): Promise<CartView> {
  if (!row || row.lines.length === 0) return emptyView();

  const customer = ctx.state.visitor?.customer?.id ?? null;
  const wish = { country: settings.country ?? "", shipping: "", discountCode: row.discount_code };
  const quote = await quoteCart(row, { ...wish, customer, writing: settings });
  const errors = errorsOf(typed, quote);
  const { cart, totals, discount } = quote;
  const code = fieldText(ctx, errors, "code", row.discount_code);
  return {
    cart,
    lines: cart.lines.map((line) => viewLine(ctx, line, errors, settings)),
    note: fieldText(ctx, errors, "note", row.note),
    code: { ...code, error: code.error || (quote.discountFault ?? ""), works: discount !== null },
    discount: -totals.discount,
    isSentFreeByCode: discount?.kind === "shipping",
    total: totals.subtotal - totals.discount,
    totalLabel: cart.ships || totals.taxAdded > 0 ? "Total so far" : "Total",
    outlook: outlookOf(quote),
    nudge: nudgeFor(quote, settings),
    errors,
  };
}

function emptyView(): CartView {
  const nothing = { text: "", error: "" };
  return {
    cart: null,
    lines: [],
    note: nothing,
    code: { ...nothing, works: false },
    discount: 0,
    isSentFreeByCode: false,
    total: 0,
    totalLabel: "",
    outlook: "",
    nudge: null,
    errors: {},
  };
}

function errorsOf(typed: TypedCart | undefined, { discountFault }: Quote): Record<string, string> {
  if (!typed?.discountCode || !discountFault) return typed?.errors ?? {};
  return { code: discountFault, ...typed.errors };
}

/** What was typed where that is to be put right, else what is kept. */
function fieldText(
  ctx: StoreContext,
  errors: Record<string, string>,
  name: string,
  kept: string,
): FieldText {
  const error = errors[name];
  return error ? { text: field(ctx, name), error } : { text: kept, error: "" };
}

function viewLine(
  ctx: StoreContext,
  line: ShownCartLine,
  errors: Record<string, string>,
  settings: SettingsRow,
): CartViewLine {
  const name = `quantity-${line.variant}`;
  return {
    ...line,
    field: fieldText(ctx, errors, name, String(line.quantity)),
    remark: remarkOn(line, settings),
  };
}

function remarkOn({ fault, most, priceBefore }: ShownCartLine, settings: SettingsRow): string {
  if (fault === "gone") return "Not in the shop any more. Please remove it to go on.";
  if (fault === "out") return "Sold out. Please remove it to go on.";
  if (fault === "short") return `Only ${most} left. Please take fewer to go on.`;
  if (priceBefore === null) return "";
  return `The price has changed: it was ${formatMoney(priceBefore, settings.currency, settings.locale)}.`;
}

function outlookOf({ cart, totals }: Quote): string {
  const shipping = cart.ships ? "Shipping is" : "";
  if (totals.taxAdded > 0) {
    return `${cart.ships ? "Shipping and taxes are" : "Taxes are"} added at the checkout.`;
  }
  const taxes = totals.tax > 0 ? "Taxes are included. " : "";
  return `${taxes}${shipping && `${shipping} added at the checkout.`}`.trim();
}

function nudgeFor(
  { cart, zones, totals, discount }: Quote,
  { country, currency, locale }: SettingsRow,
): CartView["nudge"] {
  if (!cart.ships || !country || discount?.kind === "shipping") return null;

  const basket = { amount: totals.subtotal - totals.discount, grams: cart.grams };
  const free = freeShipping(zones, country, basket);
  if (!free) return null;
  const place = countryName(country, locale);
  const missing = formatMoney(free.missing, currency, locale);
  const text =
    free.missing === 0
      ? `Your shipping is free (${place}).`
      : `${missing} more for free shipping (${place}).`;
  return { text, from: free.from, reached: free.from - free.missing };
}
