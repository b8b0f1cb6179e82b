import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import { allowanceOf, planFault } from "../../plans.ts";
import { Store } from "./store.ts";

/**
 * Adds bytes of files to what a store is known to have, unless that would be more than it may have: then gives why, as a
 * sentence for its owner. What was gathered last counts, and all that was added since. For the platform's role.
 */
export async function reserve(storeId: number, bytes: number): Promise<string | undefined> {
  const store = await Store.withId(storeId);
  if (!store) throw new Error(`There is no store ${storeId}`);
  const most = allowanceOf(store).fileBytes;
  const rows = await sequelize.query(
    `insert into usage as u (store_id, file_bytes) select id, $2::bigint from stores where id = $1 and $2::bigint <= $3::bigint
     on conflict (store_id) do update set file_bytes = u.file_bytes + excluded.file_bytes
     where u.file_bytes + excluded.file_bytes <= $3::bigint returning 1`,
    { bind: [storeId, bytes, most], type: QueryTypes.SELECT },
  );
  return rows.length > 0 ? undefined : planFault(store.plan, "fileBytes", most + 1, store.limits);
}

/** Takes bytes of files that are gone from what a store is known to have. For the platform's role. */
export async function noteFreed(storeId: number, bytes: number): Promise<void> {
  await sequelize.query(
    "update usage set file_bytes = greatest(0, file_bytes - $2::bigint) where store_id = $1",
    { bind: [storeId, bytes] },
  );
}
