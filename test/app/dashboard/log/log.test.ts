import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { writeDown } from "../../../../app/models/store/audit.ts";
import { findDeeds, logChoices } from "../../../../app/models/store/desk/log.ts";
import { withAdmin } from "../../../../db/admin.ts";
import { sequelize } from "../../../../db/connection.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("a shop's log", () => {
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    shop = await openShop({ name: "Logged" });
    manager = await staffOf(shop, { role: "manager" });
    await inStore(shop.id, "write", async () => {
      const [mara, noah] = [
        { id: 1, name: "Mara", ip: "192.0.2.1" },
        { id: 2, name: "Noah (platform)", ip: "2001:db8::2" },
      ];
      await writeDown(mara, {
        kind: "product.saved",
        subject: "product 7",
        before: { price: 1250, title: "Lamp", tags: ["a"], same: 1 },
        after: { price: 1400, title: "<b>Lamp</b>", tags: ["a", "b"], same: 1 },
      });
      await writeDown(noah, { kind: "settings.saved", subject: "", after: { closed: true } });
    });
  });

  const shows = async (query: string) =>
    words((await manager.opens(manager.desk(`/log${query}`))).text);

  it("tells who did what, from where, and what differs", async () => {
    const text = await shows("");
    for (const said of [
      "Mara 192.0.2.1",
      "Product saved: product 7",
      "before: €12.50 → after: €14.00",
      "after: <b>Lamp</b>",
      "before: a → after: a, b",
      "Noah (platform) 2001:db8::2",
      "Closed after: yes",
    ]) {
      expect(text).to.include(said);
    }
    expect(text).not.to.include("Same");
  });

  it("shows what is asked for: by whom, about what, of which days", async () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const [query, isThere] of [
      ["?actor=Mara", true],
      ["?actor=Noah+(platform)", false],
      ["?area=product", true],
      ["?area=settings", false],
      ["?subject=product+7", true],
      [`?from=${today}&until=${today}`, true],
      ["?until=2001-01-01", false],
      ["?from=2001-02-31", true],
      ["?before=abc&actor[]=x", true],
    ] as const) {
      expect((await shows(query)).includes("Product saved:"), query).to.equal(isThere);
    }
    expect(await shows("?actor=Nobody")).to.include("Nothing fits");
  });

  it("can be changed by nobody, neither the shop's role nor the owner of the tables", async () => {
    for (const sql of ["update audit_log set actor = 'x'", "delete from audit_log"]) {
      const refused = await inStore(shop.id, "write", () => sequelize.query(sql)).catch(
        (error: Error) => error,
      );
      expect(String(refused)).to.include("only ever added");
      const owner = await withAdmin((client) =>
        client.query(sql.replace("audit_log", `store_${shop.id}.audit_log`)),
      ).catch((error: Error) => error);
      expect(String(owner)).to.include("only ever added");
    }
    const emptied = await inStore(shop.id, "write", () =>
      sequelize.query("with x as (delete from audit_log returning 1) select * from x"),
    ).catch((error: Error) => error);
    expect(emptied).to.be.an("error");
  });

  it("pages through 20,000 lines by an index, and finds its choices in a few steps", async () => {
    const large = await openShop({ name: "Large log" });
    await inStore(large.id, "write", () =>
      sequelize.query(
        `insert into audit_log (actor, kind, subject, at)
         select 'Person ' || n % 7, (array['product', 'order', 'page'])[1 + n % 3] || '.saved', 'thing ' || n, now()
         from generate_series(1, 20000) n`,
      ),
    );
    await withAdmin((client) => client.query(`analyze store_${large.id}.audit_log`));
    const choices = await inStore(large.id, "read", logChoices);
    expect(choices.actors).to.have.length(7);
    expect(choices.areas).to.deep.equal(["order", "page", "product"]);
    const none = { actor: "", area: "", subject: "", from: "", until: "" };
    const first = await inStore(large.id, "read", () =>
      findDeeds({ ...none, actor: "Person 3" }, {}),
    );
    expect(first.rows).to.have.length(50);
    const next = first.next ?? 0;
    const second = await inStore(large.id, "read", () =>
      findDeeds({ ...none, actor: "Person 3" }, { before: next }),
    );
    expect(second.rows[0]?.id).to.be.lessThan(first.rows.at(-1)?.id ?? 0);
    const plan = await inStore(large.id, "read", () =>
      withAdmin((client) =>
        client.query(
          `explain select * from store_${large.id}.audit_log
           where split_part(kind, '.', 1) = 'order' and id < 15000 order by id desc limit 51`,
        ),
      ),
    );
    expect(JSON.stringify(plan.rows))
      .to.match(/Index Scan/)
      .and.not.match(/Seq Scan/);
  });
});
