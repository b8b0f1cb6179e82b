import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { Conflict, Refusal } from "../../../errors.ts";
import { post } from "../../../outbox.ts";
import { isPaid } from "../../../selling/orders/moves.ts";
import { closeWhenDone, followFulfilment } from "./closing.ts";
import {
  allParts,
  changeLines,
  chosenParts,
  leftToShip,
  linesOf,
  orderToChange,
  type Part,
  whenShipped,
  withIds,
} from "./line.ts";
import { shipStock, whatIsShort } from "./line-stock.ts";
import { type LinePart, noteEvent, type OrderRow } from "./order.ts";

/** What leaves the house together. */
export interface Parcel {
  /** Everything that is left, when it is not said. */
  lines?: readonly LinePart[] | undefined;
  carrier?: string | undefined;
  trackingNumber?: string | undefined;
  /** http or https. */
  trackingUrl?: string | undefined;
  actor?: string | undefined;
}

/**
 * Ships an order, or some units of it: takes them from stock, notes the parcel, and asks for the mail that says so.
 * Gives the fulfilment's id. Call inside a store's write unit.
 * @throws Conflict unless it is open and paid (or paid on delivery), and for more units than are left or on the shelf
 * @throws Refusal 422 for a tracking link that is none · NotFound
 */
export async function fulfil(orderId: number, parcel: Parcel = {}): Promise<number> {
  const order = await orderToChange(orderId);
  refuseUnlessReady(order);
  const trackingUrl = checkedLink(parcel.trackingUrl ?? "");
  const parts = await partsOf(orderId, parcel);

  const id = await insert(orderId, parcel, trackingUrl, parts);
  const actor = parcel.actor ?? "system";
  await shipStock(parts, `fulfilment ${id}`, actor);
  await changeLines(parts.map(whenShipped));
  await followFulfilment(order);
  const units = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  await noteEvent(orderId, "shipped", { actor, detail: { fulfilment: id, units } });
  await post("mail-shipped", { order: orderId, fulfilment: id });
  await closeWhenDone(orderId);
  return id;
}

function refuseUnlessReady({ state, payment_state, payment_method }: OrderRow): void {
  if (state === "cancelled") throw new Conflict("This order is cancelled: it cannot be shipped.");
  if (payment_state === "refunded") {
    throw new Conflict("All of the money was given back: this order cannot be shipped.");
  }
  if (isPaid(payment_state) || payment_method === "delivery") return;
  throw new Conflict("This order is not paid yet: it can be shipped once the money is here.");
}

function checkedLink(text: string): string {
  if (text === "") return "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new Refusal(422, "The tracking link must be an address that begins with https://.");
}

async function partsOf(orderId: number, { lines: wishes }: Parcel): Promise<Part[]> {
  const lines = await linesOf(orderId);
  const parts = wishes
    ? chosenParts(lines, wishes, leftToShip, "ship")
    : allParts(lines, leftToShip);
  if (parts.length === 0) {
    throw new Conflict(
      wishes ? "Please choose what to ship." : "There is nothing left to ship in this order.",
    );
  }
  const short = await whatIsShort(parts);
  if (short) throw new Conflict(short);
  return parts;
}

async function insert(
  orderId: number,
  { carrier = "", trackingNumber = "" }: Parcel,
  trackingUrl: string,
  parts: readonly Part[],
): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into fulfilments (order_id, lines, carrier, tracking_number, tracking_url) values ($1, $2, $3, $4, $5)
     returning id`,
    {
      bind: [
        orderId,
        JSON.stringify(withIds(parts)),
        carrier.trim(),
        trackingNumber.trim(),
        trackingUrl,
      ],
      type: QueryTypes.SELECT,
    },
  );
  return row?.id ?? 0;
}
