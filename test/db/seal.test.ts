import { expect } from "chai";
import type pg from "pg";
import { sequelize } from "../../db/connection.ts";
import { SealedClient, StatementRefused } from "../../db/seal.ts";

describe("SealedClient", () => {
  let client: SealedClient;

  beforeEach(async () => {
    const lent: unknown = await sequelize.connectionManager.getConnection({ type: "read" });
    if (!(lent instanceof SealedClient)) throw new Error("The pool gave something else");
    client = lent;
  });

  afterEach(() => sequelize.connectionManager.destroyConnection(client));

  it("is what the pool of Sequelize holds", () => {
    expect(client).to.be.instanceOf(SealedClient);
  });

  it("sends single data statements, with values and without", async () => {
    expect(await send("select 1 as x")).to.deep.equal([{ x: 1 }]);
    expect(await send("select $1::text as x", ["; set role x"])).to.deep.equal([
      { x: "; set role x" },
    ]);
    expect(await send("  \n values (1)")).to.deep.equal([{ column1: 1 }]);
    expect(await send("with x as (select 2 as y) select * from x")).to.deep.equal([{ y: 2 }]);
  });

  it("sends savepoints inside a transaction", async () => {
    await client.sendBatch("BEGIN");
    for (const sql of ["SAVEPOINT a", 'rollback  to savepoint "a"', "RELEASE SAVEPOINT a"])
      await send(sql);
    await client.sendBatch("ROLLBACK");
  });

  it("has the server refuse a second statement", async () => {
    for (const sql of ["select 1; select 2", "savepoint a; set role x", "select 1;; commit"]) {
      expect(await failure(sql)).to.include({ code: "42601" });
    }
  });

  for (const sql of [
    "set role x",
    "SET LOCAL search_path = x",
    "begin",
    "commit",
    "rollback",
    "rollback to x",
    "rollback and chain",
    "release x",
    "do $$ begin end $$",
    "copy x from stdin",
    "listen x",
    "explain select 1",
    "(select 1)",
    "/* a comment */ select 1",
    "-- a comment\nselect 1",
    "selection",
    "withhold",
    "",
  ]) {
    it(`refuses ${JSON.stringify(sql)} before it leaves`, () => {
      expect(() => client.query(sql)).to.throw(StatementRefused);
    });
  }

  it("takes nothing but text for a statement", () => {
    const submittable = { submit: () => {}, text: "select 1" };
    const config = { text: "set role x" };
    const named = { name: "a", text: "select 1" };
    const disguised = { toString: () => "select 1" };
    for (const given of [
      submittable,
      config,
      named,
      disguised,
      Object("select 1"),
      ["select 1"],
      null,
      undefined,
      1,
    ]) {
      expect(() => client.query(given)).to.throw(StatementRefused);
    }
  });

  it("keeps the refused statement's secrets out of its message", () => {
    expect(() => client.query(`alter role x password '${"s".repeat(200)}'`)).to.throw(/^.{0,90}$/);
  });

  it("prepares nothing that has a name", async () => {
    await send("select $1::integer as x", [1]);
    expect(Reflect.get(Reflect.get(client, "connection"), "parsedStatements")).to.deep.equal({});
  });

  it("knows whether a transaction is open, even one that failed", async () => {
    expect(client.isIdle()).to.equal(true);
    await client.sendBatch("BEGIN");
    expect(client.isIdle()).to.equal(false);
    await failure("select 1 / 0");
    expect(client.isIdle()).to.equal(false);
    await client.sendBatch("ROLLBACK");
    expect(client.isIdle()).to.equal(true);
  });

  it("survives a text with a NUL in it, which ends the statement there", async () => {
    expect(await failure("select 1\0; set role x")).to.have.property("code");
    expect(client.isIdle()).to.equal(true);
    expect(await send("select 1 as x")).to.deep.equal([{ x: 1 }]);
  });

  function send(sql: string, values?: unknown[]): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, result?: pg.QueryResult) =>
        error ? reject(error) : resolve(result?.rows ?? []);
      if (values) client.query(sql, values, done);
      else client.query(sql, done);
    });
  }

  function failure(sql: string): Promise<unknown> {
    return send(sql).then(
      () => "it worked",
      (error: unknown) => error,
    );
  }
});
