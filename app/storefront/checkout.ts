import { field, inStore, type StoreContext } from "../context.ts";
import { CheckoutFault, type PlacedOrder, placeOrder } from "../models/store/orders/placing.ts";
import { type Quote, quoteCart } from "../models/store/orders/quote.ts";
import { findCart } from "../models/store/selling/cart.ts";
import { fitCart } from "../models/store/selling/cart-fitting.ts";
import { shippingZones } from "../models/store/selling/shipping-zone.ts";
import { beginPayment } from "../payments/begin.ts";
import { offeredMethods } from "../payments/methods.ts";
import { retrying } from "../retry.ts";
import { orderToken } from "../selling/order-link.ts";
import type { ShopContents } from "../shop-frame.ts";
import { whoIsSignedIn } from "./account/access.ts";
import { goTo } from "./account/ways.ts";
import { ownerOf } from "./cart-owner.ts";
import {
  type CheckoutForm,
  countryOf,
  freshCheckout,
  readCheckout,
  wishOf,
} from "./checkout-form.ts";
import { firstCountry, shownCheckout } from "./checkout-view.ts";
import { page, showPage } from "./page.ts";
import { readVisitor } from "./visitor.ts";

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
  if (pressed !== "order") return showAgain(ctx, form, {}, 200);

  const outcome = await placed(ctx, form);
  if (outcome instanceof CheckoutFault) return showAgain(ctx, form, outcome.fields, 422);
  goTo(ctx, await nextStop(ctx, outcome));
}

async function placed(ctx: StoreContext, form: CheckoutForm): Promise<PlacedOrder | CheckoutFault> {
  const { id: store } = ctx.state.store;
  try {
    return await retrying(() =>
      inStore(store, "write", async () => {
        await readVisitor(ctx);
        const customer = await whoIsSignedIn(ctx);
        return placeOrder(wishOf(form, { store, owner: ownerOf(ctx), customer }));
      }),
    );
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
  await retrying(() =>
    inStore(ctx.state.store.id, "write", async () => {
      await readVisitor(ctx);
      await fitCart(ownerOf(ctx));
    }),
  );
}

async function showAgain(
  ctx: StoreContext,
  form: CheckoutForm,
  errors: Errors,
  status: number,
): Promise<void> {
  const again = page((_, contents) => showForm(ctx, contents, form, errors));
  await inStore(ctx.state.store.id, "read", () => again(ctx));
  if (ctx.state.view) ctx.status = status;
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
    country: countryOf(form, customer),
    customer: customer?.id ?? null,
    writing: settings,
  });
  showPage(ctx, contents, "storefront/checkout/show", facts, {
    checkout: shownCheckout({ form, errors, quote, methods, zones, customer, settings }),
  });
}

const facts = { title: "Checkout", canonical: "", robots: "noindex" } as const;
