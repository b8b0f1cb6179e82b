import { randomBytes } from "node:crypto";
import { expect } from "chai";
import type pg from "pg";
import { config } from "../../../app/config.ts";
import { asProvisioner, inTransaction, withAdmin } from "../../../db/admin.ts";
import { type DriftReport, drift, driftReport, repairScript } from "../../../db/drift.ts";
import { migrationsOf } from "../../../db/migrations.ts";
import { dropStore, keepSpares, makeSpare, openStore, setState } from "../../../db/provision.ts";
import { quoteName, roleOf, roles, schemaOf } from "../../../db/roles.ts";
import { clearRooms, readRooms } from "../../support/rooms.ts";
import { type Plant, plants } from "./plants.ts";

describe("drift", function () {
  this.timeout(60_000);
  let neighbour: number;

  before(async () => {
    await clearRooms();
    neighbour = await open();
  });

  it("finds nothing where all is as the migrations make it", async () => {
    await asProvisioner((client) => keepSpares(client, 2));
    const report = await asProvisioner((client) => drift(client));

    expect(driftReport(report)).to.match(/Nothing differs\.$/);
    expect(report.groups).to.deep.equal([]);
    const rooms = await asProvisioner(async (client) =>
      readRooms(async (sql, values) => (await client.query(sql, values)).rows),
    );
    expect(report.compared).to.deep.equal([
      { version: migrationsOf("store").length, schemas: rooms.schemas.length },
    ]);
  });

  for (let first = 0; first < plants.length; first += 24) {
    const batch = plants.slice(first, first + 24);
    describe(`of plants ${first + 1} to ${first + batch.length}`, () => {
      const stores: number[] = [];
      let queriesOfOne: number;
      let planted: Outcome;
      let half: Outcome;
      let mended: Outcome;

      before(async () => {
        for (const _ of batch) stores.push(await open());
        for (const [index, plant] of batch.entries())
          await put(plant, stores[index] ?? 0, neighbour);
        queriesOfOne = await asProvisioner(async (client) => {
          const counter = countQueries(client);
          await drift(client, stores[0]);
          return counter.count;
        });
        planted = await look();
        half = await look(planted.script);
        const rest = await look(half.script.replaceAll(/^--\? /gm, ""));
        mended = await look(rest.script); // what hung on a column that had to be made anew
      });

      after(async () => {
        for (const store of stores) await asProvisioner((client) => dropStore(client, store));
      });

      it("asks as many queries for all of them as for one", () => {
        expect(planted.queries).to.equal(queriesOfOne);
      });

      for (const [index, { name, says, proposed }] of batch.entries()) {
        it(`finds ${name}, and mends it`, () => {
          const messages = planted.messages(stores[index] ?? 0);
          const unsaid = messages.filter((message) => !says.some((said) => said.test(message)));
          expect(unsaid, "what nobody expected").to.deep.equal([]);
          for (const said of says)
            expect(
              messages.some((message) => said.test(message)),
              `${said}`,
            ).to.equal(true);
          expect(messages).to.have.length(says.length);

          const left = half.messages(stores[index] ?? 0);
          if (proposed) expect(left, "without the proposals").to.not.deep.equal([]);
          else expect(left, planted.script).to.deep.equal([]);
          expect(mended.messages(stores[index] ?? 0), planted.script).to.deep.equal([]);
        });
      }
    });
  }

  describe("of a store", () => {
    let id: number;

    beforeEach(async () => {
      id = await open();
    });

    afterEach(async () => {
      await asProvisioner((client) => dropStore(client, id));
    });

    it("leaves nothing of the templates behind, and changes nothing", async () => {
      const state = `select (select json_agg(n.nspname order by 1) from pg_namespace n) as schemas, (select json_agg(rolname order by rolname) from pg_roles where rolname ~ '${config.ROLE_PREFIX}') as roles,
      (select json_agg(m order by store_id, version) from public.store_migrations m) as ledger, (select count(*) from pg_class) as relations,
      (select count(*) from pg_auth_members m where m.member::regrole::text ~ '${config.ROLE_PREFIX}') as members`;
      await asProvisioner(async (client) => {
        const { rows: before } = await client.query(state);
        await drift(client);
        expect((await client.query(state)).rows).to.deep.equal(before);
        expect((await client.query("select current_user as name")).rows).to.deep.equal([
          { name: roles.provisioner },
        ]);
        expect(client.getTransactionStatus()).to.equal("I");
      });
    });

    it("leaves nothing behind when it is cut off in the middle of a template", async () => {
      const before = await asProvisioner(schemasAndRoles);
      for (let afterQueries = 2; afterQueries < 9; afterQueries += 1) {
        const cut = withAdmin(async (client) => {
          await client.query(`set role ${quoteName(roles.provisioner)}`);
          const killer = countQueries(client);
          killer.cutAfter = afterQueries;
          await drift(client);
        });
        await cut.then(
          () => expect.fail(`${afterQueries} queries were enough`),
          (error: Error) => expect(error.message).to.match(/terminat|closed/i),
        );
      }
      expect(await asProvisioner(schemasAndRoles)).to.deep.equal(before);
    });

    it("may run twice at once, while stores are opened and dropped", async () => {
      const running = Promise.all([
        asProvisioner((client) => drift(client)),
        asProvisioner((client) => drift(client)),
        open().then((store) => asProvisioner((client) => dropStore(client, store))),
      ]);
      const [one, two] = await running;
      expect([one.groups, two.groups]).to.deep.equal([[], []]);
    });

    it("tells of stores with the same differences together", async () => {
      const [second, third] = [await open(), await open()];
      for (const store of [id, third])
        await change(store, "alter table products drop column vendor");
      await change(second, "alter table products drop column type");

      const report = await asProvisioner((client) => drift(client));

      expect(report.groups.map(({ rooms }) => rooms.length).sort()).to.deep.equal([1, 2]);
      expect(driftReport(report)).to.include(
        `${schemaOf(id)} (${await codeOf(id)}), ${schemaOf(third)} (${await codeOf(third)}): products.vendor is missing`,
      );
      const script = [...repairScript(report.groups)].join("");
      await withAdmin((client) => client.query(script));
      expect((await asProvisioner((client) => drift(client))).groups).to.deep.equal([]);
      for (const each of [second, third]) await asProvisioner((client) => dropStore(client, each));
    });

    it("compares a schema of an older version with the template of that version", async () => {
      const old = await asProvisioner((client) =>
        inTransaction(client, () => makeSpare(client, 2)),
      );
      const report = await asProvisioner((client) => drift(client));
      expect(report.groups).to.deep.equal([]);
      expect(report.compared.map(({ version }) => version)).to.deep.equal([
        migrationsOf("store").length,
        2,
      ]);

      await change(old, "alter table orders drop column currency");
      const found = await asProvisioner((client) => drift(client, old));

      expect(found.compared).to.deep.equal([{ version: 2, schemas: 1 }]);
      expect(driftReport(found)).to.match(
        new RegExp(`^store_${old} \\(spare\\): orders\\.currency is missing: text`),
      );
      await asProvisioner((client) => dropStore(client, old));
    });

    it("says what a mended column's place cannot tell: nothing", async () => {
      await change(
        id,
        "alter table pages drop column seo_title, add column seo_title text not null default ''",
      );
      expect((await asProvisioner((client) => drift(client, id))).groups).to.deep.equal([]);
    });

    it("lets a suspended store be locked out, and finds one that is not", async () => {
      const store = await open();
      await asProvisioner((client) => setState(client, store, "suspended"));
      expect((await asProvisioner((client) => drift(client, store))).groups).to.deep.equal([]);
      await withAdmin((client) =>
        client.query(`grant usage on schema ${schemaOf(store)} to ${quoteName(roleOf(store))}`),
      );

      const report = await asProvisioner((client) => drift(client, store));

      expect(messagesOf(report)).to.deep.equal([
        "its own role may enter its schema, although it is suspended",
      ]);
      expect(await mended([...repairScript(report.groups)].join(""), store)).to.match(
        /Nothing differs/,
      );
      await asProvisioner((client) => dropStore(client, store));
    });

    it("finds schemas, roles, rows and ledgers without the rest, and proposes what mends them", async () => {
      const [noSchema, noRole] = [await open(), await open()];
      const owner = quoteName(roles.owner);
      await withAdmin((client) =>
        client.query(
          `drop schema ${schemaOf(noSchema)} cascade;
         drop owned by ${quoteName(roleOf(noRole))}; drop role ${quoteName(roleOf(noRole))};
         create schema store_900001 authorization ${owner}; create role ${quoteName(roleOf(900_002))};
         insert into public.spare_schemas (id, version) values (900003, 1);
         insert into public.store_migrations (store_id, version, state, duration_ms) values (900004, 1, 'done', 1)`,
        ),
      );

      const report = await asProvisioner((client) => drift(client));

      const text = driftReport(report);
      expect(text).to.match(new RegExp(`^store_${noSchema} \\(t\\w+\\): has no schema: `, "m"));
      expect(text).to.match(new RegExp(`^store_${noRole} \\(t\\w+\\): has no role: `, "m"));
      expect(text).to.match(/^store_900001: this schema belongs to no store/m);
      expect(text).to.match(/^store_900002: this role belongs to no store/m);
      expect(text).to.match(/^store_900003 \(spare\): is listed as a spare and has no schema/m);
      expect(text).to.match(/^store_900004: the ledger has migrations of it/m);
      expect(messagesOf(report)).to.have.length(6);

      const script = [...repairScript(report.groups)].join("").replaceAll(/^--\? /gm, "");
      await withAdmin((client) => client.query(script));
      const rest = await asProvisioner((client) => drift(client));
      expect(messagesOf(rest)).to.deep.equal([
        "has no schema: restore it from a backup, or drop the store",
      ]);
      for (const each of [noSchema, noRole])
        await asProvisioner((client) => dropStore(client, each));
    });

    it("tells of a row inserted by hand that waits for its schema", async () => {
      const code = newCode();
      await withAdmin((client) =>
        client.query("insert into public.stores (code, name) values ($1, $1)", [code]),
      );
      const report = await asProvisioner((client) => drift(client));
      await withAdmin((client) =>
        client.query("delete from public.stores where code = $1", [code]),
      );

      expect(driftReport(report)).to.include(`(${code}): has no schema yet`);
    });
  });
});

