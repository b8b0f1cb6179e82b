import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../../app/context.ts";
import { periodOf, stretchesOf } from "../../../../app/dashboard/overview/periods.ts";
import { sequelize } from "../../../../db/connection.ts";
import { words } from "../../../support/html.ts";
import { anOrder } from "../../../support/orders.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

const day = 24 * 3_600_000;

describe("the desk's overview", () => {
  let shop: Shop;
  let owner: StaffMember;

  beforeEach(async () => {
    shop = await openShop();
    owner = await staffOf(shop);
  });

  const open = async (query = "") =>
    words((await owner.opens(owner.desk(`/dashboard${query}`))).text);

  async function orderAt(daysAgo: number, options: object = {}): Promise<number> {
    const { id } = await anOrder(shop, { paid: true, ...options } as never);
    await inStore(shop.id, "write", () =>
      sequelize.query("update orders set placed_at = $2 where id = $1", {
        bind: [id, new Date(Date.now() - daysAgo * day)],
      }),
    );
    return id;
  }

  async function totalOf(ids: number[]): Promise<string> {
    const [row] = await inStore(shop.id, "read", () =>
      sequelize.query<{ total: number }>(
        "select sum(total - refunded) as total from orders where id = any ($1)",
        {
          bind: [ids],
          type: QueryTypes.SELECT,
        },
      ),
    );
    return ((row?.total ?? 0) / 100).toFixed(2);
  }

  it("says what to do first in a shop that has nothing yet", async () => {
    const page = await open();
    expect(page).to.include("Set up your shop").and.include("0 of 6 done");
    expect(page)
      .to.include("Nothing was sold in this time.")
      .and.include("There is enough of everything.");
    expect(page).to.include("No carts in this time");
  });

  it("adds up the orders of the period, beside those of the one before", async () => {
    const now = [await orderAt(1), await orderAt(20)];
    await orderAt(45);
    const page = await open();
    expect(page).to.include(await totalOf(now));
    expect(page).to.match(/Orders 2 100% more than before/);
    expect(await open("?period=7")).to.match(
      /Orders 1 As in the time before|Orders 1 None in the time before/,
    );
    expect(await open("?period=nonsense")).to.equal(page);
  });

  it("leaves out what was cancelled, and the neighbour's orders", async () => {
    const id = await orderAt(1);
    await inStore(shop.id, "write", () =>
      sequelize.query(
        "update orders set state = 'cancelled', payment_state = 'voided' where id = $1",
        { bind: [id] },
      ),
    );
    await anOrder(await openShop());
    expect(await open()).to.match(/Orders 0 /);
  });

  it("names what is nearly sold out, and what is to be shipped", async () => {
    await shop.sells("last-lamp", { title: "Last Lamp" }, { onHand: 1 });
    await shop.sells("many", { title: "Many Mugs" }, { onHand: 50 });
    await orderAt(0);
    const page = await open();
    expect(page).to.include("Last Lamp").and.not.include("Many Mugs");
    expect(page).to.match(/To ship 1/);
  });

  it("says the same number of orders to do as the list that it leads to", async () => {
    await orderAt(0);
    await orderAt(0, { paid: false, method: "bank" });
    await orderAt(0, { paid: false, method: "delivery" });
    const { text } = await owner.opens(owner.desk("/dashboard"));
    const links = [
      ...text.matchAll(/href="([^"]*\/orders\?tab=[\w-]+)">[^<]*<\/a><span[^>]*>(\d+)</g),
    ];
    expect(links).to.have.length(2);
    for (const [, href = "", count] of links) {
      const list = await owner.opens(`localhost${href}`);
      expect(
        list.text.match(/<tr>\s*<(?:th|td)[^>]*>\s*<a class="row-link"/g) ?? [],
        href,
      ).to.have.length(Number(count));
    }
  });

  it("counts carts that became orders", async () => {
    await inStore(shop.id, "write", () =>
      sequelize.query(
        `insert into carts (token_hash, lines) select sha256(n::text::bytea), '[{"variant": 1, "quantity": 1, "price": 1}]'
         from generate_series(1, 3) n`,
      ),
    );
    expect(await open()).to.match(/0% 0 of 3 carts/);
  });

  it("is for everybody who works in the shop, and hides from viewers what they may not set up", async () => {
    const viewer = await staffOf(shop, { role: "viewer" });
    const page = await viewer.opens(viewer.desk("/dashboard"));
    expect(page.status).to.equal(200);
    expect(page.text).not.to.include("Set up your shop");
  });
});

describe("the periods of the overview", () => {
  const noon = new Date("2026-03-01T12:00:00Z");

  it("end with today, and stand beside a period of the same length", () => {
    for (const name of ["7", "30", "90", "year"]) {
      const { from, to, before } = periodOf(name, noon);
      expect(to.toISOString()).to.equal("2026-03-02T00:00:00.000Z");
      expect(to.getTime() - from.getTime()).to.equal(from.getTime() - before.getTime());
    }
  });

  it("lose no day and count none twice", () => {
    for (const name of ["7", "30", "90", "year"]) {
      const period = periodOf(name, noon);
      const days = [];
      for (let at = period.before.getTime(); at < period.to.getTime(); at += day) {
        days.push({ day: new Date(at).toISOString().slice(0, 10), orders: 1, sales: 10 });
      }
      const stretches = stretchesOf(period, days);
      const length = (period.to.getTime() - period.from.getTime()) / day;
      expect(
        stretches.reduce((sum, { orders }) => sum + orders, 0),
        name,
      ).to.equal(length);
      expect(
        stretches.reduce((sum, { ordersBefore }) => sum + ordersBefore, 0),
        name,
      ).to.equal(length);
      expect(stretches[0]?.from).to.deep.equal(period.from);
      expect(stretches.at(-1)?.to).to.deep.equal(period.to);
    }
  });
});
