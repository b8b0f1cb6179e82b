import { type DeskContext, inStore } from "../../../context.ts";
import {
  type OrderFilter,
  type OrderForFile,
  readOrders,
} from "../../../models/store/desk/orders/listing.ts";
import { toMajorText } from "../../../money.ts";
import { type FileColumns, sendCsv } from "../../csv.ts";
import { readFilter } from "./filter.ts";

const pageSize = 500;

const columns: FileColumns<OrderForFile> = {
  Number: ({ number }) => number,
  Placed: ({ placed_at }) => placed_at.toISOString(),
  Order: ({ state }) => state,
  Payment: ({ payment_state }) => payment_state,
  Fulfilment: ({ fulfilment_state }) => fulfilment_state,
  Email: ({ email }) => email,
  Name: ({ name }) => name,
  Company: part("company"),
  "Address 1": part("line1"),
  "Address 2": part("line2"),
  Postcode: part("postcode"),
  City: part("city"),
  Region: part("region"),
  Country: part("country"),
  Phone: ({ address, phone }) => address.phone || phone,
  Items: ({ items }) => items,
  Units: ({ units }) => units,
  Currency: ({ currency }) => currency,
  Subtotal: sum("subtotal"),
  Discount: sum("discount"),
  Shipping: sum("shipping"),
  Tax: sum("tax"),
  Total: sum("total"),
  Paid: sum("paid"),
  Refunded: sum("refunded"),
  "Discount code": ({ discount_code }) => discount_code,
  "Shipping method": ({ shipping_name }) => shipping_name,
  "Payment method": ({ payment_method }) => payment_method,
  Note: ({ note }) => note,
};

/** The orders that the list shows, as a file for spreadsheets. */
export async function download(ctx: DeskContext): Promise<void> {
  sendCsv(ctx, "orders", columns, pagesOf(ctx.state.store.id, readFilter(ctx)));
}

async function* pagesOf(storeId: number, filter: OrderFilter): AsyncGenerator<OrderForFile[]> {
  let before: number | undefined;
  for (;;) {
    const page = await inStore(storeId, "read", () => readOrders(filter, before, pageSize));
    if (page.length > 0) yield page;
    before = page.at(-1)?.number;
    if (page.length < pageSize || before === undefined) return;
  }
}

function part(name: string) {
  return ({ address }: OrderForFile) => address[name] ?? "";
}

function sum(name: "subtotal" | "discount" | "shipping" | "tax" | "total" | "paid" | "refunded") {
  return (order: OrderForFile) => toMajorText(order[name], order.currency);
}
