import type { DeskContext } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import {
  changeProduct,
  isTaken,
  makeProduct,
  OutOfDate,
  VariantFault,
} from "../../../models/store/desk/catalogue/product-saves.ts";
import {
  isSlugTaken,
  type WholeProduct,
  wholeProduct,
} from "../../../models/store/desk/catalogue/products.ts";
import { type ShopFacts, shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { productCount } from "../../../models/store/product-reading.ts";
import { planFault } from "../../../plans.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, type Errors } from "../../change.ts";
import { changesBetween, valuesOf } from "./cells.ts";
import type { Draft } from "./draft.ts";
import type { ProductForm } from "./form.ts";
import { addPictures, keepPictures, mostPictures, type NewPictures } from "./pictures.ts";

/** A product that is being edited, and what has to be known of its shop. */
export interface Opened {
  facts: ShopFacts;
  product: WholeProduct;
}

export async function open(productId: number): Promise<Opened> {
  const [facts, product] = await Promise.all([shopFacts(), wholeProduct(productId)]);
  if (!product) throw new NotFound("This product is not here any more.");
  return { facts, product };
}

/** What became of an attempt to save: it is saved, something is wrong with it, or somebody else was faster. */
export interface Outcome<T> {
  saved?: T;
  errors?: Errors;
  outOfDate?: true;
}

export async function faultsOf(
  ctx: DeskContext,
  { columns }: Draft,
  productId: number,
): Promise<Errors> {
  const errors: Errors = {};
  if (await isSlugTaken(columns.slug, productId))
    errors.slug = `Another product has the address ${columns.slug} already.`;
  const full =
    productId === 0 && planFault(ctx.state.store.plan, "products", (await productCount()) + 1);
  if (full) errors.title = full;
  return errors;
}

/** Gives what the work gave, or what a person has to know about why it was not done. */
export async function saving<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { saved: await work() };
  } catch (error) {
    if (error instanceof OutOfDate) return { outOfDate: true };
    if (error instanceof VariantFault)
      return { errors: { [`${error.key}_${error.field}`]: error.message } };
    if (isTaken(error)) return { errors: { slug: "Another product has this address already." } };
    throw error;
  }
}

export async function make(ctx: DeskContext, draft: Draft, { kept }: NewPictures): Promise<number> {
  const actor = actorOf(ctx);
  const id = await makeProduct(draft, actor.name);
  await addPictures(id, kept);
  const { title, slug, status } = draft.columns;
  const after = { title, slug, status, version: 1 };
  await writeDown(actor, { kind: "product.made", subject: `product ${id}`, after });
  return id;
}

export async function save(
  ctx: DeskContext,
  form: ProductForm,
  { facts, product, draft }: Opened & { draft: Draft },
): Promise<"saved"> {
  const actor = actorOf(ctx);
  await changeProduct(product, form.version, draft, actor.name);
  const now = (await wholeProduct(product.id)) ?? product;
  const changed = changesBetween(valuesOf(product, facts.currency), valuesOf(now, facts.currency));
  const after = { ...changed.after, version: now.version };
  const subject = `product ${product.id}`;
  await writeDown(actor, { kind: "product.saved", subject, before: changed.before, after });
  return "saved";
}

/** Pictures are there before the rest is looked at: nobody has to choose files a second time. */
export async function takePictures(ctx: DeskContext, product: WholeProduct): Promise<NewPictures> {
  const pictures = await keepPictures(ctx, Math.max(0, mostPictures - product.pictures.length));
  const { kept } = pictures;
  if (kept.length === 0) return pictures;
  await changeShop(ctx, async () => {
    await addPictures(product.id, kept);
    const after = { added: kept.length };
    await writeDown(actorOf(ctx), {
      kind: "product.pictures",
      subject: `product ${product.id}`,
      after,
    });
  });
  return pictures;
}
