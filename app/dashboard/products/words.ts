import type { ProductStatus } from "../../catalogue/product-draft.ts";
import type { Stock } from "../../models/store/product.ts";

/** What a product's status is called, and the tone of its badge. */
export const statusWords: Record<ProductStatus, { label: string; tone: string; text: string }> = {
  draft: { label: "Draft", tone: "quiet", text: "Not in the shop yet" },
  active: { label: "Active", tone: "good", text: "In the shop" },
  archived: { label: "Archived", tone: "warn", text: "Kept, but not in the shop any more" },
};

/** What the state of a product's stock is called. */
export const stockWords: Record<Stock, { label: string; tone: string }> = {
  in: { label: "In stock", tone: "quiet" },
  low: { label: "Low", tone: "warn" },
  out: { label: "Sold out", tone: "bad" },
};

/** "1 product", "12 products". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-IE")} ${count === 1 ? one : many}`;
}
