import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { cancelOrder } from "../../../../app/models/store/orders/cancelling.ts";
import { fulfil } from "../../../../app/models/store/orders/fulfilment.ts";
import { requestRefund } from "../../../../app/models/store/orders/payments/refund.ts";
import { orderToken } from "../../../../app/selling/orders/link.ts";
import { changeSettings } from "../../../support/furnish.ts";
import { attributes, meta, words } from "../../../support/html.ts";
import { anOrder, type Order, variantsOf } from "../../../support/orders.ts";
import { readPdf } from "../../../support/pdf.ts";
import { queriesDuring } from "../../../support/queries.ts";
import { inShop } from "../../../support/rows.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { visit } from "../../../support/visit.ts";

describe("the page of an order", () => {
  let shop: Shop;
  let other: Shop;
  let host: string;

  before(async () => {
    [shop, other] = await Promise.all([openShop({ name: "Lamps" }), openShop()]);
    host = `${shop.code}.localhost`;
    await inShop(
      shop,
      "update payment_methods set instructions = $1 where kind = 'bank' returning id",
      ["Lamps Ltd\nIBAN IE00 TEST"],
    );
  });

  const at = (order: Order) => `${host}/shop/orders/${order.token}`;
  const write = (work: () => Promise<unknown>) => inStore(shop.id, "write", work);

  it("opens for whoever has its link, and for no search engine or cache", async () => {
    const order = await anOrder(shop, { shipping: 500, note: "Ring <twice>" });

    const page = await visit(at(order));

    expect(page.status).to.equal(200);
    expect(meta(page.text, "robots")).to.equal("noindex");
    expect(page.headers["cache-control"]).to.equal("private, no-store");
    expect(words(page.text))
      .to.contain(`Order ${order.number}`)
      .and.contain("Thank you, Ada")
      .and.contain("Lamp")
      .and.contain("€25.00")
      .and.contain("1 Long Street")
      .and.contain("Ring <twice>");
    expect(page.text).not.to.contain("<twice>");
  });

  it("asks the database twice, once its frame is known", async () => {
    const order = await anOrder(shop);
    await visit(at(order));
    expect(await queriesDuring(() => visit(at(order)))).to.equal(2);
  });

  it("is there in path mode, with links of that mode", async () => {
    const order = await anOrder(shop);

    const page = await visit(`localhost/stores/${shop.code}/shop/orders/${order.token}`);

    expect(page.status).to.equal(200);
    const base = `/stores/${shop.code}/shop/orders/${order.token}`;
    expect(attributes(page.text, "href")).to.include(`${base}/invoice.pdf`);
    expect(attributes(page.text, "action")).to.include(`${base}/reorder`);
  });

  it("is not found by a changed link, another order's, or another shop's", async () => {
    const [order, second] = [await anOrder(shop), await anOrder(shop)];
    const theirs = await anOrder(other);
    const [id = "", signature = ""] = order.token.split(/-(.*)/s);
    const wrong = [
      `${second.token.split("-")[0]}-${signature}`,
      `${id}-${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`,
      `${id}-`,
      id,
      String(order.id),
      orderToken(other.id, order.id),
      theirs.token,
      orderToken(shop.id, 2_000_000_000),
      `zzzzzzz-${signature}`,
    ];
    for (const token of wrong) {
      for (const address of [`${host}/shop`, `localhost/stores/${shop.code}/shop`]) {
        const page = await visit(`${address}/orders/${token}`);
        expect(page.status, token).to.equal(404);
        expect(page.text).not.to.contain("1 Long Street");
        const paper = await visit(`${address}/orders/${token}/invoice.pdf`);
        expect(paper.status, token).to.equal(404);
        const again = await shopper().sends(`${address}/orders/${token}/reorder`);
        expect(again.status, token).to.equal(404);
      }
    }
    expect((await visit(`${other.code}.localhost/shop/orders/${order.token}`)).status).to.equal(
      404,
    );
  });

  it("says how to pay by bank while nothing is paid", async () => {
    const waiting = await anOrder(shop, { paid: false });
    const paid = await anOrder(shop);

    const page = await visit(at(waiting));

    expect(words(page.text))
      .to.contain("IBAN IE00 TEST")
      .and.contain(`Reference ${waiting.number}`)
      .and.contain("Amount €20.00");
    expect(page.text).not.to.contain("invoice.pdf");
    expect(words((await visit(at(paid))).text)).not.to.contain("IBAN IE00 TEST");
  });

  it("offers to pay again by card, and says how long everything is kept", async () => {
    const expiresAt = new Date(Date.now() + 25 * 60_000 - 5_000);
    const order = await anOrder(shop, { paid: false, method: "stripe", expiresAt });

    const page = await visit(at(order));

    expect(attributes(page.text, "action")).to.include(`/shop/orders/${order.token}/pay`);
    expect(words(page.text))
      .to.contain("for another 25 minutes")
      .and.contain("Your order is nearly done")
      .and.not.contain("Thank you");
  });

  it("waits for one thing at a time where it is paid on delivery", async () => {
    const page = await visit(at(await anOrder(shop, { paid: false, method: "delivery" })));

    expect(page.text.match(/aria-current="step"/g)).to.have.length(1);
    expect(words(page.text)).to.contain("Paid when it arrives");
  });

  it("calls shipping that costs nothing free", async () => {
    const page = await visit(at(await anOrder(shop)));

    expect(words(page.text)).to.contain("Shipping (Standard) Free");
  });

  it("shows where the parcels are", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 3 }] });
    await write(() =>
      fulfil(order.id, {
        lines: [{ line: order.lines[0] ?? 0, quantity: 2 }],
        carrier: "An Post",
        trackingNumber: "CE123",
        trackingUrl: "https://track.example/CE123?a=1&b=2",
      }),
    );

    const page = await visit(at(order));

    expect(words(page.text))
      .to.contain("Part of it is on its way")
      .and.contain("2 × Lamp")
      .and.contain("An Post CE123")
      .and.contain("2 of 3 shipped");
    expect(attributes(page.text, "href")).to.include("https://track.example/CE123?a=1&b=2");
    expect(page.text).to.match(/<a [^>]*track\.example[^>]*rel="[^"]*noreferrer/);
  });

  it("shows what was given back, and that it was cancelled", async () => {
    const order = await anOrder(shop);
    await write(() => requestRefund(order.id, { key: "page", amount: 700 }));
    expect(words((await visit(at(order))).text))
      .to.contain("Refund on its way -€7.00")
      .and.contain("Total after refunds €13.00");

    await write(() => cancelOrder(order.id));

    expect(words((await visit(at(order))).text))
      .to.contain("This order is cancelled")
      .and.contain("Total after refunds €0.00");
  });

  it("offers a guest an account that knows the order, and nobody else", async () => {
    const [guest, customer] = [await anOrder(shop), await anOrder(shop, { signedIn: true })];

    expect(attributes((await visit(at(guest))).text, "href")).to.include(
      `/shop/account/register?order=${guest.token}`,
    );
    expect((await visit(at(customer))).text).not.to.contain("account/register?order");
  });

  it("names nobody who asked to be forgotten", async () => {
    const order = await anOrder(shop, { email: "gone@example.com", note: "Behind the shed" });
    await inShop(
      shop,
      "update customers set erased_at = now() where email = 'gone@example.com' returning id",
    );

    const { status, text } = await visit(at(order));

    expect(status).to.equal(200);
    expect(words(text)).to.contain("€20.00").and.contain("Thank you for your order");
    for (const secret of ["gone@example.com", "Ada", "1 Long Street", "Behind the shed"]) {
      expect(text, secret).not.to.contain(secret);
    }
    const pdf = await visit(`${at(order)}/invoice.pdf`);
    expect(readPdf(pdf.bytes).text).not.to.contain("Ada");
  });

  it("gives the invoice of a paid order as a PDF", async () => {
    await changeSettings(shop, { address: "2 Shop Lane\nCork", tax_number: "IE7654321" });
    const order = await anOrder(shop, { shipping: 500 });
    const waiting = await anOrder(shop, { paid: false });

    const pdf = await visit(`${at(order)}/invoice.pdf`);

    expect(pdf.status).to.equal(200);
    expect(pdf.headers["content-type"]).to.equal("application/pdf");
    expect(pdf.headers["cache-control"]).to.equal("private, no-store");
    expect(pdf.headers["content-disposition"]).to.contain(`invoice-${order.number}.pdf`);
    const { text } = readPdf(pdf.bytes);
    expect(text).to.contain("2 Shop Lane").and.contain("IE7654321").and.contain("€25.00");
    expect((await visit(`${at(waiting)}/invoice.pdf`)).status).to.equal(404);
  });

  it("puts everything into the cart again, as far as the shop has it", async () => {
    const product = await shop.sells("again", { title: "Again" }, { onHand: 5 });
    const [variant = 0] = await variantsOf(shop, product);
    const order = await anOrder(shop, { lines: [{ variant, title: "Again" }, { variant: null }] });
    const ada = shopper();

    const answer = await ada.sends(`${at(order)}/reorder`);

    expect(answer.status).to.equal(303);
    expect(answer.headers.location).to.equal("/shop/cart");
    const cart = await ada.opens(`${host}/shop/cart`);
    expect(words(cart.text))
      .to.contain(`What we still have of order ${order.number} is in your cart.`)
      .and.contain("Again");
  });

  it("takes no form from elsewhere", async () => {
    const order = await anOrder(shop);
    const foreign = { Origin: "http://evil.example" };

    const answer = await shopper().sends(`${at(order)}/reorder`, {}, foreign);

    expect(answer.status).to.equal(403);
  });
});
