import { exportProducts } from "../../../catalogue/export-products.ts";
import type { DeskContext } from "../../../context.ts";

/** Every product as a CSV file that this shop, and Shopify, can read again. */
export async function download(ctx: DeskContext): Promise<void> {
  const { id, code } = ctx.state.store;
  ctx.type = "text/csv; charset=utf-8";
  ctx.attachment(`${code}-products.csv`);
  ctx.body = await exportProducts(id);
}
