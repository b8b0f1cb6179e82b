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
import { available, visible } from "../visibility.ts";

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

const columns = "id, customer_id, state, lines, note, discount_code";
const owned =
  "case when $1::integer is null then token_hash = $2 and customer_id is null else customer_id = $1 end";

/** The open cart of somebody; undefined without one. */
export function findCart(owner: CartOwner): Promise<CartRow | undefined> {
  const { customer, token } = owner;
  return one(`select ${columns} from carts where state = 'open' and ${owned}`, customer, token);
}

/** Locks a cart that is this owner's, in whatever state: an ordered one leads to its order. undefined for any other. */
export function lockCartOf(owner: CartOwner, id: number): Promise<CartRow | undefined> {
  const whose = "case when customer_id is null then token_hash = $2 else customer_id = $3 end";
  const sql = `select ${columns} from carts where id = $1 and ${whose} for update`;
  return one(sql, id, owner.token, owner.customer);
}

/** Notes that a cart became an order: nothing changes it any more. */
export async function closeCart(id: number): Promise<void> {
  await sequelize.query("update carts set state = 'ordered', updated_at = now() where id = $1", {
    bind: [id],
  });
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

/**
 * Puts what was bought once into somebody's cart again, as far as the shop has it; gives whether that is all of it. The
 * variant is null of what is not in the shop any more.
 */
export async function refillCart(
  owner: CartOwner,
  bought: readonly { variant: number | null; quantity: number }[],
): Promise<boolean> {
  const wishes = bought.flatMap(({ variant, quantity }) =>
    variant === null ? [] : [{ variant, quantity }],
  );
  const { missing } = await fillCart(owner, wishes);
  return missing.length === 0 && wishes.length === bought.length;
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
