import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { CategoryPath } from "./category.ts";
import { type ShownPicture, shownPicture } from "./picture.ts";
import { visible } from "./visibility.ts";

/** Which products a list shows. Money is in minor units. */
export interface ProductFilter {
  /** Any of these categories. */
  categoryIds?: number[] | undefined;
  /** In this collection. */
  collectionId?: number | undefined;
  /** By option name, the values of which one is enough. */
  choices?: ReadonlyMap<string, readonly string[]> | undefined;
  priceFrom?: number | undefined;
  priceTo?: number | undefined;
  inStock?: boolean | undefined;
  /** Words that must all occur; each may be only the beginning of one. */
  words?: string | undefined;
  /** Text that a product's title, vendor, type or tags must resemble. */
  like?: string | undefined;
}

export type ProductSort = "featured" | "newest" | "price-up" | "price-down" | "title" | "best";

/** A product in a list. */
export interface ProductCard {
  id: number;
  slug: string;
  title: string;
  vendor: string;
  price_min: number;
  price_max: number;
  compare_at_price: number | null;
  stock: "in" | "low" | "out";
  variant_count: number;
  /** Its variant, where there is nothing to choose. */
  variant_id: number | null;
  cover: ShownPicture | null;
}

/** What else could be chosen, with how many products there would be. */
export interface Facets {
  total: number;
  categories: { id: number; count: number }[];
  choices: { choice: string; count: number }[];
  lowest: number | null;
  highest: number | null;
  inStock: number;
}

const orders: Record<ProductSort, string> = {
  featured: "in_collection nulls last, p.published_at desc, p.id desc",
  newest: "p.published_at desc, p.id desc",
  "price-up": "p.price_min, p.id",
  "price-down": "p.price_min desc, p.id desc",
  title: "lower(p.title), p.id",
  best: "closeness desc, p.published_at desc, p.id desc",
};

/** One page of the products that a filter lets through. */
export function findProducts(
  filter: ProductFilter,
  sort: ProductSort,
  page: { size: number; offset: number },
): Promise<ProductCard[]> {
  const where = new Where(filter);
  const sql = `
    select p.id, p.slug, p.title, p.vendor, p.price_min, p.price_max, p.stock, p.variant_count,
      case when p.variant_count = 1 then (select v.id from variants v where v.product_id = p.id limit 1) end as variant_id,
      case when p.compare_at_price > p.price_min then p.compare_at_price end as compare_at_price, ${shownPicture("f")} as cover${where.extras(sort)}
    from products p left join pictures f on f.id = p.cover_id
    where ${visible} and ${where.all()}
    order by ${orders[sort]} limit ${where.bind(page.size)} offset ${where.bind(page.offset)}`;
  return sequelize.query<ProductCard>(sql, { bind: where.values, type: QueryTypes.SELECT });
}

