import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { Address } from "../../../../selling/address/address.ts";
import type { CartOwner, CartRow } from "../../selling/cart.ts";
import { lockDiscount } from "../../selling/discount.ts";
import { Settings, type SettingsRow } from "../../settings.ts";
import type { PaymentKind } from "../order.ts";
import { type LockedVariant, lockVariants } from "../stock.ts";
import { CheckoutFault } from "./checkout-fault.ts";
import { type Quote, quoteCart } from "./quote.ts";

/** What a shopper sent when ordering. */
export interface OrderWish {
  store: number;
  /** The id of the cart that the form was for; it must be the owner's. */
  cart: number;
  owner: CartOwner;
  /** The account's when signed in; lower case. */
  email: string;
  /** Null when the form asked for none, because nothing is sent. */
  shippingAddress: Address | null;
  billingAddress: Address;
  /** The id of a shipping offer. */
  shipping: string;
  payment: PaymentKind | "";
  discountCode: string;
  /** The total that the shopper saw, in minor units. */
  expected: number;
}

/** All that an order is written from. */
export interface Draft {
  wish: OrderWish;
  customer: number;
  settings: SettingsRow;
  cart: CartRow;
  quote: Quote;
  stock: ReadonlyMap<number, LockedVariant>;
}

/**
 * Reads and locks all that an order is written from; a guest's customer is made where there is none. The customer comes
 * before the variants: who waits for a new customer's row must hold nothing that others wait for.
 */
export async function draftOf(wish: OrderWish, cart: CartRow): Promise<Draft> {
  const { customer: account } = wish.owner;
  const customer = account === null ? await guestOf(wish) : await presentCustomer(account);
  const locked = await lockVariants(cart.lines.map((line) => line.variant));
  const { country } = wish.shippingAddress ?? wish.billingAddress;
  const settings = await Settings.current();
  const asked = { ...wish, country, customer, writing: settings };
  const quote = await quoteCart(cart, asked, lockDiscount);
  const stock = new Map(locked.map((variant) => [variant.id, variant]));
  return { wish, customer, settings, cart, quote, stock };
}

/** Whoever is signed in, kept from being erased until the unit of work ends. @throws CheckoutFault when they are already */
async function presentCustomer(id: number): Promise<number> {
  const [present] = await sequelize.query<{ id: number }>(
    "select id from customers where id = $1 and erased_at is null for key share",
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (present) return present.id;
  throw new CheckoutFault({ cart: "This account has been erased. Nothing was ordered." });
}

/** The customer with the address of a guest: whoever has it already stays as they are. */
async function guestOf(wish: OrderWish): Promise<number> {
  const [made] = await sequelize.query<{ id: number }>(
    `insert into customers (email, name, phone) values ($1, $2, $3)
     on conflict (email) do nothing returning id`,
    {
      bind: [wish.email, wish.billingAddress.name, wish.billingAddress.phone],
      type: QueryTypes.SELECT,
    },
  );
  if (made) return made.id;

  const [known] = await sequelize.query<{ id: number }>(
    "select id from customers where email = $1 for key share",
    { bind: [wish.email], type: QueryTypes.SELECT },
  );
  return known?.id ?? guestOf(wish); // the row went in between: it became part of another
}
