import { type DeskContext, inStore } from "../../../context.ts";
import { drawInvoice } from "../../../documents/invoice.ts";
import { drawPackingSlip } from "../../../documents/packing-slip.ts";
import { type ShopOnPaper, shopOnPaper } from "../../../documents/paper.ts";
import { NotFound } from "../../../errors.ts";
import type { OrderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import { orderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import { Settings } from "../../../models/store/settings.ts";
import { asked } from "../../../staff/asked.ts";
import { wholeNumber } from "../../lists.ts";
import { numberIn } from "./show.ts";

/** The invoice of a paid order as a PDF. */
export async function invoice(ctx: DeskContext): Promise<void> {
  const { order, shop } = await readPaper(ctx);
  if (!order.paid_at) throw new NotFound("There is an invoice once this order is paid.");
  sendPdf(ctx, await drawInvoice(order, shop), `invoice-${order.number}`);
}

/** What goes into a parcel (?parcel=), or all that is still to be shipped, as a PDF. */
export async function packingSlip(ctx: DeskContext): Promise<void> {
  const { order, shop } = await readPaper(ctx);
  const parcel = asked(ctx, "parcel") ? (wholeNumber(asked(ctx, "parcel")) ?? 0) : undefined;
  if (parcel !== undefined && !order.fulfilments.some(({ id }) => id === parcel)) {
    throw new NotFound("This order has no such parcel.");
  }
  sendPdf(ctx, await drawPackingSlip(order, shop, parcel), `packing-slip-${order.number}`);
}

/** Papers are drawn once the database is free again. */
function readPaper(ctx: DeskContext): Promise<{ order: OrderAtDesk; shop: ShopOnPaper }> {
  const { store } = ctx.state;
  return inStore(store.id, "read", async () => {
    const [order, settings] = await Promise.all([orderAtDesk(numberIn(ctx)), Settings.current()]);
    return { order, shop: shopOnPaper(store, settings) };
  });
}

function sendPdf(ctx: DeskContext, pdf: Buffer, name: string): void {
  ctx.type = "application/pdf";
  ctx.set("Content-Disposition", `inline; filename="${name}.pdf"`);
  ctx.body = pdf;
}
