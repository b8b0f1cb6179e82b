import { hostname } from "node:os";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { becomeOwner, inTransaction } from "../admin.ts";
import { migrationsOf, newestVersion } from "../migrations.ts";
import { schemaOf } from "../roles.ts";
import { dataName, filePath, manifestName } from "./archive-reader.ts";
import { ArchiveWriter, type Written } from "./archive-writer.ts";
import { domainsOf, membersOf } from "./belongings.ts";
import { CannotCopy, CannotWrite } from "./faults.ts";
import { formatVersion, type Manifest, type TableEntry } from "./manifest.ts";
import { inCopy } from "./room.ts";
import { type CopiedTable, copyOut, positionsOf, tableName, tablesOf } from "./tables.ts";

/** The files of a store, as a copy needs them. */
export interface CopiedFiles {
  list(): Promise<string[]>;
  read(name: string): Promise<Readable | undefined>;
  write(name: string, content: Readable): Promise<void>;
  removeAll(): Promise<void>;
}

export interface ExportOptions {
  file: string;
  files: CopiedFiles;
  /** Whether `file` may be replaced when it is there. */
  mayReplace: boolean;
  /** How many bytes of how many; the sum is estimated. */
  progress?: (done: number, total: number) => void;
}

export interface ExportReport {
  file: string;
  /** Of the archive. */
  bytes: number;
  rows: number;
  files: number;
  /** Pictures that rows speak of and whose files are not there. */
  missing: string[];
}

/**
 * Writes a store with all that is its own into one archive, as it stands at one moment, while its shop is open.
 * @throws CannotWrite · CannotCopy
 */
export async function exportStore(
  client: pg.Client,
  id: number,
  options: ExportOptions,
): Promise<ExportReport> {
  await refuseSecondWriter(client, options.file);
  const createdAt = new Date();
  const archive = await ArchiveWriter.begin(options.file, createdAt, options.mayReplace);
  try {
    const locks = await lockingAll(client, id);
    const manifest = await inCopy(
      client,
      { isolation: "REPEATABLE READ READ ONLY", first: locks },
      () => new Export(client, id, archive, options).run(createdAt),
    );
    const bytes = await archive.finish(manifestName, JSON.stringify(manifest), options.mayReplace);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { files, missing } = manifest;
    return { file: options.file, bytes, rows, files: files.length, missing };
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

/**
 * What holds the tables as they are until the copy ends, before its snapshot is taken: no migration comes in between.
 * @throws CannotCopy
 */
export async function lockingAll(client: pg.Client, id: number): Promise<string> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const tables = await tablesOf(client, id);
    if (!tables.some(({ name }) => name === "settings"))
      throw new CannotCopy(
        "The store has no schema yet: the worker makes it, try again in a moment",
      );
    const names = tables.map(({ name }) => tableName(id, name));
    return `LOCK TABLE ${names.join(", ")} IN ACCESS SHARE MODE`;
  });
}

class Export {
  readonly #client: pg.Client;
  readonly #id: number;
  readonly #archive: ArchiveWriter;
  readonly #options: ExportOptions;
  #done = 0;
  #total = 0;

  constructor(client: pg.Client, id: number, archive: ArchiveWriter, options: ExportOptions) {
    this.#client = client;
    this.#id = id;
    this.#archive = archive;
    this.#options = options;
  }

