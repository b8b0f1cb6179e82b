import { type DeskContext, field } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { writeDown } from "../../models/store/audit.ts";
import {
  arrangeCategories,
  findCategory,
  type ListedCategory,
  listCategories,
  removeCategory,
} from "../../models/store/desk/catalogue/categories.ts";
import { leaveNotice } from "../../notice.ts";
import { actorOf } from "../actor.ts";
import { changeShop, idOf } from "../change.ts";
import { deskPath, goOn, showDesk } from "../desk.ts";
import { dropPictures } from "../products/editor/pictures.ts";
import { counted } from "../products/words.ts";

interface Branch extends ListedCategory {
  href: string;
  src: string;
  count: string;
  place: string;
  isFirst: boolean;
  isLast: boolean;
  children: Branch[];
}

/** The tree of categories, and the collections. */
export async function index(ctx: DeskContext): Promise<void> {
  const rows = await listCategories();
  const known = new Set(rows.map(({ id }) => id));
  const isTop = ({ parent_id }: ListedCategory) => parent_id === null || !known.has(parent_id);
  const top = (kind: ListedCategory["kind"]) =>
    rows.filter((row) => row.kind === kind && isTop(row));
  showDesk(
    ctx,
    "dashboard/categories/index",
    { title: "Categories", section: "/products" },
    {
      categories: branches(ctx, top("category"), rows, 0),
      collections: branches(ctx, top("collection"), rows, 0),
    },
  );
}

/** Moves one up or down among its siblings. */
export async function move(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const step = field(ctx, "to") === "up" ? -1 : 1;
  await changeShop(ctx, async () => {
    const rows = await listCategories();
    const row = rows.find((each) => each.id === id);
    if (!row) throw new NotFound("This category is not here any more.");
    const siblings = rows.filter(
      (each) => each.kind === row.kind && each.parent_id === row.parent_id,
    );
    const at = siblings.indexOf(row);
    const other = siblings[at + step];
    if (!other) return;
    await arrangeCategories(swapped(rows, row, other).map((each) => each.id));
    const after = { place: at + step + 1 };
    const before = { place: at + 1 };
    await writeDown(actorOf(ctx), {
      kind: "category.moved",
      subject: `category ${id}`,
      before,
      after,
    });
  });
  goOn(ctx, "/categories");
}

/** Removes one; its products stay. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const { name, picture } = await changeShop(ctx, async () => {
    const row = await findCategory(id, { lock: true });
    if (!row) throw new NotFound("This category is not here any more.");
    await removeCategory(row);
    const { slug, parent_id, description } = row;
    const before = { name: row.name, slug, parent_id, description };
    await writeDown(actorOf(ctx), { kind: "category.removed", subject: `category ${id}`, before });
    return row;
  });
  await dropPictures(ctx, picture ? [picture.file] : []);
  leaveNotice(ctx, { text: `${name} is removed. Its products are still in the shop.` });
  goOn(ctx, "/categories");
}

/** Deeper than shops nest, so that a circle in the data ends. */
const deepest = 12;

function branches(
  ctx: DeskContext,
  siblings: readonly ListedCategory[],
  rows: readonly ListedCategory[],
  depth: number,
): Branch[] {
  return siblings.map((row, place) => {
    const below = depth < deepest ? rows.filter(({ parent_id }) => parent_id === row.id) : [];
    return {
      ...row,
      href: deskPath(ctx, `/categories/${row.id}`),
      place: deskPath(ctx, `/categories/${row.id}/place`),
      src: row.picture ? ctx.state.links.picture(row.picture.file, 400) : "",
      count: counted(row.products, "product"),
      isFirst: place === 0,
      isLast: place === siblings.length - 1,
      children: branches(ctx, below, rows, depth + 1),
    };
  });
}

function swapped(rows: readonly ListedCategory[], one: ListedCategory, other: ListedCategory) {
  return rows.map((row) => {
    if (row === one) return other;
    return row === other ? one : row;
  });
}
