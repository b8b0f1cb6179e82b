import { expect } from "chai";
import { settleRefund } from "../../../../app/payments/refunds.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { anOrder, errandsOf, even, type Order, stockOf } from "../../../support/orders.ts";
import { readPdf } from "../../../support/pdf.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

interface OrderState {
  state: string;
  payment_state: string;
  fulfilment_state: string;
  refunded: number;
}

describe("dashboard/orders", () => {
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  const at = (order: Order, path = "") => manager.desk(`/orders/${order.number}${path}`);
  const open = async (order: Order, path = "", who = manager) => {
    const page = await who.opens(at(order, path));
    expect(page.status, page.text).to.equal(200);
    return page;
  };
  const seenOn = (text: string) => /name="seen" value="(\d+)"/.exec(text)?.[1] ?? "";
  const stateOf = async (order: Order): Promise<OrderState> => {
    const [row] = await inShop<OrderState>(
      shop,
      "select state, payment_state, fulfilment_state, refunded from orders where id = $1",
      [order.id],
    );
    if (!row) throw new Error("no order");
    return row;
  };
  const logOf = (order: Order) =>
    inShop<{ kind: string; before: object; after: object; actor: string }>(
      shop,
      "select kind, actor, before, after from audit_log where subject = $1 order by id",
      [`order ${order.number}`],
    );

  it("shows an order with its lines, its buyer and what happened, in words", async () => {
    const order = await anOrder(shop, { note: "Please ring <twice>", shipping: 490 });

    const page = await open(order);

    const text = words(page.text);
    expect(text).to.include(`Order ${order.number}`).and.to.include("Please ring <twice>");
    expect(text).to.include("Lamp LAMP 2 × €10.00 €20.00").and.to.include("Total €24.90");
    expect(text).to.include("Ada Example").and.to.include("Dublin");
    expect(text).to.include("The order was placed").and.to.include("Give money back");
    expect(page.text).to.include(`/shop/orders/${order.token}`);
  });

  it("ships a part with its tracking, and then the rest", async () => {
    const order = await anOrder(shop);
    const form = formFields((await open(order, "/fulfilments")).text, "data-ship");
    const field = `quantity-${order.lines[0]}`;

    expect(form[field]).to.equal("2");
    const sent = await manager.sends(at(order, "/fulfilments"), {
      ...form,
      [field]: 1,
      carrier: "An Post",
      number: "AP123",
      link: "https://post.example/AP123",
    });
    const page = await manager.follows(sent, at(order));

    expect(words(page.text)).to.include("Shipped. The customer gets a mail about it.");
    expect(words(page.text)).to.include("1 of 2 shipped").and.to.include("An Post · AP123");
    expect(await stateOf(order)).to.include({ state: "open", fulfilment_state: "partial" });
    expect(await stockOf(shop, order.variants[0] ?? null)).to.deep.equal(
      even({ onHand: 9, reserved: 1 }),
    );

    const rest = formFields((await open(order, "/fulfilments")).text, "data-ship");
    expect(rest[field]).to.equal("1");
    await manager.sends(at(order, "/fulfilments"), rest);
    expect(await stateOf(order)).to.include({ state: "completed", fulfilment_state: "fulfilled" });
    expect((await logOf(order)).map(({ kind }) => kind)).to.deep.equal([
      "order.shipped",
      "order.shipped",
    ]);
  });

  it("keeps what was typed about a parcel that cannot leave", async () => {
    const order = await anOrder(shop);
    const form = formFields((await open(order, "/fulfilments")).text, "data-ship");
    const field = `quantity-${order.lines[0]}`;

    const many = await manager.sends(at(order, "/fulfilments"), {
      ...form,
      [field]: 3,
      carrier: "Me",
    });
    const link = await manager.sends(at(order, "/fulfilments"), { ...form, link: "javascript:x" });
    const word = await manager.sends(at(order, "/fulfilments"), { ...form, [field]: "two" });

    expect(many.status).to.equal(409);
    expect(words(many.text)).to.include("Only 2 of “Lamp” are left to ship.");
    expect(formFields(many.text, "data-ship")).to.include({ [field]: "3", carrier: "Me" });
    expect([link.status, word.status]).to.deep.equal([422, 422]);
    expect(words(word.text)).to.include("Please give a whole number, 0 or more.");
    expect(await stateOf(order)).to.include({ fulfilment_state: "unfulfilled" });
  });

  it("tells the second of two who ship the same order, and ships it once", async () => {
    const order = await anOrder(shop);
    const other = await staffOf(shop, { role: "fulfilment" });
    const field = `quantity-${order.lines[0]}`;
    const mine = formFields((await open(order, "/fulfilments")).text, "data-ship");
    await open(order, "/fulfilments", other);
    const { _token, ...theirs } = mine;

    const both = await Promise.all([
      manager.sends(at(order, "/fulfilments"), { ...mine, [field]: 1 }),
      other.sends(at(order, "/fulfilments"), { ...theirs, [field]: 1, carrier: "Mine" }),
    ]);

    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    const told = both.find(({ status }) => status === 409);
    expect(words(told?.text ?? "")).to.include("Somebody changed this order meanwhile.");
    expect(formFields(told?.text ?? "", "data-ship")[field]).to.equal("1");
    expect(seenOn(told?.text ?? "")).not.to.equal(mine.seen);
    expect(await stateOf(order)).to.include({ fulfilment_state: "partial" });
  });

  it("proposes what a part is worth, and gives it back once, however often the form is sent", async () => {
    const order = await anOrder(shop, {
      lines: [{ quantity: 3, price: 1000, discount: 100 }],
      shipping: 500,
    });
    const field = `quantity-${order.lines[0]}`;
    const form = formFields((await open(order, "/refunds")).text, "data-refund");
    const tried = await manager.sends(at(order, "/refunds"), {
      ...form,
      [field]: 1,
      shipping: 1,
      step: "reckon",
    });
    const filled = formFields(tried.text, "data-refund");

    expect(tried.status).to.equal(200);
    expect(filled.amount).to.equal("14.67");
    const both = await Promise.all([
      manager.sends(at(order, "/refunds"), { ...filled, reason: "Broken" }),
      manager.sends(at(order, "/refunds"), { ...filled, reason: "Broken" }),
    ]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await stateOf(order)).to.include({
      payment_state: "partially_refunded",
      refunded: 1467,
    });
    expect(await stockOf(shop, order.variants[0] ?? null)).to.deep.equal(
      even({ onHand: 10, reserved: 2 }),
    );
    expect(await logOf(order)).to.have.length(1);
    const page = await open(order);
    expect(words(page.text)).to.include("€14.67 to give back Broken");
  });

  it("puts what came back on sale again, or not", async () => {
    const [kept, lost] = [await anOrder(shop), await anOrder(shop)];
    for (const [order, restock] of [
      [kept, "1"],
      [lost, ""],
    ] as const) {
      const ship = formFields((await open(order, "/fulfilments")).text, "data-ship");
      await manager.sends(at(order, "/fulfilments"), ship);
      const form = formFields((await open(order, "/refunds")).text, "data-refund");
      await manager.sends(at(order, "/refunds"), {
        ...form,
        [`quantity-${order.lines[0]}`]: 1,
        restock,
      });
    }

    expect((await stateOf(kept)).refunded).to.equal(1000);
    expect((await stockOf(shop, kept.variants[0] ?? null)).onHand).to.equal(9);
    expect((await stockOf(shop, lost.variants[0] ?? null)).onHand).to.equal(8);
  });

  it("refuses an amount that is none, or not there, and keeps the form", async () => {
    const order = await anOrder(shop);
    const form = formFields((await open(order, "/refunds")).text, "data-refund");
    const answer = async (amount: string) => {
      const page = await manager.sends(at(order, "/refunds"), { ...form, amount, reason: "Why" });
      expect(page.status).to.equal(422);
      expect(formFields(page.text, "data-refund")).to.include({ amount, reason: "Why" });
      return words(page.text);
    };

    expect(await answer("")).to.include("Please choose what to give back, or give an amount.");
    expect(await answer("12,50")).to.include("decimal comma");
    expect(await answer("20.01")).to.include("at most €20.00 can be given back");
    expect(await answer("-1")).to.include("below zero");
    expect((await stateOf(order)).refunded).to.equal(0);
  });

  it("marks as paid what comes by bank, once", async () => {
    const order = await anOrder(shop, { paid: false });
    const { text } = await open(order);
    const before = await logOf(order);

    const sent = await manager.sends(at(order, "/payment"), { seen: seenOn(text) });
    const again = await manager.sends(at(order, "/payment"), { seen: seenOn(text) });

    expect(before).to.deep.equal([]);
    expect([sent.status, again.status]).to.deep.equal([303, 409]);
    expect(words(again.text)).to.include("Somebody changed this order meanwhile");
    expect(await stateOf(order)).to.include({ payment_state: "paid" });
    expect(await logOf(order)).to.deep.equal([
      {
        kind: "order.paid",
        actor: "Test Person",
        before: {
          state: "open",
          payment: "pending",
          fulfilment: "unfulfilled",
          paid: 0,
          refunded: 0,
        },
        after: {
          state: "open",
          payment: "paid",
          fulfilment: "unfulfilled",
          paid: 2000,
          refunded: 0,
        },
      },
    ]);
    expect(words((await open(order)).text)).to.include("€20.00 marked as paid");
  });

  it("cancels an order once: the goods are on sale, the money goes back, the customer hears of it", async () => {
    const order = await anOrder(shop);
    const { text } = await open(order);
    const wish = { seen: seenOn(text), reason: "Out of stock", restock: 1 };

    const sent = await manager.sends(at(order, "/cancellation"), wish);
    const again = await manager.sends(at(order, "/cancellation"), wish);

    expect([sent.status, again.status]).to.deep.equal([303, 303]);
    expect(await stateOf(order)).to.include({ state: "cancelled", refunded: 2000 });
    expect(await stockOf(shop, order.variants[0] ?? null)).to.deep.equal(
      even({ onHand: 10, reserved: 0 }),
    );
    const mails = (await errandsOf(shop)).filter(
      ({ kind, payload }) =>
        kind === "mail-cancelled" && "order" in payload && payload.order === order.id,
    );
    expect(mails).to.have.length(1);
    expect(await logOf(order)).to.have.length(1);
    expect(words((await open(order)).text)).to.include("The order was cancelled Out of stock");
  });

  it("does not cancel what is on its way, and says why", async () => {
    const order = await anOrder(shop);
    const form = formFields((await open(order, "/fulfilments")).text, "data-ship");
    await manager.sends(at(order, "/fulfilments"), { ...form, [`quantity-${order.lines[0]}`]: 1 });
    const { text } = await open(order);

    const answer = await manager.sends(at(order, "/cancellation"), { seen: seenOn(text) });

    expect(answer.status).to.equal(409);
    expect(words(text)).not.to.include("Cancel the order");
    expect(words(answer.text)).to.match(/Somebody changed|on its way already/);
  });

  it("keeps notes for the team, with the name of whoever wrote them", async () => {
    const order = await anOrder(shop);
    await open(order);

    await manager.sends(at(order, "/notes"), { note: "Called her: <b>home</b> after six" });
    const empty = await manager.sends(at(order, "/notes"), { note: "  " });

    const { text } = await open(order);
    expect(words(text)).to.include("Called her: <b>home</b> after six");
    expect(words(text)).to.match(/Note Called her.*Test Person/);
    expect(empty.status).to.equal(422);
  });

  it("sends a mail again that is still true, and no other", async () => {
    const order = await anOrder(shop);
    const { text } = await open(order);
    expect(text).to.include('value="confirmation"').and.not.to.include('value="shipped-');
    const before = (await errandsOf(shop)).length;

    const sent = await manager.sends(at(order, "/mails"), { mail: "confirmation" });
    const untrue = await manager.sends(at(order, "/mails"), { mail: "cancelled" });

    expect([sent.status, untrue.status]).to.deep.equal([303, 409]);
    const errands = await errandsOf(shop);
    expect(errands).to.have.length(before + 1);
    expect(errands.at(-1)).to.deep.equal({
      kind: "mail-confirmation",
      payload: { order: order.id },
    });
  });

  it("offers the mail about a refund once the money is on its way, and no confirmation that asks for it", async () => {
    const order = await anOrder(shop);
    const form = formFields((await open(order, "/refunds")).text, "data-refund");
    await manager.sends(at(order, "/refunds"), { ...form, amount: "5" });
    const [refund] = await inShop<{ id: number }>(shop, "select max(id) as id from refunds");
    await settleRefund(shop.id, refund?.id ?? 0);

    const { text } = await open(order);

    expect(text).to.include(`value="refunded-${refund?.id}"`).and.not.to.include("confirmation");
    expect(words(text)).to.include("€5.00 given back");
  });

  it("draws the invoice of a paid order, and packing slips of what is left and of each parcel", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 3 }] });
    const unpaid = await anOrder(shop, { paid: false });
    const form = formFields((await open(order, "/fulfilments")).text, "data-ship");
    await manager.sends(at(order, "/fulfilments"), { ...form, [`quantity-${order.lines[0]}`]: 1 });
    const [parcel] = await inShop<{ id: number }>(shop, "select max(id) as id from fulfilments");

    const invoice = await open(order, "/invoice.pdf");
    const left = await open(order, "/packing-slip.pdf");
    const sent = await open(order, `/packing-slip.pdf?parcel=${parcel?.id}`);

    expect(invoice.headers["content-type"]).to.equal("application/pdf");
    expect(readPdf(invoice.bytes).text).to.include(String(order.number));
    expect(readPdf(left.bytes).text).to.match(/3\n2/);
    expect(readPdf(sent.bytes).text).to.match(/3\n1/);
    expect((await manager.opens(at(unpaid, "/invoice.pdf"))).status).to.equal(404);
    expect(
      (await manager.opens(at(unpaid, `/packing-slip.pdf?parcel=${parcel?.id}`))).status,
    ).to.equal(404);
  });

  it("shows to each role what it may do, and refuses the rest", async () => {
    const order = await anOrder(shop);
    const unpaid = await anOrder(shop, { paid: false });
    const [viewer, packer] = [
      await staffOf(shop, { role: "viewer" }),
      await staffOf(shop, { role: "fulfilment" }),
    ];
    const seen = words((await open(order, "", viewer)).text);
    const packed = words((await open(order, "", packer)).text);

    expect(seen).not.to.match(
      /Ship Give|Give money back|Add the note|Cancel the order|Mark as paid/,
    );
    expect(packed)
      .to.include("Add the note")
      .and.not.to.match(/Give money back|Cancel the order/);
    for (const path of ["/notes", "/fulfilments"]) {
      expect((await viewer.sends(at(order, path))).status, path).to.equal(403);
    }
    for (const path of ["/payment", "/refunds", "/cancellation", "/mails"]) {
      expect((await packer.sends(at(unpaid, path))).status, path).to.equal(403);
    }
    expect((await packer.opens(manager.desk("/orders/export.csv"))).status).to.equal(403);
    expect((await packer.opens(at(order, "/refunds"))).status).to.equal(403);
    expect((await packer.opens(at(order, "/fulfilments"))).status).to.equal(200);
  });

  it("knows nothing of another shop's orders, and takes no id of theirs", async () => {
    const other = await openShop();
    const theirs = [await anOrder(other), await anOrder(other)];
    const fresh = await openShop();
    const owner = await staffOf(fresh);
    const own = await anOrder(fresh);
    const form = formFields(
      (await owner.opens(owner.desk(`/orders/${own.number}/fulfilments`))).text,
      "data-ship",
    );
    const paths = ["", "/fulfilments", "/refunds", "/invoice.pdf", "/packing-slip.pdf"];

    for (const path of paths) {
      const page = await owner.opens(owner.desk(`/orders/${theirs[1]?.number}${path}`));
      expect(page.status, path).to.equal(404);
      const desk = await owner.opens(
        `localhost/store/${other.code}/orders/${theirs[0]?.number}${path}`,
      );
      expect(desk.status, path).to.equal(404);
    }
    for (const path of [
      "/notes",
      "/fulfilments",
      "/refunds",
      "/payment",
      "/cancellation",
      "/mails",
    ]) {
      const fields = { note: "x", mail: "confirmation", amount: "1", seen: 0 };
      const sent = await owner.sends(owner.desk(`/orders/${theirs[1]?.number}${path}`), fields);
      expect(sent.status, path).to.equal(404);
    }
    const alien = {
      ...form,
      [`quantity-${own.lines[0]}`]: 0,
      [`quantity-${theirs[1]?.lines[0]}`]: 1,
    };
    const sent = await owner.sends(owner.desk(`/orders/${own.number}/fulfilments`), alien);
    expect(sent.status).to.equal(409);
    for (const number of ["0", "abc", "99999999999", "-1"]) {
      expect((await owner.opens(owner.desk(`/orders/${number}`))).status, number).to.equal(404);
    }
  });

  it("gives the list as a file that no spreadsheet runs", async () => {
    const own = await openShop();
    const owner = await staffOf(own);
    const bad = await anOrder(own, {
      note: '=cmd|"/c calc"!A0',
      address: { name: "+Ada", company: "@x", city: "-1+1" },
      lines: [{ title: "=2+2", variant: null }],
    });
    await anOrder(own, { paid: false });

    const file = await owner.opens(owner.desk("/orders/export.csv?payment=paid"));

    expect(file.headers["content-type"]).to.equal("text/csv; charset=utf-8");
    expect(file.headers["content-disposition"]).to.include(`${own.code}-orders.csv`);
    const lines = file.text.replace("\uFEFF", "").trim().split("\n");
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(/^Number,Placed,Order,Payment/);
    expect(lines[1]).to.match(new RegExp(`^${bad.number},20`));
    expect(lines[1]).to.include(",'+Ada,'@x,").and.to.include(",'-1+1,");
    expect(lines[1]).to.include(`"'=cmd|""/c calc""!A0"`).and.to.include("2 × =2+2");
    expect(lines[1]).to.include(",EUR,20.00,0.00,0.00,0.00,20.00,20.00,0.00,");
  });

  it("lets nobody move money who acts for the owner", async () => {
    const order = await anOrder(shop);
    const admin = await staffOf(null, { admin: true });
    const { asPlatform } = await import("../../../../app/context.ts");
    const { sequelize } = await import("../../../../db/connection.ts");
    await asPlatform("write", () =>
      sequelize.query(
        `update staff_sessions set acting_store = $1, acting_reason = 'helping', acting_until = now() + interval '5 minutes'
         where user_id = $2`,
        { bind: [shop.id, admin.id] },
      ),
    );
    await open(order, "", admin);

    for (const path of ["/payment", "/refunds", "/cancellation"]) {
      const sent = await admin.sends(at(order, path), { amount: "1" });
      expect(sent.status, path).to.equal(403);
    }
    await admin.sends(at(order, "/notes"), { note: "Looked at it" });
    expect((await logOf(order)).map(({ actor }) => actor)).to.deep.equal([
      "Test Person (platform)",
    ]);
  });
});
