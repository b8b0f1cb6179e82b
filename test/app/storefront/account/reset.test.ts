import { expect } from "chai";
import {
  accountOf,
  customerOf,
  joins,
  linkFor,
  password,
  signsIn,
} from "../../../support/accounts.ts";
import { anOrder, errandsOf } from "../../../support/orders.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { visit } from "../../../support/visit.ts";

const chosen = "another good one";

describe("storefront/account/reset", () => {
  let shop: Shop;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    await joins(shop, "ada@example.com");
  });

  it("answers every address in the same way, and writes only to those that are known", async () => {
    const answers = [];
    for (const email of ["ada@example.com", "nobody@example.com"]) {
      const { status, headers, text } = await shopper().sends(`${at}/forgot`, { email });
      answers.push({ status, text, location: headers.location });
    }
    expect(answers[0]).to.deep.equal(answers[1]);
    expect(answers[0]?.location).to.equal("/shop/account/mail-sent?about=reset");
    const resets = (await errandsOf(shop)).filter(({ kind }) => kind === "mail-reset");
    expect(resets).to.have.length(1);
  });

  it("sets the password once, ends all sessions, and signs in whoever chose it", async () => {
    const { who: elsewhere } = await signsIn(shop, "ada@example.com");
    const link = at + (await linkFor(shop, "reset", "ada@example.com"));
    const who = shopper();
    expect((await who.opens(link)).text).to.include("ada@example.com");
    expect((await elsewhere.opens(at)).status).to.equal(200);

    const short = await who.sends(link, { password: "short" });
    expect(short.status).to.equal(422);
    expect((await who.sends(link, { password: chosen })).status).to.equal(303);
    expect((await who.opens(at)).status).to.equal(200);
    expect((await elsewhere.opens(at)).status).to.equal(303);
    expect((await who.opens(link)).status).to.equal(410);
    expect((await shopper().sends(link, { password: "and once again" })).status).to.equal(410);
    expect((await signsIn(shop, "ada@example.com")).page.status).to.equal(422);
    expect((await signsIn(shop, "ada@example.com", { secret: chosen })).page.status).to.equal(303);
  });

  it("does not take expired, tampered or another shop's tokens", async () => {
    const other = await openShop();
    await joins(other, "ada@example.com");
    const link = await linkFor(shop, "reset", "ada@example.com");
    const old = await linkFor(shop, "reset", "ada@example.com", Date.now() - 3_601_000);
    const foreign = await linkFor(other, "reset", "ada@example.com");
    const { id } = await customerOf(shop, "ada@example.com");
    const anothers = link.replace(/\/reset\/[0-9a-z]+/, `/reset/${(id + 1).toString(36)}`);
    for (const wrong of [old, foreign, anothers, `${link}A`, "/reset/", "/reset/zzzzzz-1-x"]) {
      const page = await shopper().sends(at + wrong, { password: chosen });
      expect(page.status, wrong).to.be.oneOf([404, 405, 410]);
    }
    expect((await signsIn(shop, "ada@example.com")).page.status).to.equal(303);
    expect((await visit(at + link)).status).to.equal(200);
  });

  it("is once only, when sent three times at the same time", async () => {
    const link = at + (await linkFor(shop, "reset", "ada@example.com"));
    const pages = await Promise.all(
      [1, 2, 3].map((turn) => shopper().sends(link, { password: `the choice of ${turn}` })),
    );
    expect(pages.filter(({ status }) => status === 303)).to.have.length(1);
  });

  it("makes an account of a guest who reads the mail, and shows the orders at once", async () => {
    const order = await anOrder(shop, { email: "guest@example.com" });
    const link = at + (await linkFor(shop, "reset", "guest@example.com"));
    const who = shopper();
    await who.sends(link, { password });
    expect((await who.opens(at)).text).to.include(`Order ${order.number}`);
  });

  it("opens the door again for an owner whom guesses had locked out", async () => {
    for (let turn = 0; turn < 11; turn += 1) {
      await signsIn(shop, "ada@example.com", { secret: `guess ${turn}` });
    }
    expect((await signsIn(shop, "ada@example.com")).page.status).to.equal(429);
    const link = at + (await linkFor(shop, "reset", "ada@example.com"));
    expect((await shopper().sends(link, { password: chosen })).status).to.equal(303);
    expect((await signsIn(shop, "ada@example.com", { secret: chosen })).page.status).to.equal(303);
  });

  it("asks for an address that is one, and sends only a few mails an hour", async () => {
    const page = await shopper().sends(`${at}/forgot`, { email: "ada at example" });
    expect(page.status).to.equal(422);
    expect(page.text).to.include('value="ada at example"');
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) {
      statuses.push((await shopper().sends(`${at}/forgot`, { email: "x@example.com" })).status);
    }
    expect(statuses).to.deep.equal([303, 303, 303, 429]);
  });
});
