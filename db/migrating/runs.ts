import { hostname } from "node:os";
import type pg from "pg";
import { loginName } from "../provisioning/login.ts";

/** How a run goes, as it is kept in the shared room and shown. */
export interface RunFacts {
  state: "running" | "paused" | "stopped" | "failed" | "done";
  wave: string;
  total: number;
  done: number;
  failed: number;
  /** Stores a second, of late. */
  rate: number;
  /** How many stores were held up by locks, and for how many milliseconds in all. */
  waits: number;
  waited_ms: number;
  note: string;
}

/** A run as it was written down. */
export interface Run extends RunFacts {
  id: number;
  who: string;
  backend: number;
  version: number;
  workers: number;
  wish: "run" | "pause";
  begun_at: Date | string;
  ended_at: Date | string | null;
  /** Seconds since its runner was heard of; it tells every second. */
  silent: number;
}

/** A wish was left for no run: none goes on, or its runner is gone. */
export class NoRun extends Error {
  override name = "NoRun";
}

/** After how many seconds of silence a runner counts as gone. */
const mostSilence = 15;

/** The columns of a `Run`, for queries. */
export const runColumns = `r.id, r.state, r.wish, r.who, r.backend, r.version, r.workers, r.wave, r.total, r.done, r.failed, r.rate,
  r.waits, r.waited_ms, r.note, r.begun_at, r.ended_at, extract(epoch from now() - r.seen_at)::integer as silent`;

/** Ends runs whose runner was killed; call it only with the runners' lock: whatever is written down as under way is gone then. */
export async function endGoneRuns(client: pg.Client): Promise<void> {
  await client.query(
    `update public.migration_runs set state = 'stopped', ended_at = seen_at, note = 'its runner was gone'
     where state in ('running', 'paused')`,
  );
}

/** Begins a run, when no other is under way. */
export async function beginRun(
  client: pg.Client,
  run: Pick<Run, "version" | "workers" | "total">,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into public.migration_runs (who, backend, version, workers, total)
     values ($1, pg_backend_pid(), $2, $3, $4) returning id`,
    [whoWeAre(), run.version, run.workers, run.total],
  );
  return rows[0]?.id ?? 0;
}

/** Writes down how a run goes; gives what is asked of it. */
export async function beat(client: pg.Client, id: number, facts: RunFacts): Promise<Run["wish"]> {
  const { rows } = await client.query<Pick<Run, "wish">>(
    `update public.migration_runs set seen_at = now(), state = $2, wave = $3, total = $4, done = $5, failed = $6, rate = $7,
       waits = $8, waited_ms = $9, note = $10, ended_at = case when $2 in ('running', 'paused') then null else now() end
     where id = $1 returning wish`,
    [
      id,
      facts.state,
      facts.wave,
      facts.total,
      facts.done,
      facts.failed,
      facts.rate,
      facts.waits,
      Math.round(facts.waited_ms),
      facts.note,
    ],
  );
  return rows[0]?.wish ?? "run";
}

/** The run that goes on or is paused now, if there is one. */
export async function runUnderWay(client: pg.Client): Promise<Run | undefined> {
  const { rows } = await client.query<Run>(
    `select ${runColumns} from public.migration_runs r where r.state in ('running', 'paused')`,
  );
  return rows[0];
}

/** Asks the run that goes on to pause, or to go on again; gives it as it was. @throws NoRun */
export async function wish(client: pg.Client, what: Run["wish"]): Promise<Run> {
  const run = await runUnderWay(client);
  if (!run)
    throw new NoRun(
      "No run goes on: nothing was changed. `db migrate` begins one, or goes on where the last one stopped",
    );
  if (isGone(run))
    throw new NoRun(
      `The runner of run ${run.id} (${run.who}) was last heard of ${run.silent} s ago: nothing was changed. \`db migrate\` goes on where it stopped`,
    );
  await client.query("update public.migration_runs set wish = $2 where id = $1", [run.id, what]);
  return run;
}

/** Whether it says that it goes on, and nobody has heard of it for a while. */
export function isGone({ state, silent }: Pick<Run, "state" | "silent">): boolean {
  return (state === "running" || state === "paused") && silent > mostSilence;
}

/** Seconds until a run is through at its present pace; undefined while nobody can say. */
export function secondsLeft(
  run: Pick<RunFacts, "state" | "total" | "done" | "failed" | "rate">,
): number | undefined {
  const left = run.total - run.done - run.failed;
  return run.state === "running" && run.rate > 0 ? Math.ceil(left / run.rate) : undefined;
}

/** A run in one line, for whoever finds it under way. */
export function describeRun(run: Run): string {
  const { id, who, state, done, failed, total } = run;
  const failures = failed > 0 ? `, ${failed} failed` : "";
  return `run ${id} of ${who}, ${state}, ${done} of ${total} done${failures}`;
}

function whoWeAre(): string {
  return `${loginName()}@${hostname()} (process ${process.pid})`;
}
