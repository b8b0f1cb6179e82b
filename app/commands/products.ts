import { createReadStream, createWriteStream } from "node:fs";
import { access, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { asProvisioner } from "../../db/admin.ts";
import { findStore } from "../../db/stores.ts";
import { countProducts, exportProducts } from "../catalogue/export-products.ts";
import { type ImportReport, importProducts } from "../catalogue/import-products.ts";
import { Misuse, type Outcome } from "./outcome.ts";
import { progressBar } from "./progress.ts";

/** Reads a CSV file into a store; with `dryRun` it only reports. */
export async function importFile(code: string, file: string, { dryRun = false }): Promise<Outcome> {
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined) throw new Misuse(`There is no file ${file}`);
  const store = await asProvisioner((client) => findStore(client, code));
  const bar = progressBar("Reading");
  const input = createReadStream(file);
  const report = await importProducts(store.id, input, {
    dryRun,
    progress: () => bar.show(input.bytesRead, size),
  }).finally(bar.end);
  return { text: describe(report, dryRun), data: report, found: report.problems.some(isError) };
}

/** Writes every product of a store to a CSV file. */
export async function exportFile(code: string, file: string): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  const bar = progressBar("Writing");
  const total = await countProducts(store.id);
  let written = 0;
  const csv = await exportProducts(store.id, () => bar.show(++written, total));
  await pipeline(csv, createWriteStream(file)).finally(bar.end);
  await access(file);
  return {
    text: `${written} products of ${store.name} are in ${file}`,
    data: { products: written, file },
  };
}

function describe(report: ImportReport, dryRun: boolean): string {
  const { created, updated, refused, variants, pictures, problems } = report;
  const would = dryRun ? "would be " : "";
  return [
    `${created} products ${would}created, ${updated} ${would}updated, ${refused} refused; ${variants} variants`,
    dryRun
      ? ""
      : `pictures: ${pictures.fetched} fetched, ${pictures.kept} kept, ${pictures.missing} missing`,
    ...problems.map(({ line, column, reason, severity }) => {
      const place = column ? `line ${line}, ${column}` : `line ${line}`;
      return `  ${severity === "error" ? "✗" : "·"} ${place}: ${reason}`;
    }),
  ]
    .filter(Boolean)
    .join("\n");
}

function isError({ severity }: { severity: string }): boolean {
  return severity === "error";
}
