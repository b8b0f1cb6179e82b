import { expect } from "chai";
import { Secret, TOTP } from "otpauth";
import type { User } from "../../../app/models/shared/people/user.ts";
import { withAdmin } from "../../../db/admin.ts";
import { formFields } from "../../support/forms.ts";
import { words } from "../../support/html.ts";
import { aPerson, password, signedInAs, signsIn } from "../../support/people.ts";
import { type Shopper, shopper } from "../../support/shopper.ts";
import { openShop } from "../../support/shops.ts";

describe("the second factor", () => {
  let person: User;
  let secret: string;
  let codes: string[];

  before(async () => {
    person = await aPerson(await openShop({ name: "Factor" }));
    ({ secret, codes } = await setsUp(await signedInAs(person)));
  });

  beforeEach(() =>
    withAdmin((client) =>
      client.query("update public.users set totp_step = 0 where id = $1", [person.id]),
    ),
  );

  it("is kept encrypted, and the recovery codes as hashes", async () => {
    const { rows } = await withAdmin((client) =>
      client.query("select users::text as text from public.users where id = $1", [person.id]),
    );
    expect(codes).to.have.length(10);
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replace("-", ""))]) {
      expect(rows[0].text).not.to.include(hidden);
    }
  });

  it("opens nothing with the password alone", async () => {
    const who = shopper();
    const entered = await signsIn(who, person.email, { next: "/me" });
    expect(entered.headers.location).to.equal("/login/code?next=%2Fme");
    for (const path of ["/me", "/shops", "/admin", "/store/none/staff"]) {
      expect((await who.opens(`localhost${path}`)).headers.location, path).to.match(/^\/login/);
    }
  });

  it("takes the app's code once, and changes the session with it", async () => {
    const who = shopper();
    await signsIn(who, person.email, { next: "/me" });
    const halfway = who.cookies.get("staff");
    const code = codeOf(secret);
    const entered = await givesCode(who, code);
    expect(entered.headers.location).to.equal("/login");
    expect(who.cookies.get("staff")).not.to.equal(halfway);
    expect((await who.opens("localhost/me")).status).to.equal(200);

    const thief = shopper();
    await signsIn(thief, person.email);
    const again = await givesCode(thief, code);
    expect(again.status).to.equal(422);
    expect(words(again.text)).to.include("was used before");
    expect((await thief.opens("localhost/me")).status).to.equal(303);
  });

  it("takes a recovery code once, however it is typed", async () => {
    const [code = ""] = codes;
    const who = shopper();
    await signsIn(who, person.email);
    expect((await givesCode(who, ` ${code.toUpperCase().replace("-", " ")} `)).status).to.equal(
      303,
    );
    expect(words((await who.opens("localhost/me")).text)).to.include("9 recovery codes left");

    const thief = shopper();
    await signsIn(thief, person.email);
    expect((await givesCode(thief, code)).status).to.equal(422);
  });

  it("cannot be guessed", async () => {
    const other = await aPerson();
    await setsUp(await signedInAs(other));
    const who = shopper();
    await signsIn(who, other.email);
    const statuses: number[] = [];
    for (let guess = 0; guess < 15; guess += 1) {
      statuses.push((await givesCode(who, String(100_000 + guess))).status);
    }
    expect(statuses.slice(0, 10)).to.deep.equal(Array(10).fill(422));
    expect(statuses.slice(10)).to.deep.equal(Array(5).fill(429));
  });

  it("is not turned off, nor are its codes renewed, without the password", async () => {
    const who = shopper();
    await signsIn(who, person.email);
    await givesCode(who, codeOf(secret));
    await who.opens("localhost/me");
    for (const path of ["/me/factor/off", "/me/factor/codes"]) {
      const page = await who.sends(`localhost${path}`, { password: "wrong password" });
      expect(page.status, path).to.equal(422);
    }
    const renewed = await who.sends("localhost/me/factor/codes", { password });
    expect(codesIn(renewed.text)).to.have.length(10);
    expect(codesIn(renewed.text)).not.to.include.members([codes[1]]);
    await who.opens("localhost/me");
    expect((await who.sends("localhost/me/factor/off", { password })).status).to.equal(303);
    expect((await signsIn(shopper(), person.email)).headers.location).to.equal("/login");
  });
});

async function setsUp(who: Shopper): Promise<{ secret: string; codes: string[] }> {
  const page = await who.opens("localhost/me/factor");
  const { secret = "" } = formFields(page.text, "data-factor");
  const wrong = await who.sends("localhost/me/factor", { secret, code: "000000", password });
  expect(wrong.status).to.equal(422);
  expect(formFields(wrong.text, "data-factor").secret).to.equal(secret);
  const done = await who.sends("localhost/me/factor", { secret, code: codeOf(secret), password });
  expect(done.status).to.equal(200);
  return { secret, codes: codesIn(done.text) };
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

function codesIn(html: string): string[] {
  return [...html.matchAll(/<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/g)].map(
    ([, code = ""]) => code,
  );
}

async function givesCode(who: Shopper, code: string) {
  await who.opens("localhost/login/code");
  return who.sends("localhost/login/code", { code });
}
