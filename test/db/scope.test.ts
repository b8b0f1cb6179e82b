import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { sequelize } from "../../db/connection.ts";
import { asPlatform, inStore, NestedScope, Overloaded, RolledBack } from "../../db/scope.ts";
import { countQueries, ScopeEnded } from "../../db/unit.ts";
import { openShop, type Shop } from "../support/shops.ts";

describe("a unit of work", () => {
  let shop: Shop;
  let other: Shop;

  before(async () => {
    shop = await openShop();
    other = await openShop();
  });

  it("runs as the store's own role, in its own schema", async () => {
    const where = await inStore(shop.id, "read", whereAmI);

    expect(where.role).to.match(new RegExp(`store_${shop.id}$`));
    expect(where.path).to.equal(`store_${shop.id}, public, pg_temp`);
  });

  it("leaves nothing of it on the connection", async () => {
    await inStore(shop.id, "write", whereAmI);
    await inStore(shop.id, "write", () => Promise.reject(new Error("on purpose"))).catch(() => {});

    const [after] = await sequelize.query<{ role: string; path: string; same: boolean }>(
      "select current_user as role, current_setting('search_path') as path, session_user = current_user as same",
      { type: QueryTypes.SELECT },
    );
    expect(after).to.deep.include({ path: '""', same: true });
  });

  it("commits a write before its promise resolves", async () => {
    await inStore(shop.id, "write", () =>
      sequelize.query("update settings set tagline = 'committed'"),
    );

    expect(await tagline(shop)).to.equal("committed");
  });

  it("undoes everything when the work throws", async () => {
    const failing = inStore(shop.id, "write", async () => {
      await sequelize.query("update settings set tagline = 'never'");
      throw new Error("on purpose");
    });

    expect(await failing.catch((error: Error) => error.message)).to.equal("on purpose");
    expect(await tagline(shop)).to.equal("committed");
  });

  it("says so when an error was swallowed and nothing was saved", async () => {
    const failing = inStore(shop.id, "write", async () => {
      await sequelize.query("update settings set tagline = 'never'");
      await sequelize.query("select * from nothing").catch(() => {});
    });

    expect(await failing.catch((error: Error) => error)).to.be.instanceOf(RolledBack);
    expect(await tagline(shop)).to.equal("committed");
  });

  it("cannot write when it only reads", async () => {
    const failing = inStore(shop.id, "read", () =>
      sequelize.query("update settings set tagline = 'never'"),
    );

    expect(await failing.catch(codeOf)).to.equal("25006");
  });

  it("takes no query after its end", async () => {
    let late: Promise<unknown> = Promise.resolve();
    await inStore(shop.id, "read", async () => {
      late = sleep(20).then(() => sequelize.query("select 1"));
    });

    expect(await late.catch((error: Error) => error.message)).to.match(/you can no longer use it/);
  });

  it("takes no query on its connection after its end, even from someone who kept it", async () => {
    let kept: { connection: { query(sql: string): void } } | undefined;
    await inStore(shop.id, "read", async () => {
      const { current } = await import("../../db/unit.ts");
      kept = current.getStore();
    });

    expect(() => kept?.connection.query("select 1")).to.throw(ScopeEnded);
  });

  it("is not opened inside another one", async () => {
    const inside = (open: () => Promise<unknown>) =>
      inStore(shop.id, "read", open).catch((error: Error) => error);

    expect(await inside(() => inStore(other.id, "read", whereAmI))).to.be.instanceOf(NestedScope);
    expect(await inside(() => asPlatform("read", whereAmI))).to.be.instanceOf(NestedScope);
    expect(await inside(() => sequelize.transaction(async () => {}))).to.be.an("error");
  });

  it("follows one after another in the same request", async () => {
    await inStore(shop.id, "read", whereAmI);
    const second = await inStore(other.id, "read", whereAmI);

    expect(second.path).to.contain(`store_${other.id},`);
  });

  it("costs one round trip to open, one a query, one to end", async () => {
    const counter = { queries: 0 };
    await countQueries(counter, () =>
      inStore(shop.id, "read", async () => {
        await sequelize.query("select 1");
        await sequelize.query("select 2");
      }),
    );

    expect(counter.queries).to.equal(2);
  });

  it("does not wait for ever for a connection, nor lets one store take them all", async () => {
    const held = Array.from({ length: 3 }, () => inStore(shop.id, "read", () => sleep(2_500)));
    const neighbour = await inStore(other.id, "read", whereAmI);
    const fourth = await inStore(shop.id, "read", whereAmI).catch((error: Error) => error);
    await Promise.all(held);

    expect(neighbour.path).to.contain(`store_${other.id},`);
    expect(fourth).to.be.instanceOf(Overloaded);
  });

  it("fails as a whole when it cannot open, and leaves the connections clean", async () => {
    const nobody = 2_000_000_000;
    for (const mode of ["read", "write"] as const) {
      const swallowing = inStore(nobody, mode, () => sequelize.query("select 1").catch(() => {}));
      expect(await swallowing.catch((error: { code?: string }) => error.code)).to.equal("22023");
    }
    expect((await inStore(shop.id, "read", whereAmI)).path).to.contain(`store_${shop.id},`);
  });

  it("refuses what is no store's id", () => {
    for (const id of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
      expect(() => inStore(id, "read", whereAmI)).to.throw(RangeError);
    }
  });

  it("gives a broken connection back as destroyed", async () => {
    const { asProvisioner } = await import("../../db/admin.ts");
    const { withAdmin } = await import("../../db/admin.ts");
    void asProvisioner;
    const failing = inStore(shop.id, "write", async () => {
      const [row] = await sequelize.query<{ pid: number }>("select pg_backend_pid() as pid", {
        type: QueryTypes.SELECT,
      });
      await withAdmin((client) => client.query("select pg_terminate_backend($1)", [row?.pid]));
      await sleep(50);
      await sequelize.query("select 1");
    });

    expect(await failing.catch(() => "failed")).to.equal("failed");
    expect((await inStore(shop.id, "read", whereAmI)).path).to.contain(`store_${shop.id},`);
  });
});

async function whereAmI(): Promise<{ role: string; path: string }> {
  const [row] = await sequelize.query<{ role: string; path: string }>(
    "select current_user as role, current_setting('search_path') as path",
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("no row");
  return row;
}

async function tagline(shop: Shop): Promise<string | undefined> {
  const [row] = await inStore(shop.id, "read", () =>
    sequelize.query<{ tagline: string }>("select tagline from settings", {
      type: QueryTypes.SELECT,
    }),
  );
  return row?.tagline;
}

function codeOf(error: Error): string {
  return "parent" in error ? String((error.parent as { code?: string }).code) : error.message;
}
