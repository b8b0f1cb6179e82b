import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { newestVersion } from "../../db/migrations.ts";
import { type Ended, wizamart } from "../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../support/release.ts";

const samples = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

const commands = {
  stores: [
    "list",
    "show",
    "create",
    "rename",
    "free",
    "limit",
    "suspend",
    "resume",
    "trash",
    "restore",
    "drop",
    "export",
    "import",
    "clone",
  ],
  products: ["import", "export"],
  orders: ["list", "show", "pay", "ship", "refund", "cancel", "invoice", "slip"],
  domains: ["list", "show", "add", "verify", "primary", "remove"],
  mail: ["list", "retry"],
  db: ["init", "migrate", "status", "drift", "audit", "capacity", "harden", "top"],
};

describe("the command line", function () {
  this.timeout(60_000);
  let database: OwnDatabase;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-cli-"));
    database = ownDatabase();
    expect(await cli("db init")).to.include({ code: 0, err: "" });
    await json("stores create acme --name Acme --plan premium --currency USD");
  });

  after(async () => {
    await database.remove();
    await rm(folder, { recursive: true });
  });

  it("explains every command, and needs no database for that", async () => {
    const all = Object.entries(commands).flatMap(([noun, verbs]) => [
      noun,
      ...verbs.map((verb) => `${noun} ${verb}`),
    ]);
    const env = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nowhere" };
    await inTurns(["", ...all], async (command) => {
      const { code, out, err } = await cli(`${command} --help`.trim(), env);
      expect({ code, err }, command).to.deep.equal({ code: 0, err: "" });
      expect(out)
        .to.contain(`Usage: wizamart${command && ` ${command}`}`)
        .and.contain("--json");
    });
  });

  it("takes a store through its life", async () => {
    const created = await json("stores create Life-Of --name Life --plan standard --locale de-DE");
    expect(created).to.include({
      code: "life-of",
      name: "Life",
      plan: "standard",
      currency: "EUR",
    });
    const listed = await json("stores list");
    expect(listed.map((store: { code: string }) => store.code)).to.include.members([
      "acme",
      "life-of",
    ]);
    expect(await json("stores suspend life-of")).to.include({ state: "suspended" });
    const suspended = await json("stores show LIFE-OF");
    expect(suspended).to.include({ id: created.id, state: "suspended", plan: "standard" });
    expect(suspended.version).to.equal(newestVersion("store"));
    expect(await json("stores resume life-of")).to.include({ state: "open" });
    expect(await json("stores trash life-of")).to.include({ state: "trashed" });
    const { code, err } = await cli("stores resume life-of");
    const restoreFirst = "wizamart: Life is in the trash: `stores restore life-of` first\n";
    expect({ code, err }).to.deep.equal({ code: 2, err: restoreFirst });
    expect(await json("stores restore life-of")).to.include({ state: "open" });
    const [dropped] = await json("stores drop life-of --yes");
    expect(dropped).to.include({ store: created.id, code: "life-of", done: true });
    expect(await cli("stores show life-of")).to.deep.include({
      code: 1,
      err: 'wizamart: There is no store "life-of": see `stores list`\n',
    });
  });

  it("takes a domain through its life", async () => {
    expect(await json("domains add acme Shop.ACME.com")).to.deep.equal({
      domain: "shop.acme.com",
      store: "acme",
    });
    await json("domains add acme www.acme.com");
    expect(await json("domains show shop.acme.com")).to.include({
      store: "acme",
      is_verified: false,
      is_primary: true,
    });
    await json("domains verify shop.acme.com --force --reason telephone");
    expect(await json("domains show shop.acme.com")).to.include({ is_verified: true });
    await json("domains primary www.acme.com");
    const listed = await json("domains list");
    expect(
      listed.map((row: { domain: string; is_primary: boolean }) => [row.domain, row.is_primary]),
    ).to.deep.equal([
      ["shop.acme.com", false],
      ["www.acme.com", true],
    ]);
    await json("domains remove shop.acme.com");
    expect((await cli("domains show shop.acme.com")).code).to.equal(1);
  });

  it("tells how the database is, for people and for scripts", async () => {
    expect(await json("db migrate")).to.deep.include({ shared: [], stores: 0, failures: [] });
    expect(await json("db status")).to.include({ newest: newestVersion("store") });
    expect((await json("db audit")).filter(isHole)).to.deep.equal([]);
    expect(await json("db harden")).to.have.keys("functions", "relations");
    const texts = await Promise.all([cli("db status"), cli("db migrate"), cli("stores list")]);
    expect(texts.map(({ out }) => out.split(/ {2}|:/)[0])).to.deep.equal([
      "Shared room",
      "shared room",
      "ID",
    ]);
  });

  it("ends with 1 when the audit finds a hole, and says how to close it", async () => {
    const [store] = await database.ask("select id from stores where code = 'acme'");
    await database.ask(`grant select on store_${store?.id}.products to public`);
    const { code, out } = await cli("db audit");
    await database.ask(`revoke select on store_${store?.id}.products from public`);

    expect(code).to.equal(1);
    expect(out)
      .to.match(/^HOLE {2}/)
      .and.to.match(/revoke/i);
  });

  for (const [command, message] of [
    ["stores", "Usage: wizamart stores"],
    ["shops list", "error: unknown command 'shops'"],
    ["stores close acme", "error: unknown command 'close'"],
    ["stores show", "error: missing required argument 'code'"],
    ["stores create globex", "error: required option '--name <name>' not specified"],
    ["stores list --all", "error: unknown option '--all'"],
    ["stores create ab --name X", "wizamart: A code has 3 to 50 characters."],
    ["stores create admin --name X", 'wizamart: "admin" is reserved: choose another code.'],
    ["stores create a--b --name X", "wizamart: A code begins with a letter"],
    [
      "stores create globex --name X --plan gold",
      "wizamart: --plan is one of free, standard, premium",
    ],
    ["stores create globex --name X --currency EURO", "wizamart: --currency is a code such as EUR"],
    ["stores drop acme", "wizamart: This cannot be undone: add --yes"],
    ["products import acme nowhere.csv", "wizamart: There is no file nowhere.csv"],
    ["domains verify www.acme.com", "wizamart: Say that you checked who owns it"],
  ]) {
    it(`calls "${command}" a misuse, and changes nothing`, async () => {
      const before = await database.ask("select * from stores order by id");
      const { code, out, err } = await cli(command ?? "");

      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
      expect(err).to.contain(message);
      expect(await database.ask("select * from stores order by id")).to.deep.equal(before);
    });
  }

  it("says in one line why something failed", async () => {
    await json("domains add acme taken.acme.com");
    await inTurns(
      [
        ["stores show nobody", 'There is no store "nobody": see `stores list`'],
        ["stores suspend nobody", 'There is no store "nobody": see `stores list`'],
        ["stores create acme --name Again", 'There is a store "acme" already: choose another code'],
        ["products export nobody x.csv", 'There is no store "nobody": see `stores list`'],
        ["domains show nobody.com", "No store has nobody.com: see `domains list`"],
        ["domains primary nobody.com", "No store has nobody.com: see `domains list`"],
        ["domains add acme taken.acme.com", "taken.acme.com is taken: remove it where it is"],
        ["products export acme /nowhere/at/all.csv", "ENOENT: no such file or directory"],
      ] as const,
      async ([command, message]) => {
        const { code, out, err } = await cli(command);
        expect({ code, out }, command).to.deep.equal({ code: 1, out: "" });
        expect(err)
          .to.match(/^wizamart: [^\n]+\n$/)
          .and.contain(message);
      },
    );
  });

  it("says in one line that the database does not answer, or that it may not", async () => {
    const down = (host: string) => `postgres://nobody@${host}:1/nowhere`;
    await inTurns(
      [
        [down("127.0.0.1"), "ECONNREFUSED"],
        [down("localhost"), "ECONNREFUSED"],
        ["", "Set DATABASE_ADMIN_URL: this command needs the provisioner"],
      ] as const,
      async ([DATABASE_ADMIN_URL, message]) => {
        const { code, err } = await cli("stores list", { DATABASE_ADMIN_URL });
        expect(code).to.equal(1);
        expect(err)
          .to.match(/^wizamart: [^\n]+\n$/)
          .and.contain(message);
      },
    );
  });

  it("reads a file without writing when it is only asked to report", async () => {
    const file = await csv("anvil,Anvil,12.50\nlaser,Laser,dear\n");
    const dry = await cli(`products import acme ${file} --dry-run --json`);

    expect(dry.code, "it found something").to.equal(1);
    const report = JSON.parse(dry.out);
    expect(report).to.include({ created: 1, refused: 1 });
    expect(report.problems[0]).to.include({ line: 3, severity: "error" });
    expect((await json(`products export acme ${join(folder, "none.csv")}`)).products).to.equal(0);
  });

  it("takes what it can of a file, and tells the lines that it cannot", async () => {
    await json("stores create part --name Part");
    const file = await csv("anvil,Anvil,12.50\nlaser,Laser,dear\n");
    const { code, out } = await cli(`products import part ${file}`);

    expect(code).to.equal(1);
    expect(out).to.match(/^1 products created, 0 updated, 1 refused; 1 variants\n/);
    expect(out).to.match(/✗ line 3, Variant Price: /);
    expect((await cli(`products import part ${await csv("anvil,Anvil,12.50\n")}`)).out).to.match(
      /^0 products created, 1 updated, 0 refused/,
    );
  });

  it("gives Shopify's samples back as it took them, two stores at once", async function () {
    const files = ["apparel", "home-and-garden", "jewelery"].map(
      (name) => `${samples}shopify-${name}.csv`,
    );
    if (!files.every(existsSync)) {
      process.stdout.write(`      skipped: there are no files in ${samples}\n`);
      this.skip();
    }
    await json("stores create first --name First --currency USD");
    await json("stores create second --name Second --currency USD");
    for (const file of files) {
      const reports = await Promise.all([
        json(`products import first ${file}`),
        json(`products import second ${file}`),
      ]);
      for (const report of reports) expect(report).to.include({ created: 20, refused: 0 });
    }
    const first = await exported("first");
    const rows: { Handle: string }[] = parse(first, { columns: true });
    expect(new Set(rows.map(({ Handle }) => Handle)).size).to.equal(60);
    expect(await exported("second")).to.equal(first);

    await json("stores create third --name Third --currency USD");
    const report = await json(`products import third ${join(folder, "first.csv")}`);
    expect(report).to.include({ created: 60, updated: 0, refused: 0 });
    expect(await exported("third")).to.equal(first);
  });

  function cli(command: string, env: Record<string, string> = {}): Promise<Ended> {
    const args = command.split(" ").filter(Boolean);
    return wizamart(args, { ...database.env, DATA_DIR: folder, ...env });
  }

  async function json(command: string) {
    const { code, out, err } = await cli(`${command} --json`);
    expect({ code, err }, command).to.deep.equal({ code: 0, err: "" });
    return JSON.parse(out);
  }

  async function csv(lines: string): Promise<string> {
    const file = join(folder, "products.csv");
    await writeFile(file, `Handle,Title,Variant Price\n${lines}`);
    return file;
  }

  async function exported(code: string): Promise<string> {
    const file = join(folder, `${code}.csv`);
    await json(`products export ${code} ${file}`);
    return readFile(file, "utf8");
  }
});

/** A few at a time: each is a process. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const hands = Array.from({ length: 4 }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(hands);
}

function isHole({ severity }: { severity: string }): boolean {
  return severity === "hole";
}
