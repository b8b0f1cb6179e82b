import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { findEmbedded } from "../../db/embedded.ts";
import {
  newHome,
  type Platform,
  removeHome,
  startPlatform,
  stopPlatform,
} from "../support/platform.ts";
import { run, start, wizamart } from "../support/processes.ts";
import { get } from "../support/visit.ts";

const codes = ["wizamart", "techstore", "fashionhub"];

describe("npm start", function () {
  this.timeout(240_000);
  let folder: string;
  let env: Record<string, string>;
  let running: Platform;

  before(async function () {
    if (process.platform !== "linux") this.skip(); // it looks for processes in /proc
    ({ folder, env } = await newHome());
    running = await startPlatform(env);
  });

  after(async () => {
    if (!folder) return;
    if (running) await stopPlatform(running);
    await removeHome(folder);
  });

  it("prints addresses at which the demo shops answer", async () => {
    const { text, port } = running;
    expect(text).to.contain(`Wizamart answers at http://localhost:${port}\n`);
    const addresses = text.match(/http:\/\/\S+/g) ?? [];
    for (const address of [
      `http://wizamart.com:${port}/`,
      `http://mytechstore.net:${port}/`,
      `http://fashionhub.localhost:${port}/`,
      `http://localhost:${port}/stores/fashionhub/shop`,
    ]) {
      expect(addresses).to.include(address);
    }
    for (const address of addresses) {
      const { host, pathname, port: own } = new URL(address); // payments are rehearsed on another one
      const page = await get(Number(own), pathname, { Host: host });
      expect(page.status, address).to.equal(200);
    }
  });

  it("refuses a second one on the same data, in one line", async () => {
    const second = await run("app/start.ts", [], env);

    expect(second).to.include({ code: 1, out: "" });
    expect(second.err).to.match(
      /^wizamart: The database in \S+ is already run by process \d+\. .+\n$/,
    );
    expect(second.err).to.contain(`kill ${running.child.pid}`);
  });

  it("serves commands beside it, and shows what they did", async () => {
    const opened = await wizamart(["stores", "create", "beside", "--name", "Beside"], env);
    expect(opened).to.include({ code: 0, err: "" });
    expect((await get(running.port, "/stores/beside/shop", local)).status).to.equal(200);
  });

  it("opens a store that was inserted by hand", async () => {
    await ask(folder, "INSERT INTO stores (code, name) VALUES ('by-hand', 'By hand')");
    await answers("/stores/by-hand/shop");
  });

  it("starts the web process again, on the same port, when it was killed", async () => {
    const web = await childNamed("web.ts");
    process.kill(web, "SIGKILL");
    await gone([web]);

    await answers("/stores/wizamart/shop");
    expect(await childNamed("web.ts")).not.to.equal(web);
  });

  it("starts PostgreSQL again when it was killed, and has lost nothing", async () => {
    process.kill(await serverPid(), "SIGKILL");
    await sleep(200);
    await answers("/stores/beside/shop");
  });

  it("ends everything at SIGTERM", async () => {
    const family = await everyProcess();
    expect(family).to.have.length(4); // itself, web, worker, PostgreSQL
    expect(await stopPlatform(running)).to.equal(0);

    await gone(family);
    expect(await findEmbedded(join(folder, "postgres"))).to.equal(undefined);
  });

  it("has its data still when it is started again, and draws nothing anew", async () => {
    const begun = performance.now();
    running = await startPlatform(env);
    process.stdout.write(`      ${Math.round(performance.now() - begun)} ms to start again\n`);

    for (const code of [...codes, "beside", "by-hand"]) await answers(`/stores/${code}/shop`);
  });

  it("takes nothing with it that blocks the next start, when it is killed", async () => {
    const family = await everyProcess();
    process.kill(running.child.pid ?? 0, "SIGKILL");
    running = await startPlatform({ ...env, PORT: String(running.port) });

    await answers("/stores/wizamart/shop");
    await gone(family);
  });

  it("finishes in the next start what a first start could not, because it was stopped", async () => {
    const { folder: other, env: settings } = await newHome();
    const first = start("app/start.ts", [], settings);
    while ((await openStores(other)) === 0) await sleep(50);
    first.kill("SIGTERM");
    await once(first, "exit");
    const again = await startPlatform(settings);
    try {
      for (const code of codes) {
        const page = await get(again.port, `/stores/${code}/shop/products`, local);
        expect(page.text, code).to.match(/\/shop\/products\/[a-z]/);
      }
    } finally {
      await stopPlatform(again);
      await removeHome(other);
    }
  });

  async function everyProcess(): Promise<number[]> {
    const own = [running.child.pid ?? 0, await childNamed("web.ts"), await childNamed("worker.ts")];
    return [...own, await serverPid()];
  }

  async function childNamed(file: string): Promise<number> {
    const { pid } = running.child;
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim();
    for (const child of children.split(" ")) {
      const command = await readFile(`/proc/${child}/cmdline`, "utf8").catch(() => "");
      if (command.includes(file)) return Number(child);
    }
    throw new Error(`${file} does not run`);
  }

  async function serverPid(): Promise<number> {
    const note = await readFile(join(folder, "postgres", "cluster", "postmaster.pid"), "utf8");
    return Number.parseInt(note, 10);
  }

  /** Waits until a page is served. */
  async function answers(path: string): Promise<void> {
    const latest = Date.now() + 20_000;
    for (;;) {
      const status = await get(running.port, path, local).then(
        (page) => page.status,
        (error: Error) => error.message,
      );
      if (status === 200) return;
      expect(Date.now(), `${path} still gives ${status}`).to.be.lessThan(latest);
      await sleep(100);
    }
  }
});

const local = { Host: "localhost" };

async function ask(folder: string, sql: string): Promise<pg.QueryResultRow[]> {
  const url = new URL((await findEmbedded(join(folder, "postgres"))) ?? "");
  url.pathname = "/wizamart";
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** 0 also while there is no database yet. */
async function openStores(folder: string): Promise<number> {
  return ask(folder, "select from stores where state = 'open'").then(
    (rows) => rows.length,
    () => 0,
  );
}

/** Waits until none of the processes is there. */
async function gone(pids: number[]): Promise<void> {
  const latest = Date.now() + 30_000;
  for (;;) {
    const states = await Promise.all(pids.map(stateOf));
    const left = pids.filter((_, index) => states[index]);
    if (left.length === 0) return;
    expect(Date.now(), `still there: ${left}`).to.be.lessThan(latest);
    await sleep(50);
  }
}

/** "" for a process that has ended, though its parent may not have noticed. */
async function stateOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const state = stat.slice(stat.lastIndexOf(")") + 2).slice(0, 1);
  return state === "Z" ? "" : state;
}
