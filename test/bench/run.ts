import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cleanup } from "./cleanup.ts";
import { provideDatabase } from "./database.ts";
import { type BenchOptions, type Part, readOptions, WrongOptions } from "./options.ts";

interface Measured {
  result: { faults: string[] };
  text: string;
}

// `npm run bench`: the storefront's list page beside the same page without tenancy, and the DBA's tools, in one run.
const cleanup = new Cleanup();
cleanup.onSignals();
try {
  const options = readOptions(process.argv.slice(2));
  const [part, ...others] = options.parts;
  if (others.length > 0) await runApart(options.parts);
  else if (part) await show(await run(part, options), options);
} catch (error) {
  if (!cleanup.begun) tell(error);
} finally {
  await cleanup.run();
}

/** Each part reads its own configuration, and so has a process of its own. */
async function runApart(parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    const args = [...process.execArgv, process.argv[1] ?? "", part, ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const [code] = await once(child, "exit");
    if (code !== 0) process.exitCode = 1;
  }
}

async function show({ result, text }: Measured, { json }: BenchOptions): Promise<void> {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : text}\n`);
  if (result.faults.length > 0) process.exitCode = 1;
}

async function run(part: Part, options: BenchOptions): Promise<Measured> {
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
  if (part === "toolbox") {
    const { benchToolbox } = await import("./toolbox/toolbox.ts");
    const { toolboxReport } = await import("./toolbox/report.ts");
    const result = await benchToolbox(options, database, folder, cleanup, say);
    return { result, text: toolboxReport(result) };
  }
  const { bench } = await import("./bench.ts");
  const { report } = await import("./report.ts");
  const result = await bench(options, database, folder, cleanup, say);
  return { result, text: report(result) };
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
