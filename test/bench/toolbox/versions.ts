import { quoteName, roles, schemaOf } from "../../../db/roles.ts";

/** One migration each: a column, an index, a backfill. `mark` keeps the tool's apart from those of the plain script. */
export function statements(mark: string): string[] {
  return [
    `alter table products add column origin_${mark} text not null default ''`,
    `create index products_by_origin_${mark} on products (origin_${mark}, id)`,
    `update products set origin_${mark} = lower(title) where origin_${mark} = ''`,
  ];
}

/** The same for every store as a script for psql, one transaction a store: what a DBA without a tool writes. */
export function plainScript(ids: Iterable<number>, mark: string): string {
  const body = statements(mark).map((statement) => `${statement};`);
  const stores = [...ids].map((id) =>
    [
      "begin;",
      `set local role ${quoteName(roles.owner)};`,
      `set local search_path = ${quoteName(schemaOf(id))}, public, pg_temp;`,
      ...body,
      "commit;",
    ].join("\n"),
  );
  return `\\set ON_ERROR_STOP on\n${stores.join("\n")}\n`;
}
