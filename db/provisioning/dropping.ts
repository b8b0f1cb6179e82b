import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { becomeOwner, becomeProvisioner, inTransaction } from "../admin.ts";
import { quoteName, roleOf, schemaOf } from "../roles.ts";
import { access } from "./access.ts";
import { record } from "./record.ts";

/** How a store is to be removed. */
export interface Removal {
  /** Who removes it, for the record. */
  actor: string;
  /** Removes the store's files; it runs before the store's row goes, so that a removal that was killed does it again. */
  removeFiles: () => Promise<void>;
  /** Told how many of the store's relations are gone, and how many there were. */
  progress: (done: number, total: number) => void;
}

interface Relation {
  kind: keyof typeof kinds;
  name: string;
  /** About how many locks it takes to drop it with its indexes, keys, triggers and whatever else is its own. */
  locks: number;
}

const kinds = {
  r: "TABLE",
  p: "TABLE",
  f: "FOREIGN TABLE",
  v: "VIEW",
  m: "MATERIALIZED VIEW",
  S: "SEQUENCE",
} as const;

const usual: Removal = { actor: "the platform", removeFiles: async () => {}, progress: () => {} };
const lockTimeout = "5s";
const mostLocks = 100;
const attempts = 10;
/** Somebody holds a table, two waited for each other, or the server's room for locks was full: all of it passes. */
const passing = new Set(["55P03", "40P01", "53200"]);

/**
 * Removes a store with everything that it has. The first transaction puts it out of everybody's reach and marks it; then its
 * tables go, a few in each transaction; the last one takes schema, role and rows. Killed in between it is begun again
 * and finishes. A spare schema goes too, at once.
 */
export async function dropStore(
  client: pg.Client,
  id: number,
  removal: Partial<Removal> = {},
): Promise<void> {
  await condemn(client, id, { decided: removal.actor });
  await finish(client, id, { ...usual, ...removal });
}

/**
 * Removes a store if it is in the trash: once it has begun nobody can restore it. Gives false for one that is not in the
 * trash, and true also for one that is gone already.
 */
export async function dropTrashed(
  client: pg.Client,
  id: number,
  removal: Partial<Removal> = {},
): Promise<boolean> {
  if (!(await condemn(client, id, { onlyTrashed: true }))) return false;
  await finish(client, id, { ...usual, ...removal });
  return true;
}

/** Puts a store out of reach for good; false when it was to be in the trash and is not. */
function condemn(
  client: pg.Client,
  id: number,
  { onlyTrashed = false, decided }: { onlyTrashed?: boolean; decided?: string | undefined },
): Promise<boolean> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<{ state: string; begun: boolean; built: boolean }>(
      `select state, dropping_since is not null as begun, to_regnamespace('store_' || id) is not null as built
       from public.stores where id = $1 for update`,
      [id],
    );
    const [store] = rows;
    if (!store || store.begun) return true;
    if (onlyTrashed && store.state !== "trashed") return false;

    if (decided) await recordDecision(client, id, decided, store.state);
    await shutForGood(client, id, store.built);
    return true;
  });
}

function recordDecision(
  client: pg.Client,
  id: number,
  actor: string,
  before: string,
): Promise<void> {
  return record(client, id, { actor, kind: "store.dropped", detail: { before, after: "removed" } });
}

async function shutForGood(client: pg.Client, id: number, built: boolean): Promise<void> {
  if (built) await client.query(access(id, false));
  await client.query(
    "update public.stores set state = 'trashed', dropping_since = now() where id = $1",
    [id],
  );
}

async function finish(client: pg.Client, id: number, removal: Removal): Promise<void> {
  const total = (await relationsOf(client, id)).length;
  let left = total;
  while (left > 0) {
    removal.progress(total - left, total);
    left = await patiently((share) => dropSome(client, id, Math.ceil(mostLocks * share)));
  }
  removal.progress(total, total);
  await removal.removeFiles(); // nobody can save another one: its tables are gone
  await patiently(() => dropRest(client, id, removal.actor));
}

/** Gives how many relations are left; a spare's go with its schema. */
function dropSome(client: pg.Client, id: number, room: number): Promise<number> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(`SET LOCAL lock_timeout = '${lockTimeout}'`);
    // Two who drop the same store take turns; what still posts errands of the store is not held up.
    const { rowCount } = await client.query(
      "select from public.stores where id = $1 for no key update",
      [id],
    );
    if (!rowCount) return 0;
    const relations = await relationsOf(client, id);
    const some = fitting(relations, room);
    const drops = some.map(({ kind, name }) => `DROP ${kinds[kind]} IF EXISTS ${name} CASCADE`);
    if (drops.length > 0) await client.query(drops.join(";\n"));
    return relations.length - some.length;
  });
}

/** Everything of a schema that can be dropped by itself; partitions before what they are parts of. */
async function relationsOf(client: pg.Client, id: number): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(
    `with owned as (
       select d.objid, d.refobjid from pg_depend d
       where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i'))
     select c.relkind as kind, format('%I.%I', n.nspname, c.relname) as name,
       (3 + 2 * (c.reltoastrelid <> 0)::integer
         + (select count(*) from owned o where o.refobjid = c.oid)
         + (select count(*) from pg_constraint k where c.oid in (k.conrelid, k.confrelid))
         + (select count(*) from pg_attrdef a where a.adrelid = c.oid)
         + (select count(*) from pg_trigger t where t.tgrelid = c.oid))::integer as locks
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = any ($2)
       and not (c.relkind = 'S' and exists (select from owned o where o.objid = c.oid))
     order by c.relispartition desc, c.oid desc`,
    [schemaOf(id), Object.keys(kinds)],
  );
  return rows;
}

/** As many from the beginning as there is room for, and one at least. */
function fitting(relations: readonly Relation[], room: number): Relation[] {
  let locks = 0;
  return relations.filter((relation, index) => {
    locks += relation.locks;
    return index === 0 || locks <= room;
  });
}

function dropRest(client: pg.Client, id: number, actor: string): Promise<void> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(`SET LOCAL lock_timeout = '${lockTimeout}'`);
    await client.query(`DROP SCHEMA IF EXISTS ${quoteName(schemaOf(id))} CASCADE`);
    await record(client, id, { actor, kind: "store.removed" });
    await client.query("delete from public.stores where id = $1", [id]);
    await client.query("delete from public.spare_schemas where id = $1", [id]);
    await client.query("delete from public.store_migrations where store_id = $1", [id]);
    await client.query(
      "delete from public.outbox where kind = 'store-drop' and payload ->> 'store' = $1",
      [String(id)],
    );
    await becomeProvisioner(client);
    await client.query(`DROP ROLE IF EXISTS ${quoteName(roleOf(id))}`);
  });
}

/** Tries again what fails for a reason that passes, each time with half of the room. */
async function patiently<T>(work: (share: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await work(0.5 ** (attempt - 1)).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ("value" in outcome) return outcome.value;
    if (!passes(outcome.error) || attempt === attempts) throw outcome.error;
    await sleep(Math.min(2_000, 50 * 2 ** attempt));
  }
}

function passes(error: unknown): boolean {
  return error instanceof pg.DatabaseError && passing.has(error.code ?? "");
}
