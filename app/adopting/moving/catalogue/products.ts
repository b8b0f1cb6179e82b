import { asHtml } from "../../../rich-text.ts";
import type { FieldRow } from "../../source/tables.ts";
import { flagOf, listOf, timeOf } from "../../values.ts";
import { cut, type Move, wordOf } from "../move.ts";
import { isGone } from "./categories.ts";
import { picturesOf } from "./pictures.ts";
import { Slugs } from "./slugs.ts";
import { extraOf, type Variants, variantsOf } from "./variants.ts";

/** The rows that belong to a batch of products, by the old id of their product. */
interface Belongings {
  variants: Map<string, FieldRow[]>;
  pictures: Map<string, FieldRow[]>;
  categories: Map<string, FieldRow[]>;
}

/** A product as it is to be written. */
interface Moved {
  old: FieldRow;
  row: { id: number; slug: string; title: string } & Record<string, unknown>;
  variants: Variants;
  pictures: object[];
}

const unshowable =
  /<\s*(script|style|iframe|img|video|form|object|embed)\b|\son\w+\s*=|\sstyle\s*=|javascript:/i;

/** Moves a store's products with their variants, stock, pictures and places in categories. */
export async function moveProducts(move: Move): Promise<void> {
  const slugs = new Slugs(move.tally, "products");
  for await (const rows of move.old.rows("products", move.store.id)) {
    const ids = rows.map((row) => row("id"));
    const own: Belongings = {
      variants: await move.old.among("variants", "productId", ids),
      pictures: await move.old.among("pictures", "productId", ids),
      categories: await move.old.among("productCategories", "productId", ids),
    };
    const moved = rows.map((row) => productOf(move, row, own, slugs));
    await save(move, moved, own);
    move.progress(rows.length);
  }
}

function productOf(move: Move, old: FieldRow, own: Belongings, slugs: Slugs): Moved {
  const id = move.room.nextId("products");
  const key = old("id") ?? "";
  const title = cut(old("title"), 500) || `Product ${key}`;
  const slug = slugs.take(old("slug"), title);
  const variants = variantsOf(move, old, own.variants.get(key) ?? [], id);
  const row = {
    ...{ id, slug, title },
    description: descriptionOf(move, old),
    vendor: cut(old("vendor"), 300),
    type: cut(old("type"), 300),
    tags: tagsOf(old),
    status: variants.isPriced ? statusOf(move, old) : "draft",
    option_names: variants.optionNames,
    seo_title: cut(old("seoTitle"), 300),
    seo_description: cut(old("seoDescription"), 1000),
    extra: extraOf(old),
    ...momentsOf(old),
  };
  remember(move, key, row, variants);
  return { old, row, variants, pictures: picturesOf(move, old, own.pictures.get(key) ?? [], id) };
}

function momentsOf(old: FieldRow) {
  const created = timeOf(old("createdAt")) ?? new Date().toISOString();
  return {
    published_at: timeOf(old("publishedAt")) ?? created,
    created_at: created,
    updated_at: timeOf(old("updatedAt")) ?? created,
  };
}

/** For the orders that name it. */
function remember(
  move: Move,
  key: string,
  { id, slug, title }: Moved["row"],
  variants: Variants,
): void {
  const moved = variants.rows.map(({ oldId, row }) => ({
    oldId,
    variant: {
      ...{ id: row.id, sku: row.sku, tracked: row.tracked, slug },
      title: [row.option1, row.option2, row.option3].filter(Boolean).join(" / "),
    },
  }));
  for (const { oldId, variant } of moved) if (oldId) move.variants.set(oldId, variant);
  const [only] = moved;
  const variant = moved.length === 1 && only ? only.variant : null;
  move.products.set(key, { id, slug, title, variant });
}

function descriptionOf({ tally }: Move, old: FieldRow): string {
  const text = old("description") ?? "";
  if (unshowable.test(text))
    tally.note("products", "description: what no shop may show was taken out", `${old("id")}`);
  return asHtml(text);
}

function tagsOf(old: FieldRow): string[] {
  const tags = listOf(old("tags")).map((tag) => cut(String(tag).replaceAll(",", " "), 100));
  return [...new Set(tags.filter(Boolean))];
}

function statusOf(move: Move, old: FieldRow): string {
  if (isGone(old)) {
    move.tally.note("products", "archived: deleted there", `${old("id")} ${old("title")}`);
    return "archived";
  }
  const said = wordOf(move, "products", "products", old("status"), "active");
  return said === "active" && flagOf(old("active")) === false ? "draft" : said;
}

async function save(move: Move, moved: readonly Moved[], own: Belongings): Promise<void> {
  const { room } = move;
  await room.insert(
    "products",
    moved.map(({ row }) => row),
  );
  const variants = moved.flatMap((product) => product.variants.rows);
  await room.insert(
    "variants",
    variants.map(({ row }) => row),
  );
  await room.insert("stock_movements", variants.filter(({ onHand }) => onHand > 0).map(arrival));
  await room.insert(
    "pictures",
    moved.flatMap(({ pictures }) => pictures),
  );
  await room.insert(
    "product_categories",
    moved.flatMap((product) => placesOf(move, product, own)),
  );
  await room.summarise(moved.map(({ row }) => row.id));
}

function arrival({ onHand, row }: Variants["rows"][number]): object {
  return {
    variant_id: row.id,
    kind: "received",
    source: "adopted",
    on_hand: onHand,
    reserved: 0,
    actor: "system",
    note: "Came along from the older platform",
    at: new Date().toISOString(),
  };
}

/** Where a product stands: by rows of their own, and by the one category that its row names. */
function placesOf(move: Move, { old, row }: Moved, own: Belongings): object[] {
  const places = new Set<number>();
  const links = own.categories.get(old("id") ?? "") ?? [];
  for (const link of links) {
    if (!stand(places, categoryOf(move, link))) leaveOutPlace(move, old, link);
  }
  if (stand(places, categoryOf(move, old))) move.tally.count("product categories", { added: 1 });
  return [...places].map((id) => ({ category_id: id, product_id: row.id, position: row.id }));
}

/** Adds a place; false where there is none, or it stands there already. */
function stand(places: Set<number>, category: number | undefined): boolean {
  if (category === undefined || places.has(category)) return false;
  places.add(category);
  return true;
}

function categoryOf({ categories }: Move, row: FieldRow): number | undefined {
  return categories.get(row("categoryId") ?? "");
}

function leaveOutPlace(move: Move, old: FieldRow, link: FieldRow): void {
  const isLost = categoryOf(move, link) === undefined;
  const what = isLost ? "left out: the category is not there" : "left out: said twice";
  move.tally.count("product categories", { left: 1 });
  const which = `product ${old("id")}, category ${link("categoryId")}`;
  move.tally.note("product categories", what, which);
}
