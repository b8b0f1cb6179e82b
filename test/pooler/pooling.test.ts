import { expect } from "chai";
import { config } from "../../app/config.ts";
import { checkPooling, type Pooling, poolingOf, UnsafePooling } from "../../db/server/pooler.ts";
import {
  type Pooler,
  type PoolerOptions,
  pgBouncer,
  pgBouncerNote,
  startPooler,
} from "../support/pooler.ts";
import { run, wizamart } from "../support/processes.ts";

const direct = config.DATABASE_URL ?? "";

describe(`what stands before the server${pgBouncerNote}`, function () {
  this.timeout(30_000);
  const poolers: Pooler[] = [];

  before(function () {
    if (!pgBouncer) this.skip();
  });

  after(() => Promise.all(poolers.map((pooler) => pooler.stop())));

  async function pooled(options: PoolerOptions): Promise<string> {
    const pooler = await startPooler(pgBouncer ?? "", direct, options);
    poolers.push(pooler);
    return pooler.through(direct);
  }

  const cases: [string, PoolerOptions, Pooling][] = [
    [
      "lends by the transaction, with one connection",
      { mode: "transaction", size: 1 },
      "transaction",
    ],
    ["lends by the transaction, with several", { mode: "transaction", size: 5 }, "transaction"],
    ["lends by the session", { mode: "session", size: 5 }, "session"],
    ["lends its only connection by the session", { mode: "session", size: 1 }, "session"],
    ["lends by the statement", { mode: "statement", size: 2 }, "statement"],
  ];

  it("is nothing where the URL leads to PostgreSQL itself", async () => {
    expect(await poolingOf(direct)).to.equal("none");
    expect(await checkPooling(direct, undefined)).to.equal("none");
  });

  for (const [what, options, found] of cases) {
    it(`is known when it ${what}`, async () => {
      expect(await poolingOf(await pooled(options))).to.equal(found);
    });
  }

  it("is refused where signals would not arrive, or transactions not hold", async () => {
    const [byTransaction, byStatement, bySession] = await Promise.all([
      pooled({ mode: "transaction" }),
      pooled({ mode: "statement" }),
      pooled({ mode: "session", size: 4 }),
    ]);
    const refused = async (app: string, listen?: string) => {
      const error = await checkPooling(app, listen).catch((caught: Error) => caught);
      expect(error).to.be.instanceOf(UnsafePooling);
      return String(error);
    };
    expect(await refused(byTransaction)).to.include("set DATABASE_LISTEN_URL to PostgreSQL itself");
    expect(await refused(byTransaction, byTransaction)).to.include("DATABASE_LISTEN_URL leads to");
    expect(await refused(byStatement, direct)).to.include("set its pool_mode to transaction");
    expect(await checkPooling(byTransaction, direct)).to.equal("transaction");
    expect(await checkPooling(bySession, undefined)).to.equal("session");
  });

  it("is refused where the provisioner's locks and roles would not hold", async () => {
    const admin = config.DATABASE_ADMIN_URL ?? "";
    const pooler = await startPooler(pgBouncer ?? "", admin, { mode: "session", size: 2 });
    poolers.push(pooler);
    const { code, err } = await wizamart(["stores", "list"], {
      DATABASE_ADMIN_URL: pooler.through(admin),
    });
    expect(code).to.equal(1);
    expect(err).to.match(/^wizamart: DATABASE_ADMIN_URL leads to a pooler.*\n$/);
  });

  it("ends the processes at their start with one line that says what to set", async () => {
    const url = await pooled({ mode: "transaction", size: 3 });
    const web = await run("app/web.ts", [], { DATABASE_URL: url, PORT: "0" });
    expect(web).to.include({ code: 1, out: "" });
    expect(web.err).to.match(
      /^wizamart: DATABASE_URL leads to a pooler .* DATABASE_LISTEN_URL .*\n$/,
    );
    const worker = await run("app/worker.ts", [], { DATABASE_URL: url });
    expect(worker.code).to.equal(1);
    expect(worker.err).to.include("set DATABASE_LISTEN_URL");
  });
});