/** Whether a filter lets any product through. */
export async function findsAny(filter: ProductFilter): Promise<boolean> {
  const where = new Where(filter);
  const rows = await sequelize.query(
    `select p.id from products p where ${visible} and ${where.all()} limit 1`,
    { bind: where.values, type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/**
 * Counts what a list could be narrowed to. Within a group (price, stock, one option, the categories)
 * the others' choices count, its own do not: so a shopper sees what ticking one more would give.
 */
export async function findFacets(
  filter: ProductFilter,
  categoryPaths: readonly CategoryPath[],
): Promise<Facets> {
  const where = new Where(filter);
  const options = where.options();
  const chosen = options.map((option) => `b.${option.column}`);
  const all = ["b.in_category", "b.in_price", "b.in_stock", ...chosen];
  const but = (...left: string[]) =>
    all.filter((column) => !left.includes(column)).join(" and ") || "true";
  const ownOptionAside = options.map(
    ({ name, column }) => `(starts_with(o.choice, ${where.bind(`${name}:`)}) or b.${column})`,
  );
  const ancestors = where.bind(categoryPaths.map((path) => path.ancestor));
  const members = where.bind(categoryPaths.map((path) => path.category));
  const sql = `
    with b as materialized (
      select p.id, p.price_min, p.choices, p.stock <> 'out' as available, ${where.columns()}
      from products p where ${visible} and ${where.scope()})
    select n.*,
      (select coalesce(json_agg(row_to_json(g)), '[]') from (
        select d.ancestor as id, count(*) as count from (
          select distinct t.ancestor, b.id
          from b join product_categories pc on pc.product_id = b.id
            join unnest(${ancestors}::integer[], ${members}::integer[]) as t (ancestor, category) on t.category = pc.category_id
          where ${but("b.in_category")}) d
        group by d.ancestor) g) as categories,
      (select coalesce(json_agg(row_to_json(g)), '[]') from (
        select o.choice, count(*) as count from b, unnest(b.choices) as o (choice)
        where ${[but(...chosen), ...ownOptionAside].join(" and ")} group by o.choice order by o.choice) g) as choices
    from (
      select count(*) filter (where ${but()}) as total,
        count(*) filter (where b.available and ${but("b.in_stock")}) as "inStock",
        min(b.price_min) filter (where ${but("b.in_price")}) as lowest,
        max(b.price_min) filter (where ${but("b.in_price")}) as highest
      from b) n`;
  const [facets] = await sequelize.query<Facets>(sql, {
    bind: where.values,
    type: QueryTypes.SELECT,
  });
  if (!facets) throw new Error("Counting gave no row");
  return facets;
}

/** Turns a filter into conditions with bound values; nothing that a visitor wrote becomes SQL text. */
class Where {
  readonly values: unknown[] = [];
  readonly #filter: ProductFilter;
  #options: { name: string; column: string; condition: string }[] | undefined;

  constructor(filter: ProductFilter) {
    this.#filter = filter;
  }

  /** Keeps a value and gives the name under which SQL finds it. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** What makes the list what it is: a search or a collection. */
  scope(): string {
    const { collectionId, words, like } = this.#filter;
    return all([
      collectionId !== undefined && inCategories(`array[${this.bind(collectionId)}]::integer[]`),
      words !== undefined && `p.words @@ ${this.#query(words)}`,
      like !== undefined && `${this.#spelling(like)} <% p.spelling`,
    ]);
  }

  all(): string {
    const chosen = this.options().map((option) => option.condition);
    return all([this.scope(), this.#category(), this.#price(), this.#stock(), ...chosen]);
  }

  /** Each group's condition as a column of its own, for counting. */
  columns(): string {
    const columns = [
      `${this.#category()} as in_category`,
      `${this.#price()} as in_price`,
      `${this.#stock()} as in_stock`,
      ...this.options().map(({ condition, column }) => `${condition} as ${column}`),
    ];
    return columns.join(", ");
  }

  options(): { name: string; column: string; condition: string }[] {
    this.#options ??= [...(this.#filter.choices ?? [])].map(([name, values], index) => ({
      name,
      column: `in_option_${index}`,
      condition: `p.choices && ${this.bind(values.map((value) => `${name}:${value}`))}::text[]`,
    }));
    return this.#options;
  }

  /** Columns that only an order needs. */
  extras(sort: ProductSort): string {
    const { collectionId, words, like } = this.#filter;
    if (sort === "featured") {
      const collection = this.bind(collectionId ?? 0);
      return `, (select c.position from product_categories c where c.product_id = p.id and c.category_id = ${collection}) as in_collection`;
    }
    if (sort !== "best") return "";
    if (like !== undefined)
      return `, public.word_similarity(${this.#spelling(like)}, p.spelling) as closeness`;
    return `, ts_rank(p.words, ${this.#query(words ?? "")}) as closeness`;
  }

  #query(words: string): string {
    return `public.search_query(${this.bind(words)})`;
  }

  /** As products are spelt in the column to which it is compared. */
  #spelling(text: string): string {
    return `lower(public.unaccent('public.unaccent', ${this.bind(text)}))`;
  }

  #category(): string {
    const ids = this.#filter.categoryIds;
    return ids ? inCategories(`${this.bind(ids)}::integer[]`) : "true";
  }

  #price(): string {
    const { priceFrom, priceTo } = this.#filter;
    return all([
      priceFrom !== undefined && `p.price_min >= ${this.bind(priceFrom)}`,
      priceTo !== undefined && `p.price_min <= ${this.bind(priceTo)}`,
    ]);
  }

  #stock(): string {
    return this.#filter.inStock ? "p.stock <> 'out'" : "true";
  }
}

function inCategories(ids: string): string {
  return `exists (select from product_categories pc where pc.product_id = p.id and pc.category_id = any (${ids}))`;
}

function all(conditions: (string | false | undefined)[]): string {
  return `(${conditions.filter(Boolean).join(" and ") || "true"})`;
}
