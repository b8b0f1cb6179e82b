import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { asPlatform, inStore } from "../../../app/context.ts";
import { saveCounts } from "../../../app/request-counts.ts";
import { sequelize } from "../../../db/connection.ts";
import { takeCounts } from "../../../db/shares/meter.ts";
import { forgetShare, keepShare } from "../../../db/shares/share.ts";
import { inPlatform } from "../../support/admin.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("the meter", () => {
  let shop: Shop;
  let other: Shop;

  before(async () => {
    shop = await openShop();
    other = await openShop();
  });

  beforeEach(() => {
    takeCounts();
  });

  afterEach(() => forgetShare(0));

  it("counts a store's units, queries, rows and the time that they hold a connection", async () => {
    await inStore(shop.id, "read", async () => {
      await sequelize.query("select generate_series(1, 40)");
      await sequelize.query("select 1 where false");
      await sleep(60);
    });
    await inStore(shop.id, "write", () =>
      sequelize.query("update settings set tagline = 'counted'"),
    );
    await sleep(20); // the end of a read is not awaited
    const taken = takeCounts();
    const { milliseconds = 0, ...rest } = taken.get(shop.id) ?? {};
    expect(rest).to.deep.equal({ units: 2, queries: 3, rows: 41, refused: 0, cancelled: 0 });
    expect(milliseconds).to.be.above(55);
    expect(taken.has(other.id)).to.equal(false);
  });

  it("counts what fails too, and nothing of the shared room", async () => {
    await inStore(shop.id, "write", () => sequelize.query("select 1 / 0")).catch(() => {});
    await asPlatform("read", () => sequelize.query("select 1"));
    const taken = takeCounts();
    expect(taken.get(shop.id)).to.include({ units: 1, queries: 1, rows: 0 });
    expect(taken.size).to.equal(1);
  });

  it("counts who was refused and whose statements were cancelled", async () => {
    keepShare(shop.id, { statementMs: 50, connections: 1 });
    const slow = "select count(*) from generate_series(1, 1e9) a";
    await inStore(shop.id, "read", () => sequelize.query(slow).catch(() => {})).catch(() => {});
    const held = inStore(shop.id, "read", () => sleep(2_300));
    await inStore(shop.id, "read", () => sleep(1)).catch(() => {});
    await held;
    await sleep(20);
    expect(takeCounts().get(shop.id)).to.include({ units: 2, refused: 1, cancelled: 1 });
  });

  it("is written down by the hour, adds up, and knows nothing of a store that is gone", async () => {
    const once = () => inStore(shop.id, "write", () => sequelize.query("select 1"));
    await once();
    await saveCounts();
    await once();
    await inStore(2_000_000_000, "read", () => sequelize.query("select 1")).catch(() => {});
    await saveCounts();
    const rows = await inPlatform<{ units: number; queries: number }>(
      "select sum(units)::integer as units, sum(queries)::integer as queries from usage_hours where store_id = $1",
      [shop.id],
    );
    expect(rows).to.deep.equal([{ units: 2, queries: 2 }]);
    expect(
      await inPlatform("select 1 from usage_hours where store_id = 2000000000"),
    ).to.have.length(0);
  });

  it("keeps for the next time what could not be written", async () => {
    await inStore(shop.id, "write", () => sequelize.query("select 1"));
    const query = sequelize.query;
    sequelize.query = (() => Promise.reject(new Error("down"))) as never;
    await saveCounts().finally(() => {
      sequelize.query = query;
    });
    expect(takeCounts().get(shop.id)).to.include({ units: 1, queries: 1 });
  });

  it("forgets after a week", async () => {
    const { forgetHours } = await import("../../../app/models/shared/admin/usage.ts");
    await inPlatform(
      `insert into usage_hours (store_id, hour) values ($1, date_trunc('hour', now() - interval '8 days', 'UTC')),
         ($1, date_trunc('hour', now() - interval '6 days', 'UTC')) returning 1`,
      [other.id],
    );
    expect(await asPlatform("write", forgetHours)).to.equal(1);
    const rows = await inPlatform("select 1 from usage_hours where store_id = $1", [other.id]);
    expect(rows).to.have.length(1);
  });
});
