import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { migrationsOf, newestVersion } from "../../../db/migrations.ts";
import { fingerprint } from "../../support/copies.ts";
import { wizamart } from "../../support/processes.ts";
import { type OwnDatabase, ownDatabase, type Release, release } from "../../support/release.ts";

const version = newestVersion("store");
const newest = migrationsOf("store").at(-1)?.name ?? "";
const kinds = {
  plain: "alter table products add column gift boolean not null default true",
  concurrently:
    "-- kind: concurrently\ncreate index concurrently products_by_gift on products (gift)",
  batched:
    "-- kind: batched\nupdate products set title = title || '!' where id in (select id from products where title not like '%!' limit 2)",
};

describe("a store that goes to another version of the application", function () {
  this.timeout(180_000);
  let folder: string;
  let old: OwnDatabase;
  let now: OwnDatabase;
  const releases: Release[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-versions-"));
    old = ownDatabase();
    now = ownDatabase();
    const before = await releaseOf(old, { [`db/migrations/store/${newest}.sql`]: undefined });
    await done(before, "db", "init");
    await done(before, "stores", "create", "elder", "--name", "Elder");
    const [store] = await old.ask<{ id: number; version: number }>(
      "select id, version from stores",
    );
    expect(store?.version).to.equal(version - 1);
    await old.ask(
      `insert into store_${store?.id}.products (slug, title) select 'p' || n, 'P' || n from generate_series(1, 5) n`,
    );
    await done(before, "stores", "export", "elder", join(folder, "old.zip"));
    expect((await wizamart(["db", "init"], now.env)).code).to.equal(0);
  });

  after(async () => {
    for (const { remove } of releases) await remove();
    await old.remove();
    await now.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it("is brought up to date on the way from an older one, as `db migrate` would", async () => {
    const { code, out, err } = await wizamart(
      ["stores", "import", join(folder, "old.zip")],
      now.env,
    );
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out).to.contain(`brought from version ${version - 1} to ${version}`);
    expect((await wizamart(["db", "migrate"], old.env)).code).to.equal(0);
    const [there, here] = [await storeOf(old), await storeOf(now)];
    expect(here.version).to.equal(version);
    const rows = await fingerprint(now.env.DATABASE_ADMIN_URL ?? "", here.id);
    expect(rows).to.deep.equal(await fingerprint(old.env.DATABASE_ADMIN_URL ?? "", there.id));
    const drift = await wizamart(["db", "drift"], now.env);
    expect(drift.code, drift.out).to.equal(0);
  });

  it("gets what each kind of migration does", async () => {
    const entries = Object.values(kinds).map((sql, at) => [fileOf(version + 1 + at), sql]);
    const later = await releaseOf(now, Object.fromEntries(entries));
    await done(later, "db", "migrate");
    await done(later, "stores", "import", join(folder, "old.zip"), "--code", "younger");
    const { id, version: reached } = await storeOf(now, "younger");
    expect(reached).to.equal(version + 3);
    const titles = await now.ask(`select title, gift from store_${id}.products order by id`);
    expect(titles).to.deep.equal([1, 2, 3, 4, 5].map((n) => ({ title: `P${n}!`, gift: true })));
    const indexes = await now.ask(
      "select from pg_indexes where indexname = 'products_by_gift' and schemaname = $1",
      [`store_${id}`],
    );
    expect(indexes).to.have.length(1);
    const drift = await later.wizamart("db", "drift");
    expect(drift.code, drift.out).to.equal(0);
    await done(later, "stores", "export", "younger", join(folder, "newer.zip"));
  });

  it("is refused when it is newer than the application, and nothing is made", async () => {
    const { code, err } = await wizamart(
      ["stores", "import", join(folder, "newer.zip"), "--code", "back"],
      old.env,
    );
    expect(code).to.equal(1);
    expect(err).to.match(
      /has the migration \S+, which this application does not know: use the newer application\. Nothing was imported/,
    );
    expect(await old.ask("select code from stores")).to.deep.equal([{ code: "elder" }]);
  });

  it("is not exported by an application that is older than it", async () => {
    const { code, err } = await wizamart(
      ["stores", "export", "younger", join(folder, "x.zip")],
      now.env,
    );
    expect(code).to.equal(1);
    expect(err).to.contain("younger was migrated by a newer application");
  });

  async function releaseOf(database: OwnDatabase, changes: Record<string, string | undefined>) {
    const made = await release(database, changes);
    releases.push(made);
    return made;
  }

  async function storeOf(database: OwnDatabase, code = "elder") {
    const [store] = await database.ask<{ id: number; version: number }>(
      "select id, version from stores where code = $1",
      [code],
    );
    if (!store) throw new Error(`no store ${code}`);
    return store;
  }
});

async function done({ wizamart: call }: Release, ...args: string[]): Promise<void> {
  const { code, out, err } = await call(...args);
  expect(code, `${args.join(" ")}: ${err}${out}`).to.equal(0);
}

function fileOf(number: number): string {
  return `db/migrations/store/${String(number).padStart(4, "0")}-of-a-test.sql`;
}
