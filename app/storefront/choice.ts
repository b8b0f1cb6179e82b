import { z } from "zod";
import type { StoreContext } from "../context.ts";
import type { ProductFilter, ProductSort } from "../models/store/catalogue.ts";
import type { CategoryPath, CategoryRow } from "../models/store/category.ts";
import { toMinor } from "../money.ts";
import type { ShopContents } from "../shop-frame.ts";
import { type CategoryInTree, descendants, idsBelow, pathsOf } from "./category-tree.ts";

/** How many products a page of a list shows. */
export const pageSize = 24;
const mostPages = 10_000;

export const sortLabels: Partial<Record<ProductSort, string>> = {
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
/** The parameters of a list, with what they mean where they are missing or make no sense. */
export type Query = z.output<typeof query>;

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

/** What a visitor chose, understood: the questions to the database are in it. */
export interface Choice {
  chosen: Query;
  prices: Prices;
  category: CategoryRow | undefined;
  sort: ProductSort;
  filter: ProductFilter;
  page: { size: number; offset: number };
  /** The categories that can be chosen. */
  tree: CategoryInTree[];
  /** Each of them, with those that count for it. */
  paths: CategoryPath[];
}

export interface Prices {
  from: number | undefined;
  to: number | undefined;
  error: string;
}

export const nothingChosen: Query = {
  category: "",
  option: [],
  price_from: "",
  price_to: "",
  in_stock: undefined,
  sort: "",
  page: 1,
};

/** Understands what a visitor chose; a price that is none answers 422. */
export function readChoice(ctx: StoreContext, contents: ShopContents, scope: ListingScope): Choice {
  const chosen = query.parse(ctx.query);
  const prices = readPrices(chosen, contents.settings.currency);
  if (prices.error) ctx.status = 422;
  const tree = descendants(contents, scope.below?.id ?? null);
  const category = tree.find((row) => row.slug === chosen.category);
  const sort = isSort(chosen.sort) ? chosen.sort : scope.sort;
  const filter = narrowed(
    scope.filter,
    chosen,
    prices,
    category && idsBelow(contents, category.id),
  );
  const page = { size: pageSize, offset: (chosen.page - 1) * pageSize };
  const paths = pathsOf(contents, tree);
  return { chosen, prices, category, sort, filter, page, tree, paths };
}

/** "Size:M" is the value M of the option Size; an option's name has no colon. */
export function splitChoice(choice: string): [name: string, value: string] {
  const colon = choice.indexOf(":");
  return [choice.slice(0, colon), choice.slice(colon + 1)];
}

/** What a visitor typed into the search field: the first 100 signs of it. */
export function searchText(ctx: StoreContext): string {
  const typed = z.string().catch("").parse(ctx.query.q);
  return [...typed.trim().slice(0, 1_000)].slice(0, 100).join("").trim();
}

function isSort(text: string): text is ProductSort {
  return Object.hasOwn(sortLabels, text);
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
