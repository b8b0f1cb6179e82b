import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Fleet, fleet } from "../../support/fleet.ts";
import { start } from "../../support/processes.ts";
import type { Release } from "../../support/release.ts";

const rounds = 6;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

describe(`migrating while things are killed (CRASH_SEED=${seed})`, function () {
  this.timeout(180_000);
  let shops: Fleet;
  const random = mulberry(seed);
  const added: string[] = [];

  before(async () => {
    shops = await fleet(12, 3);
    for (const id of shops.stores)
      await shops.database.ask(
        `set search_path = store_${id}, public; insert into products (slug, title)
         select 'thing-' || n, 'Thing' from generate_series(1, 300) n`,
      );
  });

  after(() => shops.remove());

  for (let round = 1; round <= rounds; round += 1) {
    it(`finishes in the next run what was killed in round ${round}`, async () => {
      added.push(
        `create table round${round} (id integer); alter table products add column r${round} integer not null default 0; select pg_sleep(0.02)`,
        `-- kind: concurrently\ncreate index concurrently products_r${round} on products (r${round}, id)`,
        `-- kind: batched\n-- pause: 2\nupdate products set r${round} = r${round} + 1 where id in (select id from products where r${round} = 0 order by id limit 100)`,
      );
      const app = await shops.release(...added);
      const kills = 1 + Math.floor(random() * 3);
      for (let kill = 0; kill < kills; kill += 1) await disturb(app);

      const { code, out, err } = await app.wizamart("db", "migrate");
      expect(code, `${out}${err}`).to.equal(0);
      await expectTruth(round);
    });
  }

  /** Starts a run and kills it, or connections of it, at some moment; then it may go on or not. */
  async function disturb(app: Release): Promise<void> {
    const child = start(
      `${app.folder}/app/cli.ts`,
      ["db", "migrate", "--workers", "3"],
      shops.database.env,
    );
    child.stdout?.resume();
    child.stderr?.resume();
    const ended = once(child, "exit");
    await Promise.race([isConnected(), ended]);
    await sleep(random() * 900);
    if (random() < 0.5) child.kill("SIGKILL");
    else await terminateSome();
    if (random() < 0.5) child.kill("SIGKILL");
    await ended;
  }

  async function isConnected(): Promise<void> {
    while ((await shops.database.ask(backends, [shops.database.name])).length === 0)
      await sleep(20);
  }

  async function terminateSome(): Promise<void> {
    const found = await shops.database.ask<{ pid: number }>(backends, [shops.database.name]);
    for (const { pid } of found)
      if (random() < 0.6) await shops.database.ask("select pg_terminate_backend($1)", [pid]);
  }

  /** The ledger says of every room what its schema shows, and no row was changed twice. */
  async function expectTruth(round: number): Promise<void> {
    const rooms = [...shops.stores, ...shops.spares].sort((a, b) => a - b);
    for (let version = shops.version + 1; version <= shops.version + added.length; version += 1) {
      const rows = await shops.ledger(version);
      expect(rows.map((row) => row.store_id)).to.deep.equal(rooms);
      for (const row of rows) expect(row).to.include({ state: "done", error: null });
    }
    expect(await shops.having(`round${round}`)).to.deep.equal(rooms);
    const indexes = await shops.database.ask(
      "select from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = $1 and i.indisvalid",
      [`products_r${round}`],
    );
    expect(indexes).to.have.length(rooms.length);
    const broken = await shops.database.ask("select from pg_index where not indisvalid");
    expect(broken).to.deep.equal([]);
    for (const id of shops.stores) {
      const [row] = await shops.database.ask(
        `select count(*)::integer as once from store_${id}.products where r${round} = 1`,
      );
      expect(row).to.deep.equal({ once: 300 });
    }
    const versions = await shops.database.ask(
      "select distinct version from stores union select distinct version from spare_schemas",
    );
    expect(versions).to.deep.equal([{ version: shops.version + added.length }]);
    const running = await shops.database.ask(
      "select from migration_runs where state in ('running', 'paused')",
    );
    expect(running).to.deep.equal([]);
  }
});

const backends =
  "select pid from pg_stat_activity where datname = $1 and application_name in ('wizamart-migrating', 'wizamart-admin')";

/** Random numbers that are the same for the same seed. */
function mulberry(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
