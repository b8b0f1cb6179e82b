import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { config } from "../../../../app/config.ts";
import { asPlatform } from "../../../../app/context.ts";
import { invitationsOf } from "../../../../app/models/shared/people/invitation.ts";
import { asProvisioner, withAdmin } from "../../../../db/admin.ts";
import { findStore } from "../../../../db/stores.ts";
import { fullShop, rebuilt } from "../../../support/copies.ts";
import { type Ended, wizamart } from "../../../support/processes.ts";
import type { Shop } from "../../../support/shops.ts";
import { staffOf } from "../../../support/staff.ts";

const run = promisify(execFile);

describe("stores export, import and clone", function () {
  this.timeout(120_000);
  let folder: string;
  let shop: Shop;
  let owner: { email: string };
  let archive: string;
  let first: Ended;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-verbs-"));
    shop = await fullShop({
      plan: "standard",
      name: "Lamps & Co",
      domain: `${folder.slice(-6).toLowerCase()}.example`,
    });
    owner = await staffOf(shop);
    archive = join(folder, "shop.zip");
    first = await wizamart(["stores", "export", shop.code, archive]);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it("says what is in the archive, which only its owner can read", async () => {
    expect(first).to.include({ code: 0, err: "" });
    expect(first.out).to.match(
      /^Lamps & Co is in \S+shop\.zip: [\d,]+ rows, 6 files, [\d,]+ bytes\nIt holds what customers told the shop/,
    );
    expect((await stat(archive)).mode & 0o777).to.equal(0o600);
    expect(await readdir(folder)).to.deep.equal(["shop.zip"]);
  });

  it("does not replace a file unless it is told to", async () => {
    const before = await readFile(archive);
    const refused = await wizamart(["stores", "export", shop.code, archive]);
    expect(refused.code).to.equal(1);
    expect(refused.err).to.equal(
      `wizamart: ${archive} is there already and was left as it is: name another file, or add --force to replace it\n`,
    );
    expect(await readFile(archive)).to.deep.equal(before);
    const other = join(folder, "other.zip");
    await writeFile(other, "old");
    const forced = await wizamart(["stores", "export", shop.code, other, "--force", "--json"]);
    expect(forced.code, forced.err).to.equal(0);
    expect(JSON.parse(forced.out)).to.include({
      file: other,
      files: 6,
      bytes: (await stat(other)).size,
    });
  });

  it("says that there is no such folder, no such store, no such file", async () => {
    const [nowhere, nobody, nothing] = await Promise.all([
      wizamart(["stores", "export", shop.code, join(folder, "no", "shop.zip")]),
      wizamart(["stores", "export", "nobody", join(folder, "nobody.zip")]),
      wizamart(["stores", "import", join(folder, "nothing.zip")]),
    ]);
    expect(nowhere.err).to.match(
      /could not be written: there is no such folder\. Nothing is left of it, the store is as it was/,
    );
    expect(nobody.err).to.contain('There is no store "nobody"');
    expect(nothing).to.include({
      code: 2,
      err: `wizamart: There is no file ${join(folder, "nothing.zip")}\n`,
    });
    expect(await readdir(folder)).to.not.include("nobody.zip");
  });

  it("refuses a code that is taken, here by the original, and says what to do", async () => {
    const before = await storeCount();
    const { code, err } = await wizamart(["stores", "import", archive]);
    expect({ code, err }).to.deep.equal({
      code: 1,
      err: `wizamart: There is a store "${shop.code}" already. It was left as it is, and nothing was made: choose another code\n`,
    });
    const wrong = await wizamart(["stores", "import", archive, "--code", "Admin"]);
    expect(wrong).to.include({ code: 2 });
    expect(wrong.err).to.contain('"admin" is reserved');
    expect(await storeCount()).to.equal(before);
  });

  it("takes another code and name, suspended, and says what is left to do", async () => {
    const changed = await rebuilt(archive, join(folder, "people.zip"), ({ manifest }) => {
      manifest.members.push({ email: "stranger@example.com", role: "manager" });
      manifest.domains.push({ domain: `new-${manifest.domains[0]?.domain}`, primary: false });
    });
    const args = ["--code", `${shop.code}-two`, "--name", "Second", "--suspended", "--invite"];
    const { code, out, err } = await wizamart(["stores", "import", changed, ...args]);
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out).to.match(
      new RegExp(`^Second is here, suspended: \`stores resume ${shop.code}-two\` opens it at `),
    );
    expect(out).to.contain("domains to be verified before it answers on them: new-");
    expect(out).to.contain("domains that another store has here, left there: ");
    expect(out).to.contain(
      "1 person may work in it as before\n  invited by mail: stranger@example.com (manager)",
    );
    expect(out).to.contain("payment keys (delivery) were encrypted for the store that it was");
    expect(out).to.contain("unpaid orders that let their goods go when their time is over: 1");
    const store = await asProvisioner((client) => findStore(client, `${shop.code}-two`));
    expect(store).to.include({ name: "Second", plan: "standard", state: "suspended" });
    const invited = await asPlatform("read", () => invitationsOf(store.id));
    expect(invited.map(({ email, role }) => [email, role])).to.deep.equal([
      ["stranger@example.com", "manager"],
    ]);
    expect(await membersOf(store.id)).to.deep.equal([owner.email]);
  });

  it("needs DATABASE_ADMIN_URL, of somebody who may", async () => {
    const before = await storeCount();
    const none = await wizamart(["stores", "import", archive, "--code", "no-rights"], {
      DATABASE_ADMIN_URL: "",
    });
    expect(none.code).to.equal(1);
    expect(none.err).to.equal(
      "wizamart: Set DATABASE_ADMIN_URL: this command needs the provisioner\n",
    );
    const app = await wizamart(["stores", "import", archive, "--code", "no-rights"], {
      DATABASE_ADMIN_URL: config.DATABASE_URL ?? "",
    });
    expect(app.code).to.equal(1);
    expect(app.err).to.equal(
      "wizamart: The login of DATABASE_ADMIN_URL may not do this: use the provisioner's, or a superuser's; nothing was imported\n",
    );
    expect(await storeCount()).to.equal(before);
  });

  it("says that an archive is damaged, and that nothing was imported", async () => {
    const cut = join(folder, "cut.zip");
    await writeFile(cut, (await readFile(archive)).subarray(0, 5_000));
    const { code, err } = await wizamart(["stores", "import", cut, "--code", "cut-off"]);
    expect({ code, err }).to.deep.equal({
      code: 1,
      err: `wizamart: ${cut} cannot be imported. It is no ZIP archive, or its end is missing. Nothing was imported: fetch the archive again from where it was made, or export it anew\n`,
    });
  });

  it("clones, and says what a clone does not have", async () => {
    const { code, out, err } = await wizamart(["stores", "clone", shop.code, `${shop.code}-try`]);
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out).to.match(
      /^Lamps & Co \(copy\) \(\S+-try\) is a copy of Lamps & Co: store \d+, [\d,]+ rows, 6 files\nIt has no customers/,
    );
    expect(out).to.contain("It takes no cards");
    const whole = await wizamart([
      "stores",
      "clone",
      shop.code,
      `${shop.code}-all`,
      "--with-customers",
      "--name",
      "All",
      "--json",
    ]);
    expect(whole.code, whole.err).to.equal(0);
    expect(JSON.parse(whole.out)).to.include({
      code: `${shop.code}-all`,
      name: "All",
      state: "suspended",
    });
    const kinds = await withAdmin(
      async (client) =>
        (
          await client.query(
            "select kind, detail ->> 'from' as from from public.platform_events where detail ->> 'code' like $1 order by id",
            [`${shop.code}-%`],
          )
        ).rows,
    );
    expect(kinds).to.deep.equal([
      { kind: "store.imported", from: shop.code },
      { kind: "store.cloned", from: shop.code },
      { kind: "store.cloned", from: shop.code },
    ]);
  });

  describe("on a disk that is full", () => {
    let small: string;

    before(async function () {
      small = join(folder, "small");
      await mkdir(small);
      await run("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", small]).catch(() => {
        process.stdout.write("      skipped: no right to mount a small disk\n");
        this.skip();
      });
    });

    after(() => run("umount", [small]).catch(() => {}));

    it("exports nothing, and leaves nothing behind", async () => {
      const file = join(small, "shop.zip");
      const { code, err } = await wizamart(["stores", "export", shop.code, file]);
      expect({ code, err }).to.deep.equal({
        code: 1,
        err: `wizamart: ${file} could not be written: there is no room left on the disk. Nothing is left of it, the store is as it was: make room or name another place, then run it again\n`,
      });
      expect(await readdir(small)).to.deep.equal([]);
    });

    it("imports and clones nothing, and leaves nothing behind", async () => {
      const before = await storeCount();
      const settings = { UPLOADS_DIR: small };
      const importing = await wizamart(
        ["stores", "import", archive, "--code", "no-room"],
        settings,
      );
      expect(importing.code).to.equal(1);
      expect(importing.err).to.match(
        /file \S+\.webp could not be written: there is no room left on the disk\. Nothing was imported/,
      );
      expect((await readdir(join(small, "stores"))).flat()).to.deep.equal([]);
      expect(await storeCount()).to.equal(before);
    });
  });
});

async function storeCount(): Promise<number> {
  return withAdmin(
    async (client) => (await client.query("select id from public.stores")).rows.length,
  );
}

async function membersOf(id: number): Promise<string[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ email: string }>(
      "select u.email from public.memberships m join public.users u on u.id = m.user_id where m.store_id = $1",
      [id],
    );
    return rows.map(({ email }) => email);
  });
}
