import { lockCartOf } from "../../selling/cart.ts";
import { useDiscount } from "../../selling/discount.ts";
import { CheckoutFault, refuseFaults } from "./checkout-fault.ts";
import { draftOf, type OrderWish } from "./draft.ts";
import { orderOfCart, type PlacedOrder, writeOrder } from "./placed-order.ts";

/**
 * Makes an order of a cart, holds its goods and takes its number, or gives the order that this cart became before. Call
 * inside one write unit of the store, repeated by `retrying`. Locks the cart, the variants in the order of their ids, the
 * discount, and last of all the counter of numbers.
 * @throws CheckoutFault when what the shopper saw is not true any more; nothing is ordered then
 */
export async function placeOrder(wish: OrderWish): Promise<PlacedOrder> {
  const cart = await lockCartOf(wish.owner, wish.cart);
  if (cart?.state === "ordered") return orderOfCart(cart.id);
  if (!cart || cart.lines.length === 0) {
    throw new CheckoutFault({ cart: "This cart is empty now. Nothing was ordered." });
  }
  const draft = await draftOf(wish, cart);
  await refuseFaults(draft);
  if (draft.quote.discount && !(await useDiscount(draft.quote.discount.id))) {
    throw new CheckoutFault({ discount: "This code has just been used for the last time." });
  }
  return writeOrder(draft);
}
