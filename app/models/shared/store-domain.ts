import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** A name of a store's own, or one that it would like to have. */
export interface StoreDomainRow {
  id: number;
  domain: string;
  /** The store answers on it, if its plan allows. */
  is_verified: boolean;
  is_primary: boolean;
  created_at: Date;
}

const columns = "id, domain, is_verified, is_primary, created_at";

/** The names of a store, the primary one first. Ask as the platform. */
export function domainsOf(storeId: number): Promise<StoreDomainRow[]> {
  return sequelize.query<StoreDomainRow>(
    `select ${columns} from store_domains where store_id = $1 order by is_primary desc, id`,
    { bind: [storeId], type: QueryTypes.SELECT },
  );
}

/** Notes a name for a store, not verified yet; false when some store has noted it already. */
export async function claimDomain(storeId: number, domain: string): Promise<boolean> {
  const rows = await sequelize.query(
    `insert into store_domains (store_id, domain, is_primary)
     select $1, $2, not exists (select from store_domains where store_id = $1 and is_primary)
     on conflict (domain) do nothing returning id`,
    { bind: [storeId, domain], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Lets go of a name of this store, on which it stops answering at once; gives it, or undefined when it has none with this id. */
export async function releaseDomain(
  storeId: number,
  id: number,
): Promise<StoreDomainRow | undefined> {
  const [row] = await sequelize.query<StoreDomainRow>(
    `delete from store_domains where store_id = $1 and id = $2 returning ${columns}`,
    { bind: [storeId, id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Makes a verified name of a store its primary one; gives it, or undefined where that cannot be. */
export async function makePrimary(
  storeId: number,
  id: number,
): Promise<StoreDomainRow | undefined> {
  const own = (await domainsOf(storeId)).find((row) => row.id === id && row.is_verified);
  if (!own) return undefined;
  await sequelize.query(
    "update store_domains set is_primary = false where store_id = $1 and is_primary",
    {
      bind: [storeId],
    },
  );
  await sequelize.query(
    "update store_domains set is_primary = true where store_id = $1 and id = $2",
    {
      bind: [storeId, id],
    },
  );
  return own;
}
