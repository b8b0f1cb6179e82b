import { expect } from "chai";
import pg from "pg";
import { newestVersion } from "../../db/migrations.ts";
import { startApplication } from "../support/application.ts";
import { type Ended, run, wizamart } from "../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../support/release.ts";
import { readRooms } from "../support/rooms.ts";
import { get } from "../support/visit.ts";

describe("db init", function () {
  this.timeout(60_000);
  const databases: OwnDatabase[] = [];
  let database: OwnDatabase;

  before(async () => {
    database = newDatabase();
    expect(await init(database)).to.include({ code: 0, err: "" });
  });

  after(async () => {
    for (const each of databases) await each.remove();
  });

  it("changes nothing the second time", async () => {
    const before = await everything(database);
    const again = await init(database, "--json");

    expect(again.code, again.err).to.equal(0);
    expect(JSON.parse(again.out).migrations).to.deep.include({
      shared: [],
      stores: 0,
      failures: [],
    });
    expect(await everything(database)).to.deep.equal(before);
  });

  it("makes a database that a shop can be opened in", async () => {
    const opened = await wizamart(["stores", "create", "acme", "--name", "Acme"], database.env);

    expect(opened).to.include({ code: 0, err: "" });
    expect(await database.ask("select code, state from public.stores")).to.deep.equal([
      { code: "acme", state: "open" },
    ]);
  });

  it("goes well when two do it at once, on a server that has nothing yet", async () => {
    const fresh = newDatabase();
    const both = await Promise.all([init(fresh), init(fresh)]);

    expect(both.map(({ code, err }) => ({ code, err }))).to.deep.equal([
      { code: 0, err: "" },
      { code: 0, err: "" },
    ]);
    await expectWhole(fresh);
  });

  it("makes the login of the web processes as weak as it must be", async () => {
    const [login] = await database.ask("select * from pg_roles where rolname = $1", [
      `${database.prefix}wizamart_app`,
    ]);
    expect(login).to.include({
      rolsuper: false,
      rolinherit: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      rolcanlogin: true,
    });
    expect(login?.rolconfig).to.equal(null);
    const logins = await database.ask(
      "select rolname from pg_roles where rolcanlogin and starts_with(rolname, $1) order by 1",
      [database.prefix],
    );
    expect(logins.map(({ rolname }) => rolname.replace(database.prefix, ""))).to.deep.equal([
      "wizamart_app",
      "wizamart_provisioner",
    ]);
  });

  it("lives beside another database of the same server, whose roles differ by their prefix", async () => {
    const other = newDatabase();
    expect((await init(other)).code).to.equal(0);
    const opening = ["stores", "create", "acme", "--name", "Acme"];
    expect((await wizamart(opening, other.env)).code).to.equal(0);

    await expectWhole(other);
    await expectWhole(database);
    const stranger = new URL(other.env.DATABASE_URL ?? "");
    stranger.pathname = `/${database.name}`;
    const refused = await connect(stranger.href).catch((error: pg.DatabaseError) => error);
    expect(refused).to.have.property("code", "42501");
  });

  it("makes a database anew whose roles were left behind when it was dropped", async () => {
    const dropped = newDatabase();
    expect((await init(dropped)).code).to.equal(0);
    await dropDatabase(dropped);
    expect(await init(dropped)).to.include({ code: 0, err: "" });
    const opened = await wizamart(["stores", "create", "acme", "--name", "Acme"], dropped.env);

    expect(opened).to.include({ code: 0, err: "" });
    await expectWhole(dropped);
  });

  it("needs no superuser once the roles are there", async () => {
    const asProvisioner = await provisionersUrl(database);
    const again = await wizamart(["db", "init"], {
      ...database.env,
      DATABASE_ADMIN_URL: asProvisioner,
    });

    expect(again).to.include({ code: 0, err: "" });
    expect(again.out).to.contain("not hardened: that needs a superuser");
  });

  it("says what to do when it was given the wrong things", async () => {
    const elsewhere = { ...database.env, DATABASE_URL: "postgres://someone@localhost/elsewhere" };
    const wrongLogin = new URL(database.env.DATABASE_URL ?? "");
    wrongLogin.username = "someone";
    for (const [env, message] of [
      [elsewhere, "DATABASE_URL and DATABASE_ADMIN_URL must lead to the same database"],
      [
        { ...database.env, DATABASE_URL: wrongLogin.href },
        `DATABASE_URL must log in as ${database.prefix}wizamart_app (see ROLE_PREFIX)`,
      ],
    ] as const) {
      const { code, err } = await wizamart(["db", "init"], env);
      expect({ code, err }).to.deep.equal({ code: 1, err: `wizamart: ${message}\n` });
    }
  });

  describe("the web process", () => {
    it("starts with the login that db init makes", async () => {
      const web = await startApplication({ ...database.env, DATABASE_ADMIN_URL: "" });
      expect((await get(web.port, "/readyz", { Host: "localhost" })).text).to.equal("ok\n");
      await web.stop();
    });

    it("refuses to start as a superuser, in one line", async () => {
      await alterLogin("SUPERUSER");
      const ended = await runWeb(database.env);
      await alterLogin("NOSUPERUSER");

      expect(ended).to.deep.equal({
        code: 1,
        out: "",
        err: "wizamart: DATABASE_URL's login is a superuser: use the one that `db init` makes\n",
      });
    });

    it("refuses to start as a login that may do or inherits more than one thing, and names them all", async () => {
      await alterLogin("CREATEROLE BYPASSRLS INHERIT");
      const { code, err } = await runWeb(database.env);
      await alterLogin("NOCREATEROLE NOBYPASSRLS NOINHERIT");

      expect(code).to.equal(1);
      expect(err).to.match(/^[^\n]+\n$/);
      for (const fault of ["has BYPASSRLS", "has CREATEROLE", "has INHERIT"])
        expect(err).to.contain(fault);
    });

    it("finds every right that a login must not have", async () => {
      const login = `"${database.prefix}wizamart_app"`;
      const owner = `"${database.prefix}wizamart_owner"`;
      const [server] = await database.ask(
        "select current_setting('server_version_num')::integer >= 160000 as modern",
      );
      const grantsSayHow = server?.modern === true; // before 16 the login's own INHERIT decides for all
      const plainly = grantsSayHow ? " with inherit false" : "";
      for (const [give, take, ...faults] of [
        [`alter role ${login} login`, `alter role ${login} login`],
        [`alter role ${login} superuser`, `alter role ${login} nosuperuser`, "is a superuser"],
        [`alter role ${login} createrole`, `alter role ${login} nocreaterole`, "has CREATEROLE"],
        [`alter role ${login} createdb`, `alter role ${login} nocreatedb`, "has CREATEDB"],
        [`alter role ${login} bypassrls`, `alter role ${login} nobypassrls`, "has BYPASSRLS"],
        [`alter role ${login} replication`, `alter role ${login} noreplication`, "has REPLICATION"],
        [
          `alter role ${login} inherit`,
          `alter role ${login} noinherit`,
          "has INHERIT",
          ...(grantsSayHow ? [] : ["inherits a role"]),
        ],
        [
          `grant ${owner} to ${login}${plainly}`,
          `revoke ${owner} from ${login}`,
          "is a member of the owner",
        ],
        [
          `grant ${owner} to ${login}${grantsSayHow ? " with inherit true" : ""}`,
          `revoke ${owner} from ${login}`,
          "is a member of the owner",
          ...(grantsSayHow ? ["inherits a role"] : []),
        ],
        [
          `grant pg_read_all_data to ${login}${plainly}`,
          `revoke pg_read_all_data from ${login}`,
          "is a member of a powerful role",
        ],
      ] as const) {
        await database.ask(give);
        const found = await faultsOf(database);
        await database.ask(take);
        expect(found, give).to.have.members(faults);
      }
    });

    it("refuses to start without a database, without one that was made ready, and without an answer", async () => {
      const nowhere = "postgres://nobody@127.0.0.1:1/nowhere";
      const unmade = new URL(database.env.DATABASE_ADMIN_URL ?? "");
      unmade.pathname = "/postgres";
      for (const [url, message] of [
        ["", "DATABASE_URL is not set"],
        [unmade.href, "this database was not made ready: run `npx wizamart db init`"],
        [nowhere, "the database does not answer"],
      ] as const) {
        const { code, err } = await runWeb({ ...database.env, DATABASE_URL: url });
        expect(code).to.equal(1);
        expect(err)
          .to.contain(`wizamart: ${message}`)
          .and.to.match(/^[^\n]+\n$/);
      }
    });
  });

  function newDatabase(): OwnDatabase {
    const made = ownDatabase();
    databases.push(made);
    return made;
  }

  async function alterLogin(attribute: string): Promise<void> {
    await database.ask(`alter role "${database.prefix}wizamart_app" ${attribute}`);
  }
});

