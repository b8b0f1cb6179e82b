import { expect } from "chai";
import pg from "pg";
import { Misuse } from "../../../app/commands/outcome.ts";
import { top as topCommand } from "../../../app/commands/usage.ts";
import { asPlatform } from "../../../app/context.ts";
import { addRequests, addTaken } from "../../../app/models/shared/admin/usage.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { type EmbeddedServer, joinEmbedded, removeEmbedded } from "../../../db/embedded.ts";
import { measures, readTop, type Top } from "../../../db/shares/top.ts";
import { inPlatform } from "../../support/admin.ts";
import { wizamart } from "../../support/processes.ts";
import { openShop, type Shop } from "../../support/shops.ts";

const nothing = { units: 0, milliseconds: 0, queries: 0, rows: 0, refused: 0, cancelled: 0 };

describe("the stores that take the most", () => {
  describe("as the processes counted it", () => {
    let busy: Shop;
    let large: Shop;

    before(async () => {
      await inPlatform("delete from usage_hours returning 1");
      busy = await openShop();
      large = await openShop();
      await asPlatform("write", async () => {
        const requests = new Map([
          [busy.id, 900],
          [large.id, 100],
        ]);
        await addRequests(requests);
        const taken = new Map([
          [busy.id, { ...nothing, units: 10, milliseconds: 7_500, queries: 40, rows: 5 }],
          [large.id, { ...nothing, milliseconds: 2_500, queries: 10, rows: 995, refused: 3 }],
        ]);
        await addTaken(requests, taken);
      });
      await inPlatform(
        "update usage set bytes = 2e12, file_bytes = 1e12, over_since = now() where store_id = $1 returning 1",
        [large.id],
      );
    });

    const top = (by: (typeof measures)[number], hours?: number, limit = 1) =>
      asProvisioner((client) => readTop(client, { by, limit, hours }));

    it("comes first by each measure, beside the sum of all", async () => {
      const first: Record<string, number> = {};
      for (const by of measures) first[by] = (await top(by)).stores[0]?.id ?? 0;
      const expected = { time: busy.id, calls: busy.id, requests: busy.id };
      expect(first).to.deep.equal({ ...expected, rows: large.id, bytes: large.id });
      const { total, stores, source } = await top("time", 1, 1_000);
      expect(source).to.equal("counts");
      expect(total).to.include({ time: 10_000, calls: 50, rows: 1_000, requests: 1_000 });
      expect(stores.find(({ id }) => id === large.id)).to.include({ refused: 3, isOver: true });
    });

    it("counts the hours that are asked for only", async () => {
      await inPlatform(
        `insert into usage_hours (store_id, hour, requests)
         values ($1, date_trunc('hour', now() - interval '30 hours', 'UTC'), 50000) returning 1`,
        [large.id],
      );
      expect((await top("requests", 24)).stores[0]?.id).to.equal(busy.id);
      expect((await top("requests", 48)).stores[0]).to.include({ id: large.id, requests: 50_100 });
    });

    it("is told on the terminal", async () => {
      const { code, out } = await wizamart(["db", "top", "--by", "bytes", "--limit", "1"]);
      expect(code).to.equal(0);
      expect(out)
        .to.include(`${large.code} (over its room)`)
        .and.include("2,000,000 MB  1,000,000 MB");
      const json = await wizamart(["db", "top", "--since", "2d", "--by", "requests", "--json"]);
      expect((JSON.parse(json.out) as Top).stores[0]?.code).to.equal(large.code);
    });

    for (const [options, says] of [
      [{ by: "weight" }, "--by is one of time, calls, rows, bytes, requests"],
      [{ limit: "0" }, "--limit is a whole number from 1 to 10,000"],
      [{ limit: "ten" }, "--limit is a whole number from 1 to 10,000"],
      [{ since: "8d" }, "7d at most"],
      [{ since: "0h" }, "7d at most"],
      [{ since: "yesterday" }, "such as 1h or 2d"],
    ] as const) {
      it(`refuses ${JSON.stringify(options)}`, async () => {
        const asked = { by: "time", limit: "20", ...options };
        const error = await topCommand(asked).catch((caught: Error) => caught);
        expect(error).to.be.instanceOf(Misuse);
        expect(String(error)).to.include(says);
      });
    }
  });

  describe("as pg_stat_statements knows it", function () {
    this.timeout(120_000);
    const directory = ".data/test-statistics";
    let server: EmbeddedServer;
    let admin: pg.Client;
    let app: pg.Client;
    let env: Record<string, string>;
    let role: string;

    before(async () => {
      server = await joinEmbedded({
        directory,
        settings: {
          fsync: "off",
          shared_preload_libraries: "pg_stat_statements",
          "pg_stat_statements.track_utility": "off",
        },
      });
      const url = new URL(server.adminUrl);
      url.pathname = "/statistics";
      const prefix = "stat_";
      const login = new URL(url);
      login.username = `${prefix}wizamart_app`;
      login.password = "test-password";
      env = {
        DATABASE_ADMIN_URL: url.href,
        DATABASE_URL: login.href,
        ROLE_PREFIX: prefix,
        SPARE_SCHEMAS: "0",
      };
      expect((await wizamart(["db", "init"], env)).err).to.equal("");
      const created = await wizamart(["stores", "create", "acme", "--name", "A", "--json"], env);
      role = `${prefix}store_${JSON.parse(created.out).id}`;
      admin = new pg.Client({ connectionString: url.href });
      app = new pg.Client({ connectionString: login.href });
      await Promise.all([admin.connect(), app.connect()]);
    });

    after(async () => {
      await Promise.all([admin?.end(), app?.end()]);
      await server?.stop();
      await removeEmbedded(directory).catch(() => {}); // another run may use it
    });

    const asStore = async (sql: string) => {
      await app.query("begin");
      await app.query(`set local role ${role}`);
      try {
        return await app.query(sql);
      } finally {
        await app.query("rollback");
      }
    };
    const top = async () => {
      const { code, out, err } = await wizamart(["db", "top", "--json"], env);
      expect({ code, err }).to.deep.equal({ code: 0, err: "" });
      return JSON.parse(out) as Top;
    };

    it("is left aside where the extension is not, or not for this login", async () => {
      expect((await top()).source).to.equal("counts");
      await admin.query("create schema statistics");
      await admin.query("create extension pg_stat_statements schema statistics");
      expect((await top()).source, "nobody may look into the schema").to.equal("counts");
    });

    it("tells stores apart, since each one's statements run as its own role", async () => {
      await admin.query("grant usage on schema statistics to stat_wizamart_provisioner");
      await admin.query("select statistics.pg_stat_statements_reset()");
      for (let turn = 0; turn < 30; turn += 1) await asStore("select generate_series(1, 10)");
      const { source, stores, since, forgotten } = await top();
      expect(source).to.equal("pg_stat_statements");
      expect(stores[0]).to.include({ code: "acme", calls: 30, rows: 300 });
      expect(stores[0]?.time).to.be.above(0);
      expect(new Date(since).getTime()).to.be.closeTo(Date.now(), 60_000);
      expect(forgotten).to.equal(0);
      const counted = await wizamart(["db", "top", "--since", "1h", "--json"], env);
      expect(JSON.parse(counted.out)).to.include({ source: "counts" });
    });

    it("is out of every store's reach in a schema of its own", async () => {
      const refused = asStore("select * from statistics.pg_stat_statements");
      expect(await refused.catch(({ code }: { code: string }) => code)).to.equal("42501");
      expect(await wizamart(["db", "audit"], env)).to.include({ code: 0 });
    });

    it("is found by the audit where everybody can read it, and closed by the hardening", async () => {
      await admin.query("alter extension pg_stat_statements set schema public");
      const open = await asStore("select calls from public.pg_stat_statements");
      expect(open.rowCount, "what it is about").to.be.above(0);
      const { out } = await wizamart(["db", "audit"], env);
      expect(out).to.include("Everybody may use").and.include("pg_stat_statements");
      expect(await wizamart(["db", "harden"], env)).to.include({ code: 0 });
      const refused = asStore("select * from public.pg_stat_statements");
      expect(await refused.catch(({ code }: { code: string }) => code)).to.equal("42501");
      expect((await top()).source).to.equal("pg_stat_statements");
    });
  });
});
