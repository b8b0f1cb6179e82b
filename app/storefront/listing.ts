import { z } from "zod";
import type { StoreContext } from "../context.ts";
import { NotFound } from "../errors.ts";
import {
  type Facets,
  findFacets,
  findProducts,
  type ProductCard,
  type ProductFilter,
  type ProductSort,
} from "../models/store/catalogue.ts";
import type { CategoryPath, CategoryRow } from "../models/store/category.ts";
import { toMajorText, toMinor } from "../money.ts";
import type { ShopContents } from "../shop-frame.ts";

const pageSize = 24;
const mostPages = 10_000;

const sortLabels: Partial<Record<ProductSort, string>> = {
  featured: "Featured",
  newest: "Newest",
  "price-up": "Price, low to high",
  "price-down": "Price, high to low",
  title: "Name, A to Z",
};

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const price = z.string().trim().max(100).default("").catch("");
// `default` beside `catch`: what is absent is no error, which would cost ten times as much.
const query = z.object({
  category: z.string().max(200).default("").catch(""),
  option: many
    .pipe(z.array(z.string().max(300)).max(60))
    .transform(choicesAmong)
    .default([])
    .catch([]),
  price_from: price,
  price_to: price,
  in_stock: z.literal("1").optional().catch(undefined),
  sort: z.string().max(20).default("").catch(""),
  page: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform((text) => Math.min(Number(text), mostPages))
    .default(1)
    .catch(1),
});
type Query = z.output<typeof query>;

/** What a list is of, before the visitor narrows it: a category, a collection, a search. */
export interface ListingScope {
  /** Path and parameters that belong to the list itself. */
  action: string;
  hidden: { name: string; value: string }[];
  filter: ProductFilter;
  sort: ProductSort;
  /** The category whose page this is: only its descendants can be chosen. */
  below?: CategoryRow;
}

export interface Listing {
  products: ProductCard[];
  total: number;
  first: number;
  last: number;
  sorts: { value: string; label: string; selected: boolean }[];
  action: string;
  hidden: { name: string; value: string }[];
  filters: ListingFilters;
  pills: { label: string; href: string }[];
  clear: string;
  pages: { label: string; href: string; current: boolean; gap: boolean }[];
  previous: string;
  next: string;
}

interface ListingFilters {
  categories: { value: string; label: string; count: number; selected: boolean; depth: number }[];
  options: {
    name: string;
    values: { value: string; label: string; count: number; selected: boolean }[];
  }[];
  price: { from: string; to: string; lowest: string; highest: string; error: string };
  inStock: { selected: boolean; count: number };
}

/**
 * Reads what the visitor chose, asks for the products and counts what else could be chosen. A price
 * that is none answers 422 and is shown again beside a message.
 * @throws NotFound for a page beyond the last one
 */
export async function listProducts(
  ctx: StoreContext,
  contents: ShopContents,
  scope: ListingScope,
): Promise<Listing> {
  const choice = readChoice(ctx, contents, scope);
  const [products, facets] = await Promise.all([
    findProducts(choice.filter, choice.sort, choice.page),
    findFacets(choice.filter, choice.paths),
  ]);
  return listingOf(contents, scope, choice, { products, facets });
}

/** The list as its view shows it. @throws NotFound for a page beyond the last one */
export function listingOf(
  contents: ShopContents,
  scope: ListingScope,
  choice: Choice,
  { products, facets }: { products: ProductCard[]; facets: Facets },
): Listing {
  const { chosen, page, sort } = choice;
  if (products.length === 0 && chosen.page > 1) throw new NotFound("This list has fewer pages.");

  const address = addressOf(scope, chosen, sort);
  return {
    products,
    total: facets.total,
    first: products.length === 0 ? 0 : page.offset + 1,
    last: page.offset + products.length,
    sorts: sortsFor(scope, sort),
    action: scope.action,
    hidden: scope.hidden,
    filters: filtersOf(contents, scope, choice, facets),
    pills: pills(chosen, choice.category, address),
    clear: address(nothingChosen),
    ...pagesOf(facets.total, chosen.page, (number) => address({ ...chosen, page: number })),
  };
}

/** The ids of a category and of everything below it. */
export function idsBelow(contents: ShopContents, id: number): number[] {
  const children = contents.categories.filter((row) => row.parent_id === id);
  return [id, ...children.flatMap((child) => idsBelow(contents, child.id))];
}

