import type pg from "pg";

/** A step in a store's life, as `platform_events` keeps it. */
export interface Deed {
  /** Who does it, in words: "command line (ada)", "worker". */
  actor: string;
  kind: `store.${string}`;
  /** What else is to be known, such as what it was before and is after. */
  detail?: object;
}

export interface RecordedDeed {
  at: Date;
  actor: string;
  kind: string;
  detail: Record<string, unknown>;
}

/**
 * Writes a deed down in the transaction that does it; call as the owner. The store's code and name go with it, so that
 * the record can be read when the store is gone.
 */
export async function record(
  client: pg.Client,
  id: number,
  { actor, kind, detail = {} }: Deed,
): Promise<void> {
  await client.query(
    `insert into public.platform_events (actor, kind, store_id, detail)
     select $2, $3, id, jsonb_build_object('code', code, 'name', name) || $4 from public.stores where id = $1`,
    [id, actor, kind, JSON.stringify(detail)],
  );
}

/** What was done to a store by the platform's people, the newest deed first. */
export async function deedsOf(client: pg.Client, id: number, most = 8): Promise<RecordedDeed[]> {
  const { rows } = await client.query<RecordedDeed>(
    "select at, actor, kind, detail from public.platform_events where store_id = $1 order by id desc limit $2",
    [id, most],
  );
  return rows;
}

/** When a store of this code was removed for good, if one ever was: the last one. */
export async function removedAt(client: pg.Client, code: string): Promise<Date | undefined> {
  const { rows } = await client.query<{ at: Date }>(
    `select at from public.platform_events
     where kind = 'store.removed' and detail ->> 'code' = $1 order by id desc limit 1`,
    [code.toLowerCase()],
  );
  return rows[0]?.at;
}
