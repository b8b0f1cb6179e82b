import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import pg from "pg";
import { removeEmbedded, startEmbedded } from "../../../db/embedded.ts";
import { wizamart } from "../../support/processes.ts";

const few = {
  max_connections: "12",
  max_locks_per_transaction: "10",
  max_worker_processes: "2",
  max_wal_senders: "0",
  autovacuum: "off",
};

describe("dropping stores where the server has room for few locks", function () {
  this.timeout(120_000);
  let folder: string;
  let env: Record<string, string>;
  let server: Awaited<ReturnType<typeof startEmbedded>>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-locks-"));
    await serve({});
    await well("db", "init");
    for (const code of ["small", "large", "other"])
      await well("stores", "create", code, "--name", code);
    await ask(`
      do $$ begin
        for n in 1..300 loop
          execute format('create table store_%s.more_%s (id integer generated always as identity primary key, words text, product integer references store_%1$s.products)',
            (select id from public.stores where code = 'large'), n);
        end loop;
      end $$`);
    await server.stop();
    await serve(few);
  });

  after(async () => {
    await server.stop();
    await removeEmbedded(join(folder, "postgres"));
    await rm(folder, { recursive: true });
  });

  it("goes through, with another drop beside it, where a single transaction does not", async () => {
    const id = await idOf("large");
    const whole = ask(`DROP SCHEMA store_${id} CASCADE`);
    expect(await whole.catch((error: { code?: string }) => error.code), "the control").to.equal(
      "53200",
    );

    const drops = [
      wizamart(["stores", "drop", "large", "--yes"], env),
      wizamart(["stores", "drop", "small", "other", "--yes"], env),
    ];
    for (const { code, err, out } of await Promise.all(drops)) expect(code, err + out).to.equal(0);
    const left = await ask("select nspname from pg_namespace where nspname ~ '^store_'");
    const spares = await ask("select 'store_' || id as nspname from public.spare_schemas");
    expect(left).to.have.deep.members(spares);
    expect(await ask("select code from public.stores")).to.deep.equal([]);
  });

  async function serve(settings: Record<string, string>): Promise<void> {
    const directory = join(folder, "postgres");
    server = await startEmbedded({ directory, settings: { fsync: "off", ...settings } });
    const admin = new URL(server.adminUrl);
    admin.pathname = "/few_locks";
    const app = Object.assign(new URL(admin), { username: "few_wizamart_app", password: "own" });
    env = {
      ROLE_PREFIX: "few_",
      DATABASE_ADMIN_URL: admin.href,
      DATABASE_URL: app.href,
      DATA_DIR: folder,
      SPARE_SCHEMAS: "1",
    };
  }

  async function well(...args: string[]): Promise<void> {
    const { code, err } = await wizamart(args, env);
    expect(code, err).to.equal(0);
  }

  async function idOf(code: string): Promise<number> {
    const [row] = await ask<{ id: number }>("select id from public.stores where code = $1", [code]);
    return row?.id ?? 0;
  }

  async function ask<T extends object>(sql: string, values?: unknown[]): Promise<T[]> {
    const client = new pg.Client(env.DATABASE_ADMIN_URL);
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }
});
