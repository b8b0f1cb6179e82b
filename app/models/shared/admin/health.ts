import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { newestVersion } from "../../../../db/migrations.ts";
import { type Status, statusQuery } from "../../../../db/status.ts";

export { isGone, secondsLeft } from "../../../../db/migrating/runs.ts";

/** Where the platform stands, as its database knows it. */
export interface Health extends Status {
  /** The version of PostgreSQL. */
  server: string;
  workers: Worker[];
  /** Errands that wait, by kind, the most first. */
  queue: { kind: string; waiting: number; failing: number }[];
}

/** A worker that was heard of within the last day. */
export interface Worker {
  /** Seconds since it began, and since it was heard of. */
  age: number;
  silent: number;
}

/** After how many seconds of silence a worker counts as gone: it tells every ten. */
export const mostSilence = 45;

/** Reads it as the platform. */
export async function readHealth(): Promise<Health> {
  const bind = [newestVersion("shared"), newestVersion("store")];
  const [status] = await sequelize.query<Status>(statusQuery, { bind, type: QueryTypes.SELECT });
  const [rest] = await sequelize.query<Pick<Health, "server" | "workers" | "queue">>(
    `select current_setting('server_version') as server,
       (select coalesce(json_agg(json_build_object('age', extract(epoch from now() - begun_at)::integer,
         'silent', extract(epoch from now() - seen_at)::integer) order by seen_at desc), '[]') from workers) as workers,
       (select coalesce(json_agg(q order by q.waiting desc, q.kind), '[]') from (
         select kind, count(*) as waiting, count(*) filter (where error <> '') as failing
         from outbox where state = 'waiting' group by kind) q) as queue`,
    { type: QueryTypes.SELECT },
  );
  if (!status || !rest) throw new Error("The question for the platform's health gave no row");
  return { ...status, ...rest };
}

/** Whether a worker is at work now. */
export function isWorked({ workers }: Pick<Health, "workers">): boolean {
  return workers.some(({ silent }) => silent <= mostSilence);
}
