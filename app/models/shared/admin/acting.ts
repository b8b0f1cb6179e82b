import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** For how long somebody of the platform acts as a shop's owner at most, in minutes. */
export const actingMinutes = 30;

/** From now on the session acts as the owner of an open shop; false when the shop is not open, or the session no admin's. */
export async function beginActing(
  tokenHash: Buffer,
  store: number,
  reason: string,
): Promise<boolean> {
  const rows = await sequelize.query(
    `update staff_sessions set acting_store = $2, acting_reason = $3, acting_until = now() + make_interval(mins => $4)
     where token_hash = $1 and exists (select from stores where id = $2 and state = 'open')
       and exists (select from users u where u.id = user_id and u.is_admin)
     returning user_id`,
    { bind: [tokenHash, store, reason, actingMinutes], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Acts no more. Gives for which shop it did; undefined when that was over already. */
export async function endActing(tokenHash: Buffer): Promise<number | undefined> {
  const [row] = await sequelize.query<{ store: number | null }>(
    `with before as (select token_hash, case when acting_until > now() then acting_store end as store
       from staff_sessions where token_hash = $1 for update)
     update staff_sessions s set acting_store = null, acting_until = null, acting_reason = ''
     from before b where s.token_hash = b.token_hash returning b.store`,
    { bind: [tokenHash], type: QueryTypes.SELECT },
  );
  return row?.store ?? undefined;
}
