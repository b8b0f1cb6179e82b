import { expect } from "chai";
import { accountOf, customerOf, joins } from "../../../support/accounts.ts";
import { attributes } from "../../../support/html.ts";
import type { Shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";

const ada = "ada@example.com";
const dublin = {
  name: "Ada Example",
  line1: "1 Long Street",
  city: "Dublin",
  postcode: "D02 X285",
  country: "IE",
};
const berlin = {
  name: "Ada Example",
  line1: "Lange Straße 2",
  city: "Berlin",
  postcode: "10115",
  country: "DE",
};

describe("storefront/account/addresses", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;

  beforeEach(async () => {
    shop = await openShop();
    at = `${accountOf(shop)}/addresses`;
    who = await joins(shop, ada);
  });

  const cities = async () => (await customerOf(shop, ada)).addresses.map(({ city }) => city);
  const keys = async () =>
    attributes((await who.opens(at)).text, "href").flatMap((href) => {
      const [, key] = /\/addresses\/([0-9a-f]{16})$/.exec(href) ?? [];
      return key ? [key] : [];
    });

  it("adds, changes and removes addresses, and brings one back to its place", async () => {
    for (const address of [dublin, berlin]) {
      expect((await who.sends(at, address)).status).to.equal(303);
    }
    expect(await cities()).to.deep.equal(["Dublin", "Berlin"]);
    const [first = "", second = ""] = await keys();
    expect((await who.opens(`${at}/${second}`)).text).to.include('value="Lange Straße 2"');
    await who.sends(`${at}/${second}`, { ...berlin, city: "Potsdam", postcode: "14467" });
    expect(await cities()).to.deep.equal(["Dublin", "Potsdam"]);

    await who.sends(`${at}/${first}/remove`);
    expect(await cities()).to.deep.equal(["Potsdam"]);
    const shown = (await who.opens(at)).text;
    const form = /<div class="flash[\s\S]*?<\/form>/.exec(shown)?.[0] ?? "";
    expect(form).to.include('action="/shop/account/addresses"').and.not.to.include("data-cart");
    const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)];
    await who.sends(at, Object.fromEntries(fields.map(([, name, value]) => [name, value])));
    expect(await cities()).to.deep.equal(["Dublin", "Potsdam"]);
  });

  it("begins checkouts with the one that was chosen, and keeps no address twice", async () => {
    for (const address of [dublin, berlin, dublin]) await who.sends(at, address);
    expect(await cities())
      .to.have.members(["Dublin", "Berlin"])
      .and.to.have.length(2);
    const [, second = ""] = await keys();
    const [before] = (await cities()).slice(1);
    await who.sends(`${at}/${second}/first`);
    expect((await cities())[0]).to.equal(before);
  });

  it("says what a country's address needs, and keeps what was typed", async () => {
    const page = await who.sends(at, { ...berlin, postcode: "1011", line1: "" });
    expect(page.status).to.equal(422);
    expect(page.text).to.include('value="1011"').and.to.include('value="Berlin"');
    expect(page.text).to.include('aria-describedby="postcode-error"');
    expect(page.text).to.include('aria-describedby="line1-error"');
    expect(await cities()).to.deep.equal([]);
  });

  it("shows the fields of another country without saving anything", async () => {
    const page = await who.sends(at, { ...berlin, country: "US", update: "country" });
    expect(page.status).to.equal(200);
    expect(page.text).to.include("ZIP code").and.to.include('value="Lange Straße 2"');
    expect(page.text).not.to.include("aria-invalid");
    expect(await cities()).to.deep.equal([]);
  });

  it("keeps 16 at most, however long they are", async () => {
    const long = (most: number) => '"\\'.repeat(most / 2);
    const longest = { name: long(100), company: long(100), line2: long(200), city: long(100) };
    for (let turn = 10; turn < 26; turn += 1) {
      await who.sends(at, { ...berlin, ...longest, line1: `${turn}${long(198)}` });
    }
    expect(await cities()).to.have.length(16);
    const page = await who.sends(at, berlin);
    expect(page.status).to.equal(422);
    expect(page.text).to.include("You can keep 16 addresses");
    expect(await cities()).to.have.length(16);
  });

  it("knows nobody else's addresses", async () => {
    await who.sends(at, dublin);
    const [key = ""] = await keys();
    const bo = await joins(shop, "bo@example.com");
    expect((await bo.opens(`${at}/${key}`)).status).to.equal(404);
    for (const path of ["", "/remove"]) {
      expect((await bo.sends(`${at}/${key}${path}`, berlin)).status, path).to.equal(404);
    }
    await bo.sends(`${at}/${key}/first`);
    expect(await cities()).to.deep.equal(["Dublin"]);
  });
});
