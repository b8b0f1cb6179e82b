import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Fleet, fleet } from "../support/fleet.ts";
import type { Release } from "../support/release.ts";

const needed = "alter table products add column one integer";
const within = 1_000;

// The application before a migration and the one after it serve at the same time, as in a deployment.
describe("a rolling deployment", function () {
  this.timeout(90_000);
  let shops: Fleet;
  let older: Web;
  let newer: Web;
  let next: Release;
  const running: ChildProcess[] = [];

  before(async () => {
    shops = await fleet(2, 1);
    older = await serve(shops.app);
    next = await shops.release(needed);
  });

  after(async () => {
    for (const child of running) child.kill("SIGKILL");
    await shops.remove();
  });

  it("closes a shop for the older application once its tables are newer, and no other", async () => {
    expect(await older.asks("shop-aa")).to.include({ status: 200 });
    expect(await older.asks("shop-ab")).to.include({ status: 200 });
    await shops.migrate({ migrations: await shops.migrations(needed), only: "shop-aa" });

    await eventually(() => older.asks("shop-aa"), 503);
    const { text, wait } = await older.asks("shop-aa");
    expect(text).to.include("This shop is just being brought up to date.");
    expect(Number(wait)).to.be.greaterThan(0);
    expect(await older.asks("shop-ab")).to.include({ status: 200 });
    expect(await older.isReady()).to.equal("ok\n");
  });

  it("opens a shop for the newer application once its tables are as that needs them", async () => {
    newer = await serve(next);
    expect(await newer.asks("shop-aa")).to.include({ status: 200 });
    expect(await newer.asks("shop-ab")).to.include({ status: 503 });
    expect(await newer.isReady()).to.equal("ok\n");

    await shops.migrate({ migrations: await shops.migrations(needed) });
    await eventually(() => newer.asks("shop-ab"), 200);
    await eventually(() => older.asks("shop-ab"), 503);
  });

  it("goes on with both where a migration says that it still serves the older one", async () => {
    const kind = `-- serves: ${shops.version + 1}\nalter table products add column two integer`;
    await shops.migrate({ migrations: await shops.migrations(needed, kind) });
    await sleep(within);
    expect(await newer.asks("shop-aa")).to.include({ status: 200 });
    expect(await older.asks("shop-aa")).to.include({ status: 503 });

    const again = await next.wizamart("db", "migrate");
    expect(again.code, again.err).to.equal(0);
    const opened = await next.wizamart("stores", "create", "claimed", "--name", "Claimed");
    expect(opened.code, opened.err).to.equal(0);
    const [store] = await shops.database.ask<{ version: number }>(
      "select version from stores where code = 'claimed'",
    );
    expect(store?.version, "a newer spare will do").to.equal(shops.version + 2);
    expect(await newer.asks("claimed")).to.include({ status: 200 });
  });

  it("serves a shop that is behind with what the code does without for now", async () => {
    const kind = `-- serves: ${shops.version + 1}\nalter table products add column two integer`;
    const later = await shops.release(
      needed,
      kind,
      "alter table products add column three integer",
    );
    const file = join(later.folder, "db/migrations.ts");
    const list = `notYetNeeded: readonly string[] = ["000${shops.version + 3}-of-a-test"]`;
    const text = await readFile(file, "utf8");
    expect(text).to.include("notYetNeeded: readonly string[] = []");
    await writeFile(file, text.replace("notYetNeeded: readonly string[] = []", list));
    const web = await serve(later);
    expect(await web.asks("shop-aa")).to.include({ status: 200 });
  });

  it("is not ready where the shared room is newer than it can work with", async () => {
    await shops.database.ask(
      "insert into migrations (room, version, name, checksum, serves) values ('shared', 101, '0101-kind', 'x', 1)",
    );
    expect(await newer.isReady()).to.equal("ok\n");
    await shops.database.ask("update migrations set serves = null where version = 101");
    expect(await newer.isReady()).to.match(/^the shared room is at 101, which needs/);
  });

  async function serve(app: Release): Promise<Web> {
    const { DATABASE_ADMIN_URL, ...ours } = { ...process.env, ...shops.database.env };
    const env = { ...ours, PORT: "0", DATABASE_POOL: "2", LOG_LEVEL: "silent" };
    const child = fork(join(app.folder, "app/web.ts"), {
      env,
      execArgv: ["--import", "tsx"],
      cwd: app.folder,
    });
    running.push(child);
    const [{ listening }] = await once(child, "message");
    return webAt(listening);
  }
});

interface Answer {
  status: number;
  text: string;
  wait: string | null;
}

interface Web {
  asks(code: string): Promise<Answer>;
  isReady(): Promise<string>;
}

function webAt(port: number): Web {
  return {
    async asks(code) {
      const page = await fetch(`http://localhost:${port}/stores/${code}/shop/products`);
      const wait = page.headers.get("retry-after");
      return { status: page.status, text: await page.text(), wait };
    },
    async isReady() {
      return (await fetch(`http://localhost:${port}/readyz`)).text();
    },
  };
}

/** Waits for an answer for a second at most, in which a process must have heard of a change. */
async function eventually(ask: () => Promise<Answer>, status: number): Promise<void> {
  const begun = performance.now();
  while ((await ask()).status !== status && performance.now() - begun < within) await sleep(20);
  expect(await ask()).to.include({ status });
}
