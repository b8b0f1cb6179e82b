import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** An errand that a store left for the worker. */
export interface OutboxRow {
  id: number;
  /** Null for the platform's own. */
  store_id: number | null;
  kind: string;
  payload: Record<string, unknown>;
  /** How often it was begun, this time included. */
  attempts: number;
  created_at: Date;
}

/** The same for people, with the code of its store; "" for the platform's own. */
export interface ListedErrand extends OutboxRow {
  store: string;
  state: "waiting" | "dead";
  due_at: Date;
  /** Why it did not work the last time; "" before that. */
  error: string;
}

/** Mails wait for a server that may be slow or gone, so they must not hold up the rest. */
export type Lane = "mail" | "rest";

// Long enough for an errand with all its patience: whoever ends in the middle of one leaves it to the next this long.
const leaseSeconds = 300;
const mostShown = 1_000;

/** The queue of errands of all stores. For the platform's role. */
export class Outbox {
  /**
   * Takes up to `most` errands that are due, of open stores and of the platform, each store's in its turn so that a busy one holds up no
   * other. Nobody else takes them for five minutes; by then they are to be done, put off or buried.
   */
  static claim(lane: Lane, most: number): Promise<OutboxRow[]> {
    return sequelize.query<OutboxRow>(
      `with due as (
         select o.id, row_number() over (partition by o.store_id order by o.due_at, o.id) as turn
         from outbox o left join stores s on s.id = o.store_id
         where o.state = 'waiting' and o.due_at <= now() and (o.store_id is null or s.state = 'open') and (o.kind like 'mail-%') = $1
         order by turn, o.due_at limit $2 * 4),
       taken as (
         select o.id from due join outbox o on o.id = due.id where o.state = 'waiting' and o.due_at <= now()
         order by due.turn, o.due_at limit $2 for update of o skip locked)
       update outbox o set attempts = o.attempts + 1, due_at = now() + make_interval(secs => $3)
       from taken where o.id = taken.id
       returning o.id, o.store_id, o.kind, o.payload, o.attempts, o.created_at`,
      { bind: [lane === "mail", most, leaseSeconds], type: QueryTypes.SELECT },
    );
  }

  static async done(id: number): Promise<void> {
    await sequelize.query("delete from outbox where id = $1", { bind: [id] });
  }

  /** Tries again after some seconds, unless somebody else has taken it since. */
  static async putOff(row: OutboxRow, seconds: number, error: string): Promise<void> {
    await sequelize.query(
      `update outbox set due_at = now() + make_interval(secs => $3), error = $4
       where id = $1 and attempts = $2`,
      { bind: [row.id, row.attempts, seconds, error] },
    );
  }

  /** Gives up, until a person looks. */
  static async bury(row: OutboxRow, error: string): Promise<void> {
    await sequelize.query(
      "update outbox set state = 'dead', error = $3 where id = $1 and attempts = $2",
      { bind: [row.id, row.attempts, error] },
    );
  }

  /** What waits, the next one first, or what is dead, the newest first. */
  static list(state: "waiting" | "dead"): Promise<ListedErrand[]> {
    const order = state === "dead" ? "o.id desc" : "o.due_at, o.id";
    return sequelize.query<ListedErrand>(
      `select o.id, o.store_id, coalesce(s.code, '') as store, o.kind, o.payload, o.state, o.attempts, o.due_at, o.error, o.created_at
       from outbox o left join stores s on s.id = o.store_id where o.state = $1 order by ${order} limit ${mostShown}`,
      { bind: [state], type: QueryTypes.SELECT },
    );
  }

  /** Begins anew with what is dead: one, or all when no id is given. Gives the ids of those that there were. */
  static async revive(id: number | null): Promise<number[]> {
    const rows = await sequelize.query<{ id: number }>(
      `update outbox set state = 'waiting', attempts = 0, due_at = now()
       where state = 'dead' and ($1::bigint is null or id = $1) returning id`,
      { bind: [id], type: QueryTypes.SELECT },
    );
    return rows.map((row) => row.id);
  }
}
