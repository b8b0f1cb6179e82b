import { date, rate } from "../filters.ts";
import type { OrderOnPage } from "../models/store/orders/listing.ts";
import type { OrderLine } from "../models/store/orders/order.ts";
import { formatMoney } from "../money.ts";
import { addressLines } from "../selling/address/countries.ts";
import { type SumRow, sumRows } from "../selling/orders/sums.ts";
import { closeSheet, makeRoom, openSheet, type Sheet, type ShopOnPaper } from "./paper.ts";
import {
  type Cell,
  type Column,
  drawBlocks,
  drawSums,
  drawTable,
  drawText,
  drawTitle,
  type Fact,
  type Sum,
} from "./parts.ts";

const columns: Column[] = [
  { heading: "Description", share: 0.46, align: "left" },
  { heading: "Quantity", share: 0.12, align: "right" },
  { heading: "Price", share: 0.15, align: "right" },
  { heading: "Tax", share: 0.1, align: "right" },
  { heading: "Amount", share: 0.17, align: "right" },
];
const taxColumns: Column[] = [
  { heading: "Tax", share: 0.4, align: "left" },
  { heading: "Net", share: 0.2, align: "right" },
  { heading: "Tax amount", share: 0.2, align: "right" },
  { heading: "Gross", share: 0.2, align: "right" },
];

/** How amounts and days are written on one paper. */
interface Writing {
  money(amount: number): string;
  locale: string;
}

/**
 * The invoice of an order as a PDF, in the shop's dress: lines, totals, taxes, and what was given back since, as credits.
 */
export async function drawInvoice(order: OrderOnPage, shop: ShopOnPaper): Promise<Buffer> {
  const issued = order.paid_at ?? order.placed_at;
  const sheet = openSheet(shop, { title: `Invoice ${order.number}`, date: issued });
  const { locale } = shop;
  const writing = {
    locale,
    money: (amount: number) => formatMoney(amount, order.currency, locale),
  };

  drawTitle(sheet, "Invoice", factsOf(order, issued, locale));
  drawBlocks(sheet, addressesOf(order, locale));
  drawTable(
    sheet,
    columns,
    order.lines.map((line) => rowOf(line, writing)),
  );
  sheet.y += 14;
  drawSums(
    sheet,
    sumRows(order, locale).map((row) => sumOf(row, writing)),
  );
  drawTaxes(sheet, order, writing);
  drawCredits(sheet, order, writing);
  return closeSheet(sheet);
}

function factsOf(order: OrderOnPage, issued: Date, locale: string): Fact[] {
  const facts = [
    { label: "Invoice number", text: String(order.number) },
    { label: "Date", text: date(issued, { locale }) },
    { label: "Ordered", text: date(order.placed_at, { locale }) },
    { label: "Payment", text: order.method?.name ?? "" },
  ];
  return facts.filter(({ text }) => text !== "");
}

function addressesOf({ erased, billing_address, shipping_address }: OrderOnPage, locale: string) {
  if (erased) return [];
  const [billing, shipping] = [billing_address, shipping_address].map((address) =>
    addressLines(address, locale),
  );
  const lines = billing ?? [];
  const isSame = lines.join("\n") === shipping?.join("\n");
  return [
    { label: isSame ? "Billed and shipped to" : "Billed to", lines },
    { label: "Shipped to", lines: isSame ? [] : (shipping ?? []) },
  ];
}

function rowOf(line: OrderLine, { money, locale }: Writing): Cell[] {
  const small = [line.variant_title, line.sku && `Article ${line.sku}`].filter(Boolean);
  return [
    { text: line.title, small },
    { text: String(line.quantity) },
    { text: money(line.price) },
    { text: line.tax_name ? rate(line.tax_ppm, { locale }) : "" },
    { text: money(line.price * line.quantity) },
  ];
}

const tones = {
  part: "plain",
  shipping: "plain",
  total: "strong",
  note: "quiet",
  after: "plain",
} as const;

function sumOf({ label, amount, kind }: SumRow, { money }: Writing): Sum {
  return { label, text: money(amount), tone: tones[kind] };
}

/** What each tax was charged on, as tax offices want it. */
function drawTaxes(sheet: Sheet, { taxes }: OrderOnPage, { money, locale }: Writing): void {
  if (taxes.length === 0) return;
  sheet.y += 18;
  makeRoom(sheet, 70);
  const rows = taxes.map(({ name, ppm, base, amount }) => [
    { text: `${name} ${rate(ppm, { locale })}` },
    { text: money(base) },
    { text: money(amount) },
    { text: money(base + amount) },
  ]);
  drawTable(sheet, taxColumns, rows);
}

function drawCredits(sheet: Sheet, { refunds }: OrderOnPage, { money, locale }: Writing): void {
  const given = refunds.filter(({ state }) => state !== "failed");
  const lines = given.map(({ amount, reason, created_at }) =>
    [`${date(created_at, { locale })}: ${money(-amount)}`, reason].filter(Boolean).join(", "),
  );
  sheet.y += 18;
  drawText(sheet, "Credits", lines.join("\n"));
}