/** Each category below one (or all of them), with itself and whatever is below it. */
export function pathsBelow(contents: ShopContents, root: number | null): CategoryPath[] {
  return descendants(contents, root).flatMap(({ id }) =>
    idsBelow(contents, id).map((category) => ({ ancestor: id, category })),
  );
}

/** What a visitor typed into the search field: the first 100 signs of it. */
export function searchText(ctx: StoreContext): string {
  const typed = z.string().catch("").parse(ctx.query.q);
  return [...typed.trim().slice(0, 1_000)].slice(0, 100).join("").trim();
}

const nothingChosen: Query = {
  category: "",
  option: [],
  price_from: "",
  price_to: "",
  in_stock: undefined,
  sort: "",
  page: 1,
};

/** What a visitor chose, understood: the questions to the database are in it. */
export interface Choice {
  chosen: Query;
  prices: Prices;
  category: CategoryRow | undefined;
  sort: ProductSort;
  filter: ProductFilter;
  page: { size: number; offset: number };
  /** Each category that can be chosen, with those that count for it. */
  paths: { ancestor: number; category: number }[];
}

interface Prices {
  from: number | undefined;
  to: number | undefined;
  error: string;
}

/** Understands what a visitor chose; a price that is none answers 422. */
export function readChoice(ctx: StoreContext, contents: ShopContents, scope: ListingScope): Choice {
  const chosen = query.parse(ctx.query);
  const prices = readPrices(chosen, contents.settings.currency);
  if (prices.error) ctx.status = 422;
  const category = descendants(contents, scope.below?.id ?? null).find(
    (row) => row.slug === chosen.category,
  );
  const sort = isSort(chosen.sort) ? chosen.sort : scope.sort;
  const filter = narrowed(
    scope.filter,
    chosen,
    prices,
    category && idsBelow(contents, category.id),
  );
  const page = { size: pageSize, offset: (chosen.page - 1) * pageSize };
  const paths = pathsBelow(contents, scope.below?.id ?? null);
  return { chosen, prices, category, sort, filter, page, paths };
}

function isSort(text: string): text is ProductSort {
  return Object.hasOwn(sortLabels, text);
}

function filtersOf(
  contents: ShopContents,
  scope: ListingScope,
  { chosen, prices }: Choice,
  facets: Facets,
): ListingFilters {
  const { price_from: from, price_to: to, in_stock } = chosen;
  return {
    categories: categoryFilters(contents, facets, chosen, scope.below?.id ?? null),
    options: optionFilters(facets, chosen),
    price: { from, to, ...range(facets, contents.settings.currency), error: prices.error },
    inStock: { selected: in_stock === "1", count: facets.inStock },
  };
}

function readPrices({ price_from, price_to }: Query, currency: string): Prices {
  try {
    const from = price_from ? toMinor(price_from, currency) : undefined;
    const to = price_to ? toMinor(price_to, currency) : undefined;
    return { from, to, error: "" };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { from: undefined, to: undefined, error: "Please give prices like 10 or 12.50." };
  }
}

function narrowed(
  scope: ProductFilter,
  chosen: Query,
  prices: Prices,
  categoryIds: number[] | undefined,
): ProductFilter {
  return {
    ...scope,
    categoryIds: categoryIds ?? scope.categoryIds,
    choices: choicesByName(chosen.option),
    priceFrom: prices.from,
    priceTo: prices.to,
    inStock: chosen.in_stock === "1",
  };
}

function choicesByName(options: readonly string[]): Map<string, string[]> {
  const choices = new Map<string, string[]>();
  for (const option of options) {
    const [name, value] = splitChoice(option);
    choices.set(name, [...(choices.get(name) ?? []), value]);
  }
  return choices;
}

/** What can be a choice at all, each once. */
function choicesAmong(options: string[]): string[] {
  return [...new Set(options)].filter((option) => /^[^:]+:./s.test(option));
}

/** "Size:M" is the value M of the option Size; an option's name has no colon. */
function splitChoice(choice: string): [name: string, value: string] {
  const colon = choice.indexOf(":");
  return [choice.slice(0, colon), choice.slice(colon + 1)];
}

function descendants(
  contents: ShopContents,
  root: number | null,
  depth = 0,
): (CategoryRow & { depth: number })[] {
  return contents.categories
    .filter((row) => row.parent_id === root)
    .flatMap((row) => [{ ...row, depth }, ...descendants(contents, row.id, depth + 1)]);
}

