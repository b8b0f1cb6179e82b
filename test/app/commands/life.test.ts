import { mkdir, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { storeFolder } from "../../../app/files/store-files.ts";
import { withAdmin } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provisioning/dropping.ts";
import { inPlatform } from "../../support/admin.ts";
import { type Application, startApplication } from "../../support/application.ts";
import { type Ended, wizamart } from "../../support/processes.ts";
import { readRooms, tracesOf } from "../../support/rooms.ts";
import { openShop } from "../../support/shops.ts";
import { get } from "../../support/visit.ts";

const soon = 8_000; // what is cached is kept for a minute: who has it by then was told
const who = `command line (${userInfo().username})`;

describe("a store's life, from the command line", function () {
  this.timeout(60_000);
  const series = Math.random().toString(36).slice(2, 8);
  const webs: Application[] = [];

  before(async () => {
    for (let web = 0; web < 2; web += 1) webs.push(await startApplication({}));
  });

  after(() => Promise.all(webs.map((web) => web.stop())));

  /** Until every process gives this answer. */
  async function expectEverywhere(host: string, status: number): Promise<void> {
    const giveUp = Date.now() + soon;
    for (const web of webs) {
      for (;;) {
        const page = await get(web.port, "/", { Host: host });
        if (page.status === status) break;
        expect(Date.now(), `${page.status} instead of ${status} at ${host}`).to.be.lessThan(giveUp);
        await sleep(20);
      }
    }
  }

  it("throws a store away in every process, shows until when, and brings it back", async () => {
    const { code, name, id } = await openShop();
    const host = `${code}.localhost`;
    await expectEverywhere(host, 200);

    const trashed = await well("stores", "trash", code);
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(trashed.out).to.include(`${name} is in the trash`).and.include(`until ${until}`);
    await expectEverywhere(host, 404);
    expect(await mayEnter(id)).to.equal(false);
    expect((await well("stores", "list")).out).to.match(
      new RegExp(`${code} .*trashed until ${until}`),
    );

    for (const verb of ["trash", "suspend", "resume"]) {
      const again = await wizamart(["stores", verb, code]);
      expect([again.code, again.err], verb).to.deep.equal([
        2,
        `wizamart: ${name} is in the trash: \`stores restore ${code}\` first\n`,
      ]);
    }
    expect((await well("stores", "restore", code)).out).to.equal(`${name} is back and open\n`);
    await expectEverywhere(host, 200);
    expect(await mayEnter(id)).to.equal(true);
    const twice = await wizamart(["stores", "restore", code]);
    expect([twice.code, twice.err]).to.deep.equal([
      2,
      `wizamart: ${name} is not in the trash: nothing was changed\n`,
    ]);
  });

  it("writes every step down, with who took it, and shows the last ones", async () => {
    const code = `life-${series}`;
    await well("stores", "create", code, "--name", "Life", "--owner", "own@example.com");
    for (const verb of ["suspend", "trash", "restore", "resume"]) await well("stores", verb, code);
    await well("stores", "rename", code, `${code}-b`);

    const { events, id, former_codes } = JSON.parse(
      (await well("stores", "show", `${code}-b`, "--json")).out,
    );
    expect(former_codes).to.deep.equal([code]);
    expect(
      events.map(({ kind, actor, detail: { before, after } }: Event) => [
        kind,
        actor,
        before,
        after,
      ]),
    ).to.deep.equal([
      ["store.renamed", who, code, `${code}-b`],
      ["store.resumed", who, "suspended", "open"],
      ["store.restored", who, "trashed", "suspended"],
      ["store.trashed", who, "suspended", "trashed"],
      ["store.suspended", who, "open", "suspended"],
      ["store.opened", who, undefined, undefined],
    ]);
    const { out } = await well("stores", "show", `${code}-b`);
    expect(out).to.include(`before   ${code}\n`);
    expect(out).to.match(/store\.suspended open -> suspended, by command line/);
    const mails = await inPlatform(
      `select i.email, i.role from invitations i join outbox o on o.kind = 'mail-invitation'
         and (o.payload ->> 'invitation')::integer = i.id where i.store_id = $1`,
      [id],
    );
    expect(mails).to.deep.equal([{ email: "own@example.com", role: "owner" }]);
  });

  it("renames in every process: the old address leads on, the new one answers", async () => {
    const { code, name } = await openShop();
    const after = `moved-${series}`;
    await expectEverywhere(`${code}.localhost`, 200);
    const { out } = await well("stores", "rename", code, after.toUpperCase());
    expect(out).to.include(`"${after}" now and answers at http://${after}.localhost`);
    await expectEverywhere(`${code}.localhost`, 301);
    await expectEverywhere(`${after}.localhost`, 200);

    const old = await wizamart(["stores", "suspend", code]);
    expect([old.code, old.err]).to.deep.equal([
      1,
      `wizamart: There is no store "${code}" any more: it is "${after}" now\n`,
    ]);
    const taken = await wizamart(["stores", "create", code, "--name", "Heir"]);
    expect(taken.code).to.equal(1);
    expect(taken.err).to.include(`leads to the store "${after}", which had it before`);

    await well("stores", "free", code);
    await expectEverywhere(`${code}.localhost`, 404);
    const twice = await wizamart(["stores", "free", code]);
    expect([twice.code, twice.err]).to.deep.equal([
      1,
      `wizamart: No store had the code "${code}" before: nothing was changed\n`,
    ]);
    await well("stores", "create", code, "--name", `Heir of ${name}`, "--plan", "standard");
    await expectEverywhere(`${code}.localhost`, 200);
  });

  for (const [what, wanted, words] of [
    ["a reserved word", "admin", '"admin" is reserved'],
    ["no code", "Not A Code", "A code begins with a letter"],
    ["its own", "", "already: nothing was changed"],
  ] as const) {
    it(`refuses to rename a store to ${what}`, async () => {
      const { code } = await openShop();
      const ended = await wizamart(["stores", "rename", code, wanted || code]);
      expect(ended.code).to.equal(2);
      expect(ended.err).to.include(words);
    });
  }

  it("drops several, one after the other, with their files, and asks before", async () => {
    const shops = [await openShop(), await openShop()];
    const codes = shops.map(({ code }) => code);
    for (const { id } of shops) {
      await mkdir(storeFolder(id), { recursive: true });
      await writeFile(join(storeFolder(id), "left.webp"), "left");
    }
    const asked = await wizamart(["stores", "drop", ...codes]);
    expect([asked.code, asked.err]).to.deep.equal([
      2,
      "wizamart: This cannot be undone: add --yes\n",
    ]);
    expect((await traces(shops[0]?.id)).length).to.equal(4);

    const { out } = await well("stores", "drop", ...codes, "--yes");
    expect(out).to.equal(
      shops
        .map(({ name }) => `${name} is gone, with its schema, role, domains and files\n`)
        .join(""),
    );
    for (const { id } of shops) {
      expect(await traces(id)).to.deep.equal([]);
      const folder = await stat(storeFolder(id)).catch((error: { code: string }) => error.code);
      expect(folder).to.equal("ENOENT");
    }

    const today = new Date().toISOString().slice(0, 10);
    const again = await well("stores", "drop", codes[0] ?? "", "--yes");
    expect(again.out).to.equal(`"${codes[0]}" is gone already: removed ${today}\n`);
  });

  it("finishes what was killed, and drops the others though one was never there", async () => {
    const shop = await openShop();
    const breakOff = { removeFiles: () => Promise.reject(new Error("killed")) };
    await withAdmin((client) => dropStore(client, shop.id, breakOff)).catch(() => {});
    expect((await well("stores", "list")).out).to.match(new RegExp(`${shop.code} .*being removed`));
    const restored = await wizamart(["stores", "restore", shop.code]);
    expect([restored.code, restored.err]).to.deep.equal([
      2,
      `wizamart: ${shop.name} is being removed and cannot come back: \`stores drop ${shop.code}\` ends it\n`,
    ]);

    const ended = await wizamart(["stores", "drop", "never-was", shop.code, "--yes", "--json"]);
    expect(ended.code).to.equal(1);
    expect(JSON.parse(ended.out)).to.deep.equal([
      {
        code: "never-was",
        done: false,
        text: 'There is no store "never-was": see `stores list`',
      },
      {
        store: shop.id,
        code: shop.code,
        done: true,
        text: `${shop.name} is gone, with its schema, role, domains and files`,
      },
    ]);
    expect(await traces(shop.id)).to.deep.equal([]);
  });
});

interface Event {
  kind: string;
  actor: string;
  detail: { before?: string; after?: string };
}

/** Runs a command that has to work. */
async function well(...args: string[]): Promise<Ended> {
  const ended = await wizamart(args);
  expect(ended.code, ended.err + ended.out).to.equal(0);
  return ended;
}

function traces(id = 0) {
  return withAdmin(async (client) => {
    const rooms = await readRooms(async (sql, values) => (await client.query(sql, values)).rows);
    return tracesOf(id, rooms);
  });
}

function mayEnter(id: number): Promise<boolean> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      "select has_schema_privilege($1 || 'store_' || $2, 'store_' || $2, 'USAGE') as may",
      [process.env.ROLE_PREFIX, String(id)],
    );
    return rows[0]?.may ?? false;
  });
}
