import { expect } from "chai";
import { rights } from "../../../app/dashboard/routes.ts";
import { doErrands, inPlatform } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";

const reason = "Ticket 4711: the tax rates look wrong";

interface Line {
  kind: string;
  actor: string;
  actor_id: number;
  after: { reason?: string };
}

describe("acting as a shop's owner", () => {
  let shop: Shop;
  let other: Shop;
  let admin: StaffMember;

  beforeEach(async () => {
    shop = await openShop();
    other = await openShop();
    admin = await staffOf(null, { admin: true });
  });

  const desk = (place: Shop, path = "/") => `localhost/store/${place.code}${path}`;
  const page = (place: Shop, path = "") => `localhost/admin/stores/${place.code}${path}`;

  async function begin(place = shop) {
    await admin.opens(page(place));
    return admin.sends(page(place, "/act"), { reason });
  }

  async function mayEnter(place: Shop): Promise<boolean> {
    const { status } = await admin.opens(desk(place));
    expect(status).to.be.oneOf([303, 404]);
    return status === 303;
  }

  it("opens that shop's desk, and no other's", async () => {
    expect(await mayEnter(shop)).to.equal(false);
    const sent = await begin();
    expect(sent.status).to.equal(303);
    expect(sent.headers.location).to.equal(`/store/${shop.code}/dashboard`);
    expect(await mayEnter(shop)).to.equal(true);
    expect(await mayEnter(other)).to.equal(false);
  });

  it("asks why, and does nothing without a reason", async () => {
    await admin.opens(page(shop));
    const sent = await admin.sends(page(shop, "/act"), { reason: "why not" });
    expect(sent.status).to.equal(422);
    expect(sent.text).to.include('id="reason-error"').and.include('value="why not"');
    expect(await mayEnter(shop)).to.equal(false);
    expect(await logOf(shop)).to.deep.equal([]);
  });

  it("shows on every page in whose name, why and for how long", async () => {
    await begin();
    const shown = words((await admin.opens("localhost/admin/stores")).text);
    expect(shown).to.include(`You act as the owner of ${shop.name} for 30 more minutes`);
    expect(shown).to.include(reason);
  });

  it("is written down in the shop's log and in the platform's", async () => {
    await begin();
    await admin.opens(page(shop));
    await admin.sends("localhost/admin/acting/end");
    const lines = await logOf(shop);
    expect(lines.map(({ kind }) => kind)).to.deep.equal([
      "platform.acting-begun",
      "platform.acting-ended",
    ]);
    expect(lines[0]).to.deep.include({ actor: "Test Person (platform)", actor_id: admin.id });
    expect(lines[0]?.after.reason).to.equal(reason);
    const events = await inPlatform<{ kind: string; user_id: number }>(
      "select kind, user_id from platform_events where store_id = $1 order by id",
      [shop.id],
    );
    expect(events).to.deep.equal([
      { kind: "acting.begun", user_id: admin.id },
      { kind: "acting.ended", user_id: admin.id },
    ]);
    expect(words((await admin.opens(page(shop))).text)).to.include(reason);
  });

  it("ends when it is stopped", async () => {
    await begin();
    await admin.opens(page(shop));
    const sent = await admin.sends("localhost/admin/acting/end");
    expect(sent.headers.location).to.equal(`/admin/stores/${shop.code}`);
    expect(await mayEnter(shop)).to.equal(false);
  });

  it("ends after 30 minutes", async () => {
    await begin();
    const [row] = await inPlatform<{ minutes: number }>(
      "select extract(epoch from acting_until - now())::integer / 60 as minutes from staff_sessions where user_id = $1",
      [admin.id],
    );
    expect(row?.minutes).to.be.within(29, 30);
    await inPlatform(
      "update staff_sessions set acting_until = acting_until - interval '30 minutes' where user_id = $1 returning 1",
      [admin.id],
    );
    expect(await mayEnter(shop)).to.equal(false);
    expect((await admin.opens("localhost/admin/stores")).text).to.not.include("You act as");
  });

  it("ends when somebody is taken out of the platform", async () => {
    await begin();
    const boss = await staffOf(null, { admin: true });
    await boss.opens(`localhost/admin/users/${admin.id}`);
    expect((await boss.sends(`localhost/admin/users/${admin.id}/demote`)).status).to.equal(303);
    expect(await mayEnter(shop)).to.equal(false);
  });

  it("ends when the shop goes to the trash", async () => {
    await begin();
    await admin.opens(page(shop));
    await admin.sends(page(shop, "/trash"));
    expect(await mayEnter(shop)).to.equal(false);
    await inPlatform("update stores set state = 'open' where id = $1 returning 1", [shop.id]);
    expect(await mayEnter(shop)).to.equal(false);
    await doErrands("store-drop");
  });

  it("is for one shop at a time", async () => {
    await begin();
    await begin(other);
    expect(await mayEnter(shop)).to.equal(false);
    expect(await mayEnter(other)).to.equal(true);
    expect((await logOf(shop)).at(-1)?.kind).to.equal("platform.acting-ended");
  });

  it("is for this browser only, and for the platform's people only", async () => {
    await begin();
    const elsewhere = await staffOf(null, { admin: true });
    expect((await elsewhere.opens(desk(shop))).status).to.equal(404);
    const owner = await staffOf(other);
    await owner.opens("localhost/shops");
    expect((await owner.sends(page(shop, "/act"), { reason })).status).to.equal(404);
  });

  it("is not for a shop that is suspended", async () => {
    await admin.opens(page(shop));
    await admin.sends(page(shop, "/suspend"));
    expect((await admin.sends(page(shop, "/act"), { reason })).status).to.equal(409);
  });

  it("moves no money and changes nobody who gets in", async () => {
    await begin();
    await admin.opens("localhost/admin/stores");
    const about = /pay|paid|refund|cancel|stripe|bank|staff|invitation|password|plan|clos|erase/;
    const routes = [...rights.keys()]
      .filter((route) => route.startsWith("post ") && about.test(route))
      .map((route) => route.slice(5).replace(/:\w+/g, "1"));
    for (const path of routes) {
      expect((await admin.sends(desk(shop, path))).status, path).to.equal(403);
    }
    expect(routes.length).to.be.above(5);
  });
});

function logOf(shop: Shop): Promise<Line[]> {
  return inShop<Line>(shop, "select kind, actor, actor_id, after from audit_log order by id");
}
