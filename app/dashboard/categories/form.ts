import { isSlug, slugFor } from "../../catalogue/product-draft.ts";
import type { DeskContext } from "../../context.ts";
import type {
  CategoryColumns,
  DeskCategory,
  ListedCategory,
  PlacedProduct,
} from "../../models/store/desk/catalogue/categories.ts";
import { Form } from "../form.ts";

/** A category as its form has it. */
export type TypedCategory = Record<
  "name" | "slug" | "description" | "parent" | "seo_title" | "seo_description",
  string
>;

export const emptyCategory: TypedCategory = {
  name: "",
  slug: "",
  description: "",
  parent: "",
  seo_title: "",
  seo_description: "",
};

/** How a category's form shows it. */
export function typedOf(category: DeskCategory): TypedCategory {
  const { name, slug, description, parent_id, seo_title, seo_description } = category;
  const parent = parent_id === null ? "" : String(parent_id);
  return { name, slug, description, parent, seo_title, seo_description };
}

/** Reads a category's form; `parents` are those below which it may stand. */
export function readCategory(
  ctx: DeskContext,
  parents: readonly Pick<ListedCategory, "id">[],
): { form: Form; columns: CategoryColumns } {
  const form = new Form(ctx);
  const name = form.text("name", { missing: "Please give it a name." });
  const slug = form.text("slug") || slugFor(name || "category");
  if (!isSlug(slug))
    form.refuse(
      "slug",
      "An address has small letters a to z, digits and single hyphens: table-ware",
    );
  const below = form.text("parent");
  const parent = parents.find(({ id }) => String(id) === below);
  if (below && !parent)
    form.refuse("parent", "It cannot stand below itself, or below what is gone.");
  const columns = {
    ...{ name, slug, parent_id: parent?.id ?? null },
    description: form.text("description", { most: 2_000 }),
    seo_title: form.text("seo_title", { most: 255 }),
    seo_description: form.text("seo_description", { most: 500 }),
  };
  return { form, columns };
}

/** Those below which a category can stand: not itself, and nothing that is below it. */
export function parentsFor(id: number, rows: readonly ListedCategory[]): ListedCategory[] {
  const categories = rows.filter(({ kind }) => kind === "category");
  const below = new Set([id]);
  let grown = 0;
  while (grown !== below.size) {
    grown = below.size;
    for (const row of categories) if (below.has(row.parent_id ?? -1)) below.add(row.id);
  }
  return categories.filter((row) => !below.has(row.id));
}

/** In which order the products of a category are to stand, and which are to leave it, as its form says. */
export function readPlaces(ctx: DeskContext, products: readonly PlacedProduct[]) {
  const sent = ctx.state.form ?? new URLSearchParams();
  const placed = products
    .filter(({ id }) => sent.has(`place_${id}`))
    .map(({ id }, index) => ({
      id,
      index,
      place: Number.parseInt(sent.get(`place_${id}`) ?? "", 10) || 0,
    }));
  const out = placed.map(({ id }) => id).filter((id) => sent.has(`out_${id}`));
  const order = placed
    .filter(({ id }) => !out.includes(id))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ id }) => id);
  return { order, out };
}
