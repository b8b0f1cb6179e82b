import { expect } from "chai";
import { orderToken } from "../../../../app/selling/orders/link.ts";
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

describe("storefront/account/register", () => {
  let shop: Shop;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
  });

  it("opens an account with a mail to confirm it, and signs nobody in", async () => {
    const who = shopper();
    await who.opens(`${at}/register`);
    const page = await who.sends(`${at}/register`, {
      name: "Ada",
      email: "Ada@Example.com",
      password,
    });

    expect(page.status).to.equal(303);
    expect((await who.follows(page, at)).text).to.include("Look into your mail");
    expect(who.cookies.size).to.equal(0);
    const customer = await customerOf(shop, "ada@example.com");
    expect(customer.password_hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(customer.verified_at).to.equal(null);
    expect(await errandsOf(shop)).to.deep.equal([
      { kind: "mail-verify", payload: { customer: customer.id } },
    ]);
  });

  it("says what is too long or cannot be kept, and keeps what was typed", async () => {
    const [name, email] = ["N".repeat(101), "ada\u0085@example.com"];
    const page = await shopper().sends(`${at}/register`, { name, email, password });
    expect(page.status).to.equal(422);
    expect(page.text).to.include(`value="${name}"`).and.to.include(`value="${email}"`);
    for (const field of ["name", "email"]) {
      expect(page.text).to.include(`aria-describedby="${field}-error"`);
    }
  });

  it("answers an address that has an account in the same way, changes nothing, and tells its owner", async () => {
    await joins(shop, "ada@example.com");
    const before = await customerOf(shop, "ada@example.com");
    const answers = [];
    for (const email of ["ada@example.com", "new@example.com"]) {
      const page = await shopper().sends(`${at}/register`, {
        name: "Eve",
        email,
        password: "not hers at all",
      });
      const { status, headers, text } = page;
      answers.push({ status, text, location: headers.location, cookies: headers["set-cookie"] });
    }
    expect(answers[0]).to.deep.equal(answers[1]);
    expect(await customerOf(shop, "ada@example.com")).to.deep.equal(before);
    const errands = await errandsOf(shop);
    expect(errands.map(({ kind }) => kind)).to.deep.equal([
      "mail-verify",
      "mail-known",
      "mail-verify",
    ]);
  });

  it("shows what is not right at its field, keeps what was typed, but never a password", async () => {
    const page = await shopper().sends(`${at}/register`, {
      name: "<b>Ada</b>",
      email: "ada@",
      password: "1234567",
    });
    expect(page.status).to.equal(422);
    expect(page.text).to.include('value="&lt;b&gt;Ada&lt;/b&gt;"').and.to.include('value="ada@"');
    expect(page.text).to.include('aria-describedby="email-error"');
    expect(page.text).to.include('aria-describedby="password-error"');
    expect(page.text).not.to.include("1234567");
    expect(await errandsOf(shop)).to.deep.equal([]);
  });

  it("knows name and address after a purchase, by the order's token, of this shop only", async () => {
    const order = await anOrder(shop, { email: "guest@example.com" });
    const page = await visit(`${at}/register?order=${order.token}`);
    expect(page.text).to.include('value="guest@example.com"').and.to.include('value="Ada Example"');

    const other = await openShop();
    const foreign = `${at}/register?order=${orderToken(other.id, order.id)}`;
    expect((await visit(foreign)).text).not.to.include("guest@example.com");
  });

  it("takes a guest's row over, and shows its orders once the address is confirmed", async () => {
    const order = await anOrder(shop, { email: "guest@example.com" });
    const guest = await customerOf(shop, "guest@example.com");
    const who = shopper();
    await who.sends(`${at}/register`, { name: "", email: "guest@example.com", password });
    expect((await customerOf(shop, "guest@example.com")).id).to.equal(guest.id);

    await signsIn(shop, "guest@example.com", { who });
    expect((await who.opens(`${at}/orders`)).text).not.to.include(`Order ${order.number}`);
    expect((await who.sends(`${at}/orders/${order.number}/reorder`)).status).to.equal(404);
    expect((await who.opens(`${at}/export`)).text).not.to.include(String(order.number));

    const link = at + (await linkFor(shop, "verify", "guest@example.com"));
    expect((await who.opens(link)).text).not.to.include('type="password"');
    const confirmed = await who.sends(link);
    expect(confirmed.status).to.equal(303);
    expect((await who.opens(`${at}/orders`)).text).to.include(`Order ${order.number}`);
    expect((await who.opens(`${at}/export`)).text).to.include(String(order.number));
  });

  it("sends only a few mails an hour to an address, and says when to try again", async () => {
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const page = await shopper().sends(`${at}/register`, { email: "ada@example.com", password });
      statuses.push(page.status);
      if (page.status === 429) expect(page.text).to.include('value="ada@example.com"');
    }
    expect(statuses).to.deep.equal([303, 303, 303, 429]);
  });
});
