import type pg from "pg";
import { config } from "../app/config.ts";
import { becomeOwner, inTransaction } from "./admin.ts";
import { migrationsOf, newestVersion, scriptFor } from "./migrations.ts";
import { access } from "./provisioning/access.ts";
import { type Deed, record } from "./provisioning/record.ts";
import { codeTaken } from "./provisioning/renaming.ts";
import { quoteName, quoteText, roleOf, roles, schemaOf } from "./roles.ts";

export { dropStore } from "./provisioning/dropping.ts";
export { CodeTaken } from "./provisioning/renaming.ts";

export interface NewStore {
  code: string;
  name: string;
  plan: "free" | "standard" | "premium";
  currency: string;
  locale: string;
  /** Its first published theme, as stored in `themes.tokens`. */
  theme: object;
}

/**
 * Opens a store in one transaction and gives its id: either it is whole and open, or there is nothing.
 * With a spare schema that takes milliseconds; without one the schema is built on the way. `note` runs in the same
 * transaction, as the owner: for what belongs to the opening.
 * @throws CodeTaken
 */
export function openStore(
  client: pg.Client,
  store: NewStore,
  note: (id: number) => Promise<void> = async () => {},
): Promise<number> {
  return inTransaction(client, async () => {
    const id = await claimOrMake(client, store);
    await note(id);
    return id;
  });
}

/**
 * The same, but suspended: nobody ever sees it open. `note` runs in the same transaction as the owner, to write down what
 * the store is for. @throws CodeTaken
 */
export function openSuspended(
  client: pg.Client,
  store: NewStore,
  note: (id: number) => Promise<void>,
): Promise<number> {
  return openStore(client, store, async (id) => {
    await changeState(client, id, "suspended");
    await note(id);
  });
}

/** Keeps `count` spare schemas ready, each made in a transaction of its own. Gives how many it made. */
export async function keepSpares(client: pg.Client, count: number): Promise<number> {
  const { rows } = await client.query<{ ready: number }>(
    "select count(*)::integer as ready from public.spare_schemas",
  );
  const missing = Math.max(0, count - (rows[0]?.ready ?? 0));
  for (let made = 0; made < missing; made += 1) {
    await inTransaction(client, () => makeSpare(client));
  }
  return missing;
}

/**
 * Makes a spare schema and gives its id; one of an older version waits for `db migrate`, or for a copy that needs it. Call
 * inside a transaction, which it leaves as the owner.
 */
export async function makeSpare(
  client: pg.Client,
  version = newestVersion("store"),
): Promise<number> {
  await becomeOwner(client);
  const id = await freeId(client);
  await buildRoom(client, id, version);
  await client.query("insert into public.spare_schemas (id, version) values ($1, $2)", [
    id,
    version,
  ]);
  return id;
}

/**
 * Opens every store that is to be opened: one that someone inserted by hand gets its schema, one that was suspended or
 * in the trash its access; one that was opened by hand as well was never furnished either. Gives their ids.
 * @throws AggregateError after all others, when some could not
 */
export async function settleStores(
  client: pg.Client,
  themeFor: (name: string) => object,
): Promise<number[]> {
  const { rows } = await client.query<{ id: number; name: string }>(
    `select id, name from public.stores
     where (state = 'opening' or theme is null) and dropping_since is null order by id`,
  );
  const failures: unknown[] = [];
  for (const { id, name } of rows) {
    const settling = inTransaction(client, () => settle(client, id, themeFor(name)));
    await settling.catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some stores could not be settled");
  return rows.map((row) => row.id);
}

/**
 * Locks the roles of stores that are not open out of their schemas, and lets those of open ones in: for
 * a state that somebody set by hand. Gives the ids of the stores that this changed.
 */
export async function reconcileAccess(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ id: number; state: string }>(
    `select id, state from public.stores s
     where state <> 'opening' and to_regnamespace('store_' || id) is not null
       and has_schema_privilege($1 || 'store_' || id, 'store_' || id, 'USAGE') <> (state = 'open')`,
    [config.ROLE_PREFIX],
  );
  for (const { id, state } of rows) {
    await inTransaction(client, async () => {
      await becomeOwner(client);
      await client.query(access(id, state === "open"));
    });
  }
  return rows.map((row) => row.id);
}

/**
 * Suspends a store, throws it away or opens it again. Its role is locked out of its own schema with it, so that no
 * address and no session that somebody still holds leads anywhere. `deed` is written down with it.
 */
