import { timeOf } from "../../values.ts";
import { cut } from "../move.ts";
import type { Order } from "./rows.ts";
import { taxesOf } from "./sums.ts";

/** An order as a row to be. */
export function orderRow(order: Order): object {
  const { row, standing, customer } = order;
  return {
    ...{ id: order.id, number: order.number, customer_id: customer.id, email: order.email },
    ...{ currency: order.currency, state: standing.state },
    signed_in: customer.hash !== null && row("customerId") !== null,
    phone: cut(row("phone"), 40) || order.shipping.phone,
    payment_state: standing.payment,
    fulfilment_state: standing.fulfilment,
    shipping_address: order.shipping,
    billing_address: order.billing,
    shipping_name: cut(row("shippingMethod"), 200),
    payment_method: methodOf(order),
    note: cut(row("note"), 2000),
    discount_code: cut(row("discountCode"), 40),
    ...amountsOf(order),
    ...momentsOf(order),
  };
}

/** Money that the old platform's provider took is given back by hand: ours knows nothing of it. */
export function methodOf({ row, sums }: Order): "none" | "delivery" | "bank" {
  if (sums.total === 0) return "none";
  return /cash|cod|delivery/i.test(row("paymentMethod") ?? "") ? "delivery" : "bank";
}

function amountsOf({ sums, standing }: Order) {
  const { subtotal, discount, shipping, tax, taxAdded, total } = sums;
  return {
    ...{ subtotal, discount, shipping, shipping_discount: 0, tax, tax_added: taxAdded, total },
    taxes: taxesOf(sums),
    paid: isPaid(standing.payment) ? total : 0,
    refunded: standing.payment === "refunded" ? total : 0,
  };
}

function momentsOf({ row, standing, placedAt }: Order) {
  const at = (field: string) => timeOf(row(field)) ?? timeOf(row("updatedAt")) ?? placedAt;
  return {
    placed_at: placedAt,
    paid_at: isPaid(standing.payment) ? (timeOf(row("paidAt")) ?? placedAt) : null,
    completed_at: standing.state === "completed" ? at("shippedAt") : null,
    cancelled_at: standing.state === "cancelled" ? at("cancelledAt") : null,
  };
}

function isPaid(state: string): boolean {
  return state === "paid" || state === "refunded";
}