/** Runs the script as a superuser, as psql would, and says what drift finds then. */
async function mended(script: string, id: number): Promise<string> {
  await withAdmin((client) => client.query(script));
  return driftReport(await asProvisioner((client) => drift(client, id)));
}

interface Outcome {
  script: string;
  queries: number;
  messages(store: number): string[];
}

/** What drift finds, after `script` where there is one. */
async function look(script?: string): Promise<Outcome> {
  if (script) await withAdmin((client) => client.query(script));
  const { groups, queries } = await asProvisioner(async (client) => {
    const counter = countQueries(client);
    return { ...(await drift(client)), queries: counter.count };
  });
  return {
    queries,
    script: [...repairScript(groups)].join(""),
    messages: (store) =>
      groups
        .filter(({ rooms }) => rooms.some(({ schema }) => schema === schemaOf(store)))
        .flatMap(({ differences }) => differences.map(({ message }) => message)),
  };
}

async function put({ sql, asSuperuser }: Plant, store: number, neighbour: number): Promise<void> {
  const schema = schemaOf(store);
  const names = { schema, role: roleOf(store), owner: roles.owner, neighbour: roleOf(neighbour) };
  const asOwner = `set role ${quoteName(roles.owner)}; set search_path = ${schema}, public; `;
  await withAdmin((client) => client.query((asSuperuser ? "" : asOwner) + sql(names)));
}