export function setState(
  client: pg.Client,
  id: number,
  state: "open" | "suspended" | "trashed",
  deed?: Deed,
): Promise<void> {
  return inTransaction(client, async () => {
    const before = await changeState(client, id, state);
    const detail = { ...deed?.detail, before, after: state };
    if (deed) await record(client, id, { ...deed, detail });
  });
}

/** The same inside a transaction, which it leaves as the owner. Gives the state before. */
export async function changeState(
  client: pg.Client,
  id: number,
  state: "open" | "suspended" | "trashed",
): Promise<string> {
  await becomeOwner(client);
  const { rows } = await client.query<{ state: string }>(
    "select state from public.stores where id = $1 for update",
    [id],
  );
  await client.query(access(id, state === "open"));
  await client.query("update public.stores set state = $2 where id = $1", [id, state]);
  return rows[0]?.state ?? "";
}

async function claimOrMake(client: pg.Client, store: NewStore): Promise<number> {
  const claimed = await claim(client, store);
  if (claimed) return claimed;

  await makeSpare(client);
  const id = await claim(client, store);
  if (!id) throw new Error("The schema just made was not there to claim");
  return id;
}

async function claim(client: pg.Client, store: NewStore): Promise<number | null> {
  await becomeOwner(client);
  try {
    const { rows } = await client.query<{ id: number | null }>(
      "select public.claim_store($1, $2, $3, $4, $5, $6, $7) as id",
      [
        store.code,
        store.name,
        store.plan,
        store.currency,
        store.locale,
        store.theme,
        newestVersion("store"),
      ],
    );
    return rows[0]?.id ?? null;
  } catch (error) {
    throw codeTaken(error, store.code) ?? error;
  }
}

/** The sequence's next id that nobody has taken by hand. */
async function freeId(client: pg.Client): Promise<number> {
  for (;;) {
    const { rows } = await client.query<{ id: number; taken: boolean }>(
      `select next.id, to_regnamespace('store_' || next.id) is not null
         or exists (select from public.stores s where s.id = next.id) as taken
       from (select nextval(pg_get_serial_sequence('public.stores', 'id'))::integer as id) next`,
    );
    if (rows[0] && !rows[0].taken) return rows[0].id;
  }
}

async function settle(client: pg.Client, id: number, theme: object): Promise<void> {
  await becomeOwner(client);
  await client.query("select from public.stores where id = $1 for update", [id]); // another may be at it
  const spare = await client.query("delete from public.spare_schemas where id = $1", [id]);
  const there = await client.query("select from pg_namespace where nspname = $1", [schemaOf(id)]);
  if (!spare.rowCount && !there.rowCount) await buildRoom(client, id);
  await client.query(access(id, true)); // one that comes back from the trash was locked out
  await client.query("select public.furnish_store($1, 'EUR', 'en-IE', $2)", [id, theme]);
}

/**
 * A store's role, schema, tables and ledger rows, in one script; leaves the transaction as the owner. `version` is for
 * one as an older application made it.
 */
export async function buildRoom(
  client: pg.Client,
  id: number,
  version = newestVersion("store"),
): Promise<void> {
  const role = quoteName(roleOf(id));
  const schema = quoteName(schemaOf(id));
  const migrations = migrationsOf("store").slice(0, version);
  // The script is one message to the server: its share of the time since that came in.
  const share = `extract(milliseconds from clock_timestamp() - statement_timestamp()) / ${migrations.length}`;
  const ledger = migrations.map(({ version }) => `(${id}, ${version}, 'done', ${share})`);
  await client.query(
    [
      `SET LOCAL ROLE ${quoteName(roles.provisioner)}`,
      // A dropped database leaves its roles behind. One that another database uses refuses to go.
      `DROP ROLE IF EXISTS ${role}`,
      `CREATE ROLE ${role} NOLOGIN`,
      `GRANT ${role} TO ${quoteName(roles.app)}`,
      `SET LOCAL ROLE ${quoteName(roles.owner)}`,
      `CREATE SCHEMA ${schema}`,
      `COMMENT ON SCHEMA ${schema} IS ${quoteText(`Store ${id}: see public.stores`)}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`,
      `SET LOCAL search_path = ${schema}, public, pg_temp`,
      ...migrations.map(scriptFor),
      "SET LOCAL search_path = public, pg_temp",
      `INSERT INTO store_migrations (store_id, version, state, duration_ms) VALUES ${ledger.join(", ")}`,
      // The last, as it locks the role of all stores: others may build theirs meanwhile.
      `SET LOCAL ROLE ${quoteName(roles.provisioner)}`,
      `GRANT ${quoteName(roles.store)} TO ${role}`,
      `SET LOCAL ROLE ${quoteName(roles.owner)}`,
    ].join(";\n"),
  );
}