  async run(createdAt: Date): Promise<Manifest> {
    const store = await readStore(this.#client, this.#id);
    const { version, ...row } = store;
    const described = await tablesOf(this.#client, this.#id);
    const names = await this.#options.files.list();
    this.#total = await sizeOf(this.#client, this.#id);
    const tables = await this.#writeTables(described);
    const { files, gone } = await this.#writeFiles(names);
    return {
      product: "wizamart",
      format: formatVersion,
      createdAt: createdAt.toISOString(),
      server: await serverVersion(this.#client),
      store: row,
      migrations: migrationsOf("store")
        .slice(0, version)
        .map(({ version, name, checksum }) => ({ version, name, checksum })),
      tables,
      files,
      missing: await this.#missing(names, gone),
      domains: await domainsOf(this.#client, this.#id),
      members: await membersOf(this.#client, this.#id),
    };
  }

  async #writeTables(tables: readonly CopiedTable[]): Promise<TableEntry[]> {
    const entries: TableEntry[] = [];
    for (const table of tables) {
      const content = rowsOf(this.#client, copyOut(this.#id, table));
      const { lines, ...written } = await this.#write(dataName(table.name), content, true);
      const positions = await positionsOf(this.#client, this.#id, table);
      entries.push({
        name: table.name,
        columns: table.columns,
        rows: lines,
        ...written,
        positions,
      });
    }
    return entries;
  }

  /** A file never changes, so it can be read after the rows; one that was removed meanwhile is named. */
  async #writeFiles(names: readonly string[]) {
    const files: Manifest["files"] = [];
    const gone: string[] = [];
    for (const name of names) {
      const content = await this.#options.files.read(name);
      if (!content) {
        gone.push(name);
        continue;
      }
      const { bytes, sha256 } = await this.#write(filePath(name), content, false);
      files.push({ name, bytes, sha256 });
    }
    return { files, gone };
  }

  #write(name: string, content: AsyncIterable<Buffer>, compress: boolean): Promise<Written> {
    const { progress = () => {} } = this.#options;
    return this.#archive.add(
      name,
      counted(content, (bytes) => {
        this.#done += bytes;
        progress(this.#done, this.#total);
      }),
      compress,
    );
  }

  /** Pictures of the products at the moment of the copy that have no file now. */
  async #missing(names: readonly string[], gone: readonly string[]): Promise<string[]> {
    const there = new Set(names.filter((name) => !gone.includes(name)).map(pictureOf));
    const { rows } = await this.#client.query<{ file: string }>(
      `select distinct file from ${tableName(this.#id, "pictures")} where file is not null order by 1`,
    );
    return rows.map(({ file }) => file).filter((file) => !there.has(file));
  }
}

type StoreRow = Manifest["store"] & { version: number };

/** What the shared room says of a store, with the version of its schema. @throws CannotCopy */
export async function readStore(client: pg.Client, id: number): Promise<StoreRow> {
  const { rows } = await client.query<StoreRow>(
    `select s.id, s.code, s.name, s.plan, s.state, to_json(s.created_at) #>> '{}' as "createdAt", c.currency, c.locale,
       (select coalesce(max(m.version), 0) from public.store_migrations m where m.store_id = s.id and m.state = 'done') as version
     from public.stores s, ${tableName(id, "settings")} c
     where s.id = $1 and s.state <> 'opening' and s.dropping_since is null`,
    [id],
  );
  const [row] = rows;
  if (!row)
    throw new CannotCopy(
      "The store is being opened or removed: try again when `stores show` says that it is open",
    );
  if (row.version <= newestVersion("store")) return row;
  throw new CannotCopy(
    `${row.code} was migrated by a newer application (version ${row.version}): copy it with that one`,
  );
}

/** About how many bytes its tables are as text. */
async function sizeOf(client: pg.Client, id: number): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    `select coalesce(sum(pg_table_size(c.oid)), 0)::float8 as bytes from pg_catalog.pg_class c
     where c.relnamespace = to_regnamespace($1) and c.relkind = 'r'`,
    [schemaOf(id)],
  );
  return rows[0]?.bytes ?? 0;
}

async function serverVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  return `PostgreSQL ${rows[0]?.version}`;
}

/** Whoever stops reading in the middle has no use for the connection: the rest would still come. */
async function* rowsOf(client: pg.Client, sql: string): AsyncGenerator<Buffer> {
  let whole = false;
  try {
    yield* client.query(copyTo(sql));
    whole = true;
  } finally {
    if (!whole) await client.end();
  }
}

async function* counted(
  content: AsyncIterable<Buffer>,
  tick: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    tick(chunk.length);
    yield chunk;
  }
}

/** Two processes at one archive would spoil it. The server knows of both, and forgets one that was killed. */
async function refuseSecondWriter(client: pg.Client, file: string): Promise<void> {
  const place = `${hostname()}:${resolve(file)}`;
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const { rows } = await client.query<{ alone: boolean }>(
      "select pg_try_advisory_lock(hashtext('wizamart export'), hashtext($1)) as alone",
      [place],
    );
    if (rows[0]?.alone) return;
    await sleep(200);
  }
  throw new CannotWrite(`Another export is writing ${file}: wait for it, or name another file`);
}

function pictureOf(name: string): string {
  return name.replace(/-\d+\.[a-z]+$/, "");
}
