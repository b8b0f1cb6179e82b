import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/**
 * Removes up to `most` sessions that are over, and as many carts that guests left lying for 90 days. Gives how many of
 * both there were.
 */
export async function removeLeftovers(most: number): Promise<number> {
  const [row] = await sequelize.query<{ removed: number }>(
    `with over as (
       delete from sessions where token_hash in (
         select token_hash from sessions where expires_at < now() order by expires_at limit $1 for update skip locked)
       returning 1),
     left_lying as (
       delete from carts where id in (
         select id from carts where state = 'open' and updated_at < now() - interval '90 days' and customer_id is null
         order by updated_at limit $1 for update skip locked)
       returning 1)
     select (select count(*) from over) + (select count(*) from left_lying) as removed`,
    { bind: [most], type: QueryTypes.SELECT },
  );
  return row?.removed ?? 0;
}
