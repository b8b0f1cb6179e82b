import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { config } from "../../app/config.ts";
import { withAdmin } from "../../db/admin.ts";
import { type Pooler, pgBouncer, pgBouncerNote, startPooler } from "../support/pooler.ts";
import { run, start } from "../support/processes.ts";
import { inShop } from "../support/rows.ts";
import { openShop, type Shop } from "../support/shops.ts";
import type { Found } from "./units-process.ts";

const direct = config.DATABASE_URL ?? "";
const file = "test/pooler/units-process.ts";

describe(`units of work behind PgBouncer${pgBouncerNote}`, function () {
  this.timeout(60_000);
  let one: Shop;
  let two: Shop;
  let pooler: Pooler;

  before(async function () {
    if (!pgBouncer) this.skip();
    one = await openShop();
    two = await openShop();
    for (const shop of [one, two]) await shop.sells("thing", { title: `CANARY ${shop.id}` });
    pooler = await startPooler(pgBouncer, direct, { mode: "transaction", size: 1 });
  });

  after(() => pooler?.stop());

  const environment = (through = pooler) => ({
    DATABASE_URL: through.through(direct),
    DATABASE_POOL: "10",
    DATABASE_WAIT_MS: "30000",
  });

  async function units(manner: string, through?: Pooler): Promise<Found> {
    const args = [manner, String(one.id), String(two.id)];
    const { code, out, err } = await run(file, args, environment(through));
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    return JSON.parse(out);
  }

  it("see no foreign row in 1,000 turns of two stores over one connection to the server", async () => {
    const found = await units("interleaved");
    expect(found.servers, "they all shared one").to.have.length(1);
    expect(found).to.deep.include({ units: 1_000, foreign: 0, failed: 0, errors: [] });
    expect(found.late).to.be.above(50);
  });

  it("keep apart 200 at a time, failures and late queries among them", async () => {
    const wide = await startPooler(pgBouncer ?? "", direct, { mode: "transaction", size: 4 });
    const found = await units("mixed", wide).finally(() => wide.stop());
    expect(found).to.deep.include({ foreign: 0, errors: [] });
    expect(found.units + found.failed).to.equal(1_000);
    expect(found.failed).to.be.above(100);
    expect(found.servers.length).to.be.within(1, 4);
  });

  it("leave nothing behind when their process is killed in the middle", async () => {
    const child = start(file, ["hang", String(one.id)], environment());
    if (child.stdout) await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const found = await units("interleaved");
    expect(found).to.deep.include({ units: 1_000, foreign: 0, failed: 0 });
    const [row] = await inShop<{ tagline: string }>(one, "select tagline from settings");
    expect(row?.tagline).to.match(/^t\d+$/);
    expect(await openTransactions()).to.equal(0);
  });

  it("go on after the pooler was killed and came back", async () => {
    const before = start(file, ["hang", String(two.id)], environment());
    if (before.stdout) await once(before.stdout, "data");
    await pooler.restart();
    before.kill("SIGKILL");
    const found = await units("interleaved");
    expect(found).to.deep.include({ units: 1_000, foreign: 0, failed: 0 });
    await sleep(100);
    expect(await openTransactions()).to.equal(0);
  });
});

/** Of the web processes' login. */
function openTransactions(): Promise<number> {
  const user = decodeURIComponent(new URL(direct).username);
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ open: number }>(
      "select count(*)::integer as open from pg_stat_activity where usename = $1 and state like 'idle in transaction%'",
      [user],
    );
    return rows[0]?.open ?? -1;
  });
}
