import { inStore, param, type StoreContext } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import type { CustomerRow } from "../../models/store/customers/customer.ts";
import { linesOfPast, ordersOf } from "../../models/store/customers/history.ts";
import { fillCart } from "../../models/store/selling/cart.ts";
import { leaveNotice } from "../../notice.ts";
import { retrying } from "../../retry.ts";
import { addressLines } from "../../selling/countries.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { shownOrder } from "./past-orders.ts";
import { showAccount } from "./show-account.ts";
import { goTo } from "./ways.ts";

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
  const number = Number(param(ctx, "number"));
  const isWhole = await retrying(() =>
    inStore(ctx.state.store.id, "write", () => buyAgain(customer.id, number)),
  );
  const text = isWhole
    ? "Everything from that order is in your cart."
    : "What we still have of that order is in your cart.";
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.cart());
}

/** Whether all of it could be put into the cart. */
async function buyAgain(customer: number, number: number): Promise<boolean> {
  const lines = number <= 2_147_483_647 ? await linesOfPast(customer, number) : undefined;
  if (!lines) throw new NotFound("This order is not among yours.");

  const wishes = lines.flatMap(({ variant, quantity }) =>
    variant === null ? [] : [{ variant, quantity }],
  );
  const { missing } = await fillCart({ customer, token: null }, wishes);
  return missing.length === 0 && wishes.length === lines.length;
}

function pageOf(text: unknown): number {
  const page = Number(text ?? 1);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

function pageAddress(ctx: StoreContext, page: number): string {
  const address = ctx.state.links.account("orders");
  return page === 1 ? address : `${address}?page=${page}`;
}
