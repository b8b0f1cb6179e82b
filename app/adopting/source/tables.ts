import { quoteName, quoteText } from "../../../db/roles.ts";
import { type KindName, kindOf } from "../mapping/fields.ts";
import type { Mapping, TableMap } from "../mapping/mapping.ts";
import { figurePattern } from "../values.ts";
import type { Column, Table } from "./catalogue.ts";
import type { Row, Source } from "./source.ts";

/** A row of the old database by the names of our fields; `null` also where there is no such column. */
export type FieldRow = (field: string) => string | null;

/** The old database as its mapping describes it. */
export class OldTables {
  readonly #source: Source;
  readonly #mapping: Mapping;
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(source: Source, mapping: Mapping, tables: ReadonlyMap<string, Table>) {
    this.#source = source;
    this.#mapping = mapping;
    this.#tables = tables;
  }

  has(kind: KindName, field?: string): boolean {
    const map = this.#mapping.tables[kind];
    return map !== undefined && (field === undefined || map.columns[field] !== undefined);
  }

  isMinor(kind: KindName, field: string): boolean {
    return this.#mapping.tables[kind]?.minor.includes(field) ?? false;
  }

  /** Every row of a kind that belongs to a store (or to none), in the order of its ids, some hundreds at a time. */
  async *rows(kind: KindName, store?: string): AsyncGenerator<FieldRow[]> {
    const map = this.#mapping.tables[kind];
    if (!map) return;
    const { where, values } = this.#ofStore(kind, map, store);
    const sql = `select ${this.#selected(kind, map)} from ${this.#from(map)} t ${where} ${this.#order(map)}`;
    for await (const rows of this.#source.stream(sql, values)) yield rows.map(fieldsOf);
  }

  async all(kind: KindName, store?: string): Promise<FieldRow[]> {
    const all: FieldRow[] = [];
    for await (const rows of this.rows(kind, store)) all.push(...rows);
    return all;
  }

  /** The rows of a kind whose `field` is one of these ids, by that id. */
  async among(
    kind: KindName,
    field: string,
    ids: readonly (string | null)[],
  ): Promise<Map<string, FieldRow[]>> {
    const map = this.#mapping.tables[kind];
    const found = new Map<string, FieldRow[]>();
    if (!map || ids.length === 0) return found;
    const sql = `select ${this.#selected(kind, map)} from ${this.#from(map)} t
      where ${this.#name(map, field)} = any ($1::text[]::${this.#typeOf(map, field)}[]) ${this.#order(map)}`;
    const rows = await this.#source.ask<Row>(sql, [ids.filter((id) => id !== null)]);
    for (const row of rows.map(fieldsOf)) {
      const key = row(field) ?? "";
      found.set(key, [...(found.get(key) ?? []), row]);
    }
    return found;
  }

  /** How many rows of a kind a store has, found through the row they belong to where they have no column for it. */
  async count(kind: KindName, store: string): Promise<number> {
    const { rows } = await this.sums(kind, store, []);
    return rows;
  }

  /** The same, with the sums of fields over all rows in which they are figures, as PostgreSQL writes them. */
  async sums(
    kind: KindName,
    store: string,
    fields: readonly string[],
    condition = "true",
  ): Promise<{ rows: number; sums: (string | null)[] }> {
    const map = this.#mapping.tables[kind];
    if (!map) return { rows: 0, sums: [] };
    const { where, values } = this.#ofStore(kind, map, store);
    const sums = fields.map((field) => `sum(${this.#figure(map, field)})::text`);
    const [row] = await this.#source.ask<{ rows: number; sums: (string | null)[] }>(
      `select count(*)::float8 as rows, array[${sums.join(", ")}]::text[] as sums from ${this.#from(map)} t ${where} and ${condition}`,
      values,
    );
    return row ?? { rows: 0, sums: [] };
  }

  /** SQL: whether a row of `kind` has none of `child` that belong to it. */
  without(kind: KindName, child: KindName, by: string): string {
    const [parent, map] = [this.#mapping.tables[kind], this.#mapping.tables[child]];
    if (!parent || !map) return "true";
    return `not exists (select from ${this.#from(map)} c where c.${quoteName(map.columns[by] ?? "")} = ${this.#name(parent, "id")})`;
  }

  /** Rows whose store, or whose owner, is not there. */
  async orphans(kind: KindName): Promise<{ count: number; examples: string[] }> {
    const map = this.#mapping.tables[kind];
    const { owner, by } = ownerOf(kind);
    const owners = this.#mapping.tables[owner];
    if (!map?.columns[by] || !owners) return { count: 0, examples: [] };
    const lost = `not exists (select from ${this.#from(owners)} o where o.${quoteName(owners.columns.id ?? "")} = ${this.#name(map, by)})`;
    const key = this.#name(map, map.columns.id ? "id" : by);
    const example = `${key}::text || ' (of ' || coalesce(${this.#name(map, by)}::text, 'none') || ')'`;
    const [row] = await this.#source.ask<{ count: number; examples: string[] | null }>(
      `select count(*)::float8 as count, (array_agg(${example}))[1:5] as examples from ${this.#from(map)} t where ${lost}`,
    );
    return { count: row?.count ?? 0, examples: row?.examples ?? [] };
  }

