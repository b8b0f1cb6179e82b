import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { type ListPage, type Place, pageOf, wayOf } from "./page.ts";
import { Where } from "./where.ts";

/** A line of the shop's log. */
export interface LoggedDeed {
  id: number;
  at: Date;
  actor: string;
  kind: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string;
}

/** Which lines a list shows; "" where it does not matter. */
export interface LogFilter {
  actor: string;
  /** The first part of the kind, such as "product". */
  area: string;
  subject: string;
  /** Days in UTC, as 2026-03-01; both are part of it. */
  from: string;
  until: string;
}

/** A page of the log, the newest first. */
export async function findDeeds(
  filter: LogFilter,
  place: Place,
  size = 50,
): Promise<ListPage<LoggedDeed>> {
  const where = whereOf(filter, place);
  const read = await sequelize.query<LoggedDeed>(
    `select id, at, actor, kind, subject, before, after, ip
     from audit_log ${where.sql} order by id ${wayOf(place)} limit ${size + 1}`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
  return pageOf(read, size, place, ({ id }) => id);
}

/** Everybody who is named in the log, and every area that it is about; each is one step in an index. */
export async function logChoices(): Promise<{ actors: string[]; areas: string[] }> {
  const [actors, areas] = await Promise.all([
    distinct("actor"),
    distinct("split_part(kind, '.', 1)"),
  ]);
  return { actors, areas };
}

async function distinct(expression: string): Promise<string[]> {
  const rows = await sequelize.query<{ value: string }>(
    `with recursive each (value) as (
       select min(${expression}) from audit_log
       union all
       select (select min(${expression}) from audit_log where ${expression} > each.value) from each
       where each.value is not null)
     select value from each where value is not null limit 200`,
    { type: QueryTypes.SELECT },
  );
  return rows.map(({ value }) => value);
}

function whereOf({ actor, area, subject, from, until }: LogFilter, place: Place): Where {
  const where = new Where();
  if (actor) where.add("actor = ?", actor);
  if (area) where.add("split_part(kind, '.', 1) = ?", area);
  if (subject) where.add("subject = ?", subject);
  where.addDays("at", { from, until });
  if (place.before !== undefined) where.add("id < ?", place.before);
  if (place.after !== undefined) where.add("id > ?", place.after);
  return where;
}
