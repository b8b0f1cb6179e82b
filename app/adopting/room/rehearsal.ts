import { countedKinds } from "../tally.ts";
import {
  type Contents,
  type Filled,
  type MergedCustomer,
  type NumberedTable,
  Numbers,
  type Person,
  type Room,
} from "./room.ts";

type Row = Record<string, unknown>;

const kindOfTable: Partial<Record<Filled, keyof Contents["rows"]>> = {
  categories: "categories",
  products: "products",
  variants: "variants",
  pictures: "pictures",
  product_categories: "product categories",
  customers: "customers",
  orders: "orders",
  order_lines: "order lines",
  pages: "pages",
};

/** Takes everything and keeps only the count: for looking at what would be. */
export class Rehearsal implements Room {
  readonly #numbers = new Numbers();
  readonly #totals = new Map<string, number>();
  readonly #domains: Set<string>;
  readonly #contents: Contents = {
    rows: Object.fromEntries(countedKinds.map((kind) => [kind, 0])) as Contents["rows"],
    ...{ prices: 0, stock: 0, units: 0, totals: [] },
  };

  /** `domains` are those that stores have; the new ones join them. */
  constructor(domains: Set<string>) {
    this.#domains = domains;
  }

  nextId(table: NumberedTable): number {
    return this.#numbers.next(table);
  }

  async insert(table: Filled, rows: readonly object[]): Promise<void> {
    const kind = kindOfTable[table];
    if (kind) this.#contents.rows[kind] += rows.length;
    for (const row of rows) this.#addUp(table, row as Row);
  }

  async addDomain(domain: string): Promise<boolean> {
    if (this.#domains.has(domain)) return false;
    this.#domains.add(domain);
    this.#contents.rows.domains += 1;
    return true;
  }

  async employ(_person: Person): Promise<void> {
    this.#contents.rows.people += 1;
  }

  async contents(): Promise<Contents> {
    return { ...this.#contents, totals: [...this.#totals] };
  }

  async setParents(): Promise<void> {}
  async summarise(): Promise<void> {}
  async mergeCustomers(rows: readonly MergedCustomer[]): Promise<void> {
    for (const { addresses } of rows) this.#contents.rows.addresses += addresses.length;
  }
  async run(): Promise<void> {}

  #addUp(table: Filled, row: Row): void {
    const figure = (name: string) => Number(row[name] ?? 0);
    const currency = String(row.currency);
    if (table === "customers" && Array.isArray(row.addresses))
      this.#contents.rows.addresses += row.addresses.length;
    if (table === "variants") this.#contents.prices += figure("price");
    if (table === "stock_movements") this.#contents.stock += figure("on_hand") - figure("reserved");
    if (table === "order_lines") this.#contents.units += figure("quantity");
    if (table === "orders")
      this.#totals.set(currency, (this.#totals.get(currency) ?? 0) + figure("total"));
  }
}
