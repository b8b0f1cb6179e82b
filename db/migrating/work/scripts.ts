import type { Migration } from "../../migrations.ts";
import { quoteName, roles, schemaOf } from "../../roles.ts";

/** One try at one room. */
export interface Try {
  id: number;
  /** What its schema has. */
  from: number;
  attempt: number;
  /** Milliseconds for which a lock may be waited for. */
  lockTimeout: number;
  /** Milliseconds since the first attempt. */
  waited: number;
}

const buildLockTimeout = 60_000;

/** What makes a session ready to migrate store after store. */
export function sessionScript(): string {
  return [
    `SET ROLE ${quoteName(roles.owner)}`,
    "SET search_path = ''",
    // A crash may take back the last stores, and their rows of the ledger with them: they are behind again.
    "SET synchronous_commit = off",
    "SET statement_timeout = 0",
    "SET client_min_messages = warning",
  ].join("; ");
}

/** Plain migrations of one room in one message, each of them a transaction with its row of the ledger. */
export function plainScript(migrations: readonly Migration[], one: Try): string {
  return migrations
    .map(
      (migration) =>
        `${opening(one)};\n${migration.sql}\n;SET LOCAL search_path = public, pg_temp; ${ledgerRow(migration, one)}; COMMIT;`,
    )
    .join("\n");
}

/**
 * Begins a transaction in one room. Nobody can drop the room before it ends: what is made for it would else land in the
 * next schema of the search_path, the shared one.
 */
export function opening({ id, from, lockTimeout }: Try): string {
  const schema = quoteName(schemaOf(id));
  const guard =
    from > 0
      ? `LOCK TABLE ${schema}.revision IN ACCESS SHARE MODE`
      : `SELECT '${schemaOf(id)}'::regnamespace`;
  return `BEGIN; SET LOCAL lock_timeout = ${lockTimeout}; SET LOCAL search_path = ${schema}, public, pg_temp; ${guard}`;
}

/** Lets the session build in one room outside of a transaction. A build waits for others, not they for it. */
export function besideOthers(id: number): string {
  return `SET search_path = ${quoteName(schemaOf(id))}, public, pg_temp; SET lock_timeout = ${buildLockTimeout}`;
}

/** Writes down that a room has a migration. All that is in one message came in at one time; each begins where the last ended. */
export function ledgerRow({ version }: Migration, { id, attempt, waited }: Try): string {
  return `insert into public.store_migrations as m (store_id, version, state, attempt, waited_ms, applied_at, duration_ms)
    select ${id}, ${version}, 'done', ${attempt}, ${waited}, clock_timestamp(),
      extract(milliseconds from clock_timestamp() - greatest(statement_timestamp(),
        (select p.applied_at from public.store_migrations p where p.store_id = ${id} and p.version = ${version - 1})))
    on conflict (store_id, version) do update set state = 'done', attempt = excluded.attempt, waited_ms = excluded.waited_ms,
      applied_at = excluded.applied_at, duration_ms = excluded.duration_ms, sql_state = null, error = null`;
}
