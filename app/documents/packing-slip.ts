import { date } from "../filters.ts";
import { allParts, leftToShip, withIds } from "../models/store/orders/line.ts";
import type { OrderOnPage } from "../models/store/orders/listing.ts";
import type { LinePart, OrderLine } from "../models/store/orders/order.ts";
import { addressLines } from "../selling/address/countries.ts";
import { closeSheet, openSheet, type ShopOnPaper } from "./paper.ts";
import { type Cell, type Column, drawBlocks, drawTable, drawText, drawTitle } from "./parts.ts";

const columns: Column[] = [
  { heading: "Article", share: 0.22, align: "left" },
  { heading: "Description", share: 0.5, align: "left" },
  { heading: "Ordered", share: 0.14, align: "right" },
  { heading: "In this parcel", share: 0.14, align: "right" },
];

/**
 * What goes into a parcel, as a PDF without prices: of the fulfilment with this id, or else all that is left to ship.
 */
export async function drawPackingSlip(
  order: OrderOnPage,
  shop: ShopOnPaper,
  fulfilment?: number,
): Promise<Buffer> {
  const parcel = order.fulfilments.find(({ id }) => id === fulfilment);
  const parts = parcel?.lines ?? withIds(allParts(order.lines, leftToShip));
  const day = parcel ? new Date(parcel.created_at) : order.placed_at;
  const sheet = openSheet(shop, { title: `Packing slip ${order.number}`, date: day });
  const { locale } = shop;

  drawTitle(sheet, "Packing slip", [
    { label: "Order", text: String(order.number) },
    { label: "Ordered", text: date(order.placed_at, { locale }) },
    ...(order.shipping_name ? [{ label: "Shipping", text: order.shipping_name }] : []),
    ...(parcel?.tracking_number ? [{ label: "Tracking", text: parcel.tracking_number }] : []),
  ]);
  drawBlocks(sheet, [{ label: "Ship to", lines: destination(order, locale) }]);
  drawTable(
    sheet,
    columns,
    parts.flatMap((part) => rowOf(order.lines, part)),
  );
  sheet.y += 18;
  drawText(sheet, "Note from the customer", order.erased ? "" : order.note);
  return closeSheet(sheet);
}

function destination({ erased, shipping_address, phone }: OrderOnPage, locale: string): string[] {
  if (erased) return [];
  return [...addressLines(shipping_address, locale), shipping_address.phone || phone].filter(
    Boolean,
  );
}

function rowOf(lines: readonly OrderLine[], { line: id, quantity }: LinePart): Cell[][] {
  const line = lines.find((each) => each.id === id);
  if (!line?.ships) return [];
  return [
    [
      { text: line.sku },
      { text: line.title, small: line.variant_title ? [line.variant_title] : [] },
      { text: String(line.quantity) },
      { text: String(quantity) },
    ],
  ];
}
