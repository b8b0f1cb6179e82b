import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** A browser in which somebody is signed in. */
export interface StaffSession {
  /** Names it in forms; of no use as a cookie. */
  key: string;
  agent: string;
  ip: string;
  created_at: Date;
  /** When it last changed something. */
  seen_at: Date;
  /** It is the one that asks. */
  current: boolean;
}

/** What a browser has shown so far: the password only, or all that is asked for. */
export type Stage = "password" | "whole";

export interface NewSession {
  user: { id: number; password_hash: string | null };
  tokenHash: Buffer;
  stage: Stage;
  agent: string;
  ip: string;
}

const most = 20;

/**
 * Signs somebody in if the password is still the one that was checked; false when it is not. A session lasts 14 days,
 * and 10 minutes where the second factor is still to come. Of very many only the newest stay.
 */
export async function startStaffSession(session: NewSession): Promise<boolean> {
  const { user, tokenHash, stage, agent, ip } = session;
  const rows = await sequelize.query(
    `insert into staff_sessions (token_hash, user_id, stage, agent, ip, expires_at)
     select $1, id, $4, $5, $6, now() + case when $4 = 'whole' then interval '14 days' else interval '10 minutes' end
     from users where id = $2 and password_hash = $3 returning user_id`,
    {
      bind: [tokenHash, user.id, user.password_hash, stage, agent.slice(0, 300), ip],
      type: QueryTypes.SELECT,
    },
  );
  await sequelize.query(
    `delete from staff_sessions where user_id = $1 and (expires_at < now() or token_hash in (
       select token_hash from staff_sessions where user_id = $1 order by created_at desc, token_hash offset $2))`,
    { bind: [user.id, most] },
  );
  return rows.length > 0;
}

/** Whom a session belongs to that still waits for the second factor. */
export async function halfwayUser(tokenHash: Buffer): Promise<number | undefined> {
  const [row] = await sequelize.query<{ user_id: number }>(
    `select user_id from staff_sessions
     where token_hash = $1 and stage = 'password' and expires_at > now()`,
    { bind: [tokenHash], type: QueryTypes.SELECT },
  );
  return row?.user_id;
}

/** Another 14 days for a session that is in use. False when it was prolonged within the hour, or is none. */
export async function prolongStaffSession(tokenHash: Buffer, ip: string): Promise<boolean> {
  const rows = await sequelize.query(
    `update staff_sessions set seen_at = now(), ip = $2, expires_at = now() + interval '14 days'
     where token_hash = $1 and stage = 'whole' and expires_at > now() and seen_at < now() - interval '1 hour'
     returning user_id`,
    { bind: [tokenHash, ip], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Ends the session of a cookie. */
export async function endStaffSession(tokenHash: Buffer): Promise<void> {
  await sequelize.query("delete from staff_sessions where token_hash = $1", { bind: [tokenHash] });
}

/** Ends all sessions of somebody, but for the one that is kept. */
export async function endStaffSessions(userId: number, kept: Buffer | null = null): Promise<void> {
  await sequelize.query(
    "delete from staff_sessions where user_id = $1 and token_hash is distinct from $2",
    { bind: [userId, kept] },
  );
}

/** Ends one of somebody's sessions, named by its key. */
export async function endStaffSessionNamed(userId: number, key: string): Promise<void> {
  await sequelize.query(
    "delete from staff_sessions where user_id = $1 and left(encode(token_hash, 'hex'), 16) = $2",
    { bind: [userId, key] },
  );
}

/** Where somebody is signed in, the newest first. */
export function staffSessionsOf(userId: number, current: Buffer): Promise<StaffSession[]> {
  return sequelize.query<StaffSession>(
    `select left(encode(token_hash, 'hex'), 16) as key, agent, ip, created_at, seen_at, token_hash = $2 as current
     from staff_sessions where user_id = $1 and stage = 'whole' and expires_at > now() order by created_at desc`,
    { bind: [userId, current], type: QueryTypes.SELECT },
  );
}
