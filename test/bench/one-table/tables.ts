import type pg from "pg";
import { quoteName, quoteText, roles, schemaOf } from "../../../db/roles.ts";
import type { BenchDatabase } from "../database.ts";

// Ids of different stores must differ here.
const idsAStore = 1_000_000;

interface Table {
  name: string;
  /** Columns that hold ids of this store's rows. */
  ids: string[];
  indexes: string[];
}

/** What the page reads, with the indexes that the stores have, each made to help a query that asks for one store. */
const tables: Table[] = [
  { name: "settings", ids: [], indexes: ["unique (store_id)"] },
  {
    name: "categories",
    ids: ["id", "parent_id", "picture_id"],
    indexes: [
      "unique (id)",
      "unique (store_id, slug)",
      "(store_id, parent_id, position)",
      "(store_id, picture_id)",
    ],
  },
  {
    name: "menu_items",
    ids: ["id", "parent_id"],
    indexes: ["unique (id)", "(store_id, menu, position)", "(store_id, parent_id)"],
  },
  {
    name: "pictures",
    ids: ["id", "product_id"],
    indexes: ["unique (id)", "unique (store_id, id)", "(store_id, product_id, position)"],
  },
  {
    name: "products",
    ids: ["id", "cover_id"],
    indexes: [
      "unique (id)",
      "unique (store_id, id)",
      "unique (store_id, slug)",
      "(store_id, published_at desc, id desc) where status = 'active'",
      "(store_id, price_min, id) where status = 'active'",
      "(store_id, lower(title), id) where status = 'active'",
      "using gin (words)",
      "using gin (spelling public.gin_trgm_ops)",
      "using gin (choices)",
      "(store_id, cover_id)",
    ],
  },
  {
    name: "variants",
    ids: ["id", "product_id", "picture_id"],
    indexes: [
      "unique (id)",
      "unique (store_id, product_id, option1, option2, option3)",
      "(store_id, sku) where sku <> ''",
      "(store_id, picture_id)",
    ],
  },
  {
    name: "product_categories",
    ids: ["category_id", "product_id"],
    indexes: ["unique (store_id, category_id, product_id)", "(store_id, product_id)"],
  },
];

/**
 * Copies the stores into one set of tables with a `store_id`, and makes the login that reads them. The
 * rows of a store lie next to each other, which is kinder than a shop's life would leave them.
 */
export async function copyToOneTable(
  client: pg.Client,
  storeIds: readonly number[],
  database: BenchDatabase,
): Promise<void> {
  const role = quoteName(database.oneTableRole);
  const { password, pathname } = new URL(database.oneTableUrl);
  const settings = `ALTER ROLE ${role} IN DATABASE ${quoteName(pathname.slice(1))} SET`;
  await client.query(`
    CREATE ROLE ${role} LOGIN NOINHERIT PASSWORD ${quoteText(password)};
    GRANT ${quoteName(roles.platform)} TO ${role};
    GRANT CONNECT ON DATABASE ${quoteName(pathname.slice(1))} TO ${role};
    CREATE SCHEMA one_table;
    ${settings} search_path = one_table;
    ${settings} statement_timeout = '5s';`);
  for (const table of tables) await copyTable(client, table, storeIds);
  await client.query(`
    GRANT USAGE ON SCHEMA one_table TO ${role};
    GRANT SELECT ON ALL TABLES IN SCHEMA one_table TO ${role};`);
}

async function copyTable(
  client: pg.Client,
  { name, ids, indexes }: Table,
  storeIds: readonly number[],
): Promise<void> {
  const [first = 0] = storeIds;
  await client.query(
    `create table one_table.${name} (store_id integer not null, like ${schemaOf(first)}.${name})`,
  );
  const { rows } = await client.query<{ column: string }>(
    `select attname as column from pg_attribute
     where attrelid = 'one_table.${name}'::regclass and attnum > 1 and not attisdropped order by attnum`,
  );
  for (const id of storeIds) {
    const columns = rows.map(({ column }) =>
      ids.includes(column) ? `${column} + ${id * idsAStore}` : column,
    );
    await client.query(
      `insert into one_table.${name} select ${id}, ${columns.join(", ")} from ${schemaOf(id)}.${name}`,
    );
  }
  for (const index of indexes) {
    const [kind, rest] = index.startsWith("unique ")
      ? ["unique index", index.slice(7)]
      : ["index", index];
    await client.query(`create ${kind} on one_table.${name} ${rest}`);
  }
}
