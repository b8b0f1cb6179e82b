import type pg from "pg";
import { newestVersion } from "../migrations.ts";
import { schemaOf } from "../roles.ts";
import { employ, membersOf } from "./belongings.ts";
import { type CopiedFiles, lockingAll, readStore } from "./export.ts";
import { CannotCopy, CannotWrite, writeFault } from "./faults.ts";
import { type EmptyRoom, fillRoom } from "./room.ts";
import {
  type CopiedTable,
  columnList,
  positionsOf,
  setPositions,
  tableName,
  tablesOf,
} from "./tables.ts";

export interface CloneOptions {
  code: string;
  name: string;
  /** Whether customers, orders, carts and the log are copied too. */
  withCustomers: boolean;
  /** Who does it, for the record. */
  actor: string;
  filesOf: (id: number) => CopiedFiles;
  /** How many tables and files of how many. */
  progress?: (done: number, total: number) => void;
}

export interface CloneReport {
  id: number;
  state: "open" | "suspended";
  rows: number;
  files: number;
  /** How many people may work in it: those of the original. */
  members: number;
}

/** What becomes of a table: its rows as they are, none of them, or with other values (SQL) in some columns. */
type Rule = "as it is" | "empty" | Readonly<Record<string, string>>;

/**
 * A clone is for trying things out: nobody is signed in there, no file is half taken in, it cannot charge a card, and
 * whoever finds it sees that it is closed.
 */
const always: Readonly<Record<string, Rule>> = {
  settings: { closed: "true" },
  payment_methods: { secrets: "''", enabled: "enabled and kind <> 'stripe'" },
  sessions: "empty",
  imports: "empty",
};

/** What tells nothing of anybody who bought something or worked there. Any table that is not here stays empty. */
const withoutCustomers: Readonly<Record<string, Rule>> = {
  ...always,
  revision: "as it is",
  themes: "as it is",
  products: "as it is",
  variants: { reserved: "0" },
  pictures: "as it is",
  categories: "as it is",
  product_categories: "as it is",
  pages: "as it is",
  menu_items: "as it is",
  shipping_zones: "as it is",
  tax_rates: "as it is",
  discounts: { used: "0" },
  counters: { last_order: "default" },
  redirects: "as it is",
};

/**
 * Copies a store beside itself, as it stands at one moment, while its shop is open: without what is of its customers, unless
 * that is asked for. One with customers is suspended, as their addresses are true. Domains, payment keys, sessions and
 * errands are never copied. All of it in one transaction, or nothing.
 * @throws CodeTaken · CannotCopy · CannotWrite
 */
export async function cloneStore(
  client: pg.Client,
  from: number,
  options: CloneOptions,
): Promise<CloneReport> {
  const { code, name, withCustomers, actor, filesOf } = options;
  const first = await lockingAll(client, from);
  const original = await readStore(client, from);
  const clone = new Clone(client, from, options);
  const state = withCustomers ? "suspended" : "open";
  let members = 0;
  const id = await fillRoom(client, {
    version: newestVersion("store"),
    isolation: "REPEATABLE READ",
    first,
    store: {
      ...{ code, name, state, plan: original.plan },
      deed: { actor, kind: "store.cloned", detail: { from: original.code } },
    },
    fill: (room) => clone.fill(room),
    last: async (id) => {
      const staff = await membersOf(client, from);
      await employ(client, id, staff);
      members = staff.length;
    },
    removeFiles: (id) => filesOf(id).removeAll(),
  });
  return { id, state, rows: clone.rows, files: clone.files, members };
}

class Clone {
  rows = 0;
  files = 0;
  readonly #client: pg.Client;
  readonly #from: number;
  readonly #options: CloneOptions;

  constructor(client: pg.Client, from: number, options: CloneOptions) {
    this.#client = client;
    this.#from = from;
    this.#options = options;
  }

  /** Begun anew after another transaction was in the way, it counts anew. */
  async fill(room: EmptyRoom): Promise<void> {
    const { progress = () => {}, filesOf, withCustomers } = this.#options;
    const tables = await this.#sameTables(room);
    const names = await filesOf(this.#from).list();
    const total = tables.length + names.length;
    this.rows = 0;
    this.files = 0;
    for (const [done, table] of tables.entries()) {
      progress(done, total);
      await this.#copyTable(room.id, table);
    }
    if (!withCustomers) await this.#restock(room.id);
    for (const name of names) {
      progress(tables.length + this.files, total);
      await this.#copyFile(room.id, name);
    }
    progress(total, total);
  }

  /** @throws CannotCopy when the original's tables are not those that its migrations make */
  async #sameTables({ tables: expected }: EmptyRoom): Promise<CopiedTable[]> {
    const { code, version } = await readStore(this.#client, this.#from);
    if (version !== newestVersion("store"))
      throw new CannotCopy(
        `${code} has version ${version} of ${newestVersion("store")}: bring it up to date with \`db migrate\`, then clone it`,
      );
    const tables = await tablesOf(this.#client, this.#from);
    if (JSON.stringify(tables) === JSON.stringify(expected)) return tables;
    throw new CannotCopy(
      `The tables of ${code} are not as its migrations make them: see \`db drift --store ${code}\`, mend it, then clone it`,
    );
  }

  async #copyTable(id: number, table: CopiedTable): Promise<void> {
    const rule = this.#ruleFor(table.name);
    if (rule === "empty") return;
    const values = rule === "as it is" ? {} : rule;
    const columns = table.columns.filter((column) => values[column] !== "default");
    const selected = columns.map((column) => values[column] ?? columnList([column]));
    const { rowCount } = await this.#client.query(
      `INSERT INTO ${tableName(id, table.name)} (${columnList(columns)}) OVERRIDING SYSTEM VALUE
       SELECT ${selected.join(", ")} FROM ${tableName(this.#from, table.name)}`,
    );
    this.rows += rowCount ?? 0;
    const positions = await positionsOf(this.#client, this.#from, table);
    await setPositions(this.#client, id, table.name, positions);
  }

  #ruleFor(table: string): Rule {
    if (this.#options.withCustomers) return always[table] ?? "as it is";
    return withoutCustomers[table] ?? "empty";
  }

  /** What orders held is free again: the ledger begins with what is there, and products say so. */
  async #restock(id: number): Promise<void> {
    await this.#client.query(
      `insert into ${tableName(id, "stock_movements")} (variant_id, kind, on_hand)
       select id, 'counted', on_hand from ${tableName(id, "variants")} where on_hand <> 0 order by id`,
    );
    await this.#client.query(
      `select public.summarise($1, array(select id from ${tableName(id, "products")}))`,
      [schemaOf(id)],
    );
  }

  /** One that was removed meanwhile is no picture of the original any more. */
  async #copyFile(id: number, name: string): Promise<void> {
    const { filesOf } = this.#options;
    const content = await filesOf(this.#from).read(name);
    if (!content) return;
    try {
      await filesOf(id).write(name, content);
    } catch (error) {
      const fault = writeFault(error);
      if (!fault) throw error;
      throw new CannotWrite(
        `The file ${name} could not be written: ${fault}. Nothing was cloned: make room, then run it again`,
      );
    }
    this.files += 1;
  }
}
