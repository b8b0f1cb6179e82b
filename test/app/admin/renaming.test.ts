import { expect } from "chai";
import { asProvisioner } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provisioning/dropping.ts";
import { inPlatform } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { visit } from "../../support/visit.ts";

const at = "localhost/admin/stores";

describe("the code of a platform's shop", () => {
  const series = Math.random().toString(36).slice(2, 8);
  let admin: StaffMember;
  let shop: Shop;
  let number = 0;
  const newCode = () => {
    number += 1;
    return `desk-${series}-${number}`;
  };

  before(async () => {
    admin = await staffOf(null, { admin: true });
  });

  beforeEach(async () => {
    shop = await openShop();
    await admin.opens(`${at}/${shop.code}`);
  });

  it("is changed with its addresses, at once and written down", async () => {
    const code = newCode();
    const sent = await admin.sends(`${at}/${shop.code}/rename`, { newCode: code.toUpperCase() });
    expect(sent.status).to.equal(303);
    const page = await admin.follows(sent, at);
    expect(words(page.text)).to.include(`${shop.name} is "${code}" now`);
    expect(words(page.text)).to.include(`${shop.code} until`);
    expect(page.text).to.include(`http://${code}.localhost`);

    expect((await visit(`${code}.localhost/`)).status).to.equal(200);
    const old = await visit(`${shop.code}.localhost/`);
    expect([old.status, old.headers.location]).to.deep.equal([301, `http://${code}.localhost/`]);
    const desk = await admin.opens(`${at}/${shop.code}`);
    expect(desk.headers.location).to.equal(`/admin/stores/${code}`);

    const log = await admin.opens("localhost/admin/log?kind=store.renamed");
    expect(words(log.text)).to.include(`${shop.code} to ${code}`);
    const [event] = await inPlatform(
      "select user_id, detail ->> 'before' as before from platform_events where store_id = $1",
      [shop.id],
    );
    expect(event).to.deep.equal({ user_id: admin.id, before: shop.code });
  });

  it("is let go of again, and then leads nowhere", async () => {
    const code = newCode();
    await admin.sends(`${at}/${shop.code}/rename`, { newCode: code });
    const form = { former: shop.code };
    expect((await admin.sends(`${at}/${code}/free`, form)).status).to.equal(303);
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(404);
    expect((await admin.sends(`${at}/${code}/free`, form)).status).to.equal(409);
    const log = await admin.opens("localhost/admin/log?kind=store.freed");
    expect(words(log.text)).to.include(shop.name);
  });

  it("is not another shop's, nor one that another had, nor a reserved word", async () => {
    const [other, moved] = [await openShop(), await openShop()];
    await admin.sends(`${at}/${moved.code}/rename`, { newCode: newCode() });
    for (const [code, why] of [
      [other.code, "is another shop"],
      [moved.code, "is another shop"],
      ["admin", "is reserved"],
      ["", "A code has 3 to 50 characters"],
      ["<b>", "A code begins with a letter"],
    ] as const) {
      const page = await admin.sends(`${at}/${shop.code}/rename`, { newCode: code });
      expect(page.status, code).to.equal(422);
      expect(page.text).to.include('id="newCode-error"');
      expect(words(page.text)).to.include(why);
    }
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(200);
    const events = await inPlatform("select 1 from platform_events where store_id = $1", [shop.id]);
    expect(events).to.deep.equal([]);
  });

  it("stays where it has it already, and in the trash", async () => {
    const again = await admin.sends(`${at}/${shop.code}/rename`, { newCode: shop.code });
    expect(again.status).to.equal(409);
    await admin.sends(`${at}/${shop.code}/trash`);
    const trashed = await admin.sends(`${at}/${shop.code}/rename`, { newCode: newCode() });
    expect(trashed.status).to.equal(409);
  });

  it("cannot be another's to free: only codes of the shop itself are let go of", async () => {
    const other = await openShop();
    const code = newCode();
    await admin.sends(`${at}/${other.code}/rename`, { newCode: code });
    const sent = await admin.sends(`${at}/${shop.code}/free`, { former: other.code });
    expect(sent.status).to.equal(409);
    expect((await visit(`${other.code}.localhost/`)).status).to.equal(301);
  });

  it("is none of an owner's business: the address is not there", async () => {
    const owner = await staffOf(shop);
    await owner.opens(owner.desk("/products"));
    for (const verb of ["rename", "free"]) {
      const sent = await owner.sends(`${at}/${shop.code}/${verb}`, { newCode: newCode() });
      expect(sent.status).to.equal(404);
    }
  });

  it("shows a shop whose removal has begun without a way back", async () => {
    const stop = { removeFiles: () => Promise.reject(new Error("killed")) };
    await asProvisioner((client) => dropStore(client, shop.id, stop)).catch(() => {});
    const page = await admin.opens(`${at}/${shop.code}`);
    expect(words(page.text)).to.include("The worker is removing it");
    expect(page.text).to.not.include("/restore");
    expect((await admin.sends(`${at}/${shop.code}/restore`)).status).to.equal(409);
    await asProvisioner((client) => dropStore(client, shop.id));
    expect((await admin.opens(`${at}/${shop.code}`)).status).to.equal(404);
  });
});
