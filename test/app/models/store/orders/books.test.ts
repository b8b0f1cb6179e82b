import { expect } from "chai";
import fc from "fast-check";
import { DatabaseError } from "sequelize";
import { inStore } from "../../../../../app/context.ts";
import { Refusal } from "../../../../../app/errors.ts";
import { cancelOrder } from "../../../../../app/models/store/orders/cancelling.ts";
import { expireOrder } from "../../../../../app/models/store/orders/expiry.ts";
import { fulfil } from "../../../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../../../app/models/store/orders/order.ts";
import { markPaid } from "../../../../../app/models/store/orders/payments/payment.ts";
import { requestRefund } from "../../../../../app/models/store/orders/payments/refund.ts";
import { retrying } from "../../../../../app/retry.ts";
import { returnedTotal } from "../../../../../app/selling/orders/returned-total.ts";
import { anOrder, type Order, type OrderDraft, variantsOf } from "../../../../support/orders.ts";
import { inShop } from "../../../../support/rows.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

type Verb = "ship" | "refund" | "cancel" | "expire" | "pay";
interface Act {
  verb: Verb;
  order: number;
  line: number;
  quantity: number;
  flag: boolean;
}

describe("the books of a shop", function () {
  this.timeout(120_000);
  let shop: Shop;
  let keys = 0;

  before(async () => {
    shop = await openShop();
  });

  const acts = fc.array(
    fc.record<Act>({
      verb: fc.constantFrom("ship", "ship", "refund", "cancel", "expire", "pay"),
      order: fc.nat(2),
      line: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 3 }),
      flag: fc.boolean(),
    }),
    { minLength: 4, maxLength: 14 },
  );
  const past = new Date(Date.now() - 1000);

  async function scene(): Promise<Order[]> {
    const product = await shop.sells(
      `p${++keys}`,
      { optionNames: ["Size"] },
      ...["S", "M", "L"].map(sized),
    );
    const variants = await variantsOf(shop, product);
    const lines = variants.map((variant) => ({ variant, quantity: 3, price: 1001 }));
    return Promise.all([
      anOrder(shop, { lines, shipping: 499 }),
      anOrder(shop, { lines: lines.slice(0, 2), paid: false, method: "delivery" }),
      anOrder(shop, { lines: lines.slice(1), paid: false, expiresAt: past }),
    ]);
  }

  async function act({ verb, line, quantity, flag, ...rest }: Act, orders: Order[]) {
    const order = orders[rest.order];
    if (!order) return;
    const lines = [{ line: order.lines[line % order.lines.length] ?? 0, quantity }];
    const whole = flag && verb === "ship";
    const verbs: Record<Verb, () => Promise<unknown>> = {
      ship: () => fulfil(order.id, whole ? {} : { lines }),
      refund: async () => {
        const before = await wholeOrder(order.id);
        const amount = before ? returnedTotal(before, lines, flag) : 0;
        return requestRefund(order.id, { key: `r${++keys}`, amount, lines, restock: flag });
      },
      cancel: () => cancelOrder(order.id, { restock: flag }),
      expire: () => expireOrder(order.id),
      pay: () => markPaid(order.id, "owner"),
    };
    await retrying(() => inStore(shop.id, "write", verbs[verb])).catch(refusalOnly);
  }

  it("add up after anything that people do, one after the other and at once", async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.boolean(), async (sequence, atOnce) => {
        const orders = await scene();
        if (atOnce) await Promise.all(sequence.map((each) => act(each, orders)));
        else for (const each of sequence) await act(each, orders);
        expect(await wrongRows()).to.eql([]);
      }),
      { numRuns: 25 },
    );
  });

  /** Rows of the shop that contradict each other. */
  async function wrongRows(): Promise<object[]> {
    return inShop(
      shop,
      `select 'stock and ledger' as what, v.id from variants v
         where on_hand <> (select sum(m.on_hand) from stock_movements m where m.variant_id = v.id)
           or reserved <> (select sum(m.reserved) from stock_movements m where m.variant_id = v.id)
       union all select 'held by lines', v.id from variants v
         where reserved <> (select coalesce(sum(l.reserved), 0) from order_lines l where l.variant_id = v.id)
       union all select 'lines of a cancelled order', o.id from orders o join order_lines l on l.order_id = o.id
         where o.state = 'cancelled' and l.reserved > 0
       union all select 'held for what is to ship', o.id from orders o join order_lines l on l.order_id = o.id
         where o.state <> 'cancelled' and l.reserved <> l.quantity - l.fulfilled - l.removed
       union all select 'parcels', l.id from order_lines l where l.fulfilled <>
         (select coalesce(sum((p ->> 'quantity')::integer), 0) from fulfilments f, jsonb_array_elements(f.lines) p
          where (p ->> 'line')::integer = l.id)
       union all select 'money back', o.id from orders o
         where refunded <> (select coalesce(sum(amount), 0) from refunds r where r.order_id = o.id)
           or refunded <> (select coalesce(sum(refunded), 0) from payments p where p.order_id = o.id)
           or paid <> (select coalesce(sum(captured), 0) from payments p where p.order_id = o.id)
       union all select 'units back', l.id from order_lines l where l.refunded <>
         (select coalesce(sum((p ->> 'quantity')::integer), 0) from refunds r, jsonb_array_elements(r.lines) p
          where (p ->> 'line')::integer = l.id)
       union all select 'payment state', id from orders
         where (payment_state = 'refunded') <> (refunded > 0 and refunded = paid)
           or (payment_state = 'partially_refunded') <> (refunded between 1 and paid - 1)
           or (payment_state = 'voided') <> (state = 'cancelled' and paid = 0)
       union all select 'shipping state', o.id from orders o where (fulfilment_state = 'unfulfilled') <>
         (select bool_and(l.fulfilled = 0) from order_lines l where l.order_id = o.id)
       union all select 'completed', o.id from orders o where (state = 'completed') and exists
         (select from order_lines l where l.order_id = o.id and l.fulfilled + l.removed < l.quantity)`,
    );
  }

  // Rows: an order that is so. Columns: ship all · give a unit back · cancel · expire · note the payment.
  const states: Record<string, { draft: OrderDraft; after?: Verb[]; may: string }> = {
    "waits for its payment": { draft: { paid: false }, may: "no no yes - yes" },
    "is overdue": { draft: { paid: false, expiresAt: past }, may: "no no yes yes yes" },
    "is paid on delivery": { draft: { paid: false, method: "delivery" }, may: "yes no yes - yes" },
    "is paid": { draft: {}, may: "yes yes yes - no" },
    "is shipped, and not paid": {
      draft: { paid: false, method: "delivery" },
      after: ["ship"],
      may: "no no no - yes",
    },
    "is completed": { draft: {}, after: ["ship"], may: "no yes no - no" },
    "is cancelled": { draft: { paid: false }, after: ["cancel"], may: "no no - - no" },
    "is cancelled, with its money back": { draft: {}, after: ["cancel"], may: "no no - - no" },
    "has ended": {
      draft: { paid: false, expiresAt: past },
      after: ["expire"],
      may: "no no - - no",
    },
  };
  const verbs: Verb[] = ["ship", "refund", "cancel", "expire", "pay"];

  for (const [state, { draft, after = [], may }] of Object.entries(states)) {
    it(`allow of an order that ${state} only what makes sense`, async () => {
      const answers: string[] = [];
      for (const verb of verbs) {
        const order = await anOrder(shop, draft);
        for (const each of after) await attempt(each, order);
        answers.push(await attempt(verb, order));
      }
      expect(answers.join(" ")).to.equal(may);
    });
  }

  /** "yes", "no" for a refusal, "-" where nothing happens. */
  async function attempt(verb: Verb, order: Order): Promise<string> {
    const lines = [{ line: order.lines[0] ?? 0, quantity: 1 }];
    const all: Record<Verb, () => Promise<unknown>> = {
      ship: () => fulfil(order.id),
      refund: () => requestRefund(order.id, { key: `r${++keys}`, amount: 1000, lines }),
      cancel: () => cancelOrder(order.id),
      expire: () => expireOrder(order.id),
      pay: () => markPaid(order.id, "owner"),
    };
    try {
      return (await inStore(shop.id, "write", all[verb])) === false ? "-" : "yes";
    } catch (error) {
      refusalOnly(error);
      return "no";
    }
  }

  const lies: Record<string, [string, ...string[]]> = {
    "more money back than came in": ["update orders set refunded = paid + 1 where id = $1"],
    "a total that is not the sum": ["update orders set total = total + 1 where id = $1"],
    "more of a payment back than was captured": [
      "update payments set refunded = captured + 1 where order_id = $1",
    ],
    "more units shipped than ordered": [
      "update order_lines set fulfilled = quantity + 1 where order_id = $1",
    ],
    "units that are both shipped and taken out": [
      "update order_lines set fulfilled = quantity, removed = 1, refunded = 1 where order_id = $1",
    ],
    "more units held than ordered": [
      "update order_lines set reserved = quantity + 1 where order_id = $1",
    ],
    "a refund of nothing": [
      "insert into refunds (order_id, payment_id, key, amount) select $1, min(id), 'none', 0 from payments where order_id = $1",
    ],
    "an unknown state": ["update orders set state = 'lost' where id = $1"],
    "a shelf below zero": [
      `insert into stock_movements (variant_id, kind, on_hand) select variant_id, 'adjusted', -100 from order_lines where order_id = $1`,
    ],
    "more held than there is": [
      `insert into stock_movements (variant_id, kind, reserved) select variant_id, 'reserved', 100 from order_lines where order_id = $1`,
    ],
    "a tracking link that runs": [
      `insert into fulfilments (order_id, lines, tracking_url) values ($1, '[]', 'javascript:alert(1)')`,
    ],
  };

  for (const [lie, [sql]] of Object.entries(lies)) {
    it(`cannot say ${lie}, whoever writes it`, async () => {
      const order = await anOrder(shop);
      const failure = await inShop(shop, `${sql} returning 1`, [order.id]).catch((error) => error);
      expect(failure).to.be.instanceOf(DatabaseError);
      expect(failure.parent.code).to.equal("23514");
    });
  }
});

function sized(size: string) {
  return { options: [size, "", ""] as [string, string, string], onHand: 12 };
}

function refusalOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
