import type pg from "pg";
import { becomeOwner, inTransaction } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provision.ts";

/** How far a store of an older database has come. */
export interface Adoption {
  old_id: string;
  store_id: number;
  state: "moving" | "differs" | "done";
  code: string;
  store_state: string;
  /** Its removal was begun. */
  dropping: boolean;
}

/** The stores that came, or are on their way, from one source, by their ids there. */
export async function adoptionsFrom(
  client: pg.Client,
  source: string,
): Promise<Map<string, Adoption>> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<Adoption>(
      `select a.old_id, a.store_id, a.state, s.code, s.state as store_state, s.dropping_since is not null as dropping
       from public.adoptions a join public.stores s on s.id = a.store_id where a.source = $1`,
      [source],
    );
    return new Map(rows.map((row) => [row.old_id, row]));
  });
}

/** Writes down that a store is on its way. Call as the owner. */
export async function noteMoving(
  client: pg.Client,
  source: string,
  oldId: string,
  storeId: number,
): Promise<void> {
  await client.query(
    "insert into public.adoptions (source, old_id, store_id) values ($1, $2, $3)",
    [source, oldId, storeId],
  );
}

/** Writes down what came of it. Call as the owner. */
export async function noteOutcome(
  client: pg.Client,
  storeId: number,
  state: "differs" | "done",
  report: object,
): Promise<void> {
  await client.query(
    "update public.adoptions set state = $2, report = $3, changed_at = now() where store_id = $1",
    [storeId, state, JSON.stringify(report)],
  );
}

/** Removes a store that was on its way and that nobody has opened since. */
export function dropHalf(client: pg.Client, { store_id: id }: Adoption): Promise<void> {
  return dropStore(client, id, { actor: "db adopt" });
}

/** Codes and domains that stores have. */
export async function namesTaken(
  client: pg.Client,
): Promise<{ codes: Set<string>; domains: Set<string> }> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<{ codes: string[]; domains: string[] }>(
      `select array(select code::text from public.stores union select code from public.former_codes) as codes, array(select domain::text from public.store_domains) as domains`,
    );
    return { codes: new Set(rows[0]?.codes), domains: new Set(rows[0]?.domains) };
  });
}
