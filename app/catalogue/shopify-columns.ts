/**
 * The columns of Shopify's product CSV that mean something here, in the order in which they are
 * written. The first name is the one that is written; the others are read as well (the template
 * that Shopify hands out since 2024 has new names).
 */
export const columns = {
  handle: ["Handle", "URL handle"],
  title: ["Title"],
  description: ["Body (HTML)", "Description", "Body HTML"],
  vendor: ["Vendor"],
  type: ["Type", "Product type"],
  tags: ["Tags"],
  published: ["Published", "Published on online store"],
  option1Name: ["Option1 Name"],
  option1Value: ["Option1 Value"],
  option2Name: ["Option2 Name"],
  option2Value: ["Option2 Value"],
  option3Name: ["Option3 Name"],
  option3Value: ["Option3 Value"],
  sku: ["Variant SKU", "SKU"],
  grams: ["Variant Grams", "Weight value (grams)"],
  tracker: ["Variant Inventory Tracker", "Inventory tracker"],
  quantity: ["Variant Inventory Qty", "Inventory quantity"],
  policy: ["Variant Inventory Policy", "Continue selling when out of stock"],
  fulfilment: ["Variant Fulfillment Service", "Fulfillment service"],
  price: ["Variant Price", "Price"],
  compareAtPrice: ["Variant Compare At Price", "Compare-at price", "Compare at price"],
  ships: ["Variant Requires Shipping", "Requires shipping"],
  taxable: ["Variant Taxable", "Charge tax"],
  barcode: ["Variant Barcode", "Barcode", "Barcodes", "Variant Barcodes"],
  picture: ["Image Src", "Product image URL"],
  picturePosition: ["Image Position"],
  pictureAlt: ["Image Alt Text"],
  seoTitle: ["SEO Title"],
  seoDescription: ["SEO Description"],
  variantPicture: ["Variant Image", "Variant image URL"],
  weightUnit: ["Variant Weight Unit", "Weight unit for display"],
  taxCode: ["Variant Tax Code", "Tax code"],
  cost: ["Cost per item"],
  status: ["Status"],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Field = keyof typeof columns;

const fields = new Map<string, Field>();
for (const field of fieldNames()) {
  for (const name of columns[field]) fields.set(plain(name), field);
}

/** All fields, in the order of the columns. */
export function fieldNames(): Field[] {
  return Object.keys(columns).filter((name): name is Field => name in columns);
}

/** The field that a column of this name holds; letter case and blanks around do not count. */
export function fieldOf(columnName: string): Field | undefined {
  return fields.get(plain(columnName));
}

/** Whether a column that has no field here describes a variant rather than its product. */
export function describesVariant(columnName: string): boolean {
  return /^(variant\b|unit price\b|(compare.at )?price \/)/i.test(columnName.trim());
}

/** The character between the cells of a file, told by which one finds the most known columns. */
export function chooseDelimiter(firstLine: string): string {
  const counts = [",", ";", "\t"].map((delimiter) => ({
    delimiter,
    known: firstLine.split(delimiter).filter((cell) => fieldOf(cell.replaceAll('"', ""))).length,
  }));
  return counts.reduce((best, next) => (next.known > best.known ? next : best)).delimiter;
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}
