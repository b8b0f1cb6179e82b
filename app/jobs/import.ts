import { Readable } from "node:stream";
import { type ImportReport, importProducts } from "../catalogue/import-products.ts";
import { inStore } from "../context.ts";
import type { StoreEntry } from "../directory.ts";
import { log } from "../log.ts";
import { writeDown } from "../models/store/audit.ts";
import {
  claimImport,
  finishImport,
  type ImportRow,
  isUnderWay,
  type KeptReport,
  noteProgress,
} from "../models/store/desk/catalogue/imports.ts";
import { productCount } from "../models/store/product-reading.ts";
import { planFault } from "../plans.ts";

const mostProblems = 300;
const noteEvery = 10;

/**
 * Does what is to be done with a file of products: looks at it, or takes it in when somebody has said so. Begun again where
 * it was broken off: what is in the shop already is made like the file once more.
 * @throws Error when another worker is at it
 */
export async function workOnImport(store: StoreEntry, id: number): Promise<void> {
  const row = await inStore(store.id, "write", () => claimImport(id));
  if (row) return row.state === "checking" ? check(store, row) : takeIn(store, row);
  if (await inStore(store.id, "read", () => isUnderWay(id)))
    throw new Error("Another worker is at this import");
}

type Claimed = ImportRow & { content: Buffer };

async function check(store: StoreEntry, row: Claimed): Promise<void> {
  const report = await run(store, row, true);
  const fault = await inStore(store.id, "read", async () =>
    planFault(store.plan, "products", (await productCount()) + report.created),
  );
  if (fault && report.created > 0)
    report.problems.unshift({ line: 1, column: "", reason: fault, severity: "error" });
  const usable = !(fault && report.created > 0) && report.created + report.updated > 0;
  await finish(store, row, usable ? "checked" : "failed", report);
}

async function takeIn(store: StoreEntry, row: Claimed): Promise<void> {
  const report = await run(store, row, false);
  await finish(store, row, "done", report);
}

async function run(store: StoreEntry, row: Claimed, dryRun: boolean): Promise<ImportReport> {
  const steps = new Steps(store.id, row.id);
  try {
    const progress = () => steps.next();
    return await importProducts(store.id, Readable.from([row.content]), { dryRun, progress });
  } finally {
    await steps.end();
  }
}

async function finish(
  store: StoreEntry,
  row: Claimed,
  state: "checked" | "done" | "failed",
  report: ImportReport,
): Promise<void> {
  const total = report.created + report.updated + report.refused;
  const { problems, ...rest } = report;
  const kept: KeptReport = {
    ...rest,
    problems: problems.slice(0, mostProblems),
    problemCount: problems.length,
    errorCount: problems.filter(({ severity }) => severity === "error").length,
  };
  await inStore(store.id, "write", async () => {
    await finishImport(row.id, state, { report: kept, total });
    if (state !== "done") return;
    const actor = { id: row.actor_id, name: row.actor, ip: row.ip };
    const { created, updated, refused } = report;
    const after = { file: row.name, created, updated, refused };
    await writeDown(actor, { kind: "products.imported", subject: `import ${row.id}`, after });
  });
}

/** Notes now and then how far it is, one note at a time, without holding up the import. */
class Steps {
  #count = 0;
  #note: Promise<void> | undefined;
  readonly #store: number;
  readonly #import: number;

  constructor(store: number, id: number) {
    this.#store = store;
    this.#import = id;
  }

  next(): void {
    this.#count += 1;
    if (this.#count % noteEvery !== 0 || this.#note !== undefined) return;
    this.#note = inStore(this.#store, "write", () => noteProgress(this.#import, this.#count))
      .catch((error: unknown) => log.warn({ err: error }, "how far an import is was not noted"))
      .finally(() => {
        this.#note = undefined;
      });
  }

  async end(): Promise<void> {
    await this.#note;
  }
}
