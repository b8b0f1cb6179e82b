import { expect } from "chai";
import { headerOf } from "../../../../db/migrating/files/header.ts";
import { statementsOf } from "../../../../db/migrating/files/statements.ts";
import { migrationsOf, scriptFor } from "../../../../db/migrations.ts";

describe("a migration's header", () => {
  it("is not needed: a migration is plain, and only applications that have it work with it", () => {
    expect(read("create table t ();")).to.include({ kind: "plain", serves: 7 });
  });

  it("stands among the comments at the beginning", () => {
    const text =
      "-- What it is for: shops.\n\n-- kind: batched\n--serves: 5\n-- pause: 100\ndelete from t where id in (select id from t limit 5);";
    expect(read(text)).to.include({ kind: "batched", serves: 5, pause: 100 });
    expect(read("create table t ();\n-- kind: batched")).to.include({ kind: "plain" });
  });

  for (const [what, text, message] of [
    [
      "an unknown kind",
      "-- kind: slowly",
      '"kind: slowly" is not known; there are plain, concurrently and batched',
    ],
    [
      "an unknown word",
      "-- kinds: plain",
      '"kinds:" is not known; it may say kind, serves and pause',
    ],
    ["the same twice", "-- serves: 3\n-- serves: 4", 'it says "serves" twice'],
    ["no number", "-- serves: all", '"serves: all" must be a whole number'],
    ["a number after its own", "-- serves: 8", '"serves: 8" must be from 1 to its own number, 7'],
    ["a pause of a plain one", "-- pause: 5\nselect 1", 'only a batched migration has a "pause"'],
    [
      "a plain one that commits",
      "select 1; commit",
      '"commit": it runs inside a transaction already',
    ],
    [
      "a concurrent index in a plain one",
      "create unique index concurrently i on t (id)",
      '"create unique index concurrently i on t (id)" needs the line "-- kind: concurrently"',
    ],
    [
      "an index without a name",
      "-- kind: concurrently\ncreate index concurrently on t (id)",
      '"create index concurrently on t (id)": a concurrent migration has only CREATE INDEX CONCURRENTLY with a name, DROP INDEX CONCURRENTLY and ALTER TABLE ... VALIDATE CONSTRAINT',
    ],
    ["nothing to be done beside others", "-- kind: concurrently\n", "it has no statement"],
    [
      "two statements in batches",
      "-- kind: batched\nupdate t set a = 1; update t set b = 1",
      "a batched migration is one statement",
    ],
    [
      "a batch without an end",
      "-- kind: batched\nupdate t set a = 1",
      "a batched migration is an INSERT, UPDATE or DELETE that has a LIMIT",
    ],
    [
      "a batch that passes over rows",
      "-- kind: batched\ndelete from t where id in (select id from t limit 5 for update skip locked)",
      "with SKIP LOCKED it could change no row while there are some left",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => read(text)).to.throw(`Migration store/0007-x.sql: ${message}`);
    });
  }

  it("lets the shared room have plain migrations only", () => {
    const file = { room: "shared" as const, version: 7, name: "shared/0007-x.sql" };
    expect(() => headerOf({ ...file, text: "-- kind: batched" })).to.throw("migrations are plain");
  });

  it("is right in every migration there is", () => {
    expect(migrationsOf("store").map(({ kind }) => kind)).to.include("plain");
  });
});

describe("the statements of a script", () => {
  it("end at semicolons, but not inside of texts, names, comments and bodies", () => {
    const script = `select 'a;b', "c;d" -- e;f
      ; /* g;h */ create function x() returns text language sql as $body$ select 'i;'; $body$;
      do $$ begin perform 1; end $$; select E'j\\';k' ;; `;
    expect(statementsOf(script).map((one) => one.replace(/\s+/g, " "))).to.deep.equal([
      `select 'a;b', "c;d"`,
      "create function x() returns text language sql as $body$ select 'i;'; $body$",
      "do $$ begin perform 1; end $$",
      "select E'j\\';k'",
    ]);
  });
});

describe("the script of a new store", () => {
  const base = {
    room: "store",
    version: 7,
    name: "0007-x",
    checksum: "",
    sql: "the file",
  } as const;

  it("builds indexes without care for visitors, and has nothing to rework", () => {
    const beside = read(
      "-- kind: concurrently\ncreate unique index concurrently i on t (id); drop index concurrently if exists o;",
    );
    expect(scriptFor({ ...base, ...beside })).to.match(
      /^create unique index\s+i on t \(id\);\ndrop index\s+if exists o$/,
    );
    const batched = read("-- kind: batched\ndelete from t where id in (select id from t limit 5)");
    expect(scriptFor({ ...base, ...batched })).to.equal("");
    expect(scriptFor({ ...base, ...read("select 1") })).to.equal("the file");
  });
});

function read(text: string) {
  return headerOf({ room: "store", version: 7, name: "store/0007-x.sql", text });
}
