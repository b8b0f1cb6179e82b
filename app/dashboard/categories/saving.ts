import { type DeskContext, field } from "../../context.ts";
import type { StoredPicture } from "../../files/store-files.ts";
import { writeDown } from "../../models/store/audit.ts";
import {
  changeCategory,
  type DeskCategory,
  findCategory,
  makeCategory,
  placeProducts,
  setCategoryPicture,
} from "../../models/store/desk/catalogue/categories.ts";
import { MenuItem } from "../../models/store/menu-item.ts";
import { leaveRedirect } from "../../models/store/redirect.ts";
import { actorOf } from "../actor.ts";
import { difference, type Errors } from "../change.ts";
import { editionOf } from "../edition.ts";
import { takePicture } from "../taking-picture.ts";
import { type readCategory, type readPlaces, typedOf } from "./form.ts";

/** What a category's form wants it to be. */
export interface Wish {
  columns: ReturnType<typeof readCategory>["columns"];
  picture: StoredPicture | null;
  places: ReturnType<typeof readPlaces>;
}

/** Makes one; gives its id. Call in a unit of work that writes. */
export async function make(
  ctx: DeskContext,
  kind: DeskCategory["kind"],
  { columns, picture }: Omit<Wish, "places">,
): Promise<number> {
  const id = await makeCategory(kind, columns);
  if (picture) await setCategoryPicture({ id, name: columns.name, picture_id: null }, picture);
  const deed = { kind: `${kind}.made`, subject: `category ${id}`, after: columns };
  await writeDown(actorOf(ctx), deed);
  return id;
}

/** False when somebody else has changed it since the form was opened: then nothing is changed. */
export async function save(
  ctx: DeskContext,
  { id }: DeskCategory,
  { columns, picture, places }: Wish,
): Promise<boolean> {
  const before = await findCategory(id, { lock: true });
  if (!before || editionOf(typedOf(before)) !== field(ctx, "edition")) return false;

  await changeCategory(id, columns);
  if (picture || field(ctx, "picture_gone")) await setCategoryPicture(before, picture);
  await placeProducts(id, places);
  if (columns.slug !== before.slug) await leadFrom(before, columns.slug);
  const { kind, picture: _, picture_id: __, id: ___, ...old } = before;
  const changes = difference(old, columns);
  await writeDown(actorOf(ctx), { kind: `${kind}.saved`, subject: `category ${id}`, ...changes });
  return true;
}

async function leadFrom({ kind, slug }: DeskCategory, to: string): Promise<void> {
  const path = kind === "category" ? "/shop/categories/" : "/shop/products?collection=";
  await leaveRedirect(path + slug, path + to);
  await MenuItem.follow(kind, slug, to);
}

/** The picture that the form brought, stored; null without one, or one that could not be taken. */
export async function keepPicture(ctx: DeskContext, errors: Errors): Promise<StoredPicture | null> {
  const file = ctx.state.files?.find((each) => each.field === "picture");
  if (!file) return null;
  const { stored, fault } = await takePicture(ctx, file.bytes);
  if (!stored) errors.picture = `${file.name}: ${fault}`;
  return stored ?? null;
}