function categoryFilters(
  contents: ShopContents,
  facets: Facets,
  chosen: Query,
  root: number | null,
) {
  const counts = new Map(facets.categories.map(({ id, count }) => [id, count]));
  return descendants(contents, root).map(({ id, slug, name, depth }) => ({
    value: slug,
    label: name,
    count: counts.get(id) ?? 0,
    selected: slug === chosen.category,
    depth,
  }));
}

function optionFilters(facets: Facets, chosen: Query): ListingFilters["options"] {
  const groups = new Map<string, ListingFilters["options"][number]["values"]>();
  for (const { choice, count } of [...facets.choices, ...chosenInVain(facets, chosen)]) {
    const [name, label] = splitChoice(choice);
    const value = { value: choice, label, count, selected: chosen.option.includes(choice) };
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return [...groups].map(([name, values]) => ({ name, values }));
}

/** Choices that nothing has, together with the others: they stay in the form, to be taken back there. */
function chosenInVain({ choices }: Facets, { option }: Query): Facets["choices"] {
  const counted = new Set(choices.map(({ choice }) => choice));
  return option.filter((choice) => !counted.has(choice)).map((choice) => ({ choice, count: 0 }));
}

function range(facets: Facets, currency: string): { lowest: string; highest: string } {
  const text = (amount: number | null) => (amount === null ? "" : toMajorText(amount, currency));
  return { lowest: text(facets.lowest), highest: text(facets.highest) };
}

function sortsFor(scope: ListingScope, sort: ProductSort): Listing["sorts"] {
  const labels: Partial<Record<ProductSort, string>> =
    scope.sort === "best" ? { best: "Best match", ...sortLabels } : sortLabels;
  return Object.entries(labels)
    .filter(([value]) => value !== "featured" || scope.filter.collectionId !== undefined)
    .map(([value, label]) => ({ value, label, selected: value === sort }));
}

type Address = (chosen: Query) => string;

function addressOf(scope: ListingScope, current: Query, sort: ProductSort): Address {
  return (chosen) => {
    const pairs: [string, string][] = [
      ...scope.hidden.map(({ name, value }): [string, string] => [name, value]),
      ["category", chosen.category],
      ...chosen.option.map((value): [string, string] => ["option", value]),
      ["price_from", chosen.price_from],
      ["price_to", chosen.price_to],
      ["in_stock", chosen.in_stock ?? ""],
      ["sort", sort === scope.sort ? "" : current.sort],
      ["page", chosen.page > 1 ? String(chosen.page) : ""],
    ];
    const text = new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
    return text ? `${scope.action}?${text}` : scope.action;
  };
}

function pills(
  chosen: Query,
  category: CategoryRow | undefined,
  address: Address,
): Listing["pills"] {
  const without = (change: Partial<Query>) => address({ ...chosen, page: 1, ...change });
  const { price_from: from, price_to: to } = chosen;
  return [
    ...(category ? [{ label: category.name, href: without({ category: "" }) }] : []),
    ...chosen.option.map((option) => ({
      label: splitChoice(option).join(": "),
      href: without({ option: chosen.option.filter((other) => other !== option) }),
    })),
    ...(from ? [{ label: `From ${from}`, href: without({ price_from: "" }) }] : []),
    ...(to ? [{ label: `Up to ${to}`, href: without({ price_to: "" }) }] : []),
    ...(chosen.in_stock ? [{ label: "In stock", href: without({ in_stock: undefined }) }] : []),
  ];
}

function pagesOf(total: number, page: number, address: (page: number) => string) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  const shown = [1, page - 1, page, page + 1, last].filter((each) => each >= 1 && each <= last);
  const numbers = [...new Set(shown)].sort((a, b) => a - b);
  const pages = numbers.flatMap((each, index) => {
    const link = { label: String(each), href: address(each), current: each === page, gap: false };
    const skipped = index > 0 && each - (numbers[index - 1] ?? 0) > 1;
    return skipped ? [{ label: "…", href: "", current: false, gap: true }, link] : [link];
  });
  return {
    pages: last > 1 ? pages : [],
    previous: page > 1 ? address(page - 1) : "",
    next: page < last ? address(page + 1) : "",
  };
}
