import { type DeskContext, field, inStore } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import {
  type DeskCategory,
  findCategory,
  isCategorySlugTaken,
  type ListedCategory,
  listCategories,
  mostPlaced,
  type PlacedProduct,
  placedProducts,
} from "../../models/store/desk/catalogue/categories.ts";
import { leaveNotice } from "../../notice.ts";
import { asked } from "../../staff/asked.ts";
import { changeShop, type Errors, idOf } from "../change.ts";
import { deskPath, goOn, showDesk } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import { categoryChoices } from "../products/categories.ts";
import { dropPictures } from "../products/editor/pictures.ts";
import {
  emptyCategory,
  parentsFor,
  readCategory,
  readPlaces,
  type TypedCategory,
  typedOf,
} from "./form.ts";
import { keepPicture, make, save } from "./saving.ts";

/** A form for a new category, or a new collection. */
export async function compose(ctx: DeskContext): Promise<void> {
  const kind = kindOf(asked(ctx, "kind"));
  const typed = { ...emptyCategory, parent: asked(ctx, "parent") };
  showCategory(ctx, { kind, typed, rows: await listCategories() });
}

/** A category or collection, with its products. */
export async function show(ctx: DeskContext): Promise<void> {
  const opened = await open(idOf(ctx));
  showCategory(ctx, { kind: opened.category.kind, typed: typedOf(opened.category), ...opened });
}

/** Makes a category of the form. */
export async function create(ctx: DeskContext): Promise<void> {
  const kind = kindOf(field(ctx, "kind"));
  const rows = await inStore(ctx.state.store.id, "read", listCategories);
  const { form, columns, picture } = await read(ctx, { kind, rows, id: 0 });
  if (!form.isRight) {
    ctx.status = 422;
    const typed = form.typed as TypedCategory;
    return showCategory(ctx, { kind, typed, rows, errors: form.errors });
  }
  const id = await changeShop(ctx, () => make(ctx, kind, { columns, picture }));
  leaveNotice(ctx, { text: `${columns.name} is ready.` });
  goOn(ctx, `/categories/${id}`);
}

/** Saves a category with its picture and the order of its products; an address that changes leaves a redirect. */
export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const opened = await inStore(ctx.state.store.id, "read", () => open(id));
  const { category, rows, products } = opened;
  const { kind } = category;
  const { form, columns, picture } = await read(ctx, { kind, rows, id });
  const typed = form.typed as TypedCategory;
  if (!form.isRight) {
    ctx.status = 422;
    return showCategory(ctx, { kind, typed, errors: form.errors, ...opened });
  }
  const wish = { columns, picture, places: readPlaces(ctx, products) };
  if (!(await changeShop(ctx, () => save(ctx, category, wish)))) {
    await dropPictures(ctx, picture ? [picture.file] : []);
    return showChanged(ctx, typed, id);
  }
  const isGone = picture !== null || field(ctx, "picture_gone") !== "";
  if (category.picture && isGone) await dropPictures(ctx, [category.picture.file]);
  leaveNotice(ctx, { text: `${columns.name} is saved.` });
  goOn(ctx, `/categories/${id}`);
}

interface Opened {
  category: DeskCategory;
  rows: ListedCategory[];
  products: PlacedProduct[];
}

async function open(id: number): Promise<Opened> {
  const [category, rows, products] = await Promise.all([
    findCategory(id),
    listCategories(),
    placedProducts(id),
  ]);
  if (!category) throw new NotFound("This category is not here any more.");
  return { category, rows, products };
}

/** Reads the form; a picture is stored only when all else is right. */
async function read(
  ctx: DeskContext,
  { kind, rows, id }: { kind: DeskCategory["kind"]; rows: readonly ListedCategory[]; id: number },
) {
  const { form, columns } = readCategory(ctx, kind === "category" ? parentsFor(id, rows) : []);
  const work = () => isCategorySlugTaken(columns.slug, id);
  if (await inStore(ctx.state.store.id, "read", work))
    form.refuse("slug", `Another one has the address ${columns.slug} already.`);
  const picture = form.isRight ? await keepPicture(ctx, form.errors) : null;
  return { form, columns, picture };
}

/** Somebody else has saved it meanwhile: says what is there now, and keeps what was typed. */
async function showChanged(ctx: DeskContext, typed: TypedCategory, id: number): Promise<void> {
  const opened = await inStore(ctx.state.store.id, "read", () => open(id));
  const now = typedOf(opened.category);
  const names = Object.keys(now) as (keyof TypedCategory)[];
  const others = names.filter((name) => now[name] !== typed[name]);
  const errors = Object.fromEntries(
    others.map((name) => [name, `${changedMeanwhile} Saved by now is: ${now[name] || "nothing"}`]),
  );
  ctx.status = 409;
  const { kind } = opened.category;
  showCategory(ctx, { kind, typed, errors, edition: editionOf(now), ...opened });
}

function kindOf(text: string): DeskCategory["kind"] {
  return text === "collection" ? "collection" : "category";
}

interface ShownCategory {
  kind: DeskCategory["kind"];
  typed: TypedCategory;
  rows: readonly ListedCategory[];
  errors?: Errors;
  /** The state of it that the form goes by, where it is not the one that the form brought. */
  edition?: string;
  category?: DeskCategory;
  products?: readonly PlacedProduct[];
}

function showCategory(
  ctx: DeskContext,
  { kind, typed, rows, errors = {}, edition, category, products = [] }: ShownCategory,
): void {
  const parents = new Set(parentsFor(category?.id ?? 0, rows).map(({ id }) => id));
  const title = category?.name ?? (kind === "category" ? "New category" : "New collection");
  showDesk(
    ctx,
    "dashboard/categories/edit",
    { title, section: "/products" },
    {
      ...{ kind, typed, errors, products },
      category: category ?? null,
      src: category?.picture ? ctx.state.links.picture(category.picture.file, 400) : "",
      edition: edition ?? editionHere(ctx, category),
      parents: categoryChoices(rows.filter((row) => parents.has(row.id))),
      action: deskPath(ctx, `/categories/${category?.id ?? "new"}`),
      isCut: products.length === mostPlaced,
    },
  );
}

/** A form that is shown again goes by the state that it was opened with. */
function editionHere(ctx: DeskContext, category: DeskCategory | undefined): string {
  if (!category) return "";
  return field(ctx, "edition") || editionOf(typedOf(category));
}
