import { type DeskContext, field, inStore } from "../../../context.ts";
import type { OrderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import { refuseIfChanged, standingOf } from "../../../models/store/desk/orders/standing.ts";
import { fulfil, type Parcel } from "../../../models/store/orders/fulfilment.ts";
import { leftToShip } from "../../../models/store/orders/line.ts";
import { leaveNotice } from "../../../notice.ts";
import { deskPath, goOn, showDesk } from "../../desk.ts";
import { type OrderRead, readOrder } from "../page/show.ts";
import { lineOf } from "../page/view.ts";
import { changeOrder } from "./change.ts";
import { seenIn } from "./deeds.ts";
import { type ChosenParts, freshParts, readParts } from "./part-form.ts";

/** What somebody wrote about a parcel. */
interface ParcelForm {
  chosen: ChosenParts;
  carrier: string;
  number: string;
  link: string;
  message: string;
}

/** The form for a parcel, with everything that is left to ship. */
export async function compose(ctx: DeskContext): Promise<void> {
  const read = await readOrder(ctx);
  const chosen = freshParts(read.order.lines, leftToShip);
  showForm(ctx, read, { chosen, carrier: "", number: "", link: "", message: "" });
}

/** Ships what was chosen; the customer gets a mail. */
export async function create(ctx: DeskContext): Promise<void> {
  const { order } = await inStore(ctx.state.store.id, "read", () => readOrder(ctx));
  const form = readForm(ctx, order);
  if (Object.keys(form.chosen.errors).length > 0) return showAgain(ctx, form, 422);

  const refusal = await changeOrder(ctx, "order.shipped", async ({ id }, { name: actor }) => {
    await refuseIfChanged(id, seenIn(ctx));
    const fulfilment = await fulfil(id, { ...parcelOf(form), actor });
    return { fulfilment };
  });
  if (refusal) return showAgain(ctx, { ...form, message: refusal.message }, refusal.status);

  leaveNotice(ctx, { text: "Shipped. The customer gets a mail about it." });
  goOn(ctx, `/orders/${order.number}`);
}

function readForm(ctx: DeskContext, { lines }: OrderAtDesk): ParcelForm {
  return {
    chosen: readParts(ctx, lines),
    carrier: field(ctx, "carrier").slice(0, 100),
    number: field(ctx, "number").slice(0, 100),
    link: field(ctx, "link").slice(0, 500),
    message: "",
  };
}

function parcelOf({ chosen, carrier, number, link }: ParcelForm): Parcel {
  return { lines: chosen.parts, carrier, trackingNumber: number, trackingUrl: link };
}

async function showAgain(ctx: DeskContext, form: ParcelForm, status: number): Promise<void> {
  const read = await inStore(ctx.state.store.id, "read", () => readOrder(ctx));
  ctx.status = status;
  showForm(ctx, read, form);
}

function showForm(ctx: DeskContext, { order }: OrderRead, form: ParcelForm): void {
  const { number, lines, events } = order;
  const page = { title: `Ship order ${number}`, section: "/orders" };
  const rows = lines.map((line) => ({
    ...lineOf(ctx, line),
    left: leftToShip(line),
    typed: form.chosen.typed[line.id] ?? "",
    error: form.chosen.errors[`quantity-${line.id}`] ?? "",
  }));
  showDesk(ctx, "dashboard/orders/ship", page, {
    number,
    path: deskPath(ctx, `/orders/${number}`),
    seen: standingOf(events),
    lines: rows.filter(({ left, typed }) => left > 0 || Number(typed) > 0),
    form,
  });
}
