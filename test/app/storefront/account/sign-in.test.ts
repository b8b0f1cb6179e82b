import { expect } from "chai";
import {
  accountOf,
  customerOf,
  joins,
  password,
  rowsOf,
  signsIn,
} from "../../../support/accounts.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { visit } from "../../../support/visit.ts";

describe("storefront/account/sign-in", () => {
  let shop: Shop;
  let at: string;

  before(async () => {
    shop = await openShop({ name: "Acme" });
    at = accountOf(shop);
    await joins(shop, "ada@example.com");
  });

  it("lets in whoever knows the password, in any spelling of the address, and leads to the account", async () => {
    const { who, page } = await signsIn(shop, " Ada@Example.com ");

    expect(page.status).to.equal(303);
    expect(page.headers.location).to.equal("/shop/account");
    expect((await who.opens(at)).text).to.include("Good to see you, Ada Example");
  });

  for (const [mode, base] of Object.entries({
    domain: (code: string) => `${code}.example/shop/account`,
    subdomain: (code: string) => `${code}.localhost/shop/account`,
    path: (code: string) => `localhost/stores/${code}/shop/account`,
  })) {
    it(`takes somebody from registering to signing out, without scripts, by ${mode}`, async () => {
      const own = await openShop();
      const { asProvisioner } = await import("../../../../db/admin.ts");
      const { addDomain } = await import("../../../../db/domains.ts");
      await asProvisioner((client) =>
        addDomain(client, own.id, `${own.code}.example`, { verified: true }),
      );
      const account = base(own.code);
      const who = await joins(own, "bo@example.com", { at: account, name: "Bo" });

      const home = await who.opens(account);
      expect(home.status).to.equal(200);
      expect(home.text).to.include("Good to see you, Bo");
      expect(home.headers["cache-control"]).to.equal("private, no-store");
      expect((await who.sends(`${account}/sign-out`)).status).to.equal(303);
      const gone = await who.opens(account);
      expect(gone.status).to.equal(303);
      expect(gone.headers.location).to.match(/\/shop\/account\/sign-in\?next=%2Fshop%2Faccount$/);
      const back = await signsIn(own, "bo@example.com", { who, at: account });
      expect(back.page.status).to.equal(303);
    });
  }

  it("answers a wrong password and an unknown address in the same words, and keeps what was typed", async () => {
    const answers = [];
    for (const email of ["ada@example.com", "nobody@example.com"]) {
      const { page } = await signsIn(shop, email, { secret: "something else" });
      expect(page.status).to.equal(422);
      expect(page.text).to.include(`value="${email}"`);
      expect(page.headers["set-cookie"]).to.equal(undefined);
      answers.push(page.text.replaceAll(email, "…"));
    }
    expect(answers[0]).to.equal(answers[1]);
    expect(answers[0]).to.include("do not belong together");
    expect(answers[0]).not.to.include("something else");
  });

  it("takes about as long for an address that nobody has", async () => {
    const own = await openShop();
    await joins(own, "ada@example.com");
    const time = async (email: string) => {
      const begin = performance.now();
      for (let turn = 0; turn < 4; turn += 1) await signsIn(own, email, { secret: "wrong" });
      return Math.round((performance.now() - begin) / 4);
    };
    const [known, unknown] = [await time("ada@example.com"), await time("nobody@example.com")];
    process.stdout.write(`      known ${known} ms, unknown ${unknown} ms\n`);
  });

  it("gives a new token at every sign-in, whatever cookie the browser came with, and ends the old one", async () => {
    const name = `session_${shop.id}`;
    const planted = shopper({ cookies: new Map([[name, "planted-by-somebody-else"]]) });
    const { who } = await signsIn(shop, "ada@example.com", { who: planted });
    const first = who.cookies.get(name) ?? "";
    expect(first).to.match(/^[\w-]{43}$/);

    await who.opens(`${at}/forgot`);
    await who.sends(`${at}/sign-in`, { email: "ada@example.com", password });
    expect(who.cookies.get(name))
      .to.match(/^[\w-]{43}$/)
      .and.not.to.equal(first);
    expect((await visit(at, { Cookie: `${name}=${first}` })).status).to.equal(303);
    expect((await visit(at, { Cookie: `${name}=planted-by-somebody-else` })).status).to.equal(303);
  });

  it("keeps only a hash of the token, and at most 20 sessions", async () => {
    const { who } = await signsIn(shop, "ada@example.com");
    const token = who.cookies.get(`session_${shop.id}`) ?? "";
    const rows = await rowsOf<{ row: string }>(shop, "select s::text as row from sessions s");
    expect(JSON.stringify(rows)).not.to.include(token);
    expect(rows.length).to.be.at.most(20);
  });

  it("is worth nothing at another shop, on the same host too, and one e-mail at two shops is two people", async () => {
    const other = await openShop({ name: "Globex" });
    const [here, there] = [shop, other].map(
      ({ code }) => `localhost/stores/${code}/shop/account`,
    ) as [string, string];
    const { who } = await signsIn(shop, "ada@example.com", { at: here });
    const token = who.cookies.get(`session_${shop.id}`) ?? "";

    expect((await who.opens(here)).status).to.equal(200);
    expect((await who.opens(there)).status).to.equal(303);
    const forged = shopper({ cookies: new Map([[`session_${other.id}`, token]]) });
    expect((await forged.opens(there)).status).to.equal(303);

    expect((await signsIn(other, "ada@example.com")).page.status).to.equal(422);
    await joins(other, "ada@example.com", { name: "Another Ada" });
    expect((await customerOf(other, "ada@example.com")).name).to.equal("Another Ada");
    expect((await customerOf(shop, "ada@example.com")).name).to.equal("Ada Example");
    expect((await who.opens(here)).text).not.to.include("Another Ada");
  });

  it("refuses forms of somebody who is signed in without the token of that session, or with another's", async () => {
    const { who } = await signsIn(shop, "ada@example.com");
    for (const path of ["/details", "/sign-out", "/sessions", "/addresses", "/erase", "/verify"]) {
      expect((await who.sends(at + path, { _token: "" })).status, path).to.equal(403);
      const foreign = await who.sends(at + path, { _token: "AAAAAAAAAAAAAAAAAAAAAA" });
      expect(foreign.status, path).to.equal(403);
    }
    expect((await who.opens(at)).status).to.equal(200);
  });

  for (const [next, where] of Object.entries({
    "/shop/account/orders?page=2": "/shop/account/orders?page=2",
    "/shop/checkout": "/shop/checkout",
    "//evil.example": "/shop/account",
    "/\\evil.example": "/shop/account",
    "/%0d%0aSet-Cookie:x": "/%0d%0aSet-Cookie:x",
    "/\r\nSet-Cookie: x=1": "/shop/account",
    "/..//evil.example": "/shop/account",
    "/.//evil.example": "/shop/account",
    "https://evil.example/": "/shop/account",
    "javascript:alert(1)": "/shop/account",
    "\t//evil.example": "/shop/account",
  })) {
    it(`leads to a path of its own only: ${JSON.stringify(next)}`, async () => {
      const who = shopper();
      await who.opens(`${at}/sign-in?next=${encodeURIComponent(next)}`);
      const page = await who.sends(`${at}/sign-in`, { email: "ada@example.com", password, next });
      expect(page.status).to.equal(303);
      expect(page.headers.location).to.equal(where);
      expect(page.headers["set-cookie"]?.join()).not.to.include("Set-Cookie");
    });
  }

  it("stays within the shop in path mode, where shops share a host", async () => {
    const here = `localhost/stores/${shop.code}/shop`;
    for (const [next, where] of [
      [`/stores/${shop.code}/shop/checkout`, `/stores/${shop.code}/shop/checkout`],
      ["/shop/checkout", `/stores/${shop.code}/shop/checkout`],
      ["/stores/globex/shop", `/stores/${shop.code}/shop/account`],
      ["/shop/../stores/globex/shop", `/stores/${shop.code}/shop/account`],
      ["/shop/../../stores/globex/shop", `/stores/${shop.code}/shop/account`],
      [`/stores/${shop.code}/shop/../../globex/shop`, `/stores/${shop.code}/shop/account`],
      ["/%2e%2e/stores/globex/shop", `/stores/${shop.code}/shop/account`],
    ]) {
      const who = shopper();
      await who.opens(`${here}/account/sign-in`);
      const fields = { email: "ada@example.com", password, next: next ?? "" };
      const page = await who.sends(`${here}/account/sign-in`, fields);
      expect(page.headers.location, next).to.equal(where);
    }
  });

  it("slows down guessing at one account, keeps what was typed, and lets other accounts and shops be", async () => {
    const [own, other] = [await openShop(), await openShop()];
    for (const each of [own, other]) await joins(each, "ada@example.com");
    await joins(own, "bo@example.com");
    for (let turn = 0; turn < 10; turn += 1) {
      const { page } = await signsIn(own, "ada@example.com", { secret: `guess ${turn}` });
      expect(page.status).to.equal(422);
    }
    const { page } = await signsIn(own, "ada@example.com");
    expect(page.status).to.equal(429);
    expect(Number(page.headers["retry-after"])).to.be.within(1, 900);
    expect(page.text).to.include("Please try again in").and.to.include('value="ada@example.com"');

    expect((await signsIn(own, "bo@example.com")).page.status).to.equal(303);
    expect((await signsIn(other, "ada@example.com")).page.status).to.equal(303);
  });

  it("throttles an address that nobody has in the same way", async () => {
    const own = await openShop();
    const statuses = [];
    for (let turn = 0; turn < 11; turn += 1) {
      statuses.push((await signsIn(own, "nobody@example.com")).page.status);
    }
    expect(statuses).to.deep.equal([...Array(10).fill(422), 429]);
  });

  it("ends with the session's time", async () => {
    const { who } = await signsIn(shop, "ada@example.com");
    const { inStore } = await import("../../../../app/context.ts");
    const { sequelize } = await import("../../../../db/connection.ts");
    await inStore(shop.id, "write", () =>
      sequelize.query("update sessions set expires_at = now() - interval '1 second'"),
    );
    expect((await who.opens(at)).status).to.equal(303);
    expect((await who.sends(`${at}/details`, { name: "Eve" })).status).to.equal(303);
    expect((await customerOf(shop, "ada@example.com")).name).to.equal("Ada Example");
  });
});
