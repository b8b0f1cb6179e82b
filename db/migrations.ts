import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Header, headerOf, withoutConcurrently } from "./migrating/files/header.ts";
import { quoteName, roles } from "./roles.ts";

export type Room = "shared" | "store";

export interface Migration extends Header {
  room: Room;
  version: number;
  name: string;
  /** SHA-256 of the text as it stands in the file. */
  checksum: string;
  sql: string;
}

/** The migrations of both rooms, each in order. */
export type Migrations = Readonly<Record<Room, readonly Migration[]>>;

/**
 * Store migrations, by name, without which this application's code works as well. Its shops stay open while they are
 * applied; a release that needs one takes it off this list.
 */
const notYetNeeded: readonly string[] = [];

/** The migrations of a room in order. */
export function migrationsOf(room: Room): readonly Migration[] {
  return ownMigrations[room];
}

/** The version that a store of this application has. */
export function newestVersion(room: Room): number {
  return migrationsOf(room).length;
}

/** The oldest version of a store that this application can serve. */
export function oldestServed(): number {
  const needed = ownMigrations.store.filter(({ name }) => !notYetNeeded.includes(name));
  return needed.at(-1)?.version ?? 0;
}

/**
 * Reads the migrations of a room from a folder, whose files are numbered on from `first`.
 * @throws Error when the numbers have a gap or repeat · MigrationWrong when a file's header is
 */
export function readMigrations(room: Room, folder: string, first = 1): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return Object.freeze(files.sort().map((file, at) => readOne(room, folder, file, first + at)));
}

/** What a migration is in the script that builds a new store: nobody uses it yet, and there is nothing to rework. */
export function scriptFor({ kind, sql, statements }: Migration): string {
  if (kind === "batched") return "";
  return kind === "plain" ? sql : statements.map(withoutConcurrently).join(";\n");
}

/** Those of this application. */
export const ownMigrations: Migrations = Object.freeze({
  shared: readMigrations("shared", folderOf("shared")),
  store: readMigrations("store", folderOf("store")),
});

function folderOf(room: Room): string {
  return fileURLToPath(new URL(`migrations/${room}/`, import.meta.url));
}

function readOne(room: Room, folder: string, file: string, expected: number): Migration {
  const version = Number.parseInt(file, 10);
  if (version !== expected)
    throw new Error(`Migration ${room}/${file} should be number ${expected}`);

  const written = readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(written).digest("hex");
  const sql = withRoles(written);
  const header = headerOf({ room, version, name: `${room}/${file}`, text: sql });
  return { room, version, name: file.replace(/\.sql$/, ""), checksum, sql, ...header };
}

function withRoles(text: string): string {
  return text
    .replaceAll("{{owner_name}}", roles.owner)
    .replace(
      /\{\{(owner|app|platform|store)\}\}/g,
      (_, role: "owner" | "app" | "platform" | "store") => quoteName(roles[role]),
    );
}
