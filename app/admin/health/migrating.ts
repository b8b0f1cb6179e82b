import { type Health, isGone, secondsLeft } from "../../models/shared/admin/health.ts";
import { count, duration, moment, seconds } from "../words.ts";

const stateWords = {
  running: { name: "Running", tone: "warn" },
  paused: { name: "Paused", tone: "warn" },
  stopped: { name: "Stopped", tone: "bad" },
  failed: { name: "Failed", tone: "bad" },
  done: { name: "Done", tone: "good" },
} as const;

/** What the page shows of versions, the last run over the shops, and slow migrations. */
export function migrationsShown(status: Health) {
  const all = status.versions.reduce((sum, { stores }) => sum + stores, 0);
  return {
    versions: status.versions.map(({ version, stores }) => ({
      version,
      stores: count(stores),
      share: `${((100 * stores) / all).toFixed(1)} %`,
      behind: version < status.newest,
    })),
    slowest: status.slowest.map((one) => ({
      name: one.name,
      slowest: seconds(one.slowest),
      average: seconds(one.average),
      store: one.store,
    })),
    run: status.run && shownRun(status.run),
    hiddenFailures: count(Math.max(0, status.failed - status.failures.length)),
  };
}

function shownRun(run: NonNullable<Health["run"]>) {
  const gone = isGone(run);
  const left = secondsLeft(run);
  const goesOn = !gone && !run.ended_at;
  return {
    goesOn,
    ...(gone ? { name: "Gone", tone: "bad" } : stateWords[run.state]),
    who: run.who,
    begun: moment(run.begun_at),
    ended: run.ended_at ? moment(run.ended_at) : "",
    total: run.total,
    tried: run.done + run.failed,
    counts: `${count(run.done)} of ${count(run.total)} done, ${count(run.failed)} failed`,
    pace:
      goesOn && left !== undefined
        ? `${count(Math.round(run.rate))} a second, ${duration(left)} left`
        : "",
    wave: goesOn ? run.wave : "",
    waits:
      run.waits > 0
        ? `${count(run.waits)} shops had to be waited for, ${seconds(run.waited_ms)} in all`
        : "",
    note: gone
      ? `Its runner was last heard of ${duration(run.silent)} ago: "wizamart db migrate" goes on where it stopped`
      : run.note,
  };
}
