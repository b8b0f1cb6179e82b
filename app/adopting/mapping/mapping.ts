import { z } from "zod";
import { isCurrency } from "../../money.ts";
import { AdoptionRefused } from "../refused.ts";
import type { Table } from "../source/catalogue.ts";
import { type KindName, kindNames, kindOf } from "./fields.ts";
import { memberRoles, paymentStations, productStations, stations } from "./words.ts";

const tableMap = z.strictObject({
  table: z.string().min(1),
  columns: z.record(z.string(), z.string().min(1)),
  /** Fields that the old database keeps in minor units. */
  minor: z.array(z.string()).default([]),
});

const tableMaps = z.partialRecord(z.enum(kindNames), tableMap);

/** What of the old database becomes what, as a file says it. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  /** Under which name the adopted stores are remembered; null for that of the server and the database. */
  source: z.string().min(1).max(200).nullable().default(null),
  schema: z.string().min(1).default("public"),
  defaults: z
    .strictObject({
      currency: z.string().refine(isCurrency, "is no currency, such as EUR").default("EUR"),
      locale: z.string().refine(isLocale, "is no locale, such as en-IE").default("en-IE"),
      plan: z.enum(["free", "standard", "premium"]).default("standard"),
      /** Whether customers have shown that their address is theirs, where the old database does not say. */
      verified: z.boolean().default(false),
    })
    .prefault({}),
  /** Codes of stores that are to have another one: {"old": "new"}. */
  codes: z.record(z.string(), z.string()).default({}),
  tables: tableMaps,
  words: z
    .strictObject({
      orders: z.record(z.string(), z.enum(stations)).default({}),
      payments: z.record(z.string(), z.enum(paymentStations)).default({}),
      products: z.record(z.string(), z.enum(productStations)).default({}),
      roles: z.record(z.string(), z.enum(memberRoles)).default({}),
    })
    .prefault({}),
  /** Tables and columns ("table.column") that stay behind on purpose. */
  leaveOut: z.array(z.string()).default([]),
});

export type Mapping = z.output<typeof mappingSchema>;
export type TableMap = z.output<typeof tableMap>;

/** Reads a mapping file. @throws AdoptionRefused with a line for everything that is wrong */
export function parseMapping(text: string, file: string): Mapping {
  const result = mappingSchema.safeParse(jsonIn(text, file));
  if (result.success) return result.data;

  const lines = result.error.issues.map(
    ({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`,
  );
  throw new AdoptionRefused([`${file} is no mapping; nothing was changed:`, ...lines].join("\n"));
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AdoptionRefused(`${file} is not JSON: ${why}. Nothing was changed`);
  }
}

/** @throws AdoptionRefused when the mapping names what the old database does not have, or may not read */
export function checkMapping(mapping: Mapping, tables: ReadonlyMap<string, Table>): void {
  const faults = kindNames.flatMap((kind) => faultsOf(kind, mapping.tables[kind], tables));
  if (!mapping.tables.stores && faults.length === 0) throw new AdoptionRefused(noStores(tables));
  if (faults.length === 0) return;
  throw new AdoptionRefused(
    ["The mapping does not fit the old database; nothing was changed:", ...faults].join("\n"),
  );
}

function noStores(tables: ReadonlyMap<string, Table>): string {
  const some = [...tables.keys()].slice(0, 12).join(", ");
  return [
    `No table looks like a list of stores (with a code, such as "stores" or "shops"); there are: ${some}.`,
    "Nothing was changed. Write a mapping that names it (--print-map > map.json) and give it with --map map.json",
  ].join("\n");
}

function faultsOf(
  kind: KindName,
  map: TableMap | undefined,
  tables: ReadonlyMap<string, Table>,
): string[] {
  if (!map) return [];
  const table = tables.get(map.table);
  if (!table) return [`  tables.${kind}: there is no table "${map.table}"`];
  if (!table.readable) {
    return [`  tables.${kind}: the login may not read "${map.table}": GRANT SELECT ON it`];
  }
  return [...unknownIn(kind, map, table), ...missingIn(kind, map)];
}

function unknownIn(kind: KindName, map: TableMap, table: Table): string[] {
  const { fields } = kindOf(kind);
  const wrongFields = [...Object.keys(map.columns), ...map.minor].filter((field) => !fields[field]);
  const wrongColumns = Object.values(map.columns).filter(
    (name) => !table.columns.some((column) => column.name === name),
  );
  return [
    ...wrongFields.map(
      (field) =>
        `  tables.${kind}: "${field}" is no field; there are ${Object.keys(fields).join(", ")}`,
    ),
    ...wrongColumns.map((name) => `  tables.${kind}: "${map.table}" has no column "${name}"`),
  ];
}

function missingIn(kind: KindName, map: TableMap): string[] {
  return Object.entries(kindOf(kind).fields)
    .filter(([name, { required }]) => required && !map.columns[name])
    .map(([name]) => `  tables.${kind}: "${name}" has to name a column of "${map.table}"`);
}

function isLocale(text: string): boolean {
  return /^[a-z]{2}(-[A-Z]{2})?$/.test(text);
}
