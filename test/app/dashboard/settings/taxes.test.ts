import { expect } from "chai";
import { logOf } from "../../../support/audit.ts";
import { checkoutOf } from "../../../support/checkouts.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

const vat = { country: "IE", name: "VAT", rate: "23", class: "standard", included: "included" };

describe("dashboard/settings/taxes", () => {
  let shop: Shop;
  let manager: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/settings/taxes");
    await manager.opens(at);
  });

  async function add(fields: Record<string, string> = vat): Promise<number> {
    expect((await manager.sends(at, fields)).status).to.equal(303);
    const [row] = await inShop<{ id: number }>(shop, "select max(id) as id from tax_rates", []);
    return row?.id ?? 0;
  }

  it("adds taxes, with which the checkout reckons at once", async () => {
    const id = await add();
    const checkout = () => checkoutOf(shop, { price: 12_300 });
    expect(await checkout()).to.contain("€23.00");

    const form = formFields((await manager.opens(`${at}/${id}`)).text, "data-tax");
    expect(form).to.include(vat);
    await manager.sends(`${at}/${id}`, { ...form, rate: "13.5", included: "added" });
    expect(await checkout())
      .to.contain("€16.61")
      .and.contain("€139.61");
    expect(words((await manager.opens(at)).text)).to.contain(
      "Ireland VAT standard 13.5% get it on top",
    );
    const [saved, added] = await logOf(shop);
    expect(added?.after).to.include({ country: "IE", ppm: 230_000 });
    expect(saved?.after).to.deep.equal({ ppm: 135_000, included: false });
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    await add();
    const twice = await manager.sends(at, vat);
    expect(twice.status).to.equal(422);
    expect(words(twice.text)).to.contain("a tax of this class for this country already");
    for (const [rate, said] of [
      ["", "Please give the rate"],
      ["23,5", "is not a number"],
      ["101", "100 percent at most"],
      ["1.23456", "too precise"],
    ] as const) {
      const page = await manager.sends(at, { ...vat, country: "FR", rate, name: "Kept" });
      expect(page.status, rate).to.equal(422);
      expect(words(page.text)).to.contain(said);
      expect(formFields(page.text, "data-tax")).to.include({ rate, name: "Kept", country: "FR" });
    }
    expect((await manager.sends(at, { ...vat, country: "ZZ" })).status).to.equal(422);
  });

  it("removes a tax, and brings it back", async () => {
    const id = await add();
    const page = await manager.follows(await manager.sends(`${at}/${id}/remove`), at);
    expect(words(page.text)).to.contain("VAT in Ireland is removed.").and.contain("No taxes");
    await manager.follows(await manager.sends(`${at}/${id}/restore`), at);
    expect(formFields((await manager.opens(`${at}/${id}`)).text, "data-tax")).to.include(vat);
    expect((await manager.sends(`${at}/${id}9/restore`)).status).to.equal(404);
  });

  it("tells the second of two people", async () => {
    const id = await add();
    const form = formFields((await manager.opens(`${at}/${id}`)).text, "data-tax");
    await manager.sends(`${at}/${id}`, { ...form, rate: "21" });
    const page = await manager.sends(`${at}/${id}`, { ...form, rate: "9" });
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain("Saved meanwhile: VAT 21 %, Ireland");
    expect((await manager.sends(`${at}/${id}`, formFields(page.text, "data-tax"))).status).to.equal(
      303,
    );
  });

  it("knows no taxes of other shops", async () => {
    const id = await add();
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/settings/taxes"));
    for (const path of [`/${id}`, `/${id}/remove`, `/${id}/restore`]) {
      expect((await stranger.sends(stranger.desk(`/settings/taxes${path}`), vat)).status).to.equal(
        404,
      );
      expect((await stranger.sends(at + path, vat)).status).to.equal(404);
    }
    expect((await manager.opens(`${at}/x`)).status).to.equal(404);
  });
});
