import { expect } from "chai";
import type { User } from "../../../app/models/shared/people/user.ts";
import { aPerson, password, signedInAs, signsIn, trustThisMachine } from "../../support/people.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";

describe("signing in", () => {
  let shop: Shop;
  let person: User;

  beforeEach(trustThisMachine);

  before(async () => {
    shop = await openShop({ name: "Door" });
    person = await aPerson(shop);
  });

  it("leads somebody with one shop to its desk, with several to their list, without any too", async () => {
    const desk = await (await signedInAs(person)).opens("localhost/login");
    expect(desk.headers.location).to.equal(`/store/${shop.code}/dashboard`);
    const nobody = await (await signedInAs(await aPerson())).opens("localhost/login");
    expect(nobody.headers.location).to.equal("/shops");
  });

  it("leads back to where the visitor wanted to go", async () => {
    const who = shopper();
    const refused = await who.opens(`localhost/store/${shop.code}/staff`);
    expect(refused.headers.location).to.equal(`/login?next=%2Fstore%2F${shop.code}%2Fstaff`);
    const next = `/store/${shop.code}/staff`;
    const entered = await signsIn(who, person.email, { next });
    const on = await who.follows(entered, "localhost/login");
    expect(on.headers.location).to.equal(next);
  });

  for (const next of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/%0d%0aSet-Cookie:x",
    "/\r\nX: y",
    "/stores/other/shop",
    "javascript:alert(1)",
    "/.//evil.example",
  ]) {
    it(`leads nobody to ${JSON.stringify(next)}`, async () => {
      const who = await signedInAs(person);
      const page = await who.opens(`localhost/login?next=${encodeURIComponent(next)}`);
      const to = page.headers.location ?? "";
      expect(page.status).to.equal(303);
      expect(new URL(to, "http://localhost").host).to.equal("localhost");
      expect(to).to.match(/^\/(?![/\\])[^\r\n]*$/);
      expect(to).not.to.match(/^\/stores\//);
    });
  }

  it("changes the session at every sign-in: one that was planted before is worth nothing", async () => {
    const planted = await signedInAs(person);
    const before = planted.cookies.get("staff") ?? "";
    const victim = shopper({ cookies: new Map([["staff", before]]) });
    await victim.opens("localhost/me");
    await victim.sends("localhost/login", { email: person.email, password });

    expect(victim.cookies.get("staff")).to.be.a("string").and.not.equal(before);
    const old = shopper({ cookies: new Map([["staff", before]]) });
    expect((await old.opens("localhost/me")).status).to.equal(303);
    expect((await victim.opens("localhost/me")).status).to.equal(200);
  });

  it("keeps the session from scripts and from other sites", async () => {
    const entered = await signsIn(shopper(), person.email);
    const [line = ""] = (entered.headers["set-cookie"] ?? []).filter((each) =>
      /^staff=/.test(each),
    );
    expect(line)
      .to.match(/httponly/i)
      .and.match(/samesite=lax/i)
      .and.match(/path=\//i);
    expect(line).not.to.match(/domain=/i);
  });

  it("answers an unknown address like a wrong password, in words and in work", async function () {
    this.timeout(60_000);
    // What the work costs, not how long it took: on a busy machine that is the neighbours' noise.
    const times = { known: 0, unknown: 0 };
    const texts = new Set<string>();
    for (let round = 0; round < 9; round += 1) {
      const pair = [
        ["known", person.email],
        ["unknown", `nobody-${round}@example.com`],
      ] as const;
      for (const [kind, email] of round % 2 ? pair : pair.toReversed()) {
        const who = shopper();
        await who.opens("localhost/login");
        const begun = process.cpuUsage();
        const page = await who.sends("localhost/login", { email, password: "wrong password" });
        if (round > 0) times[kind] += process.cpuUsage(begun).user; // the first warms up
        expect(page.status).to.equal(422);
        texts.add(page.text.replaceAll(email, ""));
      }
    }
    expect(texts.size).to.equal(1);
    const ratio = times.known / times.unknown;
    process.stdout.write(`      known / unknown ${ratio.toFixed(2)}\n`);
    // Ten times as much work is what an answer without a hash would save; what is less is noise.
    expect(ratio).to.be.within(0.5, 2);
  });

  it("stops guessing, by account and by network, and lets other accounts and the shops be", async function () {
    this.timeout(120_000);
    const target = await aPerson(shop);
    const statuses: number[] = [];
    const guesser = shopper();
    await guesser.opens("localhost/login");
    for (let guess = 0; guess < 1_000; guess += 1) {
      const fields = { email: target.email, password: `guess ${guess}` };
      statuses.push((await guesser.sends("localhost/login", fields)).status);
    }
    const tried = statuses.filter((status) => status === 422).length;
    expect(tried).to.be.at.most(10);
    expect(statuses.filter((status) => status === 429)).to.have.length(1_000 - tried);
    const right = await signsIn(shopper(), target.email);
    expect(right.status).to.equal(429);
    expect(Number(right.headers["retry-after"])).to.be.greaterThan(0);
    expect(right.text).to.include("tried too often");
    const inShop = `localhost/stores/${shop.code}/shop/account/sign-in`;
    const customer = await shopper().sends(inShop, { email: target.email, password });
    expect(customer.status).to.equal(422);
  });

  it("signs out: the session is gone from the database too", async () => {
    const who = await staffOf(shop);
    const token = who.cookies.get("staff") ?? "";
    await who.opens("localhost/shops");
    const out = await who.sends("localhost/logout");
    expect(out.headers.location).to.equal("/login");
    expect(who.cookies.has("staff")).to.equal(false);
    const kept = shopper({ cookies: new Map([["staff", token]]) });
    expect((await kept.opens("localhost/shops")).status).to.equal(303);
  });

  it("takes no form from elsewhere, nor without the session's token", async () => {
    const who = await staffOf(shop);
    await who.opens("localhost/me");
    const foreign = { Origin: `http://${shop.code}.localhost` };
    expect((await who.sends("localhost/me", { name: "Evil" }, foreign)).status).to.equal(403);
    expect((await who.sends("localhost/me", { name: "Evil", _token: "x" })).status).to.equal(403);
  });

  it("does not exist on a shop's host", async () => {
    expect((await shopper().opens(`${shop.code}.localhost/login`)).status).to.equal(404);
    const who = await staffOf(shop);
    expect((await who.opens(`${shop.code}.localhost/shops`)).status).to.equal(404);
  });
});
