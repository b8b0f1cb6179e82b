import { type DeskContext, inStore } from "../../context.ts";
import {
  ordersOfCustomer,
  type Profile,
  profileOf,
  type Remarks,
} from "../../models/store/desk/customers/profile.ts";
import type { ListPage } from "../../models/store/desk/page.ts";
import type { ListedOrder } from "../../models/store/orders/listing.ts";
import { Settings } from "../../models/store/settings.ts";
import { formatMoney } from "../../money.ts";
import { addressLines } from "../../selling/address/countries.ts";
import { idOf } from "../change.ts";
import { deskPath, showDesk } from "../desk.ts";
import { editionOf } from "../edition.ts";
import { pagerOf, placeOf } from "../lists.ts";
import { shortDay } from "../moments.ts";
import { counted, fulfilmentBadge, paymentBadge } from "../orders/words.ts";

/** The form about a customer as it was typed, and what is wrong with it. */
export interface RemarksForm {
  note: string;
  tags: string;
  errors: Record<string, string>;
  /** What stands above it all, such as why nothing was done. */
  message: string;
}

interface Read {
  profile: Profile;
  orders: ListPage<ListedOrder>;
  currency: string;
  locale: string;
}

/** The page of one customer: what they ordered and spent, and what is known of them. */
export async function show(ctx: DeskContext): Promise<void> {
  showCustomer(ctx, await readCustomer(ctx));
}

/** The same with what was typed, when it could not be kept. */
export async function showAgain(
  ctx: DeskContext,
  form: Partial<RemarksForm>,
  status: number,
): Promise<void> {
  const read = await inStore(ctx.state.store.id, "read", () => readCustomer(ctx));
  ctx.status = status;
  showCustomer(ctx, read, form);
}

async function readCustomer(ctx: DeskContext): Promise<Read> {
  const id = idOf(ctx);
  const [profile, orders, { currency, locale }] = await Promise.all([
    profileOf(id),
    ordersOfCustomer(id, placeOf(ctx)),
    Settings.current(),
  ]);
  return { profile, orders, currency, locale };
}

function showCustomer(ctx: DeskContext, read: Read, form: Partial<RemarksForm> = {}): void {
  const { profile, orders, locale } = read;
  const title = profile.erased_at ? "Erased customer" : profile.name || profile.email;
  showDesk(
    ctx,
    "dashboard/customers/show",
    { title, section: "/customers" },
    {
      path: deskPath(ctx, `/customers/${profile.id}`),
      customer: viewOf(read),
      edition: editionOf(remarksOf(profile)),
      form: { note: profile.note, tags: profile.tags.join(", "), errors: {}, message: "", ...form },
      orders: orders.rows.map((order) => orderOf(ctx, order, locale)),
      pages: pagerOf(ctx, `/customers/${profile.id}`, {}, { page: orders, text: "" }),
    },
  );
}

/** What of a customer the form changes, as its edition names it. */
export function remarksOf({ note, tags }: Remarks): Remarks {
  return { note, tags };
}

function viewOf({ profile, currency, locale }: Read) {
  const { erased_at, verified_at, registered, spent, orders } = profile;
  const money = (amount: number) => formatMoney(amount, currency, locale);
  return {
    ...profile,
    isErased: erased_at !== null,
    since: shortDay(profile.created_at, locale),
    account: registered ? (verified_at ? "Account, address confirmed" : "Account") : "Guest",
    spent: money(spent),
    average: orders > 0 ? money(Math.round(spent / orders)) : "",
    addresses: profile.addresses.map((address) => addressLines(address, locale)),
  };
}

function orderOf(ctx: DeskContext, order: ListedOrder, locale: string) {
  return {
    number: order.number,
    href: deskPath(ctx, `/orders/${order.number}`),
    placed: shortDay(order.placed_at, locale),
    payment: paymentBadge(order),
    fulfilment: fulfilmentBadge(order),
    items: counted(order.units, "item"),
    total: formatMoney(order.total, order.currency, locale),
  };
}
