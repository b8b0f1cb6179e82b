import type { Column, Table } from "../source/catalogue.ts";
import { type Field, type FieldKind, type KindName, kindNames, kindOf } from "./fields.ts";
import { type Mapping, mappingSchema, type TableMap } from "./mapping.ts";

/** The categories of types (pg_type.typcategory) that a field can be read from; text nearly always can. */
const readable: Record<FieldKind, RegExp> = {
  id: /[NSU]/,
  text: /[SEBNUD]/,
  money: /[NS]/,
  number: /[NS]/,
  flag: /[BNSE]/,
  time: /[DS]/,
  list: /[ASU]/,
};

const inMinorUnits = /_(cents|minor|in_cents|pence)$/;

/** What each table and column of the old database is likely to be, by its name and type. */
export function proposeMapping(tables: ReadonlyMap<string, Table>, schema: string): Mapping {
  const taken = new Set<string>();
  const maps: Partial<Record<KindName, TableMap>> = {};
  for (const kind of kindNames) {
    const map = proposeTable(kind, tables, taken);
    if (!map) continue;
    taken.add(map.table);
    maps[kind] = map;
  }
  return mappingSchema.parse({ version: 1, schema, tables: maps });
}

function proposeTable(
  kind: KindName,
  tables: ReadonlyMap<string, Table>,
  taken: ReadonlySet<string>,
): TableMap | undefined {
  for (const name of kindOf(kind).tables) {
    const table = tables.get(name);
    if (!table || taken.has(name)) continue;
    const map = proposeColumns(kind, table);
    if (map) return map;
  }
  return undefined;
}

function proposeColumns(kind: KindName, table: Table): TableMap | undefined {
  const columns: Record<string, string> = {};
  for (const [name, field] of Object.entries(kindOf(kind).fields)) {
    const used = new Set(Object.values(columns));
    const column = columnFor(
      field,
      table.columns.filter((each) => !used.has(each.name)),
    );
    if (column) columns[name] = column.name;
    else if (field.required) return undefined;
  }
  const minor = Object.entries(columns).filter(([, column]) => inMinorUnits.test(column));
  return { table: table.name, columns, minor: minor.map(([name]) => name) };
}

function columnFor(field: Field, columns: readonly Column[]): Column | undefined {
  for (const name of field.names) {
    const found = columns.find(
      (column) => plain(column.name) === name && readable[field.kind].test(column.category),
    );
    if (found) return found;
  }
  return undefined;
}

/** "createdAt" as "created_at". */
function plain(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
