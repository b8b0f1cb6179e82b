import { goTo, param, type StoreContext } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import type { CustomerRow } from "../../models/store/customers/customer.ts";
import { linesOfPast, ordersOf } from "../../models/store/customers/history.ts";
import { refillCart } from "../../models/store/selling/cart.ts";
import { leaveNotice } from "../../notice.ts";
import { changing } from "../../retry.ts";
import { addressLines } from "../../selling/address/countries.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { readId } from "../cart/form.ts";
import { shownOrder } from "./past-orders.ts";
import { showAccount } from "./show-account.ts";

const perPage = 20;

/** The account: the latest orders, and the ways to everything else. */
export async function show(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const { orders, count } = await ordersOf(customer.id, { limit: 3 });
  const { settings } = contents;
  const [address] = customer.addresses;
  showAccount(ctx, contents, "overview", "Your account", {
    customer,
    orders: orders.map((order) => shownOrder(ctx, settings, order)),
    count,
    address: address ? addressLines(address, settings.locale) : [],
  });
}

/** All orders, page by page. */
export async function orders(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const page = pageOf(ctx.query.page);
  const found = await ordersOf(customer.id, { limit: perPage, offset: (page - 1) * perPage });
  showAccount(ctx, contents, "orders", "Your orders", {
    orders: found.orders.map((order) => shownOrder(ctx, contents.settings, order)),
    count: found.count,
    newer: page > 1 ? pageAddress(ctx, page - 1) : "",
    older: page * perPage < found.count ? pageAddress(ctx, page + 1) : "",
  });
}

/** Puts what was bought once into the cart again, as far as it is still sold. */
export async function reorder(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const number = readId(param(ctx, "number"));
  const isWhole = await changing(ctx.state.store.id, () => buyAgain(customer.id, number));
  const text = isWhole
    ? "Everything from that order is in your cart."
    : "What we still have of that order is in your cart.";
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.cart());
}

/** Whether all of it could be put into the cart. */
async function buyAgain(customer: number, number: number | undefined): Promise<boolean> {
  const bought = number ? await linesOfPast(customer, number) : undefined;
  if (!bought) throw new NotFound("This order is not among yours.");
  return refillCart({ customer, token: null }, bought);
}

function pageOf(text: unknown): number {
  const page = Number(text ?? 1);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

function pageAddress(ctx: StoreContext, page: number): string {
  const address = ctx.state.links.account("orders");
  return page === 1 ? address : `${address}?page=${page}`;
}
