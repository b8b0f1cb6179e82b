import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { quoteName, roles } from "./roles.ts";

export type Room = "shared" | "store";

export interface Migration {
  room: Room;
  version: number;
  name: string;
  /** SHA-256 of the text as it stands in the file. */
  checksum: string;
  sql: string;
}

/** The migrations of a room in order. @throws Error when the numbers have a gap or repeat */
export function migrationsOf(room: Room): readonly Migration[] {
  return room === "shared" ? shared : store;
}

/** The version that a store of this application has. */
export function newestVersion(room: Room): number {
  return migrationsOf(room).length;
}

const shared = read("shared");
const store = read("store");

function read(room: Room): readonly Migration[] {
  const folder = fileURLToPath(new URL(`migrations/${room}/`, import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return Object.freeze(files.sort().map((file, index) => readOne(room, folder, file, index + 1)));
}

function readOne(room: Room, folder: string, file: string, expected: number): Migration {
  const version = Number.parseInt(file, 10);
  if (version !== expected)
    throw new Error(`Migration ${room}/${file} should be number ${expected}`);

  const text = readFileSync(`${folder}${file}`, "utf8").replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(text).digest("hex");
  return { room, version, name: file.replace(/\.sql$/, ""), checksum, sql: withRoles(text) };
}

function withRoles(text: string): string {
  return text
    .replaceAll("{{owner_name}}", roles.owner)
    .replace(
      /\{\{(owner|app|platform|store)\}\}/g,
      (_, role: "owner" | "app" | "platform" | "store") => quoteName(roles[role]),
    );
}
