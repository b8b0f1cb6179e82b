import { type CartOwner, changeCart, findCart } from "./cart.ts";
import { showCart } from "./shown-cart.ts";

/**
 * Leaves in somebody's open cart what can be had now: lines that cannot go, the others become as small as they must, and
 * the prices are those of today. Call inside a unit that writes.
 */
export async function fitCart(owner: CartOwner): Promise<void> {
  const cart = await findCart(owner);
  if (!cart) return;

  const shown = new Map((await showCart(cart)).lines.map((line) => [line.variant, line]));
  await changeCart(owner, (lines) =>
    lines.flatMap((line) => {
      const now = shown.get(line.variant);
      if (!now || now.fault === "gone" || now.fault === "out") return [];
      const quantity = Math.min(line.quantity, now.most ?? line.quantity);
      return [{ variant: line.variant, quantity, price: now.price }];
    }),
  );
}
