import { type AnyContext, type DeskContext, inStore } from "../../context.ts";
import {
  type CustomerFilter,
  type CustomerForFile,
  type CustomerTab,
  customerTabs,
  findCustomers,
  isAnybodyThere,
  type ListedCustomer,
  readCustomers,
} from "../../models/store/desk/customers/listing.ts";
import { Settings } from "../../models/store/settings.ts";
import { formatMoney, toMajorText } from "../../money.ts";
import { asked } from "../../staff/asked.ts";
import { type FileColumns, sendCsv } from "../csv.ts";
import { deskPath, showDesk } from "../desk.ts";
import { askedOf, type ListQuery, listPath, pagerOf, placeOf } from "../lists.ts";
import { shortDay } from "../moments.ts";

const labels: Record<CustomerTab, string> = {
  all: "All",
  account: "With an account",
  guest: "Guests",
};
const fileSize = 500;

interface Writing {
  currency: string;
  locale: string;
}

/** Everybody who ordered or registered, the newest first. */
export async function index(ctx: DeskContext): Promise<void> {
  const filter = readFilter(ctx);
  const query = queryOf(filter);
  const [page, anybody, settings] = await Promise.all([
    findCustomers(filter, placeOf(ctx)),
    isAnybodyThere(),
    Settings.current(),
  ]);
  showDesk(
    ctx,
    "dashboard/customers/index",
    { title: "Customers", section: "/customers" },
    {
      filter,
      tabs: tabsOf(ctx, filter.tab, query),
      customers: page.rows.map((customer) => rowOf(ctx, customer, settings)),
      pages: pagerOf(ctx, "/customers", query, { page, text: pageText(page.rows.length) }),
      isNew: !anybody,
      isFiltered: filter.words !== "" || filter.tag !== "",
      file: listPath(ctx, "/customers/export.csv", query),
    },
  );
}

/** The customers that the list shows, as a file for spreadsheets. */
export async function download(ctx: DeskContext): Promise<void> {
  const { id } = ctx.state.store;
  const { currency } = await inStore(id, "read", () => Settings.current());
  sendCsv(ctx, "customers", columnsOf(currency), pagesOf(id, readFilter(ctx)));
}

async function* pagesOf(
  storeId: number,
  filter: CustomerFilter,
): AsyncGenerator<CustomerForFile[]> {
  let before: number | undefined;
  for (;;) {
    const page = await inStore(storeId, "read", () => readCustomers(filter, before, fileSize));
    if (page.length > 0) yield page;
    before = page.at(-1)?.id;
    if (page.length < fileSize || before === undefined) return;
  }
}

function columnsOf(currency: string): FileColumns<CustomerForFile> {
  return {
    Email: ({ email }) => email,
    Name: ({ name }) => name,
    Phone: ({ phone }) => phone,
    Account: ({ registered }) => yesOrNo(registered),
    Verified: ({ verified }) => yesOrNo(verified),
    Company: ({ addresses: [first] }) => first?.company ?? "",
    "Address 1": ({ addresses: [first] }) => first?.line1 ?? "",
    "Address 2": ({ addresses: [first] }) => first?.line2 ?? "",
    Postcode: ({ addresses: [first] }) => first?.postcode ?? "",
    City: ({ addresses: [first] }) => first?.city ?? "",
    Country: ({ addresses: [first] }) => first?.country ?? "",
    Orders: ({ orders }) => orders,
    Spent: ({ spent }) => toMajorText(spent, currency),
    Currency: () => currency,
    Tags: ({ tags }) => tags.join(", "),
    Since: ({ created_at }) => created_at.toISOString(),
  };
}

function readFilter(ctx: AnyContext): CustomerFilter {
  return {
    tab: askedOf(ctx, "tab", customerTabs),
    words: asked(ctx, "q"),
    tag: asked(ctx, "tag", 40),
  };
}

function queryOf({ tab, words, tag }: CustomerFilter): ListQuery {
  return { tab: tab === "all" ? "" : tab, q: words, tag };
}

function tabsOf(ctx: DeskContext, current: CustomerTab, query: ListQuery) {
  return customerTabs.map((tab) => ({
    label: labels[tab],
    href: listPath(ctx, "/customers", { ...query, tab: tab === "all" ? "" : tab }),
    current: tab === current,
  }));
}

function rowOf(ctx: DeskContext, customer: ListedCustomer, { currency, locale }: Writing) {
  const { id, email, name, registered, tags, orders, spent, ordered_at } = customer;
  return {
    href: deskPath(ctx, `/customers/${id}`),
    name: name || email,
    email: name ? email : "",
    account: registered ? "Account" : "Guest",
    orders,
    spent: formatMoney(spent, currency, locale),
    ordered: ordered_at ? shortDay(ordered_at, locale) : "Never",
    tags: tags.map((tag) => ({ tag, href: listPath(ctx, "/customers", { tag }) })),
  };
}

function yesOrNo(is: boolean): string {
  return is ? "yes" : "no";
}

function pageText(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "One customer" : `${count} customers on this page`;
}
