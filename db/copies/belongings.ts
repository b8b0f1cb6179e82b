import type pg from "pg";
import { tableName } from "./tables.ts";

/** Somebody who works in a store. */
export interface Member {
  email: string;
  role: "owner" | "manager" | "fulfilment" | "viewer";
}

export interface Domain {
  domain: string;
  primary: boolean;
}

/** Who works in a store, by mail address. */
export async function membersOf(client: pg.Client, id: number): Promise<Member[]> {
  const { rows } = await client.query<Member>(
    `select u.email, m.role from public.memberships m join public.users u on u.id = m.user_id
     where m.store_id = $1 order by u.email`,
    [id],
  );
  return rows;
}

/** Lets those work in a store who have an account on this platform; gives the others. */
export async function employ(
  client: pg.Client,
  id: number,
  members: readonly Member[],
): Promise<Member[]> {
  const { rows } = await client.query<{ email: string }>(
    `with known as (
       insert into public.memberships (user_id, store_id, role)
       select u.id, $1, m.role from json_to_recordset($2) as m (email text, role text) join public.users u on u.email = m.email
       on conflict do nothing returning user_id)
     select u.email from known join public.users u on u.id = known.user_id`,
    [id, JSON.stringify(members)],
  );
  const known = new Set(rows.map(({ email }) => email));
  return members.filter(({ email }) => !known.has(email));
}

export async function domainsOf(client: pg.Client, id: number): Promise<Domain[]> {
  const { rows } = await client.query<Domain>(
    `select domain::text, is_primary as primary from public.store_domains where store_id = $1 order by domain`,
    [id],
  );
  return rows;
}

/** Notes domains for a store, none of them verified; gives those that another store has. */
export async function noteDomains(
  client: pg.Client,
  id: number,
  domains: readonly Domain[],
): Promise<string[]> {
  const { rows } = await client.query<{ domain: string }>(
    `insert into public.store_domains (store_id, domain, is_primary)
     select $1, d.domain, d."primary" from json_to_recordset($2) as d (domain text, "primary" boolean)
     on conflict (domain) do nothing returning domain::text`,
    [id, JSON.stringify(domains)],
  );
  const noted = new Set(rows.map(({ domain }) => domain));
  return domains.map(({ domain }) => domain).filter((domain) => !noted.has(domain));
}

/**
 * What waits in the outbox stays where the store was. Here the goods of unpaid orders would be held for ever, so that errand
 * is left anew; mails are not sent twice, and no provider is asked twice to give money back.
 */
export async function leaveExpiries(client: pg.Client, id: number): Promise<number> {
  const { rowCount } = await client.query(
    `insert into public.outbox (store_id, kind, payload, due_at)
     select $1, 'order-expire', json_build_object('order', o.id), o.expires_at from ${tableName(id, "orders")} o
     where o.state = 'open' and o.expires_at is not null and o.payment_state in ('pending', 'failed')`,
    [id],
  );
  return rowCount ?? 0;
}

/** The sealed payment keys of a store: what they are for, and the sealed text. */
export async function sealedKeys(
  client: pg.Client,
  id: number,
): Promise<{ kind: string; sealed: string }[]> {
  const { rows } = await client.query<{ kind: string; sealed: string }>(
    `select kind, secrets as sealed from ${tableName(id, "payment_methods")} where secrets <> '' order by kind`,
  );
  return rows;
}
