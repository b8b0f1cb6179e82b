import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { wizamart } from "../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../support/release.ts";
import { truth } from "./truth.ts";

describe("the checker of truth", function () {
  this.timeout(60_000);
  let database: OwnDatabase;
  let uploads: string;
  let store: number;
  let spare: number;
  const lies = () => truth({ ask: database.ask, prefix: database.prefix, uploads });

  before(async () => {
    uploads = await mkdtemp(join(tmpdir(), "wizamart-truth-"));
    database = ownDatabase();
    const env = { ...database.env, UPLOADS_DIR: uploads };
    for (const args of [
      ["db", "init"],
      ["stores", "create", "true", "--name", "True"],
    ]) {
      const { code, err } = await wizamart(args, env);
      expect(code, err).to.equal(0);
    }
    const [ids] = await database.ask<{ store: number; spare: number }>(
      "select (select id from public.stores) as store, (select min(id) from public.spare_schemas) as spare",
    );
    store = ids?.store ?? 0;
    spare = ids?.spare ?? 0;
  });

  after(async () => {
    await database.remove();
    await rm(uploads, { recursive: true });
  });

  afterEach(async () => {
    expect(await lies(), "mended").to.deep.equal([]);
  });

  it("finds nothing where all is true", async () => {
    expect(await lies()).to.deep.equal([]);
  });

  const plants: [what: string, plant: () => string, mend: () => string, found: () => string][] = [
    [
      "a schema of nobody",
      () => "create schema store_990001",
      () => "drop schema store_990001",
      () => "990001 is a schema of nobody",
    ],
    [
      "a role of nobody",
      () => `create role "${database.prefix}store_990002"`,
      () => `drop role "${database.prefix}store_990002"`,
      () => "990002 is a role of nobody",
    ],
    [
      "a store without a schema",
      () => `alter schema store_${store} rename to elsewhere`,
      () => `alter schema elsewhere rename to store_${store}`,
      () => `${store} has no schema`,
    ],
    [
      "a store without a role",
      () => `alter role "${database.prefix}store_${store}" rename to "${database.prefix}gone"`,
      () => `alter role "${database.prefix}gone" rename to "${database.prefix}store_${store}"`,
      () => `${store} has no role`,
    ],
    [
      "an open store whose door is shut",
      () => `revoke usage on schema store_${store} from "${database.prefix}store_${store}"`,
      () => `grant usage on schema store_${store} to "${database.prefix}store_${store}"`,
      () => `${store} has a door that is not as its state says`,
    ],
    [
      "a store that is a spare too",
      () => `insert into public.spare_schemas (id, version) select id, version from public.stores`,
      () => `delete from public.spare_schemas where id = ${store}`,
      () => `${store} is a store and a spare`,
    ],
    [
      "a ledger of nobody",
      () =>
        "insert into public.store_migrations (store_id, version, state, duration_ms) values (990003, 1, 'done', 1)",
      () => "delete from public.store_migrations where store_id = 990003",
      () => "990003 has a ledger and is not there",
    ],
    [
      "a ledger that leaves a migration out",
      () =>
        `update public.store_migrations set state = 'failed' where store_id = ${spare} and version = 1`,
      () =>
        `update public.store_migrations set state = 'done' where store_id = ${spare} and version = 1`,
      () => `${spare} has a ledger that leaves something out, or another version than that`,
    ],
    [
      "a store that lacks a column",
      () => `alter table store_${store}.products rename column title to titel`,
      () => `alter table store_${store}.products rename column titel to title`,
      () =>
        `${store} has other tables, columns, indexes, keys or triggers than most of its version`,
    ],
    [
      "a store that is half removed",
      () => "update public.stores set state = 'trashed', dropping_since = now()",
      () => `alter table public.stores disable trigger refuse_return;
        update public.stores set state = 'open', dropping_since = null;
        alter table public.stores enable trigger refuse_return`,
      () => `${store} is only half removed`,
    ],
    [
      "an index that is not valid",
      () =>
        `update pg_index set indisvalid = false where indexrelid = 'store_${store}.products_pkey'::regclass`,
      () =>
        `update pg_index set indisvalid = true where indexrelid = 'store_${store}.products_pkey'::regclass`,
      () => `${store} has an index that is not valid`,
    ],
    [
      "an errand for a store that is gone",
      () => `insert into public.outbox (kind, payload) values ('store-drop', '{"store": 990004}')`,
      () => "delete from public.outbox",
      () => "990004 has an errand that names it, and is not there",
    ],
    [
      "rows of a store that is gone",
      () =>
        `alter table public.usage drop constraint usage_store_id_fkey; insert into public.usage (store_id) values (990005)`,
      () => `delete from public.usage; alter table public.usage add constraint usage_store_id_fkey
        foreign key (store_id) references public.stores on delete cascade`,
      () => "990005 has rows in usage and is not there",
    ],
  ];

  for (const [what, plant, mend, found] of plants) {
    it(`finds ${what}`, async () => {
      await database.ask(plant());
      expect(await lies()).to.include(found());
      await database.ask(mend());
    });
  }

  it("finds files of nobody, and half written ones", async () => {
    for (const [folder, file] of [
      ["990006", "a.webp"],
      [String(store), "b.webp.part"],
    ] as const) {
      await mkdir(join(uploads, "stores", folder), { recursive: true });
      await writeFile(join(uploads, "stores", folder, file), "x");
    }
    expect(await lies()).to.have.members([
      "990006 has files and is no store",
      `${store} has a file that was not written to its end: b.webp.part`,
    ]);
    await rm(join(uploads, "stores"), { recursive: true });
  });
});
