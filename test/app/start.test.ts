import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { findEmbedded, removeEmbedded } from "../../db/embedded.ts";
import { run, start, wizamart } from "../support/processes.ts";
import { get } from "../support/visit.ts";

interface Started {
  child: ChildProcess;
  port: number;
  /** What it had printed when it was ready. */
  text: string;
}

const codes = ["wizamart", "techstore", "fashionhub"];

describe("npm start", function () {
  this.timeout(240_000);
  let folder: string;
  let env: Record<string, string>;
  let running: Started;

  before(async function () {
    if (process.platform !== "linux") this.skip(); // it looks for processes in /proc
    folder = await mkdtemp(join(tmpdir(), "wizamart-start-"));
    await chmod(folder, 0o711);
    env = {
      NODE_ENV: "development",
      DATA_DIR: folder,
      PORT: "0",
      DATABASE_URL: "",
      DATABASE_ADMIN_URL: "",
      ROLE_PREFIX: "",
      LOG_LEVEL: "error",
    };
    running = await launch();
  });

  after(async () => {
    if (!folder) return;
    if (running) await stop(running);
    await removeEmbedded(join(folder, "postgres"));
    await rm(folder, { recursive: true, force: true });
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
    expect(await stop(running)).to.equal(0);

    await gone(family);
    expect(await findEmbedded(join(folder, "postgres"))).to.equal(undefined);
  });

  it("has its data still when it is started again, and draws nothing anew", async () => {
    const begun = performance.now();
    running = await launch();
    process.stdout.write(`      ${Math.round(performance.now() - begun)} ms to start again\n`);

    for (const code of [...codes, "beside", "by-hand"]) await answers(`/stores/${code}/shop`);
  });

  it("takes nothing with it that blocks the next start, when it is killed", async () => {
    const family = await everyProcess();
    process.kill(running.child.pid ?? 0, "SIGKILL");
    running = await launch({ PORT: String(running.port) });

    await answers("/stores/wizamart/shop");
    await gone(family);
  });

  it("finishes in the next start what a first start could not, because it was stopped", async () => {
    const other = await mkdtemp(join(tmpdir(), "wizamart-start-"));
    await chmod(other, 0o711);
    const settings = { DATA_DIR: other };
    const first = start("app/start.ts", [], { ...env, ...settings });
    while ((await openStores(other)) === 0) await sleep(50);
    first.kill("SIGTERM");
    await once(first, "exit");
    const again = await launch(settings);
    try {
      for (const code of codes) {
        const page = await get(again.port, `/stores/${code}/shop/products`, local);
        expect(page.text, code).to.match(/\/shop\/products\/[a-z]/);
      }
    } finally {
      await stop(again);
      await removeEmbedded(join(other, "postgres"));
      await rm(other, { recursive: true });
    }
  });

  async function launch(settings: Record<string, string> = {}): Promise<Started> {
    const child = start("app/start.ts", [], { ...env, ...settings });
    const said = { text: "" };
    const ended = once(child, "exit");
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said.text += chunk;
      });
    while (!said.text.includes("Ctrl-C stops it.")) {
      if (child.exitCode !== null) throw new Error(`It ended: ${said.text}`);
      await Promise.race([sleep(50), ended]);
    }
    const port = Number(/answers at http:\/\/localhost:(\d+)/.exec(said.text)?.[1]);
    return { child, port, text: said.text };
  }

  async function stop({ child }: Started): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const end = once(child, "exit");
    child.kill("SIGTERM");
    return (await end)[0];
  }

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
