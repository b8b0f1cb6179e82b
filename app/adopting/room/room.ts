import type pg from "pg";
import { quoteName, schemaOf } from "../../../db/roles.ts";
import type { CountedKind } from "../tally.ts";

/** Tables of a store whose rows get their ids here. */
export type NumberedTable =
  | "categories"
  | "products"
  | "variants"
  | "pictures"
  | "customers"
  | "orders"
  | "order_lines"
  | "payments"
  | "refunds"
  | "fulfilments"
  | "pages"
  | "menu_items";

export type Filled = NumberedTable | "product_categories" | "order_events" | "stock_movements";

/** Where the rows of a store go. */
export interface Room {
  /** The next id of a table that was empty. */
  nextId(table: NumberedTable): number;
  insert(table: Filled, rows: readonly object[]): Promise<void>;
  setParents(parents: ReadonlyMap<number, number>): Promise<void>;
  /** Brings what lists show of these products up to date. */
  summarise(productIds: readonly number[]): Promise<void>;
  /** Adds what a second row of the same person knew. */
  mergeCustomers(rows: readonly MergedCustomer[]): Promise<void>;
  /** Notes a domain for the store; false when another store has it. */
  addDomain(domain: string, isVerified: boolean, isPrimary: boolean): Promise<boolean>;
  /** Lets somebody work in the store, with an account made for them when there is none. */
  employ(person: Person): Promise<void>;
  run(sql: string, values: unknown[]): Promise<void>;
  /** What is there now. */
  contents(): Promise<Contents>;
}

/** Rows and sums of a store. Money in minor units. */
export interface Contents {
  rows: Record<CountedKind, number>;
  prices: number;
  /** What can be sold: on hand and not held. */
  stock: number;
  units: number;
  /** Of the orders, by their currencies. */
  totals: [currency: string, sum: number][];
}

export interface Person {
  /** As `readEmail` gives it. */
  email: string;
  name: string;
  /** "" for an account that opens with a new password only. */
  hash: string;
  verifiedAt: string | null;
  role: string;
}

export interface MergedCustomer {
  id: number;
  name: string;
  phone: string;
  addresses: object[];
  password_hash: string | null;
}

/** Ids for rows of tables that were empty. */
export class Numbers {
  readonly #last = new Map<NumberedTable, number>();

  next(table: NumberedTable): number {
    const id = (this.#last.get(table) ?? 0) + 1;
    this.#last.set(table, id);
    return id;
  }

  get all(): [NumberedTable, number][] {
    return [...this.#last];
  }
}

// Each of them would bring a product's row up to date for every row of its own: done once for all instead.
const summarising = [
  ["variants", "summarise_inserted"],
  ["variants", "summarise_updated"],
  ["pictures", "summarise_inserted"],
];

/**
 * The schema of a store that was opened for it and that nobody else can enter. Call inside a transaction as the owner,
 * whose search_path it sets.
 */
export class StoreRoom implements Room {
  readonly #client: pg.Client;
  readonly #numbers = new Numbers();
  readonly #schema: string;
  readonly #storeId: number;

  private constructor(client: pg.Client, storeId: number) {
    this.#client = client;
    this.#storeId = storeId;
    this.#schema = schemaOf(storeId);
  }

  static async enter(client: pg.Client, storeId: number): Promise<StoreRoom> {
    const room = new StoreRoom(client, storeId);
    await client.query(
      `SET LOCAL search_path = ${quoteName(room.#schema)}, public, pg_temp; SET LOCAL statement_timeout = 0`,
    );
    for (const [table, trigger] of summarising)
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
    return room;
  }

  nextId(table: NumberedTable): number {
    return this.#numbers.next(table);
  }

  async insert(table: Filled, rows: readonly object[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first).map(quoteName).join(", ");
    await this.#client.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  async setParents(parents: ReadonlyMap<number, number>): Promise<void> {
    await this.#client.query(
      "update categories c set parent_id = p.parent from unnest($1::integer[], $2::integer[]) as p (child, parent) where c.id = p.child",
      [[...parents.keys()], [...parents.values()]],
    );
  }

  async summarise(productIds: readonly number[]): Promise<void> {
    await this.#client.query("select public.summarise($1, $2)", [this.#schema, productIds]);
  }

  async mergeCustomers(rows: readonly MergedCustomer[]): Promise<void> {
    for (const { id, name, phone, addresses, password_hash: hash } of rows) {
      await this.#client.query(
        `update customers set name = coalesce(nullif(name, ''), $2), phone = coalesce(nullif(phone, ''), $3),
           addresses = addresses || $4::jsonb,
           password_hash = $5 where id = $1`,
        [id, name, phone, JSON.stringify(addresses), hash],
      );
    }
  }

  async addDomain(domain: string, isVerified: boolean, isPrimary: boolean): Promise<boolean> {
    const { rowCount } = await this.#client.query(
      `insert into public.store_domains (store_id, domain, is_verified, is_primary) values ($1, $2, $3, $4)
       on conflict (domain) do nothing`,
      [this.#storeId, domain, isVerified, isPrimary],
    );
    return rowCount === 1;
  }

  async employ({ email, name, hash, verifiedAt, role }: Person): Promise<void> {
    await this.#client.query(
      `insert into public.users (email, name, password_hash, verified_at) values ($1, $2, $3, $4)
       on conflict (email) do nothing`,
      [email, name, hash, verifiedAt],
    );
    await this.#client.query(
      `insert into public.memberships (user_id, store_id, role) select id, $2, $3 from public.users where email = $1
       on conflict do nothing`,
      [email, this.#storeId, role],
    );
  }

  async run(sql: string, values: unknown[]): Promise<void> {
    await this.#client.query(sql, values);
  }

  async contents(): Promise<Contents> {
    const { rows } = await this.#client.query<Contents>(contents, [this.#storeId]);
    if (!rows[0]) throw new Error("Counting gave no row");
    return rows[0];
  }

  /** Lets ids go on after those that were given out, and the triggers do their work again. */
  async leave(): Promise<void> {
    for (const [table, last] of this.#numbers.all) {
      await this.#client.query("select setval(pg_get_serial_sequence($1, 'id'), $2)", [
        `${this.#schema}.${table}`,
        last,
      ]);
    }
    for (const [table, trigger] of summarising)
      await this.#client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
  }
}

const rowsIn = (from: string) => `(select count(*) from ${from})`;

const counted: Record<CountedKind, string> = {
  domains: rowsIn("public.store_domains where store_id = $1"),
  people: rowsIn("public.memberships where store_id = $1"),
  categories: rowsIn("categories"),
  products: rowsIn("products"),
  variants: rowsIn("variants"),
  pictures: rowsIn("pictures"),
  "product categories": rowsIn("product_categories"),
  customers: rowsIn("customers"),
  addresses: "(select coalesce(sum(jsonb_array_length(addresses)), 0) from customers)",
  orders: rowsIn("orders"),
  "order lines": rowsIn("order_lines"),
  pages: rowsIn("pages"),
};

const counts = Object.entries(counted).map(([name, count]) => `'${name}', ${count}`);

const contents = `select json_build_object(${counts.join(", ")}) as rows,
  (select coalesce(sum(price), 0)::float8 from variants) as prices,
  (select coalesce(sum(on_hand - reserved), 0)::float8 from variants) as stock,
  (select coalesce(sum(quantity), 0)::float8 from order_lines) as units,
  (select coalesce(json_agg(json_build_array(currency, sum)), '[]') from
    (select currency, sum(total) from orders group by currency) t) as totals`;
