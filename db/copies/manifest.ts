import { z } from "zod";
import { migrationsOf, newestVersion } from "../migrations.ts";
import { ArchiveDamaged, ArchiveForeign } from "./faults.ts";

/** The format of archives that this application writes. */
export const formatVersion = 1;

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

/** The name of a file of a store, as far as this format cares: never a path. */
const fileName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}\.[a-z0-9]{1,10}$/);

const table = z.strictObject({
  name,
  columns: z.array(name).min(1),
  rows: count,
  /** Of the COPY text, as is the checksum. */
  bytes: count,
  sha256,
  /** Where its identity columns go on. */
  positions: z.array(
    z.strictObject({ column: name, last: z.string().regex(/^\d{1,19}$/), called: z.boolean() }),
  ),
});

const schema = z.strictObject({
  product: z.literal("wizamart"),
  format: z.literal(formatVersion),
  createdAt: z.iso.datetime(),
  /** What PostgreSQL it comes from. */
  server: z.string().max(200),
  store: z.strictObject({
    id: z.int().min(1),
    code: z.string().max(50),
    name: z.string().min(1).max(255),
    plan: z.enum(["free", "standard", "premium"]),
    state: z.enum(["open", "suspended", "trashed"]),
    createdAt: z.iso.datetime({ offset: true }),
    currency: z.string().max(3),
    locale: z.string().max(5),
  }),
  /** What the store's schema had when it was copied, in order. */
  migrations: z.array(
    z.strictObject({ version: count, name: z.string().max(200), checksum: sha256 }),
  ),
  tables: z.array(table),
  files: z.array(z.strictObject({ name: fileName, bytes: count, sha256 })),
  /** Pictures that rows speak of and whose files were not there. */
  missing: z.array(z.string().max(100)),
  domains: z.array(z.strictObject({ domain: z.string().max(253), primary: z.boolean() })),
  /** Who worked in the store, by mail address. */
  members: z.array(
    z.strictObject({
      email: z.string().max(254),
      role: z.enum(["owner", "manager", "fulfilment", "viewer"]),
    }),
  ),
});

/** What an archive says about itself: its last entry, `manifest.json`. */
export type Manifest = z.output<typeof schema>;
export type TableEntry = z.output<typeof table>;

const newer = z.looseObject({
  product: z.literal("wizamart"),
  format: z.int().min(formatVersion + 1),
});

/** @throws ArchiveDamaged · ArchiveForeign for a format that is newer than this application */
export function readManifest(text: string): Manifest {
  const json = parsed(text);
  if (newer.safeParse(json).success)
    throw new ArchiveForeign(
      "It was written in a newer format: import it with the newer application",
    );
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ArchiveDamaged(
    `Its manifest is not one of a store (${issue?.path.join(".") || "all of it"}: ${issue?.message})`,
  );
}

/**
 * The version of the archive's schema: its migrations have to be the first ones of ours, word for word.
 * @throws ArchiveForeign
 */
export function versionOf({ migrations }: Pick<Manifest, "migrations">): number {
  const ours = migrationsOf("store");
  if (migrations.length > newestVersion("store")) {
    const beyond = migrations[ours.length];
    throw new ArchiveForeign(
      `It has the migration ${beyond?.name}, which this application does not know: use the newer application`,
    );
  }
  for (const [index, migration] of migrations.entries()) {
    const own = ours[index];
    if (own?.checksum === migration.checksum && migration.version === own.version) continue;
    throw new ArchiveForeign(
      `Its migration ${migration.name} is not the ${own?.name} of this application: import it with the application that wrote it`,
    );
  }
  if (migrations.length === 0) throw new ArchiveDamaged("Its manifest names no migration");
  return migrations.length;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ArchiveDamaged("Its manifest is no JSON");
  }
}
