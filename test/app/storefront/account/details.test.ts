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
import { type Shopper, shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";

const ada = "ada@example.com";
const other = "ada@elsewhere.example";

describe("storefront/account/details", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    who = await joins(shop, ada);
  });

  it("keeps name and phone", async () => {
    const page = await who.sends(`${at}/details`, { name: "Ada L.", phone: "+44 20 7946 0958" });
    expect(page.status).to.equal(303);
    const text = (await who.opens(`${at}/details`)).text;
    expect(text).to.include('value="Ada L."').and.to.include('value="+44 20 7946 0958"');
    expect(text).to.include("Your details are saved.");
  });

  it("says what is too long, and keeps what was typed", async () => {
    const [name, phone] = ["N".repeat(101), "1".repeat(41)];
    const page = await who.sends(`${at}/details`, { name, phone });
    expect(page.status).to.equal(422);
    expect(page.text).to.include(`value="${name}"`).and.to.include(`value="${phone}"`);
    expect(page.text).to.include('aria-describedby="name-error"');
    expect(await customerOf(shop, ada)).to.include({ name: "Ada Example", phone: "" });
  });

  it("changes the address once its owner has opened the mail, and not before", async () => {
    const fields = { new_email: other, email_password: password };
    expect((await who.sends(`${at}/details/email`, fields)).status).to.equal(303);
    expect((await who.opens(`${at}/details`)).text).to.include(other);
    expect(await customerOf(shop, ada)).to.include({ new_email: other });
    expect((await errandsOf(shop)).at(-1)?.kind).to.equal("mail-verify");

    const link = at + (await linkFor(shop, "verify", ada));
    expect((await who.opens(link)).text).to.include(other);
    expect((await who.sends(link)).status).to.equal(303);
    expect(await customerOf(shop, other)).to.include({ new_email: "" });
    expect((await signsIn(shop, ada)).page.status).to.equal(422);
    expect((await signsIn(shop, other)).page.status).to.equal(303);
  });

  it("takes the orders along that were placed as a guest with the new address", async () => {
    const order = await anOrder(shop, { email: other });
    await who.sends(`${at}/details/email`, { new_email: other, email_password: password });
    const link = at + (await linkFor(shop, "verify", ada));
    await who.opens(link);
    await who.sends(link);
    expect((await who.opens(`${at}/orders`)).text).to.include(`Order ${order.number}`);
  });

  it("does not tell whether somebody has an address, but whoever reads its mail learns of it", async () => {
    await joins(shop, other);
    const answers = [];
    for (const email of [other, "free@example.com"]) {
      const page = await who.sends(`${at}/details/email`, {
        new_email: email,
        email_password: password,
      });
      expect(page.status).to.equal(303);
      const shown = await who.opens(`${at}/details`);
      answers.push(shown.text.replaceAll(email, "…"));
    }
    expect(answers[0]).to.equal(answers[1]);

    await who.sends(`${at}/details/email`, { new_email: other, email_password: password });
    const link = at + (await linkFor(shop, "verify", ada));
    await who.opens(link);
    const taken = await who.sends(link);
    expect(taken.status).to.equal(422);
    expect(taken.text).to.include("another account with this address");
    expect((await customerOf(shop, ada)).email).to.equal(ada);
  });

  it("stays with the old address for whoever thinks again", async () => {
    await who.sends(`${at}/details/email`, { new_email: other, email_password: password });
    const link = at + (await linkFor(shop, "verify", ada));
    await who.sends(`${at}/details/email/keep`);
    expect((await who.opens(link)).status).to.equal(410);
  });

  it("asks for the password before it changes address or password, and keeps what was typed", async () => {
    const wrong = await who.sends(`${at}/details/email`, {
      new_email: other,
      email_password: "no",
    });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include(`value="${other}"`);
    expect(wrong.text).to.include('aria-describedby="email_password-error"');
    const invalid = await who.sends(`${at}/details/email`, {
      new_email: "ada",
      email_password: "",
    });
    expect(invalid.text).to.include('aria-describedby="new_email-error"');
    const page = await who.sends(`${at}/details/password`, {
      current_password: "no",
      new_password: "a fine new one",
    });
    expect(page.status).to.equal(422);
    expect(page.text).to.include('aria-describedby="current_password-error"');
    expect(page.text).not.to.include("a fine new one");
  });

  it("sets another password, and signs out every other device", async () => {
    const { who: elsewhere } = await signsIn(shop, ada);
    const reset = at + (await linkFor(shop, "reset", ada));
    const page = await who.sends(`${at}/details/password`, {
      current_password: password,
      new_password: "a fine new one",
    });
    expect(page.status).to.equal(303);
    expect((await who.opens(at)).status).to.equal(200);
    expect((await elsewhere.opens(at)).status).to.equal(303);
    expect((await signsIn(shop, ada)).page.status).to.equal(422);
    expect((await shopper().opens(reset)).status).to.equal(410);
  });

  it("sets no password in the place of one that a reset has just set", async () => {
    const link = at + (await linkFor(shop, "reset", ada));
    const change = { current_password: password, new_password: "the thief's choice" };
    const [changed, reset] = await Promise.all([
      who.sends(`${at}/details/password`, change),
      shopper().sends(link, { password: "the owner's choice" }),
    ]);
    expect([changed.status, reset.status].filter((status) => status === 303)).to.have.length(1);
  });
});
