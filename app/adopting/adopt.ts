import { randomBytes } from "node:crypto";
import type pg from "pg";
import { asProvisioner } from "../../db/admin.ts";
import { hashPassword } from "../customers/passwords.ts";
import { type AdoptOptions, adoptStore, type Plan, type StoreReport } from "./adopt-store.ts";
import { checkMapping, type Mapping } from "./mapping/mapping.ts";
import { proposeMapping } from "./mapping/propose.ts";
import { AdoptionRefused } from "./refused.ts";
import { adoptionsFrom, namesTaken } from "./room/adoptions.ts";
import { readCatalogue, type Table } from "./source/catalogue.ts";
import { Source } from "./source/source.ts";
import { OldTables } from "./source/tables.ts";
import { storesWanted, type Wanted } from "./stores.ts";
import { type Orphans, orphansOf, type Unread, unreadOf } from "./unread.ts";

export interface AdoptionReport {
  source: string;
  dryRun: boolean;
  mapping: Mapping;
  unread: Unread[];
  orphans: Orphans[];
  stores: StoreReport[];
  milliseconds: number;
}

/**
 * Moves the stores of a database in the seed's design (shared tables with a column for the store) into rooms of their
 * own, one after the other, each whole or not at all. Those that came before are skipped.
 * @throws AdoptionRefused when it cannot begin; nothing was changed then
 */
export async function adoptDatabase(url: string, options: AdoptOptions): Promise<AdoptionReport> {
  const begun = performance.now();
  return Source.open(url, async (source) => {
    const { mapping, tables } = await understand(source, options);
    const old = new OldTables(source, mapping, tables);
    const unread = await unreadOf(source, old, mapping, tables);
    const orphans = await orphansOf(old);
    const lockedHash = await hashPassword(randomBytes(24).toString("base64url"));
    const name = mapping.source ?? source.name;
    const plan = {
      name,
      old,
      mapping,
      options,
      lockedHash,
      count: counter(options, mapping, tables),
    };
    const stores = await asProvisioner((client) => adoptStores(client, plan));
    const milliseconds = Math.round(performance.now() - begun);
    const dryRun = options.dryRun ?? false;
    return { source: name, dryRun, mapping, unread, orphans, stores, milliseconds };
  });
}

/** The mapping that the tables of an old database suggest, as a file can hold it. @throws AdoptionRefused */
export function suggestMapping(url: string): Promise<Mapping> {
  return Source.open(url, async (source) => {
    return proposeMapping(await readCatalogue(source, "public"), "public");
  });
}

async function understand(
  source: Source,
  { mapping: given }: AdoptOptions,
): Promise<{ mapping: Mapping; tables: Map<string, Table> }> {
  const schema = given?.schema ?? "public";
  const tables = await readCatalogue(source, schema);
  const mapping = given ?? proposeMapping(tables, schema);
  checkMapping(mapping, tables);
  return { mapping, tables };
}

function counter(
  { progress = () => {} }: AdoptOptions,
  mapping: Mapping,
  tables: ReadonlyMap<string, Table>,
): (rows: number) => void {
  const read = ["categories", "products", "customers", "orders", "pages"] as const;
  const sizes = read.map((kind) => tables.get(mapping.tables[kind]?.table ?? "")?.rows ?? 0);
  const total = sizes.reduce((sum, rows) => sum + Math.max(0, rows), 0);
  let done = 0;
  return (rows) => {
    done += rows;
    progress(done, total);
  };
}

async function adoptStores(client: pg.Client, plan: Plan): Promise<StoreReport[]> {
  const { options, old, mapping } = plan;
  if (!options.dryRun) await demandAlone(client);
  const adoptions = await adoptionsFrom(client, plan.name);
  const { codes, domains } = await namesTaken(client);
  const wanted = storesWanted(await old.all("stores"), mapping, adoptions, codes);
  const chosen = wanted.filter((store) => isChosen(store, options.only));
  if (chosen.length === 0) throw new AdoptionRefused(nothingToAdopt(options.only));
  const reports: StoreReport[] = [];
  for (const store of chosen) {
    const before = adoptions.get(store.id);
    reports.push(await adoptStore(client, plan, { store, before, domains }));
  }
  return reports;
}

/** Until this connection ends. */
async function demandAlone(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>(
    "select pg_try_advisory_lock(hashtext('wizamart adopt')) as alone",
  );
  if (rows[0]?.alone) return;
  throw new AdoptionRefused("Another `db adopt` is at work: nothing was changed. Wait for its end");
}

function isChosen({ oldCode, code }: Wanted, only: string | undefined): boolean {
  return only === undefined || [oldCode.toLowerCase(), code].includes(only.toLowerCase());
}

function nothingToAdopt(only: string | undefined): string {
  return only === undefined
    ? "The old database's list of stores is empty: there is nothing to adopt"
    : `The old database has no store "${only}": nothing was changed`;
}
