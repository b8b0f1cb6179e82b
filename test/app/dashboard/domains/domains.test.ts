import { expect } from "chai";
import { storeOnDomain, storeWithId } from "../../../../app/directory.ts";
import { asProvisioner } from "../../../../db/admin.ts";
import { addDomain, verifyDomain } from "../../../../db/domains.ts";
import { logOf } from "../../../support/audit.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { visit } from "../../../support/visit.ts";

describe("dashboard/domains", () => {
  let shop: Shop;
  let owner: StaffMember;
  let at: string;
  let name: string;

  beforeEach(async () => {
    shop = await openShop();
    owner = await staffOf(shop);
    at = owner.desk("/domains");
    name = `${shop.code}.example`;
    await owner.opens(at);
  });

  function idIn(text: string, domain: string): string {
    return new RegExp(`id="domain-(\\d+)">${domain}<`).exec(text)?.[1] ?? "";
  }

  it("notes a name with the records that it needs, and answers there no sooner than it is verified", async () => {
    const page = await owner.sends(at, { domain: `WWW.${name}.` });
    expect(page.status).to.equal(303);
    const list = words((await owner.opens(at)).text);
    expect(list).to.contain(`www.${name} Pending`).and.contain(`_shop-verify.www.${name}`);
    expect(list)
      .to.match(/CNAME leads visitors/)
      .and.contain(`${shop.code}.localhost`);
    expect(list).to.match(/shop-verify=[\w-]{22}/);
    expect((await visit(`www.${name}/`)).status).to.equal(404);
    expect(await logOf(shop)).to.have.length(1);

    await owner.sends(at, { domain: name });
    expect(words((await owner.opens(at)).text)).to.match(/ALIAS leads visitors/);
    await asProvisioner((client) => verifyDomain(client, name));
    expect(words((await owner.opens(at)).text)).to.contain(`${name} Verified`);
  });

  it("gives every shop another value to prove a name with", async () => {
    const proof = async (who: StaffMember) =>
      /shop-verify=[\w-]+/.exec((await who.opens(who.desk("/domains"))).text)?.[0];
    await owner.sends(at, { domain: name });
    const mine = await proof(owner);
    const other = await staffOf(await openShop());
    await other.opens(other.desk("/domains"));
    const taken = await other.sends(other.desk("/domains"), { domain: name });
    expect(taken.status).to.equal(422);
    expect(words(taken.text)).to.contain("set up for a shop already").and.not.contain(shop.name);
    await owner.sends(`${at}/${idIn((await owner.opens(at)).text, name)}/remove`);
    expect((await other.sends(other.desk("/domains"), { domain: name })).status).to.equal(303);
    expect(await proof(other))
      .to.be.a("string")
      .and.not.equal(mine);
  });

  it("makes a verified name the primary one, at once", async () => {
    const [one, two] = [`one-${name}`, `two-${name}`];
    await asProvisioner(async (client) => {
      await addDomain(client, shop.id, one, { verified: true });
      await addDomain(client, shop.id, two, { verified: true });
    });
    const list = (await owner.opens(at)).text;
    await owner.sends(`${at}/${idIn(list, two)}/primary`);
    expect((await storeWithId(shop.id))?.domains).to.deep.equal([two, one]);
    expect(words((await owner.opens(at)).text)).to.contain(`http://${two}/ Primary`);
    await owner.sends(`${at}/${idIn(list, two)}/remove`);
    expect(await storeOnDomain(two)).to.equal(undefined);
    expect(words((await owner.opens(at)).text)).to.contain(`http://${one}/ Primary`);
  });

  it("does not make a name primary that is not verified", async () => {
    await owner.sends(at, { domain: name });
    const id = idIn((await owner.opens(at)).text, name);
    expect((await owner.sends(`${at}/${id}/primary`)).status).to.equal(404);
  });

  it("keeps what was typed, and says what is wrong with it", async () => {
    for (const [domain, said] of [
      ["not a domain", "is not a domain"],
      ["127.0.0.1", "is an address"],
      ["shop.localhost", "belongs to the platform"],
      ["co.uk", "where others register names"],
      ["", "is not a domain"],
    ] as const) {
      const page = await owner.sends(at, { domain });
      expect(page.status, domain).to.equal(422);
      expect(words(page.text), domain).to.contain(said);
      expect(page.text).to.contain(`value="${domain}"`);
    }
    await owner.sends(at, { domain: name });
    expect(words((await owner.sends(at, { domain: name })).text)).to.contain(
      "in your list already",
    );
  });

  it("says what the plan allows", async () => {
    const simple = await openShop({ plan: "standard" });
    const keeper = await staffOf(simple);
    const page = await keeper.opens(keeper.desk("/domains"));
    expect(words(page.text)).to.contain("come with the premium plan");
    const refused = await keeper.sends(keeper.desk("/domains"), { domain: name });
    expect(refused.status).to.equal(422);
  });

  it("is for the owner, and for names of this shop only", async () => {
    await owner.sends(at, { domain: name });
    const id = idIn((await owner.opens(at)).text, name);
    const manager = await staffOf(shop, { role: "manager" });
    await manager.opens(manager.desk("/settings"));
    expect((await manager.opens(at)).status).to.equal(403);
    expect((await manager.sends(`${at}/${id}/remove`)).status).to.equal(403);
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/domains"));
    for (const path of [`/${id}/remove`, `/${id}/primary`]) {
      expect((await stranger.sends(stranger.desk(`/domains${path}`))).status).to.equal(404);
      expect((await stranger.sends(at + path)).status).to.equal(404);
    }
    expect(words((await owner.opens(at)).text)).to.contain(name);
  });
});
