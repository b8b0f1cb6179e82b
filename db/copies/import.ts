import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Archive } from "./archive-reader.ts";
import { employ, leaveExpiries, type Member, noteDomains } from "./belongings.ts";
import type { CopiedFiles } from "./export.ts";
import { ArchiveDamaged, CannotWrite, writeFault } from "./faults.ts";
import { type Manifest, versionOf } from "./manifest.ts";
import { type EmptyRoom, fillRoom, type NewRow } from "./room.ts";
import { columnList, setPositions, tableName } from "./tables.ts";

export interface ImportOptions {
  /** Instead of those of the archive. */
  code: string;
  name: string;
  /** Nobody sees it until it is opened. */
  suspended: boolean;
  /** Who does it, for the record. */
  actor: string;
  /** The files of a store by its id. */
  filesOf: (id: number) => CopiedFiles;
  progress?: (done: number, total: number) => void;
}

/** What could not be done alike here. */
interface Found {
  /** Those who worked in the store and have no account here. */
  strangers: Member[];
  /** Domains that another store has here. */
  domainsTaken: string[];
  /** How many unpaid orders let their goods go again when their time is over. */
  expiries: number;
}

export interface ImportReport extends Found {
  id: number;
  rows: number;
  files: number;
  /** The version that the archive had; its rows were brought up to date from there. */
  version: number;
}

/**
 * Makes a store of an archive that was verified: all of it in one transaction, or nothing.
 * @throws ArchiveDamaged · ArchiveForeign · CodeTaken · CannotWrite
 */
export async function importStore(
  client: pg.Client,
  archive: Archive,
  options: ImportOptions,
): Promise<ImportReport> {
  const { manifest } = archive;
  const version = versionOf(manifest);
  const found: Found = { strangers: [], domainsTaken: [], expiries: 0 };
  const id = await fillRoom(client, {
    version,
    isolation: "READ COMMITTED",
    store: rowOf(manifest, options),
    fill: (room) => fillFrom(client, archive, room, options),
    last: async (id) => {
      found.strangers = await employ(client, id, manifest.members);
      found.domainsTaken = await noteDomains(client, id, manifest.domains);
      found.expiries = await leaveExpiries(client, id);
    },
    removeFiles: (id) => options.filesOf(id).removeAll(),
  }).catch((error: unknown) => {
    throw asRefusal(error, "Its rows do not fit together");
  });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { id, rows, files: manifest.files.length, version, ...found };
}

function rowOf({ store, createdAt: exported }: Manifest, options: ImportOptions): NewRow {
  const { code, name, suspended, actor } = options;
  return {
    code,
    name,
    plan: store.plan,
    state: suspended || store.state !== "open" ? "suspended" : "open",
    createdAt: store.createdAt,
    deed: { actor, kind: "store.imported", detail: { from: store.code, exported } },
  };
}

async function fillFrom(
  client: pg.Client,
  archive: Archive,
  room: EmptyRoom,
  { filesOf, progress = () => {} }: ImportOptions,
): Promise<void> {
  let done = 0;
  const tick = (bytes: number) => {
    done += bytes;
    progress(done, archive.bytes);
  };
  compareTables(archive, room);
  await copyTables(client, archive, room.id, tick);
  await copyFiles(archive, filesOf(room.id), tick);
}

/** The tables of the archive have to be those of its version. @throws ArchiveDamaged */
function compareTables({ manifest }: Archive, { tables }: EmptyRoom): void {
  const theirs = new Map(manifest.tables.map((table) => [table.name, table.columns.join(", ")]));
  for (const { name, columns } of tables) {
    const found = theirs.get(name);
    if (found === undefined) throw new ArchiveDamaged(`It has no table ${name}`);
    if (found !== columns.join(", "))
      throw new ArchiveDamaged(
        `Its table ${name} has the columns ${found}; in its version it has ${columns.join(", ")}`,
      );
    theirs.delete(name);
  }
  const [extra] = theirs.keys();
  if (extra !== undefined)
    throw new ArchiveDamaged(`It has a table ${extra} that its version does not have`);
}

async function copyTables(
  client: pg.Client,
  archive: Archive,
  id: number,
  tick: (bytes: number) => void,
): Promise<void> {
  for (const { name, columns, rows, positions } of archive.manifest.tables) {
    const target = client.query(
      copyFrom(`COPY ${tableName(id, name)} (${columnList(columns)}) FROM STDIN`),
    );
    try {
      await pipeline(Readable.from(archive.table(name, tick), { objectMode: false }), target);
    } catch (error) {
      throw asRefusal(error, `Its table ${name} has a row that cannot be`);
    }
    if (target.rowCount !== rows)
      throw new ArchiveDamaged(
        `Its table ${name} has ${target.rowCount} rows, its manifest says ${rows}`,
      );
    await setPositions(client, id, name, positions);
  }
}

async function copyFiles(
  archive: Archive,
  files: CopiedFiles,
  tick: (bytes: number) => void,
): Promise<void> {
  for await (const { name, content } of archive.files(tick)) {
    try {
      await files.write(name, Readable.from(content, { objectMode: false }));
    } catch (error) {
      const fault = writeFault(error);
      if (!fault) throw error;
      throw new CannotWrite(
        `The store's file ${name} could not be written: ${fault}. Nothing was imported: make room, then run it again`,
      );
    }
  }
}

/** What a database refuses was never in the tables of a store. */
function asRefusal(error: unknown, words: string): unknown {
  const isOfRows = error instanceof pg.DatabaseError && /^(22|23)/.test(error.code ?? "");
  return isOfRows ? new ArchiveDamaged(`${words}: ${error.message}`) : error;
}
