import { expect } from "chai";
import pg from "pg";
import { DataTypes, literal, type Model, type ModelStatic, Op, type QueryOptions } from "sequelize";
import { config } from "../../app/config.ts";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { sequelize } from "../../db/connection.ts";
import { openStore } from "../../db/provision.ts";
import { roleOf, schemaOf } from "../../db/roles.ts";
import { inStore, RolledBack } from "../../db/scope.ts";
import { SealedClient } from "../../db/seal.ts";
import { current, ScopeEnded } from "../../db/unit.ts";
import { corpus, type Probe, withoutUnit } from "./attack-corpus.ts";

const canary = `canary${Math.random().toString(36).slice(2)}`;

/** A superuser's connection, to look at what the attacker may not. */
const admin = new pg.Client({ connectionString: config.DATABASE_ADMIN_URL });

interface Outcome {
  /** An SQLSTATE, "refused", "rows" or "empty". */
  code: string;
  /** All that the caller got to see. */
  text: string;
}

describe("attacks from inside a store", () => {
  let mine: number;
  let theirs: number;
  let fill: (sql: string) => string;
  let before_: string;
  let clean: Record<string, string>;
  let product: ModelStatic<Model>;

  before(async () => {
    await admin.connect();
    [mine, theirs] = await openTwo();
    await furnish(mine, "mine", "mine");
    await furnish(theirs, "theirs", canary);
    fill = await filler(mine, theirs);
    product = defineProduct();
    clean = await settingsOfAFreshConnection();
  });

  beforeEach(async () => {
    before_ = await fingerprint(theirs);
  });

  afterEach(async () => {
    expect(await fingerprint(theirs), "the neighbour's rows").to.equal(before_);
    for (const connection of await pooled()) {
      expect(differences(clean, await stateOf(connection)), "a pooled connection").to.equal("");
    }
  });

  after(async () => {
    await admin.end();
    if (product) sequelize.modelManager.removeModel(product);
  });

  /** What an attacker sees of a query in a unit of the store "mine". */
  function attack(sql: string, mode: "read" | "write" = "write"): Promise<Outcome> {
    return outcome(() => inStore(mine, mode, () => sequelize.query(sql)));
  }

  function judge({ expected }: Probe, { code, text }: Outcome): void {
    expect(text).to.not.contain(canary);
    if (expected === "harmless") expect(["rows", "empty"], text).to.include(code);
    else expect([expected].flat(), text).to.include(code);
  }

  describe("if it were otherwise", () => {
    it("a store with set_config and query_to_xml reads its neighbour, so these probes would tell", async () => {
      const functions =
        "function set_config(text, text, boolean), query_to_xml(text, boolean, boolean, text)";
      const [leak] = Object.values(corpus).flatMap((probes) =>
        probes.filter((probe) => probe.name === "set_config, then SQL text"),
      );
      await admin.query(`grant execute on ${functions} to ${roleOf(mine)}`);
      const { text } = await attack(fill(leak?.sql ?? "")).finally(() =>
        admin.query(`revoke execute on ${functions} from ${roleOf(mine)}`),
      );
      expect(text).to.contain(canary);
    });

    for (const sql of [
      "SET search_path = public",
      "SET ROLE none; SET statement_timeout = 0",
      "SET pg_trgm.word_similarity_threshold = 0.1",
      "LISTEN loot",
      "DECLARE loot CURSOR WITH HOLD FOR SELECT 1",
      "PREPARE loot AS SELECT 1",
      "BEGIN",
    ]) {
      it(`a connection after ${sql} would be noticed`, async () => {
        const client = await lend();
        await client.sendBatch(sql);
        const found = differences(clean, await stateOf(client));
        await sequelize.connectionManager.destroyConnection(client);
        expect(found).to.not.equal("");
      });
    }
  });

  for (const [group, probes] of Object.entries(corpus)) {
    describe(group, () => {
      for (const probe of probes) {
        it(probe.name, async () => judge(probe, await attack(fill(probe.sql))));
      }
    });
  }

  describe("without a unit of work", () => {
    for (const probe of withoutUnit) {
      it(probe.name, async () => {
        const work = () => sequelize.query(fill(probe.sql), { transaction: null });
        judge(probe, await outcome(work));
        judge(probe, await outcome(() => inStore(mine, "write", work)));
      });
    }
  });

  describe("in a read", () => {
    for (const [sql, code] of [
      ["update products set title = 'x'", "25006"],
      ["with x as (delete from products returning 1) select * from x", "25006"],
      ["insert into pages (slug, title) values ('x', 'x')", "25006"],
      ["select set_config('transaction_read_only', 'off', true)", "42501"],
      ["set transaction_read_only = off", "refused"],
      ["set transaction read write", "refused"],
    ]) {
      it(`${sql}`, async () => {
        expect((await attack(`${sql}`, "read")).code).to.equal(code);
      });
    }
  });

  describe("in two steps", () => {
    it("a failed switch leaves the next query where it was", async () => {
      const rows = await inStore(mine, "write", async () => {
        await sequelize.query("savepoint a");
        const switched = await outcome(() =>
          sequelize.query(fill("select set_config('role', '{role}', true)")),
        );
        expect(switched.code).to.equal("42501");
        await sequelize.query("rollback to savepoint a");
        return (await sequelize.query("select title, current_user as role from products"))[0];
      });
      expect(rows).to.deep.equal([{ title: "mine", role: roleOf(mine) }]);
    });

    it("a rollback to a savepoint keeps role and search_path", async () => {
      const [rows] = await inStore(mine, "read", async () => {
        await sequelize.query('savepoint "a"');
        await sequelize.query("rollback to savepoint a");
        await sequelize.query("release savepoint a");
        return sequelize.query("select current_user as role, current_schema() as schema");
      });
      expect(rows).to.deep.equal([{ role: roleOf(mine), schema: schemaOf(mine) }]);
    });

    it("lastval tells nothing of the tenant before", async () => {
      await inStore(theirs, "write", () =>
        sequelize.query("insert into menu_items (menu, label, kind) values ('main', 'x', 'home')"),
      );
      before_ = await fingerprint(theirs);
      const { code } = await attack("select lastval()");
      expect(["42501", "55000"]).to.include(code);
    });

    it("an error that was swallowed cannot be committed", async () => {
      const work = inStore(mine, "write", async () => {
        await sequelize.query("insert into pages (slug, title) values ('lost', 'lost')");
        await sequelize.query("select 1 / 0").catch(() => {});
        return "saved";
      });
      expect(await work.catch((error: unknown) => error)).to.be.instanceOf(RolledBack);
      expect((await attack("select * from pages where slug = 'lost'")).code).to.equal("empty");
    });
  });

  describe("after the end", () => {
    it("a late query throws", async () => {
      let late: Promise<Outcome> | undefined;
      let wake = () => {};
      const asleep = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await inStore(theirs, "read", async () => {
        late = asleep.then(() => outcome(() => sequelize.query("select * from products")));
      });
      wake();
      expect(await late).to.include({ code: "none" });
      expect((await late)?.text).to.not.contain(canary);
    });

    it("a lease that was kept throws, while another store has the connection", async () => {
      const kept = await inStore(theirs, "read", async () => current.getStore()?.connection);
      await inStore(mine, "read", async () => {
        expect(() => kept?.query("select * from products", () => {})).to.throw(ScopeEnded);
      });
    });

    it("a query that nobody awaited runs before the end, or not at all", async () => {
      let forgotten: Promise<Outcome> | undefined;
      await inStore(mine, "write", async () => {
        forgotten = outcome(() => sequelize.query("select current_user as role from products"));
      });
      expect(["rows", "none"]).to.include((await forgotten)?.code);
    });

    it("no row of one appears in the other, with many at once", async () => {
      const seen = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const store = index % 2 ? mine : theirs;
          const work = () => sequelize.query("select title from products");
          const { text } = await outcome(() => inStore(store, "read", work));
          return text.includes(store === mine ? "mine" : canary);
        }),
      );
      expect(seen).to.not.include(false);
    });
  });

  describe("through Sequelize", () => {
    function find(options: object): Promise<Outcome> {
      return outcome(() =>
        inStore(mine, "write", () => product.findAll({ raw: true, ...options })),
      );
    }

    it("operators in a visitor's object are not operators", async () => {
      for (const title of [
        { $ne: "x" },
        { "[Op.ne]": "x" },
        { ne: "x" },
        { $gt: "" },
        { "Symbol(ne)": 1 },
        { $or: [1] },
      ]) {
        const { code, text } = await find({ where: { title } });
        expect(code, text).to.not.equal("rows");
        expect(text).to.not.contain(canary);
      }
    });

    it("keys of a visitor's object do not reach the neighbour", async () => {
      for (const key of [
        `title" = '' or (select title from ${schemaOf(theirs)}.products) = '' --`,
        `$${schemaOf(theirs)}.products.title$`,
        `extra.x' or (select title from ${schemaOf(theirs)}.products) = '' --`,
        `extra.x::text) or (select count(*) from ${schemaOf(theirs)}.products) > 0 --`,
        `extra.x::text) or ('' = set_config('role', '${roleOf(theirs)}', true)) --`,
        "title) or true --",
      ]) {
        const { code, text } = await find({ where: { [key]: "x" } });
        expect(code, text).to.not.equal("rows");
        expect(text).to.not.contain(canary);
      }
    });

    it("replacements stay values", async () => {
      for (const text of [
        "' or true --",
        "\\' or true --",
        "$$",
        ":text",
        "\u02bc or true",
        "'; set role x --",
      ]) {
        const sql = "select title from products where slug = :text or slug = ?";
        const { code } = await outcome(() =>
          inStore(mine, "write", () =>
            sequelize.query(sql.replace(" or slug = ?", ""), { replacements: { text } }),
          ),
        );
        expect(code).to.equal("empty");
      }
    });

    it("bound values stay values", async () => {
      const sql = "select title from products where slug = $1";
      const { code } = await outcome(() =>
        inStore(mine, "write", () => sequelize.query(sql, { bind: ["' or true --"] })),
      );
      expect(code).to.equal("empty");
    });

    it("orders, groups, attributes and limits that a visitor writes do not reach the neighbour", async () => {
      const loot = `(select title from ${schemaOf(theirs)}.products)`;
      for (const options of [
        { order: literal(loot) },
        { order: [[literal(loot), "desc"]] },
        { order: [["title", `asc, ${loot}`]] },
        { attributes: [[literal(loot), "title"]] },
        { group: literal(loot) },
        { limit: literal(`1 offset ${loot}`) },
        { limit: `1; set role ${roleOf(theirs)}` },
        { where: literal(`1 = 1; set role ${roleOf(theirs)}`) },
        { where: { title: { [Op.eq]: literal(loot) } } },
        { lock: `update of x; set role ${roleOf(theirs)}` },
      ]) {
        expect((await find(options)).text).to.not.contain(canary);
      }
    });

    it("a searchPath of one's choice changes nothing", async () => {
      const searchPath = schemaOf(theirs);
      expect((await find({ searchPath })).text).to.not.contain(canary);
      const options = Object.assign<QueryOptions, object>(
        {},
        { searchPath, supportsSearchPath: true },
      );
      const read = () =>
        inStore(mine, "read", () => sequelize.query("select title from products", options));
      expect((await outcome(read)).text).to.not.contain(canary);
    });

    it("a model in another schema is refused", async () => {
      const read = () => inStore(mine, "read", () => product.schema(schemaOf(theirs)).findAll());
      expect((await outcome(read)).code).to.equal("42501");
    });

    it("a transaction of its own is refused", async () => {
      const work = () => inStore(mine, "write", () => sequelize.transaction(async () => "in"));
      expect((await outcome(work)).text).to.contain("A request is one transaction");
      expect(await outcome(() => sequelize.transaction())).to.include({ code: "refused" });
    });

    it("findOrCreate, sync, drop and truncate fail", async () => {
      const works: (() => Promise<unknown>)[] = [
        () => product.findOrCreate({ where: { slug: "x" }, defaults: { title: "x" } }),
        () => product.sync({ force: true }),
        () => product.drop(),
        () => product.truncate({ cascade: true }),
        () => sequelize.getQueryInterface().dropSchema(schemaOf(theirs)),
      ];
      for (const work of works) {
        const { code, text } = await outcome(() => inStore(mine, "write", work));
        expect(["refused", "42501", "none"], text).to.include(code);
      }
    });
  });
});

