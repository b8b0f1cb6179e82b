import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { storeFolder } from "../../../app/files/store-files.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { keepSpares } from "../../../db/provision.ts";
import { roleOf } from "../../../db/roles.ts";
import { doErrands, inPlatform, workerRound } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { anOrder } from "../../support/orders.ts";
import { readRooms, tracesOf } from "../../support/rooms.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { visit } from "../../support/visit.ts";

const at = "localhost/admin/stores";

describe("the platform's shops", () => {
  let admin: StaffMember;

  before(async () => {
    admin = await staffOf(null, { admin: true });
    await asProvisioner((client) => keepSpares(client, 4));
  });

  describe("opening one", () => {
    const form = {
      name: "Corner Café",
      code: "",
      plan: "standard",
      owner: "",
      currency: "EUR",
      locale: "en-IE",
    };

    it("opens a shop that answers at once, and invites its owner by mail", async () => {
      await admin.opens(`${at}/new`);
      const begun = performance.now();
      const name = `Corner Café ${Date.now().toString(36)}`;
      const sent = await admin.sends(`${at}/new`, {
        ...form,
        name,
        owner: "New.Owner@example.com",
      });
      expect(performance.now() - begun).to.be.below(3_000);
      expect(sent.status).to.equal(303);
      const code = sent.headers.location?.split("/").at(-1) ?? "";
      expect(code).to.match(/^corner-cafe-/);

      expect((await visit(`${code}.localhost/`)).status).to.equal(200);
      const page = await admin.follows(sent, at);
      expect(words(page.text))
        .to.include("new.owner@example.com invited until")
        .and.include("Opened the shop");
      const mails = await inPlatform<{ payload: { invitation: number } }>(
        `select o.payload from outbox o join invitations i on i.id = (o.payload ->> 'invitation')::integer
         join stores s on s.id = i.store_id where o.kind = 'mail-invitation' and s.code = $1 and i.role = 'owner'`,
        [code],
      );
      expect(mails).to.have.length(1);
    });

    for (const [what, fields, field] of [
      ["no name", { name: "" }, "name"],
      ["a reserved code", { code: "admin" }, "code"],
      ["no such plan", { plan: "golden" }, "plan"],
      ["an owner without an address", { owner: "somebody" }, "owner"],
      ["no such currency", { currency: "XQX" }, "currency"],
      ["no such language", { locale: "<b>" }, "locale"],
    ] as const) {
      it(`keeps what was typed and says what is wrong: ${what}`, async () => {
        await admin.opens(`${at}/new`);
        const page = await admin.sends(`${at}/new`, { ...form, owner: "o@example.com", ...fields });
        expect(page.status).to.equal(422);
        expect(page.text).to.include(`id="${field}-error"`);
        expect(page.text).to.include(
          'value="o@example.com"'.replace(
            "o@example.com",
            String({ owner: "o@example.com", ...fields }.owner),
          ),
        );
      });
    }

    it("says when a code is taken, and opens nothing", async () => {
      const taken = await openShop();
      await asProvisioner((client) => keepSpares(client, 1));
      await admin.opens(`${at}/new`);
      const page = await admin.sends(`${at}/new`, {
        ...form,
        code: taken.code,
        owner: "o@example.com",
      });
      expect(page.status).to.equal(422);
      expect(words(page.text)).to.include(`There is a shop "${taken.code}" already`);
    });
  });

  it("says so when no schema is ready, and keeps what was typed", async () => {
    const spares = await withAdmin((client) =>
      client.query("delete from public.spare_schemas returning id, version"),
    );
    await admin.opens(`${at}/new`);
    const form = { name: "Too Soon", code: "", plan: "free", currency: "EUR", locale: "en-IE" };
    const page = await admin.sends(`${at}/new`, { ...form, owner: "soon@example.com" });
    for (const { id, version } of spares.rows) {
      await withAdmin((client) =>
        client.query("insert into public.spare_schemas (id, version) values ($1, $2)", [
          id,
          version,
        ]),
      );
    }
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("No schema is ready");
    expect(page.text).to.include('value="Too Soon"');
  });

  describe("listing them", () => {
    let shop: Shop;

    before(async () => {
      shop = await openShop({
        name: "Zebra_100%",
        domain: `zebra-${Date.now()}.example`,
        plan: "premium",
      });
      await staffOf(shop);
    });

    it("finds one by name, code, domain, and its owner's address", async () => {
      const [owner] = await inPlatform<{ email: string }>(
        "select u.email from users u join memberships m on m.user_id = u.id where m.store_id = $1",
        [shop.id],
      );
      for (const text of ["zebra_100%", shop.code, "zebra-", owner?.email ?? ""]) {
        const page = await admin.opens(`${at}?words=${encodeURIComponent(text)}`);
        expect(page.text, text).to.include(`/admin/stores/${shop.code}"`);
      }
    });

    it("takes signs of patterns as they are", async () => {
      const page = await admin.opens(`${at}?words=${encodeURIComponent("Ze%ra")}`);
      expect(page.text).to.include("No shop is like that");
    });

    it("filters by state and plan, with counts", async () => {
      const page = await admin.opens(`${at}?words=zebra_&plan=premium&state=open`);
      expect(page.text).to.include(shop.code);
      expect((await admin.opens(`${at}?words=zebra_&plan=free`)).text).to.not.include(
        `/${shop.code}"`,
      );
      expect((await admin.opens(`${at}?words=zebra_&state=suspended`)).text).to.not.include(
        `/${shop.code}"`,
      );
    });

    it("knows no shop that is not there", async () => {
      expect((await admin.opens(`${at}/nowhere-at-all`)).status).to.equal(404);
    });
  });

  it("suspends a shop everywhere, and opens it again when the worker has been there", async () => {
    const shop = await openShop();
    const owner = await staffOf(shop);
    await admin.opens(`${at}/${shop.code}`);
    expect((await admin.sends(`${at}/${shop.code}/suspend`)).status).to.equal(303);
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(503);
    expect((await owner.opens(owner.desk("/"))).status).to.equal(503);
    expect(await mayEnter(shop)).to.equal(true);
    await workerRound();
    expect(await mayEnter(shop)).to.equal(false);
    expect((await admin.sends(`${at}/${shop.code}/suspend`)).status).to.equal(409);

    await admin.sends(`${at}/${shop.code}/resume`);
    expect((await visit(`${shop.code}.localhost/`)).status, "until the role is let in").to.equal(
      503,
    );
    await workerRound();
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(200);
  });

  describe("the trash", () => {
    let shop: Shop;
    const domain = `trashed-${Date.now()}.example`;

    beforeEach(async () => {
      shop = await openShop({ domain: `${Math.random().toString(36).slice(2)}-${domain}` });
      await shop.sells("anvil");
      await anOrder(shop, { email: "buyer@example.com" });
    });

    const ways = () => [`${shop.code}.localhost/`, `localhost/stores/${shop.code}/shop`];

    it("is out of reach at once in every way, and locked out by the worker", async () => {
      const [row] = await inPlatform<{ domain: string }>(
        "select domain from store_domains where store_id = $1",
        [shop.id],
      );
      const addresses = [...ways(), `${row?.domain}/`];
      for (const address of addresses) expect((await visit(address)).status, address).to.equal(200);
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/trash`);
      for (const address of addresses) expect((await visit(address)).status, address).to.equal(404);
      await workerRound();
      expect(await mayEnter(shop)).to.equal(false);
    });

    it("gives a shop back whole", async () => {
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/trash`);
      await workerRound();
      const page = await admin.opens(`${at}/${shop.code}`);
      expect(words(page.text)).to.include("In the trash since");
      await admin.sends(`${at}/${shop.code}/restore`);
      await workerRound();
      expect((await visit(`${shop.code}.localhost/shop/products/anvil`)).status).to.equal(200);
      const [state] = await inPlatform<{ state: string; trashed_at: null }>(
        "select state, trashed_at from stores where id = $1",
        [shop.id],
      );
      expect(state).to.deep.equal({ state: "open", trashed_at: null });
    });

    it("gives a suspended shop back suspended", async () => {
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/suspend`);
      await admin.sends(`${at}/${shop.code}/trash`);
      await admin.sends(`${at}/${shop.code}/restore`);
      const [state] = await inPlatform<{ state: string }>(
        "select state from stores where id = $1",
        [shop.id],
      );
      expect(state?.state).to.equal("suspended");
    });

    it("removes for good only what is in the trash, and only when the code was typed", async () => {
      await admin.opens(`${at}/${shop.code}`);
      expect((await admin.sends(`${at}/${shop.code}/drop`, { code: shop.code })).status).to.equal(
        409,
      );
      await admin.sends(`${at}/${shop.code}/trash`);
      const page = await admin.sends(`${at}/${shop.code}/drop`, { code: "something" });
      expect(page.status).to.equal(422);
      expect(page.text).to.include('id="code-error"');
      expect(await doErrands("store-drop")).to.equal(0);
    });

    it("has the worker remove schema, role, rows and files", async () => {
      const folder = storeFolder(shop.id);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "left.webp"), "left");
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/trash`);
      expect((await admin.sends(`${at}/${shop.code}/drop`, { code: shop.code })).status).to.equal(
        303,
      );
      expect(await doErrands("store-drop")).to.equal(1);

      const rooms = await withAdmin((client) =>
        readRooms(async (sql, values) => (await client.query(sql, values)).rows),
      );
      expect(tracesOf(shop.id, rooms)).to.deep.equal([]);
      expect(await stat(folder).catch((error: NodeJS.ErrnoException) => error.code)).to.equal(
        "ENOENT",
      );
      const log = await admin.opens("localhost/admin/log?kind=store.dropped");
      expect(words(log.text)).to.include(shop.name);
    });

    it("leaves a shop alone that was restored before the worker came", async () => {
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/trash`);
      await admin.sends(`${at}/${shop.code}/drop`, { code: shop.code });
      await admin.opens(`${at}/${shop.code}`);
      await admin.sends(`${at}/${shop.code}/restore`);
      await workerRound();
      await doErrands("store-drop");
      expect((await visit(`${shop.code}.localhost/shop/products/anvil`)).status).to.equal(200);
    });
  });

  it("changes the plan: a smaller one closes ways and deletes nothing, a larger one opens them again", async () => {
    const domain = `plan-${Date.now()}.example`;
    const shop = await openShop({ plan: "premium", domain });
    await admin.opens(`${at}/${shop.code}`);
    const sent = await admin.sends(`${at}/${shop.code}/plan`, { plan: "free" });
    expect((await admin.follows(sent, at)).text).to.include("Not in the plan");
    expect((await visit(`${domain}/`)).status).to.equal(404);
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(404);
    expect((await visit(`localhost/stores/${shop.code}/shop`)).status).to.equal(200);

    await admin.sends(`${at}/${shop.code}/plan`, { plan: "premium" });
    expect((await visit(`${domain}/`)).status).to.equal(200);
    expect((await admin.sends(`${at}/${shop.code}/plan`, { plan: "golden" })).status).to.equal(409);
    const log = await admin.opens("localhost/admin/log?kind=store.plan");
    expect(words(log.text)).to.include("Premium to Free").and.include("Free to Premium");
  });
});

/** Whether the shop's role may use its schema. */
function mayEnter(shop: Shop): Promise<boolean> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      "select has_schema_privilege($1, $2, 'USAGE') as may",
      [roleOf(shop.id), `store_${shop.id}`],
    );
    return rows[0]?.may ?? false;
  });
}
