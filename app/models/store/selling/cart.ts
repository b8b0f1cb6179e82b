import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import {
  type CartLine,
  type Offer,
  type Rewriting,
  type Rewritten,
  rewritten,
  together,
  type Wish,
} from "../../../selling/cart-lines.ts";
import { type ShownPicture, shownPicture } from "../picture.ts";
import { visible } from "../visibility.ts";

export type { CartLine, Wish } from "../../../selling/cart-lines.ts";

export interface CartRow {
  id: number;
  customer_id: number | null;
  state: "open" | "ordered";
  lines: CartLine[];
  note: string;
  discount_code: string;
}

/** Whose cart: a customer's, or else that of the guest whose cookie's token has this hash. */
export interface CartOwner {
  customer: number | null;
  token: Buffer | null;
}

/** A line as the shop sees it today. Money in minor units. */
export interface ShownCartLine {
  variant: number;
  slug: string;
  title: string;
  variantTitle: string;
  sku: string;
  picture: ShownPicture | null;
  pictureFile: string | null;
  price: number;
  /** What it was when the shopper last saw it, if that was another price. */
  priceBefore: number | null;
  quantity: number;
  /** Units that can be bought; null for any number. */
  most: number | null;
  /** Why it cannot be bought: not sold any more, sold out, or not as many as that. */
  fault: "gone" | "out" | "short" | null;
  grams: number;
  ships: boolean;
  /** null for what is not taxed. */
  taxClass: string | null;
  total: number;
}

export interface ShownCart {
  id: number;
  lines: ShownCartLine[];
  note: string;
  discountCode: string;
  /** Of what can be had: lines that are gone or sold out count nothing, nor do they in `units` and `grams`. */
  subtotal: number;
  units: number;
  grams: number;
  /** Something in it has to be shipped. */
  ships: boolean;
  /** A price or what is in stock is not as the shopper last saw it. */
  changed: boolean;
  /** It can go to the checkout as it is. */
  buyable: boolean;
}

const columns = "id, customer_id, state, lines, note, discount_code";
const owned =
  "case when $1::integer is null then token_hash = $2 and customer_id is null else customer_id = $1 end";
const available =
  "case when v.tracked and not v.backorder then greatest(0, v.on_hand - v.reserved) end";

/** The open cart of somebody; undefined without one. */
export function findCart(owner: CartOwner): Promise<CartRow | undefined> {
  const { customer, token } = owner;
  return one(`select ${columns} from carts where state = 'open' and ${owned}`, customer, token);
}

/** A cart by its id if it is this owner's, in whatever state: an ordered one leads to its order. */
export function cartOf(owner: CartOwner, id: number): Promise<CartRow | undefined> {
  const { customer, token } = owner;
  return one(`select ${columns} from carts where id = $3 and ${owned}`, customer, token, id);
}

/** Locks a cart, in whatever state, until the unit of work ends; undefined when there is none with this id. */
export function lockCart(id: number): Promise<CartRow | undefined> {
  return one(`select ${columns} from carts where id = $1 for update`, id);
}

/**
 * Changes the lines of somebody's open cart, which is made when it is not there. Changes at the same time happen one
 * after the other. `change` gets the lines as they are and gives those that are to be.
 */
export async function changeCart(
  owner: CartOwner,
  change: (lines: CartLine[]) => CartLine[] | Promise<CartLine[]>,
): Promise<CartRow> {
  const cart = await openCart(owner);
  return keepLines(cart, await change(cart.lines));
}

/**
 * Gives somebody's cart the quantities that they want, as far as there is stock; undefined when they have no open cart.
 */
export async function rewriteCart(
  owner: CartOwner,
  rewriting: Rewriting,
): Promise<(Rewritten & { cart: CartRow }) | undefined> {
  const cart = await lockOpenCart(owner);
  if (!cart) return undefined;

  const offers = await offersOf(cart.lines.map((line) => line.variant));
  const result = rewritten(cart.lines, rewriting, offers);
  return { ...result, cart: await keepLines(cart, result.lines) };
}

/** Keeps what a shopper says to the shop, or the code that the checkout is to try, or both. */
export async function annotateCart(
  id: number,
  { note, discountCode }: { note?: string; discountCode?: string },
): Promise<void> {
  await sequelize.query(
    `update carts set note = coalesce($2, note), discount_code = coalesce($3, discount_code), updated_at = now()
     where id = $1`,
    { bind: [id, note ?? null, discountCode ?? null] },
  );
}

/**
 * Puts things into somebody's cart, beside what is there, as far as the shop has them. `missing` is what stayed out.
 */
export async function fillCart(
  owner: CartOwner,
  wishes: readonly Wish[],
): Promise<{ cart: CartRow; missing: Wish[] }> {
  const cart = await openCart(owner);
  const offers = await offersOf(wishes.map((wish) => wish.variant));
  const { lines, missing } = together(cart.lines, wishes, offers);
  return { cart: await keepLines(cart, lines), missing };
}

/** Makes a guest's cart part of the customer's, at sign-in: quantities add up, as far as there is stock. */
export async function mergeCarts(customerId: number, token: Buffer): Promise<void> {
  const guest = await lockOpenCart({ customer: null, token });
  if (!guest) return;

  const cart = await openCart({ customer: customerId, token: null });
  const offers = await offersOf(guest.lines.map((line) => line.variant));
  await keepLines(cart, together(cart.lines, guest.lines, offers).lines);
  await annotateCart(cart.id, {
    note: cart.note || guest.note,
    discountCode: cart.discount_code || guest.discount_code,
  });
  await sequelize.query("delete from carts where id = $1", { bind: [guest.id] });
}

