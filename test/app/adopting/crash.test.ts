import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { wizamart } from "../../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../../support/release.ts";
import { readRooms } from "../../support/rooms.ts";
import { type OldDatabase, seedDatabase } from "../../support/seed-database.ts";

const programme = fileURLToPath(new URL("adopting-process.ts", import.meta.url));
const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1e9));
const sizes = { categories: 7, products: 120, customers: 100, orders: 150 };
const rounds = 6;

describe("an adoption that is killed", function () {
  this.timeout(120_000);
  let database: OwnDatabase;
  let old: OldDatabase;
  let survivor: ChildProcess;
  let duration: number;
  const random = randomFrom(seed);

  before(async () => {
    database = ownDatabase();
    old = await seedDatabase(sizes);
    const { code, err } = await wizamart(["db", "init"], database.env);
    expect(code, err).to.equal(0);
    survivor = await startAdopting();
    await order(survivor); // the first time everything is slower
    await order(survivor, null);
    const begun = performance.now();
    expect(await order(survivor)).to.deep.equal({ done: Array(3).fill("adopted") });
    duration = performance.now() - begun;
    process.stdout.write(`      CRASH_SEED=${seed}; adopting takes ${Math.round(duration)} ms\n`);
  });

  after(async () => {
    survivor.kill("SIGKILL");
    await old.remove();
    await database.remove();
  });

  for (let round = 1; round <= rounds; round += 1) {
    it(`leaves each store whole or closed, and finishes when it is run again (${round})`, async () => {
      expect(await order(survivor, null)).to.deep.equal({ done: [] });
      const victim = await startAdopting();
      victim.send({ url: old.url });
      const moment = random() * duration * 1.5; // it has yet to load what the survivor has
      await sleep(moment);
      const end = once(victim, "exit");
      // By turns the tool is killed and its connections are cut.
      if (round % 2) victim.kill("SIGKILL");
      else await cutConnections();
      if (round % 2 === 0) victim.disconnect();
      await end;
      await nobodyAdopts();
      const left = await expectWholeOrClosed();
      process.stdout.write(`      at ${Math.round(moment)} ms: ${left || "nothing yet"}\n`);

      const answer = await order(survivor);

      expect(answer.failed).to.equal(undefined);
      for (const state of answer.done ?? []) expect(state).to.be.oneOf(["adopted", "skipped"]);
      expect(await expectWholeOrClosed()).to.equal("3 done");
      const rooms = await readRooms(database.ask, database.prefix);
      const expected = [...rooms.stores, ...rooms.spares].sort((a, b) => a - b);
      expect(rooms).to.deep.include({ roles: expected, schemas: expected, ledger: expected });
      expect(rooms.stores).to.have.length(3);
    });
  }

  async function startAdopting(): Promise<ChildProcess> {
    const env = { ...process.env, ...database.env };
    const child = fork(programme, { env, execArgv: ["--import", "tsx"] });
    await once(child, "message");
    return child;
  }

  async function order(
    child: ChildProcess,
    url: string | null = old.url,
  ): Promise<{ done?: string[]; failed?: string }> {
    const answer = once(child, "message");
    child.send({ url });
    return (await answer)[0];
  }

  /** Says what there is. */
  async function expectWholeOrClosed(): Promise<string> {
    const stores = await database.ask<{ id: number; now: string; state: string; code: string }>(
      `select s.id, s.state as now, a.state, s.code from public.stores s left join public.adoptions a on a.store_id = s.id order by s.id`,
    );
    for (const { id, now, state, code } of stores) {
      const [{ products = -1, orders = -1 } = {}] = await database.ask<{
        products: number;
        orders: number;
      }>(
        `select (select count(*)::integer from store_${id}.products) as products, (select count(*)::integer from store_${id}.orders) as orders`,
      );
      const flaws = code === "wizamart" ? { products: 7, orders: 4 } : { products: 0, orders: 0 };
      const whole = [sizes.products + flaws.products, sizes.orders + flaws.orders];
      expect([products, orders], `${code} is ${state}`).to.deep.equal(
        state === "done" ? whole : [0, 0],
      );
      expect(now).to.equal(state === "done" ? "open" : "suspended");
    }
    const states = [...new Set(stores.map(({ state }) => state))];
    return states
      .map((each) => `${stores.filter(({ state }) => state === each).length} ${each}`)
      .join(", ");
  }

  async function cutConnections(): Promise<void> {
    await database.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name in ('wizamart-admin', 'wizamart-adopt') and datname in ($1, $2)`,
      [database.name, new URL(old.url).pathname.slice(1)],
    );
  }

  /** A backend notices that its client is gone only when it has done what it was asked. */
  async function nobodyAdopts(): Promise<void> {
    for (;;) {
      const rows = await database.ask(
        "select from pg_stat_activity where datname = $1 and application_name = 'wizamart-admin'",
        [database.name],
      );
      if (rows.length === 0) return;
      await sleep(20);
    }
  }
});

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
