import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { newestVersion } from "../../db/migrations.ts";
import { wizamart } from "../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../support/release.ts";
import { randomFrom, seed } from "./chance.ts";
import { truth } from "./truth.ts";

const programme = fileURLToPath(new URL("opening-process.ts", import.meta.url));
const rounds = { killed: 8, cut: 14 };

describe("opening a store", function () {
  this.timeout(60_000);
  let database: OwnDatabase;
  let survivor: ChildProcess;
  let duration: number;
  const random = randomFrom(seed);
  const tally = { whole: 0, nothing: 0 };

  before(async () => {
    database = ownDatabase();
    const { code, err } = await wizamart(["db", "init"], database.env);
    expect(code, err).to.equal(0);
    survivor = await startOpening();
    await order(survivor, { spares: 0 });
    await order(survivor, { open: "warming-up" });
    duration = await timed(() => order(survivor, { open: "measured" }));
    process.stdout.write(`      FAULT_SEED=${seed}; opening takes ${Math.round(duration)} ms\n`);
  });

  after(async () => {
    survivor.kill("SIGKILL");
    process.stdout.write(`      ${tally.whole} whole, ${tally.nothing} not there\n`);
    await database.remove();
  });

  for (let round = 1; round <= rounds.killed; round += 1) {
    const spares = round % 2;

    it(`is whole or nothing when its process is killed, with ${spares} spare (${round})`, async () => {
      const victim = await startOpening();
      await order(victim, { spares });
      victim.send({ open: `killed-${round}` });
      await sleep(someTime(spares));
      const end = once(victim, "exit");
      victim.kill("SIGKILL");
      await end;
      await nobodyOpens();

      await expectWholeOrNothing(`killed-${round}`);
    });
  }

  for (let round = 1; round <= rounds.cut; round += 1) {
    const spares = round % 2;

    it(`is whole or nothing when its connection is cut, with ${spares} spare (${round})`, async () => {
      await order(survivor, { spares });
      const answer = order(survivor, { open: `cut-${round}` });
      await sleep(someTime(spares));
      await cutConnections();
      const { done } = await answer;
      await nobodyOpens();

      const there = await expectWholeOrNothing(`cut-${round}`);
      if (done) expect(there, "it was told that the store is open").to.equal(true);
    });
  }

  function someTime(spares: number): number {
    return random() * duration * (spares ? 0.2 : 0.9);
  }

  async function startOpening(): Promise<ChildProcess> {
    const env = { ...process.env, ...database.env };
    const child = fork(programme, { env, execArgv: ["--import", "tsx"] });
    await once(child, "message");
    return child;
  }

  /** True when the store is there. */
  async function expectWholeOrNothing(code: string): Promise<boolean> {
    expect(await truth({ ...database, uploads: "" })).to.deep.equal([]);
    const [store] = await database.ask("select id, state from public.stores where code = $1", [
      code,
    ]);
    tally[store ? "whole" : "nothing"] += 1;
    if (!store) {
      expect(await order(survivor, { open: code }), "the code is free").to.deep.equal({
        done: true,
      });
      return false;
    }
    expect(store.state).to.equal("open");
    const [whole] = await database.ask(
      `select (select count(*)::integer from store_${store.id}.settings) as settings,
        (select count(*)::integer from store_${store.id}.themes where state = 'published') as themes,
        (select count(*)::integer from public.store_migrations where store_id = $1 and state = 'done') as version`,
      [store.id],
    );
    expect(whole).to.deep.equal({ settings: 1, themes: 1, version: newestVersion("store") });
    return true;
  }

  async function cutConnections(): Promise<void> {
    await database.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and application_name = 'wizamart-admin'`,
      [database.name],
    );
  }

  /** A backend notices that its client is gone only when it has done what it was asked. */
  async function nobodyOpens(): Promise<void> {
    for (;;) {
      const rows = await database.ask(
        "select from pg_stat_activity where datname = $1 and application_name = 'wizamart-admin'",
        [database.name],
      );
      if (rows.length === 0) return;
      await sleep(5);
    }
  }
});

async function order(child: ChildProcess, what: object): Promise<{ done?: true; failed?: string }> {
  const answer = once(child, "message");
  child.send(what);
  return (await answer)[0];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
