import { productStatuses } from "../../../catalogue/product-draft.ts";
import type { DeskContext } from "../../../context.ts";
import {
  type DeskFilter,
  type DeskPage,
  type Place,
  type ProductOrder,
  productOrders,
} from "../../../models/store/desk/catalogue/product-list.ts";
import { asked } from "../../../staff/asked.ts";
import { askedOf, listPath, wholeNumber } from "../../lists.ts";

/** What a list of products was asked for. */
export interface ListChoice {
  /** As it stands in the address. */
  query: Record<"q" | "status" | "stock" | "category" | "sort", string>;
  order: ProductOrder;
  place: Place | undefined;
}

/** Reads from the address which products are wanted; what makes no sense is not asked for. */
export function readChoice(ctx: DeskContext): ListChoice {
  const category = wholeNumber(asked(ctx, "category"));
  const order = askedOf(ctx, "sort", productOrders);
  const query = {
    q: asked(ctx, "q"),
    status: askedOf(ctx, "status", ["", ...productStatuses]),
    stock: askedOf(ctx, "stock", ["", "in", "low", "out"]),
    category: category === undefined ? "" : String(category),
    sort: order === "changed" ? "" : order,
  };
  return { query, order, place: placeOf(ctx, order) };
}

export function filterOf({ query }: ListChoice): DeskFilter {
  return {
    status: productStatuses.find((status) => status === query.status),
    stock: (["in", "low", "out"] as const).find((stock) => stock === query.stock),
    category: query.category ? Number(query.category) : undefined,
    words: /[\p{L}\p{N}]/u.test(query.q) ? query.q : undefined,
  };
}

/** The addresses of the pages before and after; "" where there is none. */
export function pagesOf(
  ctx: DeskContext,
  { query, place }: ListChoice,
  { products, more }: DeskPage,
): { previous: string; next: string } {
  const [first, last] = [products[0], products.at(-1)];
  const backwards = place?.side === "before";
  const address = (side: string, at: { id: number; key: string } | undefined) =>
    at ? listPath(ctx, "/products", { ...query, [side]: `${at.id}~${at.key}` }) : "";
  return {
    previous: (backwards ? more : place !== undefined) ? address("before", first) : "",
    next: backwards || more ? address("after", last) : "",
  };
}

/** A place is a product's id and what the list is sorted by there, as its links have it. */
function placeOf(ctx: DeskContext, order: ProductOrder): Place | undefined {
  for (const side of ["after", "before"] as const) {
    const [, id = "", key = ""] = /^(\d{1,9})~([\s\S]{1,300})$/.exec(asked(ctx, side, 400)) ?? [];
    if (id && isKey[order](key)) return { side, id: Number(id), key };
  }
  return undefined;
}

const isKey: Record<ProductOrder, (key: string) => boolean> = {
  changed: isMoment,
  newest: (key) => /^\d{1,9}$/.test(key),
  title: () => true,
};

const moment =
  /^(20\d\d-\d\d-\d\d) ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/;

/** As PostgreSQL writes it; a 31st of February would be an error there. */
function isMoment(key: string): boolean {
  const [, day = ""] = moment.exec(key) ?? [];
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
