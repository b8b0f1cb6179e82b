import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** A browser in which a customer is signed in. */
export interface SessionRow {
  /** Names it in forms; of no use as a cookie. */
  key: string;
  agent: string;
  created_at: Date;
  /** It is the one that asks. */
  current: boolean;
}

const most = 20;

/**
 * Signs a customer in, for 30 days, if the password is still the one that was checked; false when it is not. Of very many
 * sessions only the newest stay. `token` is the hash of the cookie's token.
 */
export async function startSession(
  customer: { id: number; password_hash: string | null },
  token: Buffer,
  agent: string,
): Promise<boolean> {
  const rows = await sequelize.query(
    `insert into sessions (token_hash, customer_id, agent, expires_at)
     select $1, id, $4, now() + interval '30 days' from customers
     where id = $2 and password_hash = $3 and erased_at is null returning customer_id`,
    {
      bind: [token, customer.id, customer.password_hash, agent.slice(0, 300)],
      type: QueryTypes.SELECT,
    },
  );
  await sequelize.query(
    `delete from sessions where token_hash in (
       select token_hash from sessions where customer_id = $1 order by created_at desc, token_hash offset $2)`,
    { bind: [customer.id, most] },
  );
  return rows.length > 0;
}

/** Another 30 days for a session that is in use. False when it had been prolonged today, or is none. */
export async function prolongSession(token: Buffer): Promise<boolean> {
  const rows = await sequelize.query(
    `update sessions set expires_at = now() + interval '30 days'
     where token_hash = $1 and expires_at between now() and now() + interval '29 days' returning customer_id`,
    { bind: [token], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Ends the session of a cookie. */
export async function endSession(token: Buffer): Promise<void> {
  await sequelize.query("delete from sessions where token_hash = $1", { bind: [token] });
}

/** Ends all sessions of a customer, but for the one that is kept. */
export async function endSessions(customerId: number, kept: Buffer | null = null): Promise<void> {
  await sequelize.query(
    "delete from sessions where customer_id = $1 and token_hash is distinct from $2",
    { bind: [customerId, kept] },
  );
}

/** Ends one of a customer's sessions, named by its key. */
export async function endSessionNamed(customerId: number, key: string): Promise<void> {
  await sequelize.query(
    "delete from sessions where customer_id = $1 and left(encode(token_hash, 'hex'), 16) = $2",
    { bind: [customerId, key] },
  );
}

/** Where a customer is signed in, the newest first. */
export function sessionsOf(customerId: number, current: Buffer): Promise<SessionRow[]> {
  return sequelize.query<SessionRow>(
    `select left(encode(token_hash, 'hex'), 16) as key, agent, created_at, token_hash = $2 as current
     from sessions where customer_id = $1 and expires_at > now() order by created_at desc`,
    { bind: [customerId, current], type: QueryTypes.SELECT },
  );
}