async function openTwo(): Promise<[number, number]> {
  return asProvisioner(async (client) => {
    const opened: number[] = [];
    for (const letter of ["a", "b"]) {
      const code = `attack-${letter}${Math.random().toString(36).slice(2, 10)}`;
      const store = { code, name: "Attack", plan: "free" as const, currency: "EUR" };
      opened.push(await openStore(client, { ...store, locale: "en-IE", theme: {} }));
    }
    return [opened[0] ?? 0, opened[1] ?? 0];
  });
}

async function furnish(id: number, slug: string, title: string): Promise<void> {
  await inStore(id, "write", async () => {
    const bind = [slug, title];
    await sequelize.query(
      "insert into products (slug, title, extra) values ($1, $2, jsonb_build_object('x', $2::text))",
      { bind },
    );
    await sequelize.query("insert into pages (slug, title, body) values ($1, $2, $2)", { bind });
    await sequelize.query("update settings set email = $1", { bind: [title] });
  });
  await withAdmin(async (client) => {
    await client.query(
      "update public.stores set name = $2::text, theme = jsonb_build_object('x', $2::text) where id = $1",
      [id, title],
    );
    await client.query("insert into public.store_domains (store_id, domain) values ($1, $2)", [
      id,
      `${title}-${id}.example`,
    ]);
  });
}