function messagesOf({ groups }: DriftReport): string[] {
  return groups.flatMap(({ differences }) => differences.map(({ message }) => message));
}

async function open(): Promise<number> {
  const code = newCode();
  const store = { code, name: code, plan: "free", currency: "EUR", locale: "en-IE" } as const;
  return asProvisioner((client) => openStore(client, { ...store, theme: {} }));
}

function newCode(): string {
  return `t${randomBytes(5).toString("hex")}`;
}

async function codeOf(id: number): Promise<string> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ code: string }>(
      "select code from public.stores where id = $1",
      [id],
    );
    return rows[0]?.code ?? "";
  });
}

async function change(id: number, sql: string): Promise<void> {
  await withAdmin((client) =>
    client.query(
      `set role ${quoteName(roles.owner)}; set search_path = ${schemaOf(id)}, public; ${sql}`,
    ),
  );
}

async function schemasAndRoles(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select (select json_agg(nspname order by nspname) from pg_namespace) as schemas, (select json_agg(rolname order by rolname) from pg_roles where rolname ~ '${config.ROLE_PREFIX}') as roles`,
  );
  return rows;
}

/** Counts what `client` is asked; with `cutAfter`, another session ends its backend while that query is under way. */
function countQueries(client: pg.Client): { count: number; cutAfter?: number } {
  const counter: { count: number; cutAfter?: number } = { count: 0 };
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const pid = (client as unknown as { processID: number }).processID;
  Object.assign(client, {
    query: async (...args: unknown[]) => {
      counter.count += 1;
      const answer = query(...args);
      if (counter.count !== counter.cutAfter) return answer;
      answer.catch(() => {});
      await withAdmin((other) => other.query("select pg_terminate_backend($1, 1000)", [pid]));
      await answer;
      throw new Error("the connection was closed after its answer");
    },
  });
  return counter;
}
