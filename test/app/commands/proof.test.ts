import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { withAdmin } from "../../../db/admin.ts";
import { quoteName, roleOf, roles, schemaOf } from "../../../db/roles.ts";
import { wizamart } from "../../support/processes.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("wizamart db", function () {
  this.timeout(60_000);
  let shop: Shop;
  let other: Shop;
  let folder: string;

  before(async () => {
    shop = await openShop({ name: "Proof" });
    other = await openShop();
    folder = await mkdtemp(join(tmpdir(), "wizamart-proof-"));
  });

  after(() => rm(folder, { recursive: true }));

  it("drift finds nothing, then a difference, and writes the SQL that mends it", async () => {
    const clean = await wizamart(["db", "drift", "--store", shop.code]);
    expect(clean).to.include({ code: 0, err: "" });
    expect(clean.out).to.match(/^Compared with what their migrations make: \d+ at version \d+\.\n/);

    const owner = quoteName(roles.owner);
    const table = `${schemaOf(shop.id)}.products`;
    await withAdmin((client) =>
      client.query(`set role ${owner}; alter table ${table} alter column vendor type varchar(50)`),
    );
    const file = join(folder, "repair.sql");
    const found = await wizamart(["db", "drift", "--store", shop.code, "--repair-sql", file]);
    expect(found.code).to.equal(1);
    expect(found.out).to.include(
      `${schemaOf(shop.id)} (${shop.code}): products.vendor is varchar(50), should be text`,
    );
    expect(found.out).to.include(`${file} has the SQL.`);
    expect((await wizamart(["db", "drift", "--store", other.code])).code).to.equal(0);

    await withAdmin(async (client) => client.query(await readFile(file, "utf8")));
    const json = await wizamart(["db", "drift", "--store", shop.code, "--json"]);
    expect(json.code).to.equal(0);
    expect(JSON.parse(json.out)).to.have.property("groups").that.deep.equals([]);
  });

  it("drift refuses what it cannot do, in a line", async () => {
    const unknown = await wizamart(["db", "drift", "--store", "nobody"]);
    expect(unknown.code).to.equal(1);
    expect(unknown.err).to.match(/^wizamart: There is no store "nobody"[^\n]*\n$/);
    const nowhere = await wizamart(["db", "drift", "--repair-sql", join(folder, "no", "file.sql")]);
    expect(nowhere.code).to.equal(1);
    expect(nowhere.err).to.match(/^wizamart: ENOENT[^\n]*\n$/);
    expect((await wizamart(["db", "drift", "--nonsense"])).code).to.equal(2);
  });

  it("audit writes a document about a store, or shows it, and ends with 1 for a hole", async () => {
    const file = join(folder, "audit.md");
    const clean = await wizamart(["db", "audit", "--store", shop.code, "--report", file]);
    expect(clean).to.include({ code: 0, err: "" });
    expect(clean.out).to.equal(
      `Nothing found: every store can reach its own rows only.\n${file} has the report.\n`,
    );
    expect(await readFile(file, "utf8")).to.match(/^# Who can reach the data of Proof\n/);

    const [schema, role] = [schemaOf(shop.id), quoteName(roleOf(other.id))];
    const right = `on ${schema}.products`;
    await withAdmin((client) => client.query(`grant select ${right} to ${role}`));
    const shown = await wizamart(["db", "audit", "--report", "-"]);
    const json = await wizamart(["db", "audit", "--json"]);
    await withAdmin((client) => client.query(`revoke select ${right} from ${role}`));

    expect(shown.code).to.equal(1);
    expect(shown.out).to.match(/^# Who can reach the data of the stores\n/);
    expect(shown.out).to.include(`REVOKE SELECT ON TABLE ${schema}.products FROM`);
    expect(json.code).to.equal(1);
    expect(JSON.parse(json.out)[0]).to.include({ severity: "hole", subject: `${schema}.products` });
  });

  it("capacity reports, as JSON too, and refuses nonsense", async () => {
    const { code, out, err } = await wizamart(["db", "capacity", "--memory", "24"]);
    expect(err).to.equal("");
    expect(code).to.equal(0);
    expect(out)
      .to.match(/^Stores /)
      .and.match(/memory \(24\.0 GB\)/);
    const json = JSON.parse((await wizamart(["db", "capacity", "--json"])).out);
    expect(json).to.include.keys("facts", "measured", "limits", "warnings");
    const status = JSON.parse((await wizamart(["db", "status", "--json"])).out);
    expect(status.warnings).to.deep.equal(json.warnings);
    const wrong = await wizamart(["db", "capacity", "--memory", "much"]);
    expect(wrong).to.include({ code: 2, out: "" });
    expect(wrong.err).to.equal("wizamart: --memory is a number of GiB, such as 24\n");
  });
});