async function filler(mine: number, theirs: number): Promise<(sql: string) => string> {
  const oids = await withAdmin(async (client) => {
    const { rows } = await client.query<{ table: string; sequence: string }>(
      "select to_regclass($1)::oid::text as table, to_regclass($2)::oid::text as sequence",
      [`${schemaOf(theirs)}.products`, `${schemaOf(theirs)}.products_id_seq`],
    );
    return rows[0];
  });
  const values: Record<string, string | undefined> = {
    mine: schemaOf(mine),
    theirs: schemaOf(theirs),
    role: roleOf(theirs),
    id: String(theirs),
    oid: oids?.table,
    sequence: oids?.sequence,
  };
  return (sql) => sql.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? "");
}

function defineProduct(): ModelStatic<Model> {
  return sequelize.define(
    "attacked",
    {
      id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
      slug: DataTypes.TEXT,
      title: DataTypes.TEXT,
      extra: DataTypes.JSONB,
    },
    { tableName: "products", timestamps: false },
  );
}

async function outcome(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const rows = rowsOf(await work());
    return { code: rows.length ? "rows" : "empty", text: JSON.stringify(rows) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cause = "original" in error && error.original instanceof Error ? error.original : error;
    return { code: codeOf(cause), text: `${cause.name} ${cause.message} ${JSON.stringify(cause)}` };
  }
}

