import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { sequelize } from "../../../../db/connection.ts";
import {
  accountOf,
  customerOf,
  linkFor,
  password,
  rowsOf,
  signsIn,
} from "../../../support/accounts.ts";
import { anOrder, errandsOf } from "../../../support/orders.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { visit } from "../../../support/visit.ts";

describe("storefront/account/verify", () => {
  let shop: Shop;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    await shopper().sends(`${at}/register`, { name: "Ada", email: "ada@example.com", password });
  });

  it("changes nothing by being looked at, and works once", async () => {
    const link = at + (await linkFor(shop, "verify", "ada@example.com"));
    const who = shopper();
    expect((await who.opens(link)).text).to.include("ada@example.com");
    expect((await customerOf(shop, "ada@example.com")).verified_at).to.equal(null);

    expect((await who.sends(link, { password })).status).to.equal(303);
    expect((await customerOf(shop, "ada@example.com")).verified_at).to.be.instanceOf(Date);
    expect((await who.opens(at)).status).to.equal(200);
    for (const again of [await who.opens(link), await who.sends(link, { password })]) {
      expect(again.status).to.equal(200);
      expect(again.text).to.include("Your address is confirmed").and.not.include('type="password"');
    }
  });

  it("asks for the password: whoever opened the account with another's address is not let in by them", async () => {
    const link = at + (await linkFor(shop, "verify", "ada@example.com"));
    const owner = shopper();
    expect((await owner.opens(link)).text).to.include('type="password"');
    expect((await owner.sends(link, { password: "a guess of mine" })).status).to.equal(422);
    expect((await customerOf(shop, "ada@example.com")).verified_at).to.equal(null);
  });

  it("gives the account to whoever reads the mail: a reset ends the intruder's sessions and what they planted", async () => {
    const order = await anOrder(shop, { email: "ada@example.com" });
    const { who: intruder } = await signsIn(shop, "ada@example.com");
    const planted = {
      name: "Eve",
      line1: "9 Trap Lane",
      city: "Dublin",
      postcode: "D02 X285",
      country: "IE",
    };
    expect((await intruder.sends(`${at}/addresses`, planted)).status).to.equal(303);
    await intruder.sends(`${at}/details/email`, {
      new_email: "eve@example.com",
      email_password: password,
    });
    const trap = at + (await linkFor(shop, "verify", "ada@example.com"));

    const link = at + (await linkFor(shop, "reset", "ada@example.com"));
    const owner = shopper();
    await owner.opens(link);
    expect((await owner.sends(link, { password: "mine and mine alone" })).status).to.equal(303);

    expect((await intruder.opens(at)).status).to.equal(303);
    expect((await signsIn(shop, "ada@example.com")).page.status).to.equal(422);
    expect((await intruder.opens(trap)).status).to.equal(410);
    const home = await owner.opens(at);
    expect(home.text).to.include(`Order ${order.number}`).and.not.to.include("Trap Lane");
    const row = await customerOf(shop, "ada@example.com");
    expect(row).to.include({ new_email: "" });
    expect(row.addresses).to.deep.equal([]);
  });

  it("does not take expired, tampered or another shop's tokens", async () => {
    const other = await openShop();
    await shopper().sends(`${accountOf(other)}/register`, {
      name: "Ada",
      email: "ada@example.com",
      password,
    });
    const link = await linkFor(shop, "verify", "ada@example.com");
    const old = await linkFor(shop, "verify", "ada@example.com", Date.now() - 8 * 86_400_000);
    const foreign = await linkFor(other, "verify", "ada@example.com");
    const reset = (await linkFor(shop, "reset", "ada@example.com")).replace("reset", "verify");
    const later = link.replace(/-([0-9a-z]+)-/, (_, end) => `-${end}z-`);
    const forged = link.replace(/.$/, (sign) => (sign === "_" ? "-" : "_"));
    for (const wrong of [old, foreign, reset, later, forged, "/verify/x"]) {
      expect((await visit(at + wrong)).status, wrong).to.equal(410);
      expect((await shopper().sends(at + wrong, { password })).status, wrong).to.equal(410);
    }
    expect((await customerOf(shop, "ada@example.com")).verified_at).to.equal(null);
    expect((await visit(at + link)).status).to.equal(200);
  });

  it("is once only, when pressed twice at the same time", async () => {
    const link = at + (await linkFor(shop, "verify", "ada@example.com"));
    const pages = await Promise.all([1, 2, 3].map(() => shopper().sends(link, { password })));
    expect(pages.filter(({ status }) => status === 303)).to.have.length(1);
    const [row] = await rowsOf<{ count: number }>(
      shop,
      "select count(*)::integer as count from sessions",
    );
    expect(row?.count).to.equal(1);
  });

  it("sends the mail again to whoever asks, until the address is confirmed", async () => {
    const { who } = await signsIn(shop, "ada@example.com");
    await who.sends(`${at}/verify`);
    expect((await errandsOf(shop)).map(({ kind }) => kind)).to.deep.equal([
      "mail-verify",
      "mail-verify",
    ]);
    await inStore(shop.id, "write", () =>
      sequelize.query("update customers set verified_at = now()"),
    );
    await who.sends(`${at}/verify`);
    expect(await errandsOf(shop)).to.have.length(2);
  });
});
