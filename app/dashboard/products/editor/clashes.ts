import type { WholeProduct } from "../../../models/store/desk/catalogue/products.ts";
import type { ShopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { plainText } from "../../../rich-text.ts";
import { statusWords } from "../words.ts";
import { type Clash, cellsOf } from "./cells.ts";
import { formOf, type ProductForm } from "./form.ts";

/** A field that two people changed, as the editor asks about it. */
export interface ShownClash {
  label: string;
  actor: string;
  before: string;
  theirs: string;
  yours: string;
  /** Which of both the form has now. */
  taken: boolean;
  /** What the form sends, so that the other one can be chosen; null where it has to be put right by hand. */
  choice: { label: string; here: string; theirs: string; yours: string } | null;
}

const longestShown = 200;

const names: Record<string, string> = {
  ...{ title: "Title", description: "Description", status: "Status", slug: "Address" },
  ...{ vendor: "Maker", type: "Type", tags: "Tags", categories: "Categories and collections" },
  ...{ seo_title: "Title in search engines", seo_description: "Text in search engines" },
  ...{ pictures: "Order of the pictures", kind: "Kind", price: "Price", compare: "Price before" },
  ...{ cost: "What it costs you", sku: "SKU", barcode: "Barcode", low_mark: "Low from" },
  ...{ weight: "Weight", weight_unit: "Unit of weight", tax_code: "Tax class" },
  ...{ picture: "Picture", offered: "Offered", tracked: "Count the stock", taxable: "Taxed" },
  ...{ backorder: "Sell on when none is left", ships: "Has to be shipped" },
};

/** A field that two people changed, in the words of the editor's own fields. */
export function shownClash(clash: Clash, facts: ShopFacts): ShownClash {
  const { label, actor, before, after, yours, taken, isOpen } = clash;
  // What only the other one changed was not touched here: to leave it means as it was.
  const mine = taken ? before : yours;
  const inWords = (value: string) => valueInWords(label, value, facts);
  return {
    ...{ label: nameOf(label), actor, taken },
    ...{ before: inWords(before), theirs: inWords(after), yours: inWords(mine) },
    choice: isOpen ? { label, here: taken ? after : yours, theirs: after, yours: mine } : null,
  };
}

/**
 * Puts what was chosen between both into the form that was sent. What was typed into a field since then counts more than the
 * choice about it.
 */
export function takeChoices(
  form: ProductForm,
  sent: URLSearchParams,
  { product, currency }: { product: WholeProduct; currency: string },
): void {
  const cells = new Map(cellsOf(form, formOf(product, currency)).map((cell) => [cell.label, cell]));
  const text = (name: string) => (sent.get(name) ?? "").replace(/\r\n/g, "\n");
  for (const place of sent.getAll("clash")) {
    const chosen = sent.get(`clash${place}`) === "theirs" ? "theirs" : "yours";
    const cell = cells.get(text(`clash${place}_label`));
    if (cell?.value === text(`clash${place}_here`)) cell.set(text(`clash${place}_${chosen}`));
  }
}

/** "price (Small / Red)" as people call it: "Price of Small / Red". */
function nameOf(label: string): string {
  const [, field = label, kind = ""] = /^(\w+) \((.*)\)$/.exec(label) ?? [];
  const name = names[field] ?? field.replace(/^text of (picture .*)$/, "What $1 shows");
  return kind ? `${name} of ${kind}` : name;
}

function valueInWords(label: string, value: string, { categories }: ShopFacts): string {
  if (label === "status") return statusWords[value as keyof typeof statusWords]?.label ?? value;
  if (label !== "categories") return plainText(value, longestShown);
  const called = new Map(categories.map(({ id, name }) => [String(id), name]));
  return value
    .split(", ")
    .map((id) => called.get(id) ?? id)
    .join(", ");
}
