import { field, goTo, type StoreContext } from "../../context.ts";
import { CheckoutFault } from "../../models/store/orders/placing/checkout-fault.ts";
import type { PlacedOrder } from "../../models/store/orders/placing/placed-order.ts";
import { placeOrder } from "../../models/store/orders/placing/placing.ts";
import { type Quote, quoteCart } from "../../models/store/orders/placing/quote.ts";
import { findCart } from "../../models/store/selling/cart.ts";
import { fitCart } from "../../models/store/selling/cart-fitting.ts";
import { shippingZones } from "../../models/store/selling/shipping-zone.ts";
import { beginPayment } from "../../payments/begin.ts";
import { offeredMethods } from "../../payments/methods.ts";
import { changing } from "../../retry.ts";
import { orderToken } from "../../selling/orders/link.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { whoIsSignedIn } from "../account/access.ts";
import { ownerOf } from "../cart/owner.ts";
import { refuseWhenShut } from "../closed.ts";
import { showAgain, showPage, unlisted } from "../page.ts";
import { readVisitor } from "../visitor.ts";
import { type CheckoutForm, countryOf, freshCheckout, readCheckout, wishOf } from "./form.ts";
import { firstCountry, shownCheckout } from "./view.ts";

type Errors = Readonly<Record<string, string>>;

/** The one page of the checkout, for whoever has something in the cart. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  await showForm(ctx, contents, null, {});
}

/**
 * Orders, when that is what the shopper pressed; any other button shows the form again with what it asks for: other
 * fields, rates and taxes for another country, a discount, or a cart of what can still be had.
 */
export async function create(ctx: StoreContext): Promise<void> {
  const form = readCheckout((name) => field(ctx, name));
  const pressed = field(ctx, "do");
  if (pressed === "fit") await keepWhatThereIs(ctx);
  const again = (errors: Errors, status: number) =>
    showAgain(ctx, (_, contents) => showForm(ctx, contents, form, errors), status);
  if (pressed !== "order") return again({}, 200);

  const outcome = await placed(ctx, form);
  if (outcome instanceof CheckoutFault) return again(outcome.fields, 422);
  goTo(ctx, await nextStop(ctx, outcome));
}

async function placed(ctx: StoreContext, form: CheckoutForm): Promise<PlacedOrder | CheckoutFault> {
  const { id: store } = ctx.state.store;
  try {
    return await changing(store, async () => {
      await refuseWhenShut(ctx);
      await readVisitor(ctx);
      const customer = await whoIsSignedIn(ctx);
      return placeOrder(wishOf(form, { store, owner: ownerOf(ctx), customer }));
    });
  } catch (error) {
    if (error instanceof CheckoutFault) return error;
    throw error;
  }
}

/** Where to pay, or else the order's own page, which offers to pay there when the provider cannot be reached now. */
async function nextStop(ctx: StoreContext, order: PlacedOrder): Promise<string> {
  const { store, links } = ctx.state;
  const toPay = order.payment === "stripe" ? await beginPayment(ctx, order.id) : null;
  return toPay ?? links.order(orderToken(store.id, order.id));
}

async function keepWhatThereIs(ctx: StoreContext): Promise<void> {
  await changing(ctx.state.store.id, async () => {
    await readVisitor(ctx);
    await fitCart(ownerOf(ctx));
  });
}

/** Shows a form that was sent, or a fresh one; whoever has nothing to order is led to the cart. */
async function showForm(
  ctx: StoreContext,
  contents: ShopContents,
  sent: CheckoutForm | null,
  errors: Errors,
): Promise<void> {
  const { store, links } = ctx.state;
  const [cart, customer] = await Promise.all([findCart(ownerOf(ctx)), whoIsSignedIn(ctx)]);
  if (!cart || cart.lines.length === 0) return goTo(ctx, links.cart());

  const { settings } = contents;
  const [zones, methods] = await Promise.all([shippingZones(), offeredMethods(store.id)]);
  const form = sent ?? freshCheckout(cart, customer, firstCountry(zones, settings));
  const quote: Quote = await quoteCart(cart, {
    ...form,
    discountCode: errors.discount ? "" : form.discountCode,
    zones,
    country: countryOf(form, customer),
    customer: customer?.id ?? null,
    writing: settings,
  });
  showPage(ctx, contents, "storefront/checkout/show", unlisted("Checkout"), {
    checkout: shownCheckout({ form, errors, quote, methods, customer, settings }),
  });
}
