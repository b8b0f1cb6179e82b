import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchResult } from "./bench.ts";
import { Cleanup } from "./cleanup.ts";
import { provideDatabase } from "./database.ts";
import { type BenchOptions, readOptions, WrongOptions } from "./options.ts";

// `npm run bench`: the storefront's list page beside the same page without tenancy, in one run.
const cleanup = new Cleanup();
cleanup.onSignals();
try {
  const options = readOptions(process.argv.slice(2));
  const result = await run(options);
  const { report } = await import("./report.ts");
  const text = options.json ? JSON.stringify(result, null, 2) : report(result);
  process.stdout.write(`${text}\n`);
  process.exitCode = result.faults.length > 0 ? 1 : 0;
} catch (error) {
  if (!cleanup.begun) tell(error);
} finally {
  await cleanup.run();
}

async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-bench-"));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const database = await provideDatabase(folder, cleanup);
  // What reads the configuration is loaded only now.
  Object.assign(process.env, {
    NODE_ENV: "production",
    ROLE_PREFIX: database.rolePrefix,
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.adminUrl,
    DATA_DIR: folder,
    PLATFORM_DOMAIN: "localhost",
    SHOPS_DOMAIN: "",
    SESSION_SECRET: randomBytes(32).toString("hex"),
  });
  const { bench } = await import("./bench.ts");
  return bench(options, database, folder, cleanup, say);
}

function tell(error: unknown): void {
  const text = error instanceof WrongOptions ? error.message : String(error);
  const stack = error instanceof Error && !(error instanceof WrongOptions) ? error.stack : text;
  process.stderr.write(`bench: ${stack}\n`);
  process.exitCode = error instanceof WrongOptions ? 2 : 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
