import { expect } from "chai";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { words } from "../../support/html.ts";
import { aPerson, password, signedInAs, signsIn, trustThisMachine } from "../../support/people.ts";
import { linkIn, type PostOffice, postOffice } from "../../support/post-office.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop } from "../../support/shops.ts";

describe("an account at the platform", () => {
  let office: PostOffice;

  before(async () => {
    office = await postOffice();
  });

  after(() => office.close());

  beforeEach(trustThisMachine);

  it("takes another name", async () => {
    const who = await signedInAs(await aPerson());
    await who.opens("localhost/me");
    expect((await who.sends("localhost/me", { name: "" })).status).to.equal(422);
    expect((await who.sends("localhost/me", { name: " Robin\n  Other " })).status).to.equal(303);
    expect((await who.opens("localhost/me")).text).to.include('value="Robin Other"');
  });

  it("takes another password from whoever knows the present one, and ends the other sessions", async () => {
    const person = await aPerson();
    const [who, other] = [await signedInAs(person), await signedInAs(person)];
    await who.opens("localhost/me");
    const wrong = { password: "not it", wanted: "a new password" };
    expect((await who.sends("localhost/me/password", wrong)).status).to.equal(422);
    const short = await who.sends("localhost/me/password", { password, wanted: "short" });
    expect(words(short.text)).to.include("at least 8 characters");
    const done = await who.sends("localhost/me/password", { password, wanted: "a new password" });

    expect(done.status).to.equal(303);
    expect((await who.opens("localhost/me")).status).to.equal(200);
    expect((await other.opens("localhost/me")).status).to.equal(303);
    expect((await signsIn(shopper(), person.email)).status).to.equal(422);
    const entered = await signsIn(shopper(), person.email, { secret: "a new password" });
    expect(entered.status).to.equal(303);
  });

  it("lists where somebody is signed in, and ends one session or all others", async () => {
    const person = await aPerson();
    const [who, second, third] = [
      await signedInAs(person),
      await signedInAs(person),
      await signedInAs(person),
    ];
    const page = await who.opens("localhost/me");
    const keys = [...page.text.matchAll(/name="key" value="([0-9a-f]{16})"/g)].map(
      ([, key]) => key,
    );
    expect(keys).to.have.length(2);
    await who.sends("localhost/me/sessions", { key: keys[0] ?? "" });
    const ended = [await second.opens("localhost/me"), await third.opens("localhost/me")];
    expect(ended.map(({ status }) => status).sort()).to.deep.equal([200, 303]);
    await who.sends("localhost/me/sessions");
    expect((await second.opens("localhost/me")).status).to.equal(303);
    expect((await third.opens("localhost/me")).status).to.equal(303);
    expect((await who.opens("localhost/me")).status).to.equal(200);
  });

  it("ends nobody else's session", async () => {
    const who = await signedInAs(await aPerson());
    const other = await signedInAs(await aPerson());
    const page = await other.opens("localhost/me");
    expect(page.text).not.to.include('name="key"');
    await who.opens("localhost/me");
    const { createHash } = await import("node:crypto");
    const token = other.cookies.get("staff") ?? "";
    const key = createHash("sha256").update(token).digest("hex").slice(0, 16);
    await who.sends("localhost/me/sessions", { key });
    expect((await other.opens("localhost/me")).status).to.equal(200);
  });

  it("gets a new password by mail, once, and leads in; the other sessions end", async () => {
    const person = await aPerson(await openShop());
    const signedIn = await signedInAs(person);
    const who = shopper();
    await who.opens("localhost/forgot");
    expect((await who.sends("localhost/forgot", { email: person.email })).status).to.equal(303);
    await drainOutbox();
    const { pathname } = new URL(linkIn(office.only(person.email), "Choose a password"));

    await who.opens(`localhost${pathname}`);
    expect((await who.sends(`localhost${pathname}`, { password: "x" })).status).to.equal(422);
    const done = await who.sends(`localhost${pathname}`, { password: "a better password" });
    expect(done.headers.location).to.equal("/login");
    expect((await who.opens("localhost/me")).status).to.equal(200);
    expect((await signedIn.opens("localhost/me")).status).to.equal(303);
    expect((await shopper().opens(`localhost${pathname}`)).status).to.equal(410);
    const again = await shopper().sends(`localhost${pathname}`, { password: "a third password" });
    expect(again.status).to.equal(410);
  });

  it("tells nobody which addresses have an account", async () => {
    const person = await aPerson();
    const pages = [];
    for (const email of [person.email, "nobody-at-all@example.com"]) {
      const who = shopper();
      pages.push(await who.follows(await who.sends("localhost/forgot", { email }), "localhost/"));
    }
    expect(pages[0]?.text).to.equal(pages[1]?.text);
    await drainOutbox();
    expect(office.to("nobody-at-all@example.com")).to.have.length(0);
  });

  it("opens no link of another account, nor of another purpose", async () => {
    const person = await aPerson();
    await shopper().sends("localhost/forgot", { email: person.email });
    await drainOutbox();
    const { pathname } = new URL(linkIn(office.only(person.email), "Choose a password"));
    const other = pathname.replace(/reset\/[^-]+/, `reset/${(person.id + 1).toString(36)}`);
    const who = shopper();
    for (const path of [other, pathname.replace("reset", "verify"), "/reset/x", "/verify/a-b-c"]) {
      expect((await who.opens(`localhost${path}`)).status, path).to.equal(410);
    }
  });
});
