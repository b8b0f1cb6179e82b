import type { Readable } from "node:stream";
import { asPlatform, inStore } from "../context.ts";
import { Store } from "../models/shared/store.ts";
import {
  extraColumns,
  productCount,
  readProducts,
  type StoredProduct,
} from "../models/store/product-reading.ts";
import { Settings } from "../models/store/settings.ts";
import { addressesOf } from "../urls.ts";
import type { ProductDraft } from "./product-draft.ts";
import { writeProducts } from "./shopify-csv.ts";

const pageSize = 200;

/** How many products a store has, whatever their status. */
export function countProducts(storeId: number): Promise<number> {
  return inStore(storeId, "read", productCount);
}

/**
 * All products of a store as Shopify's CSV, read page by page: no transaction is open while the
 * receiver writes. `written` is called after each product.
 */
export async function exportProducts(
  storeId: number,
  written: () => void = () => {},
): Promise<Readable> {
  const { currency } = await inStore(storeId, "read", () => Settings.current());
  const columns = await inStore(storeId, "read", extraColumns);
  const store = await asPlatform("read", () => Store.withId(storeId));
  const address = store ? (addressesOf(store, "")[0] ?? "") : "";
  const uploads = `${new URL(address).origin}/uploads/stores/${storeId}`;
  return writeProducts(drafts(storeId, uploads, written), { currency, extraColumns: columns });
}

async function* drafts(
  storeId: number,
  uploads: string,
  written: () => void,
): AsyncGenerator<ProductDraft> {
  let after = 0;
  for (;;) {
    const page = await inStore(storeId, "read", () => readProducts(after, pageSize));
    for (const product of page) {
      yield draftOf(product, uploads);
      written();
    }
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function draftOf(
  { id: _, pictures, variants, ...product }: StoredProduct,
  uploads: string,
): ProductDraft {
  // A picture that came as a file has no source: its own public address stands for it.
  const addressOf = (file: string) => `${uploads}/${file}-1200.webp`;
  const sources = new Map(
    pictures.map(({ source, file }) => [source || file, source || addressOf(file ?? "")]),
  );
  return {
    ...product,
    variants: variants.map((variant) => ({
      ...variant,
      picture: sources.get(variant.picture) ?? null,
    })),
    pictures: pictures.map(({ source, file, alt }) => ({
      source: sources.get(source || file) ?? "",
      alt,
    })),
  };
}
