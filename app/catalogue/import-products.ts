import type { Readable } from "node:stream";
import { DatabaseError } from "sequelize";
import { inStore } from "../context.ts";
import type { FetchOptions } from "../files/fetch-picture.ts";
import { Category } from "../models/store/category.ts";
import { idsOf, saveProduct } from "../models/store/product-saving.ts";
import { Settings } from "../models/store/settings.ts";
import { PictureCollector } from "./collect-pictures.ts";
import { type ProductDraft, slugify } from "./product-draft.ts";
import { type Problem, type ReadProduct, readProducts } from "./shopify-csv.ts";

export interface ImportOptions {
  /** Reads and reports; writes and fetches nothing. */
  dryRun?: boolean;
  /** Called after each product. */
  progress?: () => void;
  /** How pictures are fetched; only tests change it. */
  fetching?: FetchOptions;
}

export interface ImportReport {
  created: number;
  updated: number;
  /** Products of which nothing could be taken. */
  refused: number;
  variants: number;
  pictures: { fetched: number; kept: number; missing: number };
  problems: Problem[];
}

/**
 * Reads products from Shopify's CSV into a store, one transaction each: made, or made like the file by
 * their handle. What cannot be taken is reported by line, and the rest goes on. A product that is in no
 * category yet goes into the one named like its type. A picture that cannot be fetched leaves a placeholder.
 */
export async function importProducts(
  storeId: number,
  input: Readable,
  { dryRun = false, progress = () => {}, fetching = {} }: ImportOptions = {},
): Promise<ImportReport> {
  const { currency } = await inStore(storeId, "read", () => Settings.current());
  const pictures = new PictureCollector(storeId, fetching);
  const report: ImportReport = {
    created: 0,
    updated: 0,
    refused: 0,
    variants: 0,
    pictures: pictures.counts,
    problems: [],
  };
  for await (const product of readProducts(input, { currency })) {
    report.problems.push(...product.problems);
    const { draft } = product;
    if (!draft) report.refused += 1;
    else if (dryRun) await rehearse(storeId, draft, report);
    else await take(storeId, { ...product, draft }, pictures, report);
    progress();
  }
  return report;
}

async function rehearse(storeId: number, draft: ProductDraft, report: ImportReport): Promise<void> {
  const known = await inStore(storeId, "read", () => idsOf([draft.slug]));
  count(report, draft, known.length === 0);
}

async function take(
  storeId: number,
  { line, draft, problems }: ReadProduct & { draft: ProductDraft },
  pictures: PictureCollector,
  report: ImportReport,
): Promise<void> {
  const { placed, problems: missing } = await pictures.collect(draft, line);
  report.problems.push(...missing);
  // Rows with errors are not in the draft: what they describe may be in the shop, and stays there.
  const keepOthers = problems.some((problem) => problem.severity === "error");
  try {
    const saved = await inStore(storeId, "write", async () => {
      const product = await saveProduct(draft, placed, { keepOthers });
      await fileUnderType(draft, product.id);
      return product;
    });
    count(report, draft, saved.created);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    report.refused += 1;
    const reason = `"${draft.slug}" could not be saved: ${error.message}`;
    report.problems.push({ line, column: "", reason, severity: "error" });
  }
}

/** So that a shop that came as a file can be browsed at once. */
async function fileUnderType({ type }: ProductDraft, productId: number): Promise<void> {
  const slug = slugify(type);
  if (slug) await Category.fileUnlessFiled(slug, type, productId);
}

function count(report: ImportReport, draft: ProductDraft, created: boolean): void {
  report[created ? "created" : "updated"] += 1;
  report.variants += draft.variants.length;
}
