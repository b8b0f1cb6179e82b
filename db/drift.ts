import type pg from "pg";
import { compareSchema, type Suspect } from "./drift/compare.ts";
import { detail, itemsQuery, type ServerVersion } from "./drift/items.ts";
import type { Difference, Group } from "./drift/repair.ts";
import { compareRoom, type Room, readRooms } from "./drift/rooms.ts";
import { readTemplate, type Template } from "./drift/template.ts";

export { type Group, repairScript } from "./drift/repair.ts";

/** How the schemas of stores and spares compare with what their migrations make. */
export interface DriftReport {
  /** How many schemas were compared with the template of which version, the newest first. */
  compared: { version: number; schemas: number }[];
  /** Empty when all is as it should be. */
  groups: Group[];
}

/**
 * Compares every store and spare, or the one of `storeId`, with the template of its own version. The templates are built
 * and taken back in the same transaction, which reads one moment of the database: stores that are being migrated
 * do not count as different. As many queries for 10,000 stores as for three, and one more template for each version that
 * occurs. `client` is the provisioner's or a superuser's that became it, and is in no transaction.
 */
export async function drift(client: pg.Client, storeId?: number): Promise<DriftReport> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  try {
    await client.query(
      "SET LOCAL search_path = pg_catalog; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'",
    );
    return await compareAll(client, await readRooms(client, storeId));
  } finally {
    await client.query("ROLLBACK").catch(() => {}); // an error that came first says more
  }
}

/** The report as text for a terminal. */
export function driftReport({ compared, groups }: DriftReport): string {
  const lines = groups.flatMap(({ rooms, differences }) =>
    differences.map(({ message }) => `${label(rooms)}: ${message}`),
  );
  const total = compared.reduce((sum, { schemas }) => sum + schemas, 0);
  const versions = compared.map(({ version, schemas }) => `${schemas} at version ${version}`);
  const done = `Compared with what their migrations make: ${versions.join(", ") || "no schemas"}.`;
  if (lines.length === 0) return `${done}\nNothing differs.`;

  const concerned = new Set(groups.flatMap(({ rooms }) => rooms.map(({ schema }) => schema))).size;
  const count = lines.length === 1 ? "1 difference" : `${lines.length} differences`;
  return `${lines.join("\n")}\n\n${done}\n${count}, in ${concerned} of ${Math.max(total, concerned)} schemas. \`--repair-sql FILE\` writes what mends them.`;
}

async function compareAll(client: pg.Client, rooms: readonly Room[]): Promise<DriftReport> {
  const server = await serverVersion(client);
  const whole = rooms.filter(isWhole);
  const templates = new Map<number, Template>();
  for (const version of versionsOf(whole))
    templates.set(version, await readTemplate(client, server, version));

  const alike = await groupByPrint(client, server, whole);
  const suspicious = alike.filter((group) => group.print !== printOf(templates, group.version));
  const suspects = await readSuspects(client, { server, templates, groups: suspicious });
  const groups = suspicious.map(({ version, members }) => {
    const found = suspects.get(members[0]?.schema ?? "") ?? [];
    const template = templates.get(version) ?? { version, items: [] };
    return { rooms: members, differences: compareSchema(template, found, server).map(inWords) };
  });
  const ofRooms = rooms.map((room) => ({ rooms: [room], differences: compareRoom(room) }));
  const compared = [...templates.keys()].map((version) => ({
    version,
    schemas: whole.filter((room) => room.version === version).length,
  }));
  return { compared, groups: merged([...ofRooms, ...groups]) };
}

/** A reader knows in which schema a store's things are. */
function inWords({ message, repair }: Difference): Difference {
  return { message: message.replaceAll("store_N.", ""), repair };
}

async function serverVersion(client: pg.Client): Promise<ServerVersion> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::integer as version",
  );
  return rows[0]?.version ?? 0;
}

/** Half a store is told of as such, and not compared. */
function isWhole({ state, version, hasSchema, hasRole }: Room): boolean {
  return state !== null && state !== "dropping" && hasSchema && hasRole && version > 0;
}

function versionsOf(rooms: readonly Room[]): number[] {
  return [...new Set(rooms.map(({ version }) => version))].sort((a, b) => b - a);
}

