import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import * as orders from "../../../app/commands/orders.ts";
import { Misuse } from "../../../app/commands/outcome.ts";
import type { WholeOrder } from "../../../app/models/store/orders/order.ts";
import { anOrder, even, type Order, stockOf } from "../../support/orders.ts";
import { readPdf } from "../../support/pdf.ts";
import { type Ended, wizamart } from "../../support/processes.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("orders on the command line", function () {
  this.timeout(60_000);
  let shop: Shop;
  let folder: string;

  before(async () => {
    shop = await openShop();
    folder = await mkdtemp(join(tmpdir(), "wizamart-orders-"));
  });

  after(() => rm(folder, { recursive: true }));

  const run = (verb: string, ...args: (string | number)[]): Promise<Ended> =>
    wizamart(["orders", verb, shop.code, ...args.map(String)]);
  const some = (order: Order) => stockOf(shop, order.variants[0] ?? 0);
  const whole = ({ data }: { data: unknown }) => data as WholeOrder;

  it("are listed, shown and shipped, for people and for scripts", async () => {
    expect((await orders.list(shop.code, { limit: "50" })).text).to.equal(
      `${shop.name} has no orders yet.`,
    );
    const [first, second] = [await anOrder(shop), await anOrder(shop, { paid: false })];

    const list = await run("list");
    const shown = await run("show", first.number);
    const parcel = ["--lines", "LAMP=1", "--carrier", "An Post", "--url", "https://t.example/1"];
    const shipped = await run("ship", first.number, ...parcel, "--json");

    expect(list.out).to.match(/^NUMBER +PLACED +CUSTOMER +TOTAL +ORDER +PAYMENT +SHIPPING\n/);
    expect(list.out).to.match(/1001 +\d{4}-\d\d-\d\d +ada@example\.com +20\.00 EUR +open +paid/);
    expect(shown).to.include({ code: 0, err: "" });
    expect(shown.out)
      .to.contain("Order 1001")
      .and.contain("open, paid, unfulfilled")
      .and.contain("2  Lamp, LAMP: €20.00")
      .and.contain("Total: €20.00")
      .and.contain("placed (system)");
    const after = JSON.parse(shipped.out);
    expect(after).to.include({ id: first.id, fulfilment_state: "partial" });
    expect(after.fulfilments[0]).to.include({ carrier: "An Post" });
    const newest = (await orders.list(shop.code, { limit: "1" })).data;
    expect(newest).to.have.nested.property("[0].number", second.number);
    expect(newest).to.have.length(1);
  });

  it("end with 1 for what cannot be done, and with 2 for what was not meant", async () => {
    const { number } = await anOrder(shop);
    expect(await run("ship", number, "--lines", "LAMP=3")).to.eql({
      code: 1,
      out: "",
      err: "wizamart: Only 2 of “Lamp” are left to ship.\n",
    });
    expect(await run("refund", number, "--amount", "1,50")).to.eql({
      code: 2,
      out: "",
      err: 'wizamart: --amount: "1,50" has a decimal comma: write it with a point, 1.50\n',
    });
  });

  it("are paid, shipped in parts and given back in parts", async () => {
    const lines = [{ quantity: 3, sku: "A=1" }, { sku: "B" }];
    const order = await anOrder(shop, { paid: false, lines });
    const number = String(order.number);

    const paid = await orders.pay(shop.code, number);
    expect(whole(paid)).to.include({ payment_state: "paid", paid: 5000 });
    const sent = await orders.ship(shop.code, number, { lines: "A=1=1, 2=1", tracking: "CE1" });
    expect(whole(sent).fulfilments[0]).to.include({ tracking_number: "CE1" });
    const wish = { lines: "B=1", restock: true, reason: "Late" };
    const back = await orders.refund(shop.code, number, wish);
    expect(whole(back)).to.include({ refunded: 1000, payment_state: "partially_refunded" });
    expect(whole(back).refunds[0]).to.include({ reason: "Late", amount: 1000 });
    const more = await orders.refund(shop.code, number, { amount: "2.50" });
    expect(whole(more)).to.include({ refunded: 1250 });

    const rest = await orders.ship(shop.code, number, {});

    expect(rest.text).to.equal(
      `Order ${number} is shipped; the shopper gets a mail (completed, partially refunded, fulfilled)`,
    );
    expect(await some(order)).to.eql(even({ onHand: 7, reserved: 0 }));
    const all = await orders.refund(shop.code, number, {});
    expect(whole(all)).to.include({ refunded: 5000, payment_state: "refunded" });
  });

  it("are cancelled once", async () => {
    const order = await anOrder(shop);

    const first = await orders.cancel(shop.code, String(order.number), { reason: "Sold out" });
    const second = await orders.cancel(shop.code, String(order.number), {});

    expect(first.text).to.contain("is cancelled (cancelled, refunded, unfulfilled)");
    expect(second.text).to.contain("was cancelled already");
    expect(await some(order)).to.eql(even({ onHand: 10, reserved: 0 }));
  });

  it("have an invoice and packing slips", async () => {
    const number = String((await anOrder(shop, { lines: [{ quantity: 3 }] })).number);
    const file = join(folder, "paper.pdf");
    const paper = async () => readPdf(await readFile(file)).text;
    await orders.ship(shop.code, number, { lines: "LAMP=1" });

    await orders.invoice(shop.code, number, file);
    expect(await paper())
      .to.contain("Invoice")
      .and.contain("€30.00")
      .and.contain(shop.name);
    await orders.slip(shop.code, number, file, {});
    expect(await paper()).to.contain("LAMP\nLamp\n3\n2");
    await orders.slip(shop.code, number, file, { parcel: "1" });
    expect(await paper()).to.contain("LAMP\nLamp\n3\n1");
  });

  it("say in one line what is wrong", async () => {
    const { code } = shop;
    const [paid, unpaid] = [await anOrder(shop), await anOrder(shop, { paid: false })].map(
      ({ number }) => String(number),
    );
    const file = join(folder, "none.pdf");
    const [one = "", two = ""] = [paid, unpaid];
    const wrong: [string, () => Promise<unknown>][] = [
      ["has no order 4711: see `orders list`", () => orders.show(code, "4711")],
      ["number is a whole number above 0", () => orders.show(code, "first")],
      ["This order is paid already.", () => orders.pay(code, one)],
      ["This order is not paid yet", () => orders.ship(code, two, {})],
      ["--lines is written like LAMP=2,VASE=1", () => orders.ship(code, one, { lines: "LAMP" })],
      ["This order has no line VASE", () => orders.ship(code, one, { lines: "VASE=1" })],
      ["at most €20.00 can be", () => orders.refund(code, one, { amount: "20.01" })],
      ["an invoice once the order is paid", () => orders.invoice(code, two, file)],
      ["This order has 0 parcels", () => orders.slip(code, one, file, { parcel: "1" })],
      ['There is no store "nobody"', () => orders.list("nobody", { limit: "5" })],
    ];
    for (const [message, attempt] of wrong) {
      const error = await attempt().catch((each: unknown) => each);
      expect(error).to.be.instanceOf(Error);
      expect(String(error)).to.contain(message).and.not.contain("\n");
      const isMisuse = /whole number|--lines|no line|0 parcels/.test(message);
      expect(error instanceof Misuse, message).to.equal(isMisuse);
    }
  });
});
