import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** Who did something, for the shop's log. */
export interface Actor {
  id: number | null;
  name: string;
  /** The address of the network that it came from. */
  ip: string;
}

/** What was done: "product.saved" to "product 7", and what it was before and after where that says something. */
export interface Deed {
  kind: string;
  subject: string;
  before?: object | null;
  after?: object | null;
}

/** Writes down who did what, in the unit of work that does it. The log only ever grows. */
export async function writeDown(
  actor: Actor,
  { kind, subject, before = null, after = null }: Deed,
): Promise<void> {
  await sequelize.query(
    `insert into audit_log (actor_id, actor, kind, subject, before, after, ip) values ($1, $2, $3, $4, $5, $6, $7)`,
    {
      bind: [
        actor.id,
        actor.name,
        kind,
        subject,
        before && JSON.stringify(before),
        after && JSON.stringify(after),
        actor.ip,
      ],
    },
  );
}

/** What something was as it was taken away for the last time, by the log; undefined where the log knows of none. */
export async function takenAway<T>(kind: string, subject: string): Promise<T | undefined> {
  const [row] = await sequelize.query<{ before: T }>(
    "select before from audit_log where subject = $2 and kind = $1 order by id desc limit 1",
    { bind: [kind, subject], type: QueryTypes.SELECT },
  );
  return row?.before;
}
