import { Presets, SingleBar } from "cli-progress";
import type { Failure, MigrationReport, RunFacts } from "../../../db/migrate.ts";
import type { Plan } from "../../../db/migrating/plan.ts";
import { secondsLeft } from "../../../db/migrating/runs.ts";
import { duration } from "../../../db/status.ts";

/** Tells of a run while it goes on, on the error stream. */
export interface Telling {
  progress(facts: RunFacts): void;
  failed(failure: Failure): void;
  said(line: string): void;
  end(): void;
}

const linePause = 5_000;
const shownFailures = 20;

/** A bar on a terminal, and elsewhere a line every few seconds; failures and news have a line each on both. */
export function telling(): Telling {
  return process.stderr.isTTY ? onTerminal() : inLines();
}

/** What came of a run, for a person. */
export function describe(report: MigrationReport): string {
  const { shared, stores, failures, stopped, left, waits } = report;
  const lines = [
    `shared room: ${shared.length > 0 ? shared.join(", ") : "nothing to do"}`,
    `stores: ${stores} brought up to date, ${failures.length} failed`,
    ...failures.slice(0, shownFailures).map((failure) => `  ${failureLine(failure)}`),
  ];
  if (failures.length > shownFailures)
    lines.push(`  and ${failures.length - shownFailures} more: see \`db status\``);
  if (waits.stores > 0)
    lines.push(
      `locks: ${waits.stores} stores were held up, ${seconds(waits.milliseconds)} in all, the longest ${seconds(waits.longest)} (store ${waits.store})`,
    );
  if (stopped)
    lines.push(
      `stopped: ${stopped}; ${left} stores have their old version and are whole: \`db migrate\` goes on with them`,
    );
  return lines.join("\n");
}

/** The SQL that a run would send, as a script to be read. */
export function describePlan({ shared, stores }: Plan): string {
  if (shared.length + stores.length === 0) return "-- Nothing to do.";
  return [
    ...shared.map(({ name, sql }) => `-- Shared room: ${name}\n${sql}`),
    ...stores.map(
      ({ from, to, rooms, example, script }) =>
        `-- ${rooms} stores and spare schemas from version ${from} to ${to}; as for store ${example}:\n${script}`,
    ),
    "-- Nothing was changed.",
  ].join("\n\n");
}

function onTerminal(): Telling {
  const format =
    "Migrating {bar} {value}/{total} · {rate}/s · {left} left · {failed} failed {wave}";
  const bar = new SingleBar(
    { format, hideCursor: true, clearOnComplete: true, fps: 5 },
    Presets.shades_grey,
  );
  let started = false;
  const line = (text: string) => {
    process.stderr.write(`\r\x1b[K${text}\n`); // the bar draws itself again below
  };
  return {
    progress(facts) {
      const shown = {
        rate: facts.rate.toFixed(0),
        left: leftOf(facts),
        failed: facts.failed,
        wave: facts.wave,
      };
      if (!started) bar.start(facts.total, 0, shown);
      started = true;
      bar.setTotal(facts.total);
      bar.update(facts.done + facts.failed, shown);
    },
    failed: (failure) => line(`FAILED  ${failureLine(failure)}`),
    said: line,
    end: () => bar.stop(),
  };
}

function inLines(): Telling {
  let last = performance.now();
  const line = (text: string) => {
    process.stderr.write(`${text}\n`);
  };
  return {
    progress(facts) {
      if (performance.now() - last < linePause) return;
      last = performance.now();
      const { done, total, failed, rate, wave, state } = facts;
      line(
        `${state} (${wave}): ${done} of ${total} done, ${failed} failed, ${rate.toFixed(0)} a second, ${leftOf(facts)} left`,
      );
    },
    failed: (failure) => line(`FAILED  ${failureLine(failure)}`),
    said: line,
    end: () => {},
  };
}

function leftOf(facts: RunFacts): string {
  const left = secondsLeft(facts);
  return left === undefined ? "?" : duration(left);
}

function failureLine({ store, code, version, sqlState, message }: Failure): string {
  return `${code ? `${code}, ` : ""}store ${store}, migration ${version}: ${sqlState} ${message}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
