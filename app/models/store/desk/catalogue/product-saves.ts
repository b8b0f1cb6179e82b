import { UniqueConstraintError } from "sequelize";
import { type LockedVariant, lockVariants } from "../../orders/stock.ts";
import { leaveRedirect } from "../../redirect.ts";
import {
  createProduct,
  type ProductColumns,
  setCategories,
  setPictures,
  setVariants,
  updateProduct,
  type VariantColumns,
} from "./product-writing.ts";
import type { WholeProduct } from "./products.ts";
import { changeStock, type StockChange } from "./stock-ledger.ts";

/** A variant with the change of its stock that goes with it. */
export interface VariantChange extends VariantColumns {
  /** What a message about it is to name. */
  key: string;
  units: number;
}

/** A product as it is to be. */
export interface ProductChange {
  columns: ProductColumns;
  variants: readonly VariantChange[];
  pictures: readonly { id: number; alt: string }[];
  categories: readonly number[];
}

/** Why a variant cannot be as it was asked: `key` names it. */
export class VariantFault extends Error {
  override name = "VariantFault";
  readonly key: string;
  readonly field: "stock" | "offered";

  constructor(key: string, field: "stock" | "offered", message: string) {
    super(message);
    this.key = key;
    this.field = field;
  }
}

/** Somebody else has saved the product since. */
export class OutOfDate extends Error {
  override name = "OutOfDate";
}

/** Makes a new product; gives its id. @throws VariantFault */
export async function makeProduct(change: ProductChange, actor: string): Promise<number> {
  const id = await createProduct(change.columns);
  await saveParts(id, change, actor);
  return id;
}

/**
 * Makes a product as asked, if it still has the version that was opened. An address that changes leaves a redirect.
 * @throws OutOfDate · VariantFault
 */
export async function changeProduct(
  product: WholeProduct,
  version: number,
  change: ProductChange,
  actor: string,
): Promise<void> {
  if (!(await updateProduct(product.id, version, change.columns))) throw new OutOfDate();
  await refuseHeld(product, change.variants);
  await setPictures(product.id, change.pictures);
  await saveParts(product.id, change, actor);
  const { slug } = change.columns;
  if (slug !== product.slug)
    await leaveRedirect(`/shop/products/${product.slug}`, `/shop/products/${slug}`);
}

/** Whether an error means that somebody else has just taken the address. */
export function isTaken(error: unknown): boolean {
  return error instanceof UniqueConstraintError && Object.hasOwn(error.fields, "slug");
}

/** Stock that comes is there before the rules change, stock that goes leaves after: the rules hold at every moment. */
async function saveParts(id: number, change: ProductChange, actor: string): Promise<void> {
  const { variants } = change;
  await refuseShort(variants);
  const comes = variants.filter((variant) => variant.id !== null && variant.units > 0);
  await changeStock(
    comes.map((variant) => moveOf(variant, variant.id ?? 0)),
    actor,
  );
  const ids = await setVariants(id, variants.map(columnsOf));
  const others = variants.map((variant, index) => ({ variant, id: ids[index] ?? 0 }));
  const rest = others.filter(({ variant }) => !comes.includes(variant));
  await changeStock(
    rest.map((each) => moveOf(each.variant, each.id)),
    actor,
  );
  await setCategories(id, change.categories);
}

function columnsOf({ key: _, units: __, ...columns }: VariantChange): VariantColumns {
  return columns;
}

function moveOf({ id, units }: VariantChange, variant: number): StockChange {
  if (id === null) return { variant, units, kind: "received", note: "First stock" };
  return { variant, units, kind: "adjusted", note: "Changed with the product" };
}

/** Locked first, so that no order takes what a count has just found. */
async function refuseShort(variants: readonly VariantChange[]): Promise<void> {
  const locked = await lockVariants(variants.flatMap(({ id }) => (id === null ? [] : [id])));
  const known = new Map(locked.map((row) => [row.id, row]));
  for (const variant of variants) refuseShortOf(variant, known.get(variant.id ?? 0));
}

function refuseShortOf(variant: VariantChange, row: LockedVariant | undefined): void {
  const { on_hand = 0, reserved = 0 } = row ?? {};
  const least = variant.tracked && !variant.backorder ? reserved : 0;
  if (on_hand + variant.units >= least) return;
  const held = least > 0 ? `, of which ${reserved} are held for orders` : "";
  throw new VariantFault(variant.key, "stock", `There are ${on_hand} units by now${held}.`);
}

/** What is held for an order cannot be taken away: the order would have nothing to ship. */
async function refuseHeld(
  product: WholeProduct,
  variants: readonly VariantChange[],
): Promise<void> {
  const kept = new Set(variants.map(({ id }) => id));
  const gone = product.variants.filter(({ id }) => !kept.has(id));
  for (const { id, reserved } of await lockVariants(gone.map((variant) => variant.id))) {
    if (reserved === 0) continue;
    const units = reserved === 1 ? "1 unit is" : `${reserved} units are`;
    throw new VariantFault(
      `v${id}`,
      "offered",
      `${units} held for open orders: ship or cancel those first.`,
    );
  }
}