function init(database: OwnDatabase, ...args: string[]): Promise<Ended> {
  return wizamart(["db", "init", ...args], database.env);
}

function runWeb(env: Record<string, string>): Promise<Ended> {
  return run("app/web.ts", [], { PORT: "0", ...env, DATABASE_ADMIN_URL: "" });
}

async function expectWhole(database: OwnDatabase): Promise<void> {
  const { stores, spares, ...rest } = await readRooms(database.ask, database.prefix);
  const all = [...stores, ...spares].sort((a, b) => a - b);
  expect(spares).to.have.length.greaterThan(0);
  expect(rest).to.deep.equal({ roles: all, schemas: all, ledger: all });
  const [shared] = await database.ask(
    "select max(version) as version from migrations where room = 'shared'",
  );
  expect(shared?.version).to.equal(newestVersion("shared"));
}

/** Every object, right and setting: what a second run must leave as it is. */
async function everything(database: OwnDatabase): Promise<unknown> {
  const [all] = await database.ask(
    `select
      (select jsonb_agg(jsonb_build_array(oid::regclass, relkind, relacl::text) order by oid) from pg_class) as relations,
      (select jsonb_agg(jsonb_build_array(oid::regprocedure, proacl::text) order by oid) from pg_proc) as functions,
      (select jsonb_agg(jsonb_build_array(nspname, nspacl::text) order by oid) from pg_namespace where nspname !~ '^pg_temp|^pg_toast_temp') as schemas,
      (select jsonb_agg(to_jsonb(r) - 'oid' order by rolname) from pg_roles r where starts_with(rolname, $1)) as roles,
      (select jsonb_agg(jsonb_build_array(roleid::regrole, member::regrole, m.admin_option) order by roleid, member, grantor) from pg_auth_members m
        where starts_with(member::regrole::text, $1)) as members,
      (select jsonb_agg(jsonb_build_array(setrole::regrole, setconfig) order by setrole) from pg_db_role_setting s
        join pg_database d on d.oid = s.setdatabase where d.datname = current_database()) as settings,
      (select jsonb_agg(jsonb_build_array(extname, extversion)) from pg_extension) as extensions,
      (select jsonb_agg(m order by room, version) from migrations m) as migrations,
      (select jsonb_agg(m order by store_id, version) from store_migrations m) as stores`,
    [database.prefix],
  );
  return all;
}

async function faultsOf(database: OwnDatabase): Promise<string[]> {
  const client = new pg.Client(database.env.DATABASE_URL);
  await client.connect();
  const { rows } = await client.query("select fault from public.login_faults() as fault");
  await client.end();
  return rows.map(({ fault }) => fault);
}

async function connect(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.end();
}

async function dropDatabase(database: OwnDatabase): Promise<void> {
  const maintenance = new URL(database.env.DATABASE_ADMIN_URL ?? "");
  maintenance.pathname = "/postgres";
  const client = new pg.Client(maintenance.href);
  await client.connect();
  await client.query(`drop database "${database.name}"`);
  await client.end();
}

async function provisionersUrl(database: OwnDatabase): Promise<string> {
  const role = `${database.prefix}wizamart_provisioner`;
  await database.ask(`alter role "${role}" password 'provisioner'`);
  const url = new URL(database.env.DATABASE_ADMIN_URL ?? "");
  return Object.assign(url, { username: role, password: "provisioner" }).href;
}
