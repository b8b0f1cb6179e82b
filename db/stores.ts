import type pg from "pg";

/** There is no store with this code. */
export class StoreUnknown extends Error {
  override name = "StoreUnknown";
}

export interface StoreSummary {
  id: number;
  code: string;
  name: string;
  plan: string;
  state: string;
  /** What it would be again, were it in the trash and brought back. */
  restores_to: "open" | "suspended";
  created_at: Date;
  domains: string[];
  /** The migration that its schema has; 0 before it was opened. */
  version: number;
}

const summary = `
  select s.id, s.code, s.name, s.plan, s.state, s.restores_to, s.created_at,
    array(select d.domain::text from public.store_domains d where d.store_id = s.id order by d.is_primary desc, d.id) as domains,
    (select coalesce(max(m.version), 0) from public.store_migrations m where m.store_id = s.id and m.state = 'done') as version
  from public.stores s`;

/** Every store, by code. */
export async function listStores(client: pg.Client): Promise<StoreSummary[]> {
  const { rows } = await client.query<StoreSummary>(`${summary} order by s.code`);
  return rows;
}

/** @throws StoreUnknown */
export async function findStore(client: pg.Client, code: string): Promise<StoreSummary> {
  const { rows } = await client.query<StoreSummary>(`${summary} where s.code = $1`, [
    code.toLowerCase(),
  ]);
  if (!rows[0]) throw new StoreUnknown(`There is no store "${code}": see \`stores list\``);
  return rows[0];
}
