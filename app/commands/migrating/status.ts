import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { asProvisioner } from "../../../db/admin.ts";
import { capacityWarnings } from "../../../db/capacity.ts";
import { status as readStatus, runLine, type Status, statusReport } from "../../../db/status.ts";
import { Misuse, type Outcome } from "../outcome.ts";

const usualPause = 2;

/** Where the platform stands, now or again and again until Ctrl-C. */
export async function status({ watch }: { watch?: string | true }): Promise<Outcome> {
  const pause = watch === undefined ? 0 : pauseOf(watch);
  const { report, warnings } = await asProvisioner(async (client) => ({
    report: await (pause > 0 ? watchStatus(client, pause) : readStatus(client)),
    warnings: await capacityWarnings(client),
  }));
  const lines = warnings.map((warning) => `Warning       ${warning}`);
  return {
    text: [statusReport(report), ...lines].join("\n"),
    data: { ...report, warnings },
    found: report.failed > 0,
  };
}

async function watchStatus(client: pg.Client, pause: number): Promise<Status> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  for (;;) {
    const report = await readStatus(client);
    if (stopping.signal.aborted) return report;
    show(report);
    await sleep(pause * 1_000, undefined, { signal: stopping.signal }).catch(() => {}); // Ctrl-C
    if (stopping.signal.aborted) return clearing(report);
  }
}

/** A terminal is drawn anew; elsewhere each look is one line. */
function show(report: Status): void {
  const time = new Date().toISOString().slice(11, 19);
  if (process.stdout.isTTY)
    process.stdout.write(`\x1b[H\x1b[J${statusReport(report)}\n\n${time}  Ctrl-C ends it\n`);
  else process.stdout.write(`${time}  ${oneLine(report)}\n`);
}

function clearing(report: Status): Status {
  if (process.stdout.isTTY) process.stdout.write("\x1b[H\x1b[J");
  return report;
}

function oneLine({ versions, newest, failed, run }: Status): string {
  const counts = versions.map(({ version, stores }) => `${stores} at ${version}`).join(", ");
  return `${counts || "no store"} of ${newest}; ${failed} failed${run ? `; run ${runLine(run)}` : ""}`;
}

function pauseOf(watch: string | true): number {
  if (watch === true) return usualPause;
  const seconds = /^\d{1,4}$/.test(watch) ? Number(watch) : 0;
  if (seconds > 0) return seconds;
  throw new Misuse(`--watch takes whole seconds from 1 to 9999, not "${watch}"`);
}
