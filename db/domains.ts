import type pg from "pg";
import { inTransaction } from "./admin.ts";

/** The domain belongs to a store already. */
export class DomainTaken extends Error {
  override name = "DomainTaken";
}

/** No store has this domain. */
export class DomainUnknown extends Error {
  override name = "DomainUnknown";
}

export interface DomainRow {
  domain: string;
  store: string;
  is_verified: boolean;
  is_primary: boolean;
  created_at: Date;
}

/**
 * Gives a store a domain; its first one is its primary one. The name has to be canonical already.
 * @throws DomainTaken
 */
export async function addDomain(
  client: pg.Client,
  storeId: number,
  domain: string,
  { verified = false } = {},
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into public.store_domains (store_id, domain, is_verified, is_primary) 
     select $1, $2, $3, not exists (select from public.store_domains where store_id = $1 and is_primary)
     on conflict (domain) do nothing`,
    [storeId, domain, verified],
  );
  if (!rowCount)
    throw new DomainTaken(`${domain} is taken: remove it where it is, or choose another`);
}

/** All domains, or one. */
export async function listDomains(client: pg.Client, domain?: string): Promise<DomainRow[]> {
  const { rows } = await client.query<DomainRow>(
    `select d.domain, s.code as store, d.is_verified, d.is_primary, d.created_at
     from public.store_domains d join public.stores s on s.id = d.store_id
     where $1::text is null or d.domain = $1 order by d.domain`,
    [domain ?? null],
  );
  return rows;
}

/** From now on the store answers on it. @throws DomainUnknown */
export async function verifyDomain(client: pg.Client, domain: string): Promise<void> {
  await change(
    client,
    "update public.store_domains set is_verified = true where domain = $1",
    domain,
  );
}

/** The store's other addresses lead to it from now on. @throws DomainUnknown */
export async function makePrimary(client: pg.Client, domain: string): Promise<void> {
  await inTransaction(client, async () => {
    await client.query(
      `update public.store_domains set is_primary = false
       where is_primary and store_id = (select store_id from public.store_domains where domain = $1)`,
      [domain],
    );
    await change(
      client,
      "update public.store_domains set is_primary = true where domain = $1",
      domain,
    );
  });
}

/** It stops answering at once. @throws DomainUnknown */
export async function removeDomain(client: pg.Client, domain: string): Promise<void> {
  await change(client, "delete from public.store_domains where domain = $1", domain);
}

async function change(client: pg.Client, sql: string, domain: string): Promise<void> {
  const { rowCount } = await client.query(sql, [domain]);
  if (!rowCount) throw new DomainUnknown(`No store has ${domain}: see \`domains list\``);
}
