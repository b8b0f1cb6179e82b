import type pg from "pg";
import { type Migrations, ownMigrations } from "../migrations.ts";
import { missingMigrations } from "./ledger.ts";
import { nextStep } from "./work/applying.ts";
import { besideOthers, opening, plainScript, sessionScript, type Try } from "./work/scripts.ts";

/** What a run would do. */
export interface Plan {
  /** The shared room's migrations that would run first, as they stand in their files. */
  shared: { name: string; sql: string }[];
  /** How many stores and spare schemas are to be brought from which version to the newest, the most first. */
  stores: { from: number; to: number; rooms: number; example: number; script: string }[];
}

interface Group {
  from: number;
  rooms: number;
  example: number;
}

const firstLockTimeout = 100;

/** Says what a run would do, and changes nothing. @throws MigrationEdited · DatabaseNewer */
export async function planMigration(
  client: pg.Client,
  { migrations = ownMigrations, only = "" }: { migrations?: Migrations; only?: string } = {},
): Promise<Plan> {
  const missing = await missingMigrations(client, migrations);
  const shared = missing.shared.map(({ name, sql }) => ({ name, sql }));
  if (missing.shared[0]?.version === 1) return { shared, stores: [] };

  const newest = migrations.store.length;
  // From the ledger itself: the shared room may be older than what counts versions elsewhere.
  const { rows } = await client.query<Group>(
    `with reached as (
       select room.id, coalesce(max(m.version), 0) as version
       from (select id, code from public.stores s where to_jsonb(s) ->> 'dropping_since' is null union all
         select id, null from public.spare_schemas where id not in (select id from public.stores)) room
       left join public.store_migrations m on m.store_id = room.id and m.state = 'done'
       where $2 in ('', room.code) and to_regnamespace('store_' || room.id) is not null
       group by room.id)
     select version as from, count(*)::integer as rooms, min(id) as example
     from reached where version < $1 group by version order by 2 desc`,
    [newest, only],
  );
  return {
    shared,
    stores: rows.map((group) => ({ ...group, to: newest, script: scriptOf(migrations, group) })),
  };
}

/** All that one store is sent, in order. */
function scriptOf({ store }: Migrations, { example: id, from }: Group): string {
  const parts = [`${sessionScript()};`];
  for (let version = from; version < store.length; ) {
    const step = nextStep(store, version);
    const one = { id, from: version, attempt: 1, lockTimeout: firstLockTimeout, waited: 0 };
    parts.push(step.map(({ name, kind }) => `-- ${name} (${kind})`).join("\n"));
    parts.push(stepScript(step, one));
    version += step.length;
  }
  return parts.join("\n");
}

function stepScript(step: ReturnType<typeof nextStep>, one: Try): string {
  const [{ kind, statements, pause } = { kind: "plain" as const, statements: [], pause: 0 }] = step;
  if (kind === "plain") return plainScript(step, one);
  const all = `${statements.join(";\n")};`;
  if (kind === "concurrently")
    return `-- each statement alone, outside of a transaction\n${besideOthers(one.id)};\n${all}`;
  return `-- again and again, ${pause} ms apart, until it changes no row\n${opening(one)};\n${all}\nCOMMIT;`;
}
