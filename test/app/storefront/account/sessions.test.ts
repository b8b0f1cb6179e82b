import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { sequelize } from "../../../../db/connection.ts";
import { accountOf, joins, rowsOf, signsIn } from "../../../support/accounts.ts";
import type { Shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";

const ada = "ada@example.com";

describe("storefront/account/sessions", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    who = await joins(shop, ada);
  });

  it("shows where the customer is signed in, and signs one device out", async () => {
    const { who: elsewhere } = await signsIn(shop, ada);
    const page = await who.opens(`${at}/sessions`);
    const [key = ""] = [...page.text.matchAll(/name="key" value="([0-9a-f]{16})"/g)].map(
      ([, found]) => found,
    );
    expect(page.text).to.include("This device");
    expect((await who.sends(`${at}/sessions`, { key })).status).to.equal(303);
    expect((await elsewhere.opens(at)).status).to.equal(303);
    expect((await who.opens(at)).status).to.equal(200);
  });

  it("signs out everywhere else at once", async () => {
    const others = [await signsIn(shop, ada), await signsIn(shop, ada)];
    await who.opens(`${at}/sessions`);
    await who.sends(`${at}/sessions`);
    for (const each of others) expect((await each.who.opens(at)).status).to.equal(303);
    expect((await who.opens(at)).status).to.equal(200);
  });

  it("does not end the session of somebody else", async () => {
    const bo = await joins(shop, "bo@example.com");
    const [row] = await rowsOf<{ key: string }>(
      shop,
      `select left(encode(token_hash, 'hex'), 16) as key from sessions
       where customer_id = (select id from customers where email = 'bo@example.com')`,
    );
    await who.sends(`${at}/sessions`, { key: row?.key ?? "" });
    expect((await bo.opens(at)).status).to.equal(200);
  });

  it("prolongs a session when something is changed, and never by a look at a page", async () => {
    await inStore(shop.id, "write", () =>
      sequelize.query("update sessions set expires_at = now() + interval '2 days'"),
    );
    const days = async () => {
      const [row] = await rowsOf<{ days: number }>(
        shop,
        "select round(extract(epoch from expires_at - now()) / 86400)::integer as days from sessions",
      );
      return row?.days;
    };
    await who.opens(at);
    expect(await days()).to.equal(2);
    const page = await who.sends(`${at}/details`, { name: "Ada" });
    expect(await days()).to.equal(30);
    expect(page.headers["set-cookie"]?.join()).to.match(/session_\d+=[\w-]{43};.*httponly/i);
  });
});
