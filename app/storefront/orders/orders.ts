import { goTo, inStore, param, type StoreContext } from "../../context.ts";
import { drawInvoice } from "../../documents/invoice.ts";
import { shopOnPaper } from "../../documents/paper.ts";
import { NotFound } from "../../errors.ts";
import { type OrderOnPage, orderOnPage } from "../../models/store/orders/listing.ts";
import { refillCart } from "../../models/store/selling/cart.ts";
import { Settings } from "../../models/store/settings.ts";
import { leaveNotice } from "../../notice.ts";
import { orderOfToken } from "../../selling/orders/link.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { ownerToFill } from "../cart/owner.ts";
import { keepPrivate, showPage, unlisted } from "../page.ts";
import { readVisitor } from "../visitor.ts";
import { showOrder } from "./view.ts";

/** The page of one order, for whoever has its link. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const order = await orderOf(ctx);
  const { links, visitor } = ctx.state;
  const shown = showOrder(order, { locale: contents.settings.locale, links });
  const facts = unlisted(`Order ${order.number}`);

  keepPrivate(ctx);
  showPage(ctx, contents, "storefront/orders/show", facts, {
    order: shown,
    currency: { currency: order.currency, locale: contents.settings.locale },
    path: links.order(param(ctx, "token")),
    register: registerLink(ctx, order),
    signedIn: Boolean(visitor?.customer),
  });
}

/** The invoice of a paid order as a PDF; it is drawn once the database is free again. */
export async function invoice(ctx: StoreContext): Promise<void> {
  const { store } = ctx.state;
  const { order, settings } = await inStore(store.id, "read", async () => ({
    order: await orderOf(ctx),
    settings: await Settings.current(),
  }));
  if (!order.paid_at) throw new NotFound("There is an invoice once this order is paid.");

  ctx.body = await drawInvoice(order, shopOnPaper(store, settings));
  ctx.type = "application/pdf";
  keepPrivate(ctx);
  ctx.set("Content-Disposition", `inline; filename="invoice-${order.number}.pdf"`);
}

/** Puts everything that was ordered into the cart again, as far as the shop has it. */
export async function reorder(ctx: StoreContext): Promise<void> {
  const order = await orderOf(ctx);
  await readVisitor(ctx);
  const bought = order.lines.map(({ variant_id: variant, quantity }) => ({ variant, quantity }));
  const isWhole = await refillCart(await ownerToFill(ctx), bought);
  const text = isWhole
    ? `Everything of order ${order.number} is in your cart again.`
    : `What we still have of order ${order.number} is in your cart.`;
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.cart());
}

/** @throws NotFound for a link that this shop never gave out */
async function orderOf(ctx: StoreContext): Promise<OrderOnPage> {
  const id = orderOfToken(ctx.state.store.id, param(ctx, "token"));
  const order = id === undefined ? undefined : await orderOnPage(id);
  if (!order) throw new NotFound("There is no order at this address. Please check the link.");
  return order;
}

/** Where a guest can keep the order in an account; "" for whoever has one, or asked to be forgotten. */
function registerLink(ctx: StoreContext, { signed_in, erased }: OrderOnPage): string {
  const { links, visitor } = ctx.state;
  if (visitor?.customer || signed_in || erased) return "";
  return `${links.account("register")}?order=${param(ctx, "token")}`;
}
