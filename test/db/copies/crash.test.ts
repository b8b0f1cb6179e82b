import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { Archive } from "../../../db/copies/archive-reader.ts";
import { randomFrom } from "../../faults/chance.ts";
import { truth } from "../../faults/truth.ts";
import { filesIn, fingerprint, fullShop } from "../../support/copies.ts";
import { wizamart } from "../../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../../support/release.ts";
import type { Order } from "./copying-process.ts";

const programme = fileURLToPath(new URL("copying-process.ts", import.meta.url));
const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1e9));
const random = randomFrom(seed);
const rounds = 4;

describe("a copy that is killed", function () {
  this.timeout(120_000);
  let folder: string;
  let database: OwnDatabase;
  let environment: Record<string, string>;
  let survivor: ChildProcess;
  let original: { id: number; rows: Record<string, string>; files: Record<string, string> };
  const durations: Partial<Record<Order["deed"], number>> = {};
  const tally = { whole: 0, nothing: 0 };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-crash-"));
    database = ownDatabase();
    environment = { ...database.env, UPLOADS_DIR: join(folder, "uploads"), SPARE_SCHEMAS: "1" };
    expect(await wizamart(["db", "init"], environment)).to.include({ code: 0, err: "" });
    const shop = await fullShop();
    const file = join(folder, "shop.zip");
    expect((await wizamart(["stores", "export", shop.code, file])).code).to.equal(0);
    const { code, out, err } = await wizamart(
      ["stores", "import", file, "--code", "original", "--json"],
      environment,
    );
    expect(code, err).to.equal(0);
    const { id } = JSON.parse(out);
    const rows = await fingerprint(database.env.DATABASE_ADMIN_URL ?? "", id);
    original = { id, rows, files: await filesIn(config.UPLOADS_DIR, shop.id) };
    await measure();
    process.stdout.write(`      CRASH_SEED=${seed}; ${JSON.stringify(durations)} ms\n`);
  });

  after(async () => {
    survivor.kill("SIGKILL");
    process.stdout.write(`      ${tally.whole} whole, ${tally.nothing} not there\n`);
    await database.remove();
    await rm(folder, { recursive: true, force: true });
  });

  for (const deed of ["export", "import", "clone"] as const) {
    for (let round = 1; round <= rounds; round += 1) {
      const how = round % 2 ? "its process is killed" : "its connection is cut";
      it(`leaves nothing half when ${how} during ${deed}, and works the next time (${round})`, async () => {
        const file = deed === "export" ? `export-${round}.zip` : "again.zip";
        const order = {
          deed,
          from: original.id,
          file: join(folder, file),
          code: `${deed}-${round}`,
        };
        const moment = random() * (durations[deed] ?? 0);
        await (round % 2 ? killed(order, moment) : cut(order, moment));
        await expectWholeOrNothing(order);

        const { failed } = await asked(survivor, order);
        if (failed) expect(failed).to.match(/There is a store ".*" already/);
        await expectWhole(order);
        expect(await lies()).to.deep.equal([]);
        expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).to.deep.equal([]);
      });
    }
  }

  async function killed(order: Order, moment: number): Promise<void> {
    const victim = await started();
    victim.send(order);
    await sleep(moment);
    const end = once(victim, "exit");
    victim.kill("SIGKILL");
    await end;
    await nobodyCopies();
  }

  async function cut(order: Order, moment: number): Promise<void> {
    const answer = asked(survivor, order);
    await sleep(moment);
    await database.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and application_name = 'wizamart-admin'`,
      [database.name],
    );
    const { done } = await answer;
    await nobodyCopies();
    if (done) expect(await isThere(order), "it was told that it is done").to.equal(true);
  }

  async function measure(): Promise<void> {
    survivor = await started();
    for (const deed of ["export", "import", "clone"] as const) {
      const begun = performance.now();
      const order = {
        deed,
        from: original.id,
        file: join(folder, "again.zip"),
        code: `first-${deed}`,
      };
      expect(await asked(survivor, order)).to.deep.equal({ done: true });
      durations[deed] = Math.round(performance.now() - begun);
    }
  }

  async function expectWholeOrNothing(order: Order): Promise<void> {
    const there = await isThere(order);
    tally[there ? "whole" : "nothing"] += 1;
    if (there) await expectWhole(order);
    const strays = (await lies()).filter((lie) => !lie.endsWith("has files and is no store"));
    expect(strays.filter((lie) => !lie.includes("was not written to its end"))).to.deep.equal([]);
  }

  async function isThere({ deed, file, code }: Order): Promise<boolean> {
    if (deed === "export") return (await readdir(folder)).includes(basename(file));
    return (await idOf(code)) !== undefined;
  }

  async function expectWhole({ deed, file, code }: Order): Promise<void> {
    if (deed === "export") {
      const archive = await Archive.open(file);
      await archive.verify();
      archive.close();
      return;
    }
    const id = (await idOf(code)) ?? 0;
    const rows = await fingerprint(database.env.DATABASE_ADMIN_URL ?? "", id);
    if (deed === "import") expect(rows).to.deep.equal(original.rows);
    else expect(Object.keys(rows)).to.deep.equal(Object.keys(original.rows));
    const orders = [rows.orders, rows.products, rows.stock_movements];
    const { orders: o, products: p, stock_movements: s } = original.rows;
    expect(orders).to.deep.equal([o, p, s]);
    expect(await filesIn(join(folder, "uploads"), id)).to.deep.equal(original.files);
  }

  function lies(): Promise<string[]> {
    return truth({
      ask: database.ask as never,
      prefix: database.prefix,
      uploads: join(folder, "uploads"),
    });
  }

  async function idOf(code: string): Promise<number | undefined> {
    const [row] = await database.ask<{ id: number }>("select id from stores where code = $1", [
      code,
    ]);
    return row?.id;
  }

  async function started(): Promise<ChildProcess> {
    const env = { ...process.env, ...environment };
    const child = fork(programme, { env, execArgv: ["--import", "tsx"] });
    await once(child, "message");
    return child;
  }

  /** A backend notices that its client is gone only when it has done what it was asked. */
  async function nobodyCopies(): Promise<void> {
    const running =
      "select from pg_stat_activity where datname = $1 and application_name = 'wizamart-admin'";
    while ((await database.ask(running, [database.name])).length > 0) await sleep(10);
  }
});

async function asked(child: ChildProcess, order: Order): Promise<{ done?: true; failed?: string }> {
  const answer = once(child, "message");
  child.send(order);
  return (await answer)[0];
}
