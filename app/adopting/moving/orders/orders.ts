import { readEmail } from "../../../customers/email.ts";
import { isCurrency } from "../../../money.ts";
import type { Address } from "../../../selling/address/address.ts";
import type { FieldRow } from "../../source/tables.ts";
import { exactly, timeOf } from "../../values.ts";
import { isGone } from "../catalogue/categories.ts";
import { account, amountOf, cut, type Move, type MovedCustomer } from "../move.ts";
import { addressIn, addressOf } from "../people/addresses.ts";
import { type CustomerRow, guestFor } from "../people/customers.ts";
import { type Line, linesOf } from "./lines.ts";
import { OrderNumbers } from "./numbers.ts";
import { type Order, rowsOf } from "./rows.ts";
import { type Standing, standingOf } from "./standing.ts";
import { sumsOf } from "./sums.ts";

/** Moves a store's orders with their lines. Nothing is sent to anybody, and nothing is charged. */
export async function moveOrders(move: Move): Promise<void> {
  const numbers = await OrderNumbers.of(move);
  for await (const rows of move.old.rows("orders", move.store.id)) {
    const items = await move.old.among(
      "orderItems",
      "orderId",
      rows.map((row) => row("id")),
    );
    const guests: CustomerRow[] = [];
    const orders = rows.flatMap((row) => orderOf(move, row, items, numbers, guests) ?? []);
    await save(move, orders, guests);
    move.progress(rows.length);
  }
  await move.room.run("update counters set last_order = $1", [numbers.last]);
}

function orderOf(
  move: Move,
  row: FieldRow,
  items: ReadonlyMap<string, FieldRow[]>,
  numbers: OrderNumbers,
  guests: CustomerRow[],
): Order | undefined {
  const own = items.get(row("id") ?? "") ?? [];
  if (isGone(row)) return leaveOut(move, row, own);
  const currency = currencyOf(move, row);
  const lines: Line[] = linesOf(move, own, currency);
  const sums = sumsOf(move, row, lines, currency);
  account(move, "order totals", seenTotal(move, row, currency), sums.total, currency);
  const customer = customerOf(move, row, guests);
  const { shipping, billing } = addressesOf(row);
  return {
    id: move.room.nextId("orders"),
    number: numbers.take(row),
    ...{ row, currency, lines, sums, customer, shipping, billing },
    email: readEmail(row("email") ?? "") ?? customer.email,
    standing: settled(standingOf(move, row), sums.total),
    placedAt: timeOf(row("placedAt")) ?? new Date().toISOString(),
  };
}

/** What costs nothing waits for no payment. */
function settled(standing: Standing, total: number): Standing {
  return total === 0 && standing.payment === "pending"
    ? { ...standing, payment: "paid" }
    : standing;
}

function leaveOut({ tally }: Move, row: FieldRow, items: readonly FieldRow[]): undefined {
  tally.count("orders", { left: 1 });
  tally.count("order lines", { left: items.length });
  tally.note("orders", "left out with its lines: deleted there", `${row("number") ?? row("id")}`);
  tally.sum("order totals", { changed: -(exactly(row("total")) ?? 0n) });
  for (const item of items) {
    tally.sum("units ordered", { changed: -(exactly(item("quantity")) ?? 0n) });
  }
}

function seenTotal(move: Move, row: FieldRow, currency: string): bigint {
  return amountOf(move, "orders", "total", row("total"), currency)?.exact ?? 0n;
}

function currencyOf({ store, tally }: Move, row: FieldRow): string {
  const said = row("currency")?.trim().toUpperCase() ?? "";
  if (said === "" || isCurrency(said)) return said || store.currency;
  tally.note("orders", `no currency: taken as ${store.currency}`, `${row("id")}: ${said}`);
  return store.currency;
}

/** Whoever the row names; else the guest with the order's address, and one that nobody reads where it has none. */
function customerOf(move: Move, row: FieldRow, guests: CustomerRow[]): MovedCustomer {
  const key = row("customerId");
  const known = move.customers.get(key ?? "");
  if (known) return known;
  const written = readEmail(row("email") ?? "");
  const which = row("id")
    ?.toLowerCase()
    .replace(/[^a-z0-9-]/g, "");
  const email = written ?? `order-${which}@adopted.invalid`;
  const what = key ? "its customer is not there any more" : "no customer";
  move.tally.note("orders", `${what}: a guest's`, `${row("number") ?? row("id")}: ${email}`);
  return guestFor(
    move,
    { email, name: cut(row("name"), 200), phone: cut(row("phone"), 40) },
    guests,
  );
}

const nowhere: Address = {
  ...{
    name: "",
    company: "",
    line1: "",
    line2: "",
    postcode: "",
    city: "",
    region: "",
    country: "",
  },
  phone: "",
};

function addressesOf(row: FieldRow): { shipping: Address; billing: Address } {
  const known = { name: cut(row("name"), 100), phone: cut(row("phone"), 40) };
  const shipping = addressIn(row("shippingAddress"), known.name) ?? addressOf(row, known);
  const billing = addressIn(row("billingAddress"), known.name);
  const only = shipping ?? billing ?? { ...nowhere, ...known };
  return { shipping: shipping ?? only, billing: billing ?? only };
}

async function save(move: Move, orders: readonly Order[], guests: readonly CustomerRow[]) {
  await move.room.insert("customers", guests);
  const parts = orders.map((order) => rowsOf(move, order));
  const all = <Name extends keyof (typeof parts)[number]>(name: Name) =>
    parts.flatMap((part) => part[name] as object[]);
  await move.room.insert("orders", all("orders"));
  await move.room.insert("order_lines", all("lines"));
  await move.room.insert("payments", all("payments"));
  await move.room.insert("refunds", all("refunds"));
  await move.room.insert("fulfilments", all("fulfilments"));
  await move.room.insert("order_events", all("events"));
  await move.room.insert("stock_movements", all("movements"));
}