interface Alike {
  version: number;
  print: string;
  members: Room[];
}

/** Stores of one version and one fingerprint have the same differences: one of them is looked at. */
async function groupByPrint(
  client: pg.Client,
  server: ServerVersion,
  rooms: readonly Room[],
): Promise<Alike[]> {
  const { rows } = await client.query<{ schema: string; print: string }>(
    `with ${itemsQuery(server)}
     select r.nspname::text as schema, count(*) || ' ' || sum(i.hash) as print
     from items i join rooms r on r.room = i.room group by r.nspname`,
    [rooms.map(({ schema }) => schema)],
  );
  const prints = new Map(rows.map(({ schema, print }) => [schema, print]));
  const groups = new Map<string, Alike>();
  for (const room of rooms) {
    const print = prints.get(room.schema) ?? "";
    const key = `${room.version} ${print}`;
    const group = groups.get(key) ?? { version: room.version, print, members: [] };
    group.members.push(room);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function printOf(templates: ReadonlyMap<number, Template>, version: number): string {
  const items = templates.get(version)?.items ?? [];
  return `${items.length} ${items.reduce((sum, { hash }) => sum + BigInt(hash), 0n)}`;
}

interface Suspicious {
  server: ServerVersion;
  templates: ReadonlyMap<number, Template>;
  groups: readonly Alike[];
}

/** What has another hash than in the template, for the first schema of each group. */
async function readSuspects(
  client: pg.Client,
  { server, templates, groups }: Suspicious,
): Promise<Map<string, Suspect[]>> {
  const suspects = new Map<string, Suspect[]>();
  if (groups.length === 0) return suspects;

  const picked = groups.map(({ version, members }) => ({ version, schema: members[0]?.schema }));
  const wanted = [...templates.values()].flatMap(({ version, items }) =>
    items.map(({ kind, of, name, hash }) => ({ version, kind, of, name, hash })),
  );
  const { rows } = await client.query<Suspect & { schema: string }>(suspectsQuery(server), [
    picked.map(({ schema }) => schema),
    JSON.stringify(picked),
    JSON.stringify(wanted),
  ]);
  for (const { schema, ...suspect } of rows) {
    const others = suspects.get(schema) ?? [];
    others.push(suspect);
    suspects.set(schema, others);
  }
  return suspects;
}

const suspectsQuery = (server: ServerVersion) => `
  with ${itemsQuery(server)}, wanted as (
    select r.room, t.kind, t."of" as tbl, t.name, t.hash
    from jsonb_to_recordset($2) p(schema text, version integer) join rooms r on r.nspname = p.schema
      join jsonb_to_recordset($3) t(version integer, kind text, "of" text, name text, hash bigint) on t.version = p.version
  )
  select r.nspname::text as schema, coalesce(i.kind, w.kind) as kind, coalesce(i.tbl, w.tbl) as of, coalesce(i.name, w.name) as name,
    coalesce(i.place, 0) as place, i.hash::text, case when i.room is not null then ${detail()} end as detail
  from items i full join wanted w on w.room = i.room and w.kind = i.kind and w.tbl = i.tbl and w.name = i.name
    join rooms r on r.room = coalesce(i.room, w.room)
  where i.hash is distinct from w.hash
  order by 1, 3, 5, 2, 4`;

/** Puts together the schemas that have exactly the same differences. */
function merged(groups: readonly Group[]): Group[] {
  const byDifferences = new Map<string, Group>();
  for (const { rooms, differences } of groups) {
    if (differences.length === 0) continue;
    const key = JSON.stringify(differences);
    const group = byDifferences.get(key) ?? { rooms: [], differences };
    for (const { schema, code, state } of rooms) group.rooms.push({ schema, code, state });
    byDifferences.set(key, group);
  }
  return [...byDifferences.values()];
}

const namesShown = 3;

function label(rooms: Group["rooms"]): string {
  const names = rooms.slice(0, namesShown).map(({ schema, code, state }) => {
    const who = code ?? (state === "spare" ? "spare" : undefined);
    return who ? `${schema} (${who})` : schema;
  });
  const more = rooms.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
