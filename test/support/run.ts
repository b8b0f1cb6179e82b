import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One run of the tests: one process that does all, or (`npm test`) one that hands test files to several. What these
 * share is found through the environment of the first.
 */
export interface Run {
  /** Begins the names of its databases. */
  name: string;
  /** Begins the names of its roles. */
  rolePrefix: string;
  /** What its processes share; removed at its end. */
  folder: string;
}

/** This process only hands out test files. */
export const conducts = process.argv.includes("--parallel") && !process.env.MOCHA_WORKER_ID;

/** This process was begun by one that conducts, which also clears up. */
export const isWorker = process.env.MOCHA_WORKER_ID !== undefined;

/** The run that this process is part of. */
export const run: Run = process.env.TEST_RUN ? JSON.parse(process.env.TEST_RUN) : begin();

/** Removes what is left of the run in the file system. */
export function removeRun(): Promise<void> {
  return rm(run.folder, { recursive: true, force: true });
}

function begin(): Run {
  const id = randomBytes(4).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "wizamart-test-"));
  const begun = { name: `wizamart_test_${id}`, rolePrefix: `t${id}_`, folder };
  process.env.TEST_RUN = JSON.stringify(begun);
  return begun;
}
