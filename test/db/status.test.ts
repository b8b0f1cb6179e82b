import { expect } from "chai";
import type pg from "pg";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { newestVersion } from "../../db/migrations.ts";
import { openStore } from "../../db/provision.ts";
import { status, statusReport } from "../../db/status.ts";
import { clearRooms } from "../support/rooms.ts";

describe("status", () => {
  let id: number;
  const code = `status-${Math.random().toString(36).slice(2, 10).replace(/^\d/, "x")}`;

  before(async function () {
    this.timeout(60_000);
    await clearRooms();
    const store = { code, name: "Status", plan: "free" as const, currency: "EUR", locale: "en-IE" };
    id = await asProvisioner((client) => openStore(client, { ...store, theme: {} }));
  });

  it("counts versions, states and spares", async () => {
    const { shared, newest, versions, states, spares } = await asProvisioner(status);
    const count = await withAdmin(async (client) => {
      const { rows } = await client.query("select count(*)::integer as stores from public.stores");
      return rows[0].stores;
    });

    expect(shared).to.deep.equal({
      version: newestVersion("shared"),
      newest: newestVersion("shared"),
    });
    expect(newest).to.equal(newestVersion("store"));
    expect(sum(versions)).to.equal(count);
    expect(sum(states)).to.equal(count);
    expect(states.map((one) => one.state)).to.include("open");
    expect(spares.stale).to.equal(0);
  });

  it("names the store whose migration failed, and why", async () => {
    const { failures } = await afterFailure(id, status);
    expect(failures).to.have.length(1);
    expect(failures[0]).to.include({
      store: id,
      code,
      version: 99,
      sqlState: "55P03",
      error: "canceling statement due to lock timeout",
      attempts: 5,
    });
  });

  it("shows a store that stayed behind", async () => {
    const { versions } = await rolledBack(async (client) => {
      await client.query("delete from public.store_migrations where store_id = $1", [id]);
      return status(client);
    });
    expect(versions).to.deep.include({ version: 0, stores: 1 });
  });

  it("tells the slowest migrations and where they were slow", async () => {
    const { slowest } = await rolledBack(async (client) => {
      await client.query(
        "update public.store_migrations set duration_ms = 90000 where store_id = $1 and version = 1",
        [id],
      );
      return status(client);
    });
    expect(slowest[0]).to.include({
      version: 1,
      name: "0001-catalogue",
      slowest: 90_000,
      store: id,
    });
  });

  it("counts what waits in the outbox and what was given up, and says when nobody looks after it", async () => {
    const { errands } = await rolledBack(async (client) => {
      await client.query("delete from public.outbox");
      await client.query(
        `insert into public.outbox (store_id, kind, state, due_at) values
           ($1, 'mail-reset', 'waiting', now() - interval '2 minutes'),
           ($1, 'mail-reset', 'waiting', now() + interval '1 day'), ($1, 'mail-reset', 'dead', now())`,
        [id],
      );
      return status(client);
    });
    expect(errands).to.deep.equal({ waiting: 2, late: 120, dead: 1 });
    const now = await asProvisioner(status);
    const report = (more: object) => statusReport({ ...now, errands: { ...errands, ...more } });
    expect(report({})).to.match(
      /^Errands {7}2 waiting \(late by 120 s: is a worker running\?\), 1 dead \(see `mail list --dead`\)$/m,
    );
    expect(report({ late: 0, dead: 0 })).to.match(/^Errands {7}2 waiting, 0 dead$/m);
  });

  it("counts every failure, and names a hundred", async () => {
    const { failed, failures } = await rolledBack(async (client) => {
      await client.query(
        `insert into public.store_migrations (store_id, version, state, duration_ms, sql_state, error)
         select 1000000 + n, 99, 'failed', 0, '42P07', 'there already' from generate_series(1, 250) n`,
      );
      return status(client);
    });
    expect(failed).to.equal(250);
    expect(failures).to.have.length(100);
    const report = statusReport({ ...(await asProvisioner(status)), failed, failures });
    expect(report).to.match(/^Failures {6}250$/m);
    expect(report).to.match(/\n {2}\.\.\. and others$/);
  });

  it("tells how a run goes, and when nobody hears of its runner any more", async () => {
    const { now, later } = await rolledBack(async (client) => {
      await client.query("update public.migration_runs set state = 'done'");
      await client.query(
        `insert into public.migration_runs (who, backend, version, workers, wave, total, done, failed, rate, waits, waited_ms)
         values ('ann@db (process 7)', 1, 4, 2, 'wave 2 of 3', 10000, 4000, 2, 50, 3, 4200)`,
      );
      const now = statusReport(await status(client));
      await client.query(
        "update public.migration_runs set seen_at = now() - interval '2 minutes' where wave <> ''",
      );
      return { now, later: statusReport(await status(client)) };
    });
    expect(now).to.match(
      /^Last run {6}\d+ running, wave 2 of 3: 4000 of 10000 done, 2 failed, 50 a second, 2 min 0 s left, 3 met locks, 4\.2 s in all \(ann@db \(process 7\)\)$/m,
    );
    expect(later).to.match(
      /^Last run {6}\d+ gone: .* its runner was last heard of 2 min 0 s ago: run `db migrate`/m,
    );
  });

  it("gives each version a line when there are several", async () => {
    const now = await asProvisioner(status);
    const versions = [
      { version: 4, stores: 9660 },
      { version: 3, stores: 340 },
    ];
    expect(statusReport({ ...now, newest: 4, versions })).to.include(
      "Versions      9660 at 4 of 4   96.6 %\n               340 at 3 of 4    3.4 %\n",
    );
  });

  it("fits on a terminal", async () => {
    const text = statusReport(await afterFailure(id, status));
    expect(text).to.match(/^Shared room {3}version \d+ of \d+\nStores {8}\d+ open/);
    expect(text).to.contain(`  ${code} (${id}): migration 99 failed 5 times, 55P03 canceling`);
    const well = { ...(await asProvisioner(status)), failures: [] };
    expect(statusReport(well)).to.match(/Failures {6}none$/);
  });
});

function sum(groups: { stores: number }[]): number {
  return groups.reduce((total, { stores }) => total + stores, 0);
}

function afterFailure<T>(id: number, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return rolledBack(async (client) => {
    await client.query(
      `insert into public.store_migrations (store_id, version, state, attempt, duration_ms, sql_state, error)
       values ($1, 99, 'failed', 5, 0, '55P03', 'canceling statement due to lock timeout')`,
      [id],
    );
    return work(client);
  });
}

function rolledBack<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withAdmin(async (client) => {
    await client.query("BEGIN");
    try {
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
}