  /** How many users work in no store, and own none. */
  async unemployed(): Promise<number> {
    const { users, members, stores } = this.#mapping.tables;
    if (!users) return 0;
    const id = this.#name(users, "id");
    const conditions = [
      users.columns.storeId ? `${this.#name(users, "storeId")} is null` : "true",
      members
        ? `not exists (select from ${this.#from(members)} m where m.${quoteName(members.columns.userId ?? "")} = ${id})`
        : "true",
      stores?.columns.ownerId
        ? `not exists (select from ${this.#from(stores)} s where s.${quoteName(stores.columns.ownerId)} = ${id})`
        : "true",
    ];
    const [row] = await this.#source.ask<{ count: number }>(
      `select count(*)::float8 as count from ${this.#from(users)} t where ${conditions.join(" and ")}`,
    );
    return row?.count ?? 0;
  }

  /** The highest figure at the end of a field's texts that has at most nine digits; 0 for none. */
  async highestEnding(kind: KindName, field: string, store: string): Promise<number> {
    const map = this.#mapping.tables[kind];
    if (!map?.columns[field]) return 0;
    const { where, values } = this.#ofStore(kind, map, store);
    const ending = `substring(${this.#name(map, field)}::text from '([0-9]+)\\s*$')`;
    const [row] = await this.#source.ask<{ highest: number | null }>(
      `select max(${ending}::numeric)::float8 as highest from ${this.#from(map)} t ${where} and length(${ending}) <= 9`,
      values,
    );
    return row?.highest ?? 0;
  }

  #ofStore(
    kind: KindName,
    map: TableMap,
    store: string | undefined,
  ): { where: string; values: string[] } {
    const { within } = kindOf(kind);
    if (store === undefined) return { where: "where true", values: [] };
    if (within === "store" || within === "nothing") {
      return {
        where: `where ${this.#name(map, "storeId")} = $1::${this.#typeOf(map, "storeId")}`,
        values: [store],
      };
    }
    const owner = this.#mapping.tables[within.kind];
    if (!owner) return { where: "where false", values: [] };
    const owned = `select o.${quoteName(owner.columns.id ?? "")} from ${this.#from(owner)} o
      where o.${quoteName(owner.columns.storeId ?? "")} = $1::${this.#typeOf(owner, "storeId")}`;
    return { where: `where ${this.#name(map, within.by)} in (${owned})`, values: [store] };
  }

  #selected(kind: KindName, map: TableMap): string {
    const fields = Object.entries(map.columns).map(
      ([field, column]) => `${this.#text(map, column)} as ${quoteName(field)}`,
    );
    const kept = this.#kept(kind, map).map((name) => `${quoteText(name)}, t.${quoteName(name)}`);
    // A function of PostgreSQL takes 100 arguments.
    const extra =
      kept.length > 0 ? `json_build_object(${kept.slice(0, 50).join(", ")})::text` : "null";
    return [...fields, `${extra} as "extra"`].join(", ");
  }

  /** Columns of products and variants that are nothing to us are kept beside them. */
  #kept(kind: KindName, map: TableMap): string[] {
    if (kind !== "products" && kind !== "variants") return [];
    return unreadColumns(map, this.#tables.get(map.table)).filter(
      (name) => !this.#mapping.leaveOut.includes(`${map.table}.${name}`),
    );
  }

  #text(map: TableMap, name: string): string {
    const { type, category } = this.#column(map, name);
    const column = `t.${quoteName(name)}`;
    if (type === "money") return `${column}::numeric::text`;
    return category === "A" || /^jsonb?$/.test(type)
      ? `to_jsonb(${column})::text`
      : `${column}::text`;
  }

  #figure(map: TableMap, field: string): string {
    const name = map.columns[field];
    if (!name) return "0";
    const text = this.#text(map, name);
    return `case when ${text} ~ ${quoteText(figurePattern)} then trunc(replace(${text}, ',', '.')::numeric, 12) end`;
  }

  #order(map: TableMap): string {
    return map.columns.id ? `order by ${this.#name(map, "id")}` : "";
  }

  #name(map: TableMap, field: string): string {
    return `t.${quoteName(map.columns[field] ?? "")}`;
  }

  #typeOf(map: TableMap, field: string): string {
    const { type, category } = this.#column(map, map.columns[field] ?? "");
    return category === "S" ? "text" : type;
  }

  #column(map: TableMap, name: string): Column {
    const column = this.#tables.get(map.table)?.columns.find((each) => each.name === name);
    return column ?? { name, type: "text", category: "S" };
  }

  #from(map: TableMap): string {
    return `${quoteName(this.#mapping.schema)}.${quoteName(map.table)}`;
  }
}

/** The columns of a table that no field reads, but for those that name its store. */
export function unreadColumns(map: TableMap, table: Table | undefined): string[] {
  const read = new Set([...Object.values(map.columns), ...storeColumnNames]);
  return (table?.columns ?? []).map(({ name }) => name).filter((name) => !read.has(name));
}

const storeColumnNames = kindOf("products").fields.storeId?.names ?? [];

function ownerOf(kind: KindName): { owner: KindName; by: string } {
  const { within } = kindOf(kind);
  if (within === "nothing") return { owner: "stores", by: "" };
  return within === "store"
    ? { owner: "stores", by: "storeId" }
    : { owner: within.kind, by: within.by };
}

function fieldsOf(row: Row): FieldRow {
  return (field) => row[field] ?? null;
}