/** The address of the product whose variant this is, if shoppers may see it. */
export async function slugOfVariant(id: number): Promise<string | undefined> {
  const [row] = await sequelize.query<{ slug: string }>(
    `select p.slug from products p join variants v on v.product_id = p.id where v.id = $1 and ${visible}`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row?.slug;
}

/** A cart with what the shop says of its lines today: texts, prices, stock. */
export async function showCart(row: CartRow): Promise<ShownCart> {
  const facts = await factsOf(row.lines.map((line) => line.variant));
  const lines = row.lines.map((line) => shownLine(line, facts.get(line.variant)));
  const bought = lines.filter(({ fault }) => fault === null || fault === "short");
  const sum = (part: (line: ShownCartLine) => number) =>
    bought.reduce((all, line) => all + part(line), 0);
  return {
    id: row.id,
    lines,
    note: row.note,
    discountCode: row.discount_code,
    subtotal: sum((line) => line.total),
    units: sum((line) => line.quantity),
    grams: sum((line) => line.grams * line.quantity),
    ships: bought.some((line) => line.ships),
    changed: lines.some(({ fault, priceBefore }) => fault !== null || priceBefore !== null),
    buyable: lines.length > 0 && lines.every(({ fault }) => fault === null),
  };
}

interface VariantFacts {
  id: number;
  slug: string;
  title: string;
  variantTitle: string;
  sku: string;
  picture: ShownPicture | null;
  price: number;
  most: number | null;
  sold: boolean;
  grams: number;
  ships: boolean;
  taxClass: string | null;
}

async function factsOf(variants: number[]): Promise<Map<number, VariantFacts>> {
  if (variants.length === 0) return new Map();
  const rows = await sequelize.query<VariantFacts>(
    `select v.id, p.slug, p.title, concat_ws(' / ', nullif(v.option1, ''), nullif(v.option2, ''), nullif(v.option3, ''))
         as "variantTitle", v.sku, ${shownPicture("f")} as picture, v.price, ${available} as most, ${visible} as sold,
       v.grams, v.ships, case when v.taxable then coalesce(nullif(v.tax_code, ''), 'standard') end as "taxClass"
     from variants v join products p on p.id = v.product_id left join pictures f on f.id = coalesce(v.picture_id, p.cover_id)
     where v.id = any ($1::integer[])`,
    { bind: [variants], type: QueryTypes.SELECT },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const nothingKnown = {
  slug: "",
  title: "",
  variantTitle: "",
  sku: "",
  picture: null,
  most: 0,
  sold: false,
  grams: 0,
  ships: false,
  taxClass: null,
};

function shownLine(line: CartLine, facts: VariantFacts | undefined): ShownCartLine {
  const known = facts ?? { ...nothingKnown, price: line.price };
  const { sold, slug, title, variantTitle, sku, picture, price, most, grams, ships, taxClass } =
    known;
  const fault = faultOf(line.quantity, sold, most);
  return {
    variant: line.variant,
    ...{ slug, title, variantTitle, sku, picture, price, most, fault, grams, ships, taxClass },
    pictureFile: picture?.file ?? null,
    priceBefore: fault !== "gone" && price !== line.price ? line.price : null,
    quantity: line.quantity,
    total: price * line.quantity,
  };
}

function faultOf(quantity: number, sold: boolean, most: number | null): ShownCartLine["fault"] {
  if (!sold) return "gone";
  if (most === null || quantity <= most) return null;
  return most === 0 ? "out" : "short";
}

/** What can be had of each of some variants now, by their ids; without those that shoppers may not see. */
async function offersOf(variants: readonly number[]): Promise<Map<number, Offer>> {
  const rows = await sequelize.query<Offer & { id: number }>(
    `select v.id, v.price, ${available} as most
     from variants v join products p on p.id = v.product_id
     where v.id = any ($1::integer[]) and ${visible}`,
    { bind: [[...new Set(variants)]], type: QueryTypes.SELECT },
  );
  return new Map(rows.map(({ id, price, most }) => [id, { price, most }]));
}

/** The open cart of somebody, locked until the unit of work ends; made when it is not there. */
async function openCart(owner: CartOwner): Promise<CartRow> {
  const there = await lockOpenCart(owner);
  if (there) return there;

  await sequelize.query(
    `insert into carts (customer_id, token_hash) values ($1, case when $1::integer is null then $2::bytea end)
     on conflict do nothing`,
    { bind: [owner.customer, owner.token] },
  );
  const made = await lockOpenCart(owner);
  if (!made) throw new Error("This cart cannot be opened: its token has been used");
  return made;
}

/** The open cart of somebody, locked until the unit of work ends; undefined without one. */
export function lockOpenCart({ customer, token }: CartOwner): Promise<CartRow | undefined> {
  const where = `state = 'open' and ${owned}`;
  return one(`select ${columns} from carts where ${where} for update`, customer, token);
}

async function keepLines(cart: CartRow, lines: CartLine[]): Promise<CartRow> {
  await sequelize.query("update carts set lines = $2, updated_at = now() where id = $1", {
    bind: [cart.id, JSON.stringify(lines)],
  });
  return { ...cart, lines };
}

async function one(sql: string, ...bind: unknown[]): Promise<CartRow | undefined> {
  const [row] = await sequelize.query<CartRow>(sql, { bind, type: QueryTypes.SELECT });
  return row;
}
