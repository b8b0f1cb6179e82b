import type { DeskContext } from "../../../context.ts";
import {
  countOrders,
  findOrders,
  type OrderTab,
  orderTabs,
} from "../../../models/store/desk/orders/listing.ts";
import type { ListedOrder } from "../../../models/store/orders/listing.ts";
import { Settings } from "../../../models/store/settings.ts";
import { formatMoney } from "../../../money.ts";
import { deskPath, showDesk } from "../../desk.ts";
import { type ListQuery, listPath, pagerOf, placeOf } from "../../lists.ts";
import { shortDay } from "../../moments.ts";
import {
  counted,
  fulfilmentBadge,
  fulfilmentChoices,
  paymentBadge,
  paymentChoices,
} from "../words.ts";
import { queryOf, readFilter } from "./filter.ts";

const labels: Record<OrderTab, string> = {
  all: "All",
  "to-pay": "To pay",
  "to-ship": "To ship",
  completed: "Done",
  cancelled: "Cancelled",
};

/** The orders of the shop, the newest first. */
export async function index(ctx: DeskContext): Promise<void> {
  const filter = readFilter(ctx);
  const query = queryOf(filter);
  const [page, counts, { locale }] = await Promise.all([
    findOrders(filter, placeOf(ctx)),
    countOrders(),
    Settings.current(),
  ]);
  showDesk(
    ctx,
    "dashboard/orders/index",
    { title: "Orders", section: "/orders" },
    {
      filter,
      tabs: tabsOf(ctx, filter.tab, query, counts),
      orders: page.rows.map((order) => rowOf(ctx, order, locale)),
      pages: pagerOf(ctx, "/orders", query, { page, text: pageText(page.rows) }),
      isNew: counts.all === 0,
      isFiltered: Object.values({ ...query, tab: "" }).some(Boolean),
      isNarrow: Object.values({ ...query, tab: "", q: "" }).some(Boolean),
      paymentChoices,
      fulfilmentChoices,
      file: listPath(ctx, "/orders/export.csv", query),
    },
  );
}

function tabsOf(
  ctx: DeskContext,
  current: OrderTab,
  query: ListQuery,
  counts: Record<OrderTab, number>,
) {
  return orderTabs.map((tab) => ({
    label: labels[tab],
    href: listPath(ctx, "/orders", { ...query, tab: tab === "all" ? "" : tab }),
    current: tab === current,
    count: counts[tab],
  }));
}

function rowOf(ctx: DeskContext, order: ListedOrder, locale: string) {
  const { number, name, email, units, placed_at } = order;
  return {
    number,
    href: deskPath(ctx, `/orders/${number}`),
    placed: shortDay(placed_at, locale),
    name: name || email,
    email: name ? email : "",
    payment: paymentBadge(order),
    fulfilment: fulfilmentBadge(order),
    items: counted(units, "item"),
    total: formatMoney(order.total, order.currency, locale),
  };
}

function pageText(orders: readonly ListedOrder[]): string {
  const [first, last] = [orders[0], orders.at(-1)];
  if (!first || !last) return "";
  return first === last ? `Order ${first.number}` : `Orders ${first.number} to ${last.number}`;
}
