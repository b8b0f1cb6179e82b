import { randomBytes } from "node:crypto";
import type { VariantDraft } from "../../app/catalogue/product-draft.ts";
import { formFields } from "./forms.ts";
import { words } from "./html.ts";
import { variantsOf } from "./orders.ts";
import { shopper } from "./shopper.ts";
import type { Shop } from "./shops.ts";

/** What the checkout says to somebody new in Ireland, who is about to buy one of something made for it. */
export async function checkoutOf(shop: Shop, variant: Partial<VariantDraft> = {}): Promise<string> {
  const slug = `mug-${randomBytes(4).toString("hex")}`;
  const [id = 0] = await variantsOf(shop, await shop.sells(slug, {}, variant));
  const front = `${shop.code}.localhost/shop`;
  const buyer = shopper();
  await buyer.sends(`${front}/cart/lines`, { variant: id, quantity: 1 });
  const fields = formFields((await buyer.opens(`${front}/checkout`)).text, "data-checkout");
  const chosen = { ...fields, "delivery-country": "IE", do: "update" };
  return words((await buyer.sends(`${front}/checkout`, chosen)).text);
}
