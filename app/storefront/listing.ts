import type { StoreContext } from "../context.ts";
import { NotFound } from "../errors.ts";
import {
  type Facets,
  findFacets,
  findProducts,
  type ProductCard,
  type ProductSort,
} from "../models/store/catalogue.ts";
import type { CategoryRow } from "../models/store/category.ts";
import { toMajorText } from "../money.ts";
import type { ShopContents } from "../shop-frame.ts";
import type { CategoryInTree } from "./category-tree.ts";
import {
  type Choice,
  type ListingScope,
  nothingChosen,
  pageSize,
  type Query,
  readChoice,
  sortLabels,
  splitChoice,
} from "./choice.ts";

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
    filters: filtersOf(contents, choice, facets),
    pills: pills(chosen, choice.category, address),
    clear: address(nothingChosen),
    ...pagesOf(facets.total, chosen.page, (number) => address({ ...chosen, page: number })),
  };
}

function filtersOf(
  contents: ShopContents,
  { chosen, prices, tree }: Choice,
  facets: Facets,
): ListingFilters {
  const { price_from: from, price_to: to, in_stock } = chosen;
  return {
    categories: categoryFilters(tree, facets, chosen),
    options: optionFilters(facets, chosen),
    price: { from, to, ...range(facets, contents.settings.currency), error: prices.error },
    inStock: { selected: in_stock === "1", count: facets.inStock },
  };
}

function categoryFilters(tree: readonly CategoryInTree[], facets: Facets, chosen: Query) {
  const counts = new Map(facets.categories.map(({ id, count }) => [id, count]));
  return tree.map(({ id, slug, name, depth }) => ({
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