/** A raw query gives [rows, metadata], a model its rows, and some give neither. */
function rowsOf(result: unknown): unknown[] {
  if (!Array.isArray(result)) return [result];
  return Array.isArray(result[0]) ? result[0] : result;
}

function codeOf(error: Error): string {
  if (error.name === "StatementRefused") return "refused";
  return "code" in error ? String(error.code) : "none";
}

/** Every row that the neighbour has in both rooms, what may be done with it, and its sequences. */
async function fingerprint(id: number): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1 order by 1",
    [schemaOf(id)],
  );
  const parts = [
    ...rows.map(({ name }) => `select '${name}' as t, to_jsonb(x)::text as r from ${name} x`),
    `select 'stores', to_jsonb(x)::text from public.stores x where id = ${id}`,
    `select 'domains', to_jsonb(x)::text from public.store_domains x where store_id = ${id}`,
    "select 'count', count(*)::text from public.stores",
    `select 'relations', string_agg(concat(relname, relacl, relowner), ',' order by relname) from pg_class where relnamespace = '${schemaOf(id)}'::regnamespace`,
    `select 'sequences', concat(sequencename, last_value) from pg_sequences where schemaname = '${schemaOf(id)}'`,
    "select 'temporary', count(*)::text from pg_class where relnamespace::regnamespace::text ~ '^pg_temp_'",
    `select 'locks', count(*)::text from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    "select 'large objects', count(*)::text from pg_largeobject_metadata",
  ];
  const all = await admin.query(`${parts.join(" union all ")} order by 1, 2`);
  return JSON.stringify(all.rows, null, 1);
}

async function lend(): Promise<SealedClient> {
  const client: unknown = await sequelize.connectionManager.getConnection({ type: "read" });
  if (!(client instanceof SealedClient)) throw new Error("The pool gave something else");
  return client;
}

/** The connections that wait in the pool, once the read units have ended. */
async function pooled(): Promise<SealedClient[]> {
  const pool: { available: number; using: number } = Reflect.get(
    sequelize.connectionManager,
    "pool",
  );
  while (pool.using) await new Promise((resolve) => setTimeout(resolve, 1));
  const clients: SealedClient[] = [];
  while (pool.available) clients.push(await lend());
  for (const client of clients) sequelize.connectionManager.releaseConnection(client);
  return clients;
}

// Until then its settings do not show.
const loadingPgTrgm = "SELECT public.show_limit()";

/** All settings and the rest of a session that could reach the next unit; read past the seal. */
async function stateOf(client: SealedClient): Promise<Record<string, string>> {
  const heard: string[] = [];
  const listener = (message: { channel: string }) => heard.push(message.channel);
  client.on("notification", listener);
  await admin.query("notify loot");
  if (client.isIdle()) await client.sendBatch(loadingPgTrgm);
  const settings = await client.sendBatch("SHOW ALL");
  const entries = [settings]
    .flat()
    .flatMap(({ rows }) => rows.map((row) => [row.name, row.setting]));
  const rest = await client.sendBatch(
    "SELECT current_user AS u, session_user AS s, pg_my_temp_schema()::text AS t, current_schemas(true)::text AS p",
  );
  const leftovers = await Promise.all(
    ["FETCH 0 FROM loot", "EXECUTE loot", "CLOSE loot", "DEALLOCATE loot"].map((sql) =>
      client.sendBatch(sql).then(
        () => "there",
        (error) => error.code,
      ),
    ),
  );
  client.off("notification", listener);
  return Object.fromEntries([
    ...entries,
    ["session", JSON.stringify([rest].flat().map((result) => result.rows))],
    ["leftovers", leftovers.join()],
    ["heard", heard.join()],
    ["state", client.getTransactionStatus() ?? ""],
  ]);
}

// Settings of plpgsql appear when the first function runs; they change nothing about names, rights or rows.
function differences(clean: Record<string, string>, found: Record<string, string>): string {
  return Object.keys({ ...clean, ...found })
    .filter((name) => clean[name] !== found[name] && !name.startsWith("plpgsql."))
    .map((name) => `${name}: ${clean[name]} became ${found[name]}`)
    .join(", ");
}

async function settingsOfAFreshConnection(): Promise<Record<string, string>> {
  const client = await lend();
  await sequelize.connectionManager.destroyConnection(client);
  const fresh = await lend();
  const state = await stateOf(fresh);
  sequelize.connectionManager.releaseConnection(fresh);
  return state;
}
