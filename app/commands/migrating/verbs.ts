import { asProvisioner } from "../../../db/admin.ts";
import { type MigrateOptions, migrate as migrateDatabase } from "../../../db/migrate.ts";
import { planMigration } from "../../../db/migrating/plan.ts";
import { describeRun, wish } from "../../../db/migrating/runs.ts";
import { Misuse, type Outcome } from "../outcome.ts";
import { describe, describePlan, telling } from "./telling.ts";

interface Asked {
  workers?: string;
  canary?: string;
  wave?: string;
  stopAt?: string;
  only?: string;
  dryRun?: boolean;
}

const interrupted = 130;

/** Brings the shared room and every store up to date. Ctrl-C lets the stores under way end. */
export async function migrate(asked: Asked): Promise<Outcome> {
  const options = optionsOf(asked);
  if (asked.dryRun) return dryRun(options.only);

  const tell = telling();
  const { signal, forget } = stoppedByHand(tell.said);
  try {
    const report = await asProvisioner((client) =>
      migrateDatabase(client, { ...options, ...tell, signal }),
    );
    const found = report.failures.length > 0 || report.stopped !== "";
    return { text: describe(report), data: report, found };
  } finally {
    forget();
    tell.end();
  }
}

/** Lets the run that goes on finish the stores under way, and begin no other until `resume`. */
export async function pause(): Promise<Outcome> {
  const run = await asProvisioner((client) => wish(client, "pause"));
  const text = `Pauses ${describeRun(run)}: the stores under way are finished first. \`db resume\` goes on.`;
  return { text, data: run };
}

/** Lets a run go on that was paused. */
export async function resume(): Promise<Outcome> {
  const run = await asProvisioner((client) => wish(client, "run"));
  return { text: `Goes on with ${describeRun(run)}.`, data: run };
}

async function dryRun(only = ""): Promise<Outcome> {
  const plan = await asProvisioner((client) => planMigration(client, { only }));
  return { text: describePlan(plan), data: plan };
}

function optionsOf({ workers, canary, wave, stopAt, only }: Asked): MigrateOptions {
  return {
    ...(workers !== undefined && { workers: wholeNumber("--workers", workers, 1, 64) }),
    ...(canary !== undefined && { canary: wholeNumber("--canary", canary, 0, 1_000_000) }),
    ...(wave !== undefined && { wave: wholeNumber("--wave", wave, 1, 1_000_000) }),
    ...(stopAt !== undefined && { stopAt: wholeNumber("--stop-at", stopAt, 0, 100) }),
    ...(only !== undefined && { only: only.toLowerCase() }),
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Misuse(`${option} must be a whole number from ${least} to ${most}, not "${text}"`);
}

/** The first Ctrl-C ends the run after the stores under way, the second ends the process. */
function stoppedByHand(said: (line: string) => void): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(interrupted);
    said(
      "stops after the stores under way; once more ends it at once, and loses nothing that is done",
    );
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.on(name, stop);
  const forget = () => {
    for (const name of signals) process.off(name, stop);
  };
  return { signal: controller.signal, forget };
}
