import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { adopt } from "../../../app/commands/adopt.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { dropStore, setState } from "../../../db/provision.ts";
import { wizamart } from "../../support/processes.ts";
import { cousinDatabase, emptyDatabase, type OldDatabase } from "../../support/seed-database.ts";
import { openShop } from "../../support/shops.ts";

describe("db adopt", function () {
  this.timeout(120_000);
  let old: OldDatabase;
  let folder: string;
  const run = (...args: string[]) => wizamart(["db", "adopt", old.url, ...args]);
  const file = async (content: string) => {
    const path = join(folder, `${randomBytes(4).toString("hex")}.json`);
    await writeFile(path, content);
    return path;
  };

  before(async () => {
    old = await cousinDatabase();
    folder = await mkdtemp(join(tmpdir(), "wizamart-adopt-"));
  });

  after(async () => {
    await dropAdopted();
    await old.remove();
    await rm(folder, { recursive: true });
  });

  it("writes a mapping that it takes back, with other codes", async () => {
    const printed = await run("--print-map");
    const mapping = { ...JSON.parse(printed.out), codes: { Acme_Shop: "acme" } };
    const map = await file(JSON.stringify(mapping));

    const { code, out } = await run("--map", map, "--only", "acme", "--dry-run");

    expect(printed.code).to.equal(0);
    expect(code, out).to.equal(0);
    expect(out)
      .to.include("Acme_Shop -> acme: could be adopted")
      .and.include("Nothing was changed.");
  });

  it("gives counts and sums as JSON", async () => {
    const { code, out } = await run("--dry-run", "--only", "Acme_Shop", "--json");
    const { stores } = JSON.parse(out);

    expect(code).to.equal(0);
    expect(stores).to.have.length(1);
    expect(stores[0]).to.deep.include({ state: "rehearsed", code: "acme-shop", differences: [] });
    expect(stores[0].counts.products).to.deep.equal({ old: 9, left: 0, added: 0, now: 9 });
    expect(stores[0].sums["order totals"]).to.deep.equal({
      ...{ old: "12816", rounded: "0", changed: "0", now: "12816" },
    });
  });

  it("refuses what it cannot adopt, and says that nothing was changed", async () => {
    const { DATABASE_ADMIN_URL: ours = "" } = process.env;
    const empty = await emptyDatabase();
    const reader = await readerOf(old);
    try {
      await empty.ask("create table lists (id serial primary key, words text)");
      await refused(["mysql://somewhere/else"], /begins with postgres:\/\//);
      await refused(
        ["postgres://nobody:x@127.0.0.1:1/none"],
        /127\.0\.0\.1:1\/none cannot be reached.*Nothing was changed/s,
      );
      await refused([ours], /a database of this application.*Nothing was changed/s);
      await refused(
        [empty.url],
        /No table looks like a list of stores.*there are: lists.*Nothing was changed/s,
      );
      await refused(
        [reader],
        /nothing was changed.*tables\.stores: the login may not read "shops": GRANT SELECT/s,
      );
      await refused([old.url, "--only", "nobody"], /has no store "nobody": nothing was changed/);
      expect(await adopted()).to.deep.equal([]);
    } finally {
      await empty.remove();
      await dropReader(old);
    }
  });

  it("needs no more there than to read", async () => {
    const reader = await readerOf(old);
    const role = readerName(old.url);
    await old.ask(`grant select on all tables in schema public to ${role}`);
    try {
      const { found, text } = await adopt(reader, { dryRun: true });
      expect(found, text).to.equal(false);
    } finally {
      await old.ask(`drop owned by ${role}`);
      await dropReader(old);
    }
  });

  it("ends with 1 when it is refused, and with 2 when it was called wrongly", async () => {
    const away = await wizamart(["db", "adopt", "postgres://nobody:secret@127.0.0.1:1/none"]);
    const wrong = await run("--map", join(folder, "none.json"));

    expect(away.code).to.equal(1);
    expect(away.err).to.match(
      /^wizamart: The old database at 127\.0\.0\.1:1\/none cannot be reached/,
    );
    expect(away.err).not.to.include("secret");
    expect([wrong.code, wrong.err]).to.deep.equal([
      2,
      `wizamart: There is no file ${join(folder, "none.json")}\n`,
    ]);
  });

  it("says what is wrong with a mapping", async () => {
    const right = JSON.parse((await run("--print-map")).out);
    const wrong = structuredClone(right);
    wrong.tables.products.columns.price = "no_such_column";
    wrong.tables.products.columns.colour = "title";
    wrong.tables.orders.table = "no_such_table";
    delete wrong.tables.customers.columns.email;
    const codes = { ...right, codes: { admin: "admin" } };

    await refused([old.url, "--map", await file("{")], /is not JSON/);
    await refused(
      [old.url, "--map", await file('{"version": 2, "tables": {}, "x": 1}')],
      /is no mapping.*version.*x/s,
    );
    await refused([old.url, "--map", await file(JSON.stringify(codes))], /codes\.admin.*reserved/);
    await refused(
      [old.url, "--map", await file(JSON.stringify(wrong))],
      /no column "no_such_column".*"email" has to name a column.*no table "no_such_table"/s,
    );
    await refused([old.url, "--map", await file(JSON.stringify(wrong))], /"colour" is no field/);
    await refused([old.url, "--map", join(folder, "none.json")], /There is no file/);
  });

  it("leaves a store alone whose code somebody else has, and adopts the others", async () => {
    const taken = await openShop();
    const right = JSON.parse((await run("--print-map")).out);
    const map = await file(JSON.stringify({ ...right, codes: { Acme_Shop: taken.code } }));

    const { code, out } = await run("--map", map);

    expect(code).to.equal(1);
    expect(out).to.match(
      /Acme_Shop -> \w+: refused: a store that came from elsewhere has the code/,
    );
    expect(out).to.include("2 adopted");
    expect(await adopted()).to.deep.equal(["ab-shop done open", "admin-shop done open"]);
    await asProvisioner((client) => dropStore(client, taken.id));
  });

  it("keeps a store closed that is not the same, and tries it again", async () => {
    // Its rows are there for the one who reads them, and not for the one who counts them.
    await old.ask(`create table leaves (id integer, shop_id uuid, title text);
      insert into leaves select 1, id, 'About' from shops where slug = 'Acme_Shop';
      create view pages as select * from leaves where current_query() not like '%count(%'`);

    const { code, out } = await run();
    const closed = await adopted();
    await old.ask("drop view pages");
    const again = await run();

    expect(code).to.equal(1);
    expect(out).to.match(/DIFFERS and stays closed: pages: 1 rows instead of 0/);
    expect(closed).to.include("acme-shop differs suspended");
    expect(again.code, again.out).to.equal(0);
    expect(await adopted()).to.include("acme-shop done open");
  });

  it("does not touch a store that differed and that somebody opened all the same", async () => {
    await withAdmin((client) =>
      client.query(
        "update public.adoptions set state = 'differs' where old_id = md5('a')::uuid::text",
      ),
    );
    const { code, out } = await run();

    expect(code).to.equal(0);
    expect(out).to.include("somebody opened it as it was");
    expect(await adopted()).to.include("acme-shop differs open");
  });

  it("is done by one at a time", async () => {
    await asProvisioner(async (client) => {
      await client.query("select pg_advisory_lock(hashtext('wizamart adopt'))");
      await refused([old.url], /Another `db adopt` is at work: nothing was changed/);
    });
  });

  it("never writes to the old database", async () => {
    const [row] = await old.ask<{ written: string }>(
      `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text as written from pg_stat_user_tables
       where relname in ('shops', 'items', 'sales', 'line_items', 'customers', 'product_variants')`,
    );
    const [rows] = await old.ask<{ rows: string }>(
      `select ((select count(*) from shops) + (select count(*) from items) + (select count(*) from sales)
         + (select count(*) from line_items) + (select count(*) from customers) + (select count(*) from product_variants))::text as rows`,
    );
    expect(row?.written).to.equal(rows?.rows);
  });
});

async function refused([url = "", ...args]: string[], message: RegExp): Promise<void> {
  const [, only] = /--only (\S+)/.exec(args.join(" ")) ?? [];
  const [, map] = /--map (\S+)/.exec(args.join(" ")) ?? [];
  const outcome = await adopt(url, { ...(only && { only }), ...(map && { map }) }).catch(
    (error: Error) => error,
  );
  expect(outcome).to.be.an("error");
  expect(outcome).to.have.property("message").that.matches(message);
}

/** What was adopted, with how far it came. */
function adopted(): Promise<string[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ code: string; state: string; now: string }>(
      "select s.code, a.state, s.state as now from public.adoptions a join public.stores s on s.id = a.store_id order by 1",
    );
    return rows.map(({ code, state, now }) => `${code} ${state} ${now}`);
  });
}

function dropAdopted(): Promise<void> {
  return asProvisioner(async (client) => {
    const { rows } = await withAdmin((admin) =>
      admin.query<{ store_id: number }>("select store_id from public.adoptions"),
    );
    for (const { store_id: id } of rows) {
      await setState(client, id, "trashed");
      await dropStore(client, id);
    }
  });
}

/** Somebody who may log in there and read nothing. */
async function readerOf({ url, ask }: OldDatabase): Promise<string> {
  const name = readerName(url);
  await ask(`create role ${name} login password 'reader'`);
  return Object.assign(new URL(url), { username: name, password: "reader" }).href;
}

async function dropReader({ url, ask }: OldDatabase): Promise<void> {
  await ask(`drop role ${readerName(url)}`);
}

/** Begins like the database, with which it goes. */
function readerName(url: string): string {
  return `${new URL(url).pathname.slice(1)}_reader`;
}
