import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../app/context.ts";
import { storeWithCode } from "../../../app/directory.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { sequelize } from "../../../db/connection.ts";
import { Overloaded } from "../../../db/scope.ts";
import { clearLimits, setLimits } from "../../../db/shares/limits.ts";
import { forgetShare, keepShare, shareOf, usualShare } from "../../../db/shares/share.ts";
import { type Application, startApplication } from "../../support/application.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { get, visit } from "../../support/visit.ts";

const why = { reason: "a test", setBy: "tests" };

describe("a store's share", () => {
  let shop: Shop;
  let other: Shop;

  before(async () => {
    shop = await openShop({ plan: "free" });
    other = await openShop({ plan: "premium" });
  });

  afterEach(() => {
    forgetShare(0);
  });

  async function timeoutIn({ id }: Shop): Promise<string | undefined> {
    const [row] = await inStore(id, "read", () =>
      sequelize.query<{ value: string }>("select current_setting('statement_timeout') as value", {
        type: QueryTypes.SELECT,
      }),
    );
    return row?.value;
  }

  it("is the usual one for a store that was not looked up", async () => {
    expect(shareOf(shop.id)).to.deep.equal(usualShare);
    expect(await timeoutIn(shop)).to.equal("5s");
  });

  it("is that of its plan once a request has looked it up", async () => {
    await visit(`localhost/stores/${shop.code}/shop`);
    await visit(`${other.code}.localhost/`);
    expect(await timeoutIn(shop)).to.equal("3s");
    expect(await timeoutIn(other)).to.equal("10s");
    expect(shareOf(shop.id).connections).to.be.below(shareOf(other.id).connections);
  });

  it("is what was agreed, where something was", async () => {
    await asProvisioner((client) => setLimits(client, shop.id, { statementMs: 777 }, why));
    const { forgetStore } = await import("../../../app/directory.ts");
    forgetStore(shop); // a web process would hear of it
    const entry = await storeWithCode(shop.code);
    expect(entry?.limits).to.deep.include({ statementMs: 777, connections: null });
    expect(await timeoutIn(shop)).to.equal("777ms");
    expect(await timeoutIn(other), "and nobody else's").to.equal("5s");
    await asProvisioner((client) => clearLimits(client, shop.id, why));
  });

  it("cancels a statement that takes longer, and leaves the connection clean", async () => {
    keepShare(shop.id, { statementMs: 150, connections: 2 });
    const slow = inStore(shop.id, "read", () =>
      sequelize.query("select count(*) from generate_series(1, 1e9) a"),
    );
    const error = await slow.catch((caught: { parent?: { code?: string } }) => caught);
    expect((error as { parent?: { code?: string } }).parent?.code).to.equal("57014");
    expect(await timeoutIn(shop)).to.equal("150ms");
    expect(await timeoutIn(other)).to.equal("5s");
  });

  it("lets no more units of one store in at once", async () => {
    keepShare(shop.id, { statementMs: 5_000, connections: 1 });
    const held = inStore(shop.id, "read", () => sleep(2_500));
    const second = inStore(shop.id, "read", () => sleep(1)).catch((error: Error) => error);
    expect(await timeoutIn(other)).to.equal("5s");
    expect(await second).to.be.instanceOf(Overloaded);
    await held;
  });

  it("leaves a place for the neighbours, whatever was agreed", () => {
    keepShare(shop.id, { statementMs: 5_000, connections: 200 });
    expect(shareOf(shop.id).connections).to.equal(3);
    keepShare(shop.id, { statementMs: 5_000, connections: 0 });
    expect(shareOf(shop.id).connections).to.equal(1);
  });

  it("takes nothing for a time limit that is none: it becomes part of a statement", () => {
    for (const statementMs of [0, -1, 1.5, Number.NaN, "1; reset role" as unknown as number]) {
      expect(() => keepShare(shop.id, { statementMs, connections: 1 })).to.throw(RangeError);
    }
  });

  describe("in another process", function () {
    this.timeout(30_000);
    let application: Application;

    before(async () => {
      application = await startApplication({ DATABASE_POOL: "4", DATABASE_WAIT_MS: "500" });
    });

    after(() => application.stop());

    it("acts within a second of its change, by command or by hand", async () => {
      const home = () =>
        get(application.port, `/stores/${shop.code}/shop/products`, { Host: "localhost" });
      expect((await home()).status).to.equal(200);
      await lockProducts(async () => {
        await asProvisioner((client) => setLimits(client, shop.id, { statementMs: 100 }, why));
        await sleep(1_000);
        const begun = performance.now();
        expect((await home()).status).to.equal(503); // cancelled
        expect(performance.now() - begun).to.be.below(1_500);
        await asProvisioner((client) =>
          client.query("update public.store_limits set statement_ms = 1900 where store_id = $1", [
            shop.id,
          ]),
        );
        await sleep(1_000);
        const again = performance.now();
        expect((await home()).status).to.equal(503); // cancelled
        expect(performance.now() - again).to.be.above(1_500);
      });
      await asProvisioner((client) => clearLimits(client, shop.id, why));
      expect((await home()).status).to.equal(200);
    });

    /** Whoever reads products waits meanwhile. */
    async function lockProducts(work: () => Promise<void>): Promise<void> {
      await asProvisioner(async (client) => {
        await client.query("begin");
        await client.query(`lock table store_${shop.id}.products in access exclusive mode`);
        await work().finally(() => client.query("rollback"));
      });
    }
  });
});
