import { expect } from "chai";
import { logOf } from "../../../support/audit.ts";
import { checkoutOf } from "../../../support/checkouts.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("dashboard/settings/shipping", () => {
  let shop: Shop;
  let manager: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/settings/shipping");
    await manager.opens(at);
  });

  async function zoneFor(country: string, name = "Home"): Promise<number> {
    const page = await manager.sends(at, { name, countries: country });
    expect(page.status).to.equal(303);
    return Number(/shipping\/(\d+)\/rates\/new/.exec(page.headers.location ?? "")?.[1]);
  }

  const offers = () => checkoutOf(shop, { price: 1000, grams: 500 });

  it("adds a zone and its rates, which the checkout offers at once", async () => {
    const zone = await zoneFor("IE");
    const rates = `${at}/${zone}/rates`;
    const rate = {
      name: "Courier",
      kind: "flat",
      amount: "4.90",
      note: "Tomorrow",
      free_above: "50",
    };
    expect((await manager.sends(rates, rate)).status).to.equal(303);
    const list = words((await manager.opens(at)).text);
    expect(list).to.contain("Ireland").and.contain("€4.90, free from €50.00");
    expect(await offers())
      .to.contain("Courier")
      .and.contain("€4.90")
      .and.contain("Tomorrow");
    expect((await logOf(shop)).map(({ kind }) => kind)).to.deep.equal([
      "shipping-rate.added",
      "shipping-zone.added",
    ]);
  });

  it("reckons by weight or worth in bands", async () => {
    const zone = await zoneFor("IE");
    const bands = { from0: "0", cost0: "3", from1: "0.4", cost1: "5.50", from2: "10", cost2: "" };
    await manager.sends(`${at}/${zone}/rates`, { name: "Parcel", kind: "weight", ...bands });
    expect(await offers())
      .to.contain("Parcel")
      .and.contain("€5.50");
    const [row] = await inShop<{ rates: object[] }>(
      shop,
      "select rates from shipping_zones where id = $1",
      [zone],
    );
    expect(row?.rates[0]).to.deep.include({
      kind: "weight",
      steps: [
        { from: 0, amount: 300 },
        { from: 400, amount: 550 },
        { from: 10_000, amount: null },
      ],
    });
    const edit = await manager.opens(at);
    const [, id = ""] = new RegExp(`shipping/${zone}/rates/([0-9a-f]{8})"`).exec(edit.text) ?? [];
    const form = formFields((await manager.opens(`${at}/${zone}/rates/${id}`)).text, "data-rate");
    expect(form).to.include({
      kind: "weight",
      from1: "0.4",
      cost1: "5.50",
      from2: "10",
      cost2: "",
    });
    await manager.sends(`${at}/${zone}/rates/${id}`, { ...form, kind: "price", from1: "10" });
    expect(await offers()).to.contain("€5.50");
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    const zone = await zoneFor("IE");
    const rates = `${at}/${zone}/rates`;
    const flat = await manager.sends(rates, {
      name: "",
      kind: "flat",
      amount: "4,90",
      note: "Kept",
    });
    expect(flat.status).to.equal(422);
    expect(formFields(flat.text, "data-rate")).to.include({ amount: "4,90", note: "Kept" });
    expect(words(flat.text)).to.contain("has a decimal comma: write it with a point, 4.90.");
    const bands = { from0: "0", cost0: "1", from1: "0", cost1: "2", cost2: "3" };
    const banded = await manager.sends(rates, { name: "B", kind: "price", ...bands });
    expect(words(banded.text)).to.contain("another band from here on").and.contain("From where on");
    expect(formFields(banded.text, "data-rate")).to.include({ cost2: "3", from2: "" });
    const none = await manager.sends(at, { name: "Kept", countries: "ZZ" });
    expect(none.status).to.equal(422);
    expect(words(none.text)).to.contain("at least one country");
    expect(none.text).to.contain('value="Kept"');
  });

  it("keeps a country in one zone only", async () => {
    await zoneFor("IE");
    const page = await manager.sends(at, { name: "Twice", countries: "IE" });
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain("In “Home” already: Ireland");
    const everywhere = await manager.sends(at, { name: "Twice", countries: "*" });
    expect(words(everywhere.text)).to.contain("“Everywhere” is for everywhere else already");
  });

  it("removes zones and rates, and brings them back as they were", async () => {
    const zone = await zoneFor("IE");
    await manager.sends(`${at}/${zone}/rates`, { name: "Courier", kind: "flat", amount: "1" });
    const before = await inShop(shop, "select * from shipping_zones order by id", []);
    const removed = await manager.sends(`${at}/${zone}/remove`);
    const notice = await manager.follows(removed, at);
    expect(words(notice.text)).to.contain("Home is removed").and.contain("Undo");
    expect(await offers()).to.not.contain("Courier");
    await manager.sends(`${at}/${zone}/restore`);
    expect(await inShop(shop, "select * from shipping_zones order by id", [])).to.deep.equal(
      before,
    );

    const [, rate = ""] = /rates\/([0-9a-f]{8})"/.exec((await manager.opens(at)).text) ?? [];
    await manager.sends(`${at}/${zone}/rates/${rate}/remove`);
    expect(await offers()).to.not.contain("Courier");
    await manager.sends(`${at}/${zone}/rates/${rate}/restore`);
    expect(await offers()).to.contain("Courier");
    expect((await manager.sends(`${at}/${zone}/rates/nothing/restore`)).status).to.equal(404);
  });

  it("tells the second of two people", async () => {
    const zone = await zoneFor("IE");
    const form = formFields((await manager.opens(`${at}/${zone}`)).text, "data-zone");
    await manager.sends(`${at}/${zone}`, { ...form, name: "First", countries: "IE" });
    const page = await manager.sends(`${at}/${zone}`, { ...form, name: "Second", countries: "IE" });
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain("Saved meanwhile: First: Ireland");
    expect(page.text).to.contain('value="Second"');
    const again = { ...formFields(page.text, "data-zone"), countries: "IE" };
    expect((await manager.sends(`${at}/${zone}`, again)).status).to.equal(303);
  });

  it("knows no zones of other shops", async () => {
    const zone = await zoneFor("IE");
    const other = await openShop();
    const stranger = await staffOf(other);
    await stranger.opens(stranger.desk("/settings/shipping"));
    for (const path of [`/${zone}`, `/${zone}/rates/new`]) {
      expect((await stranger.opens(stranger.desk(`/settings/shipping${path}`))).status).to.equal(
        404,
      );
      expect((await stranger.opens(at + path)).status).to.equal(404);
    }
    for (const path of [`/${zone}`, `/${zone}/remove`, `/${zone}/restore`, `/${zone}/rates`]) {
      const name = { name: "X", countries: "FR", kind: "flat", amount: "1" };
      expect(
        (await stranger.sends(stranger.desk(`/settings/shipping${path}`), name)).status,
      ).to.equal(404);
      expect((await stranger.sends(at + path, name)).status).to.equal(404);
    }
    const fulfilment = await staffOf(shop, { role: "fulfilment" });
    await fulfilment.opens(fulfilment.desk("/pages"));
    expect((await fulfilment.opens(at)).status).to.equal(403);
    expect((await fulfilment.sends(`${at}/${zone}/remove`)).status).to.equal(403);
  });
});
