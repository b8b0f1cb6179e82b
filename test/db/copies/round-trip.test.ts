import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { startApplication } from "../../support/application.ts";
import { filesIn, fingerprint, fullShop } from "../../support/copies.ts";
import { debianServer, type OtherServer } from "../../support/debian-server.ts";
import { wizamart } from "../../support/processes.ts";
import { type OwnDatabase, ownDatabase } from "../../support/release.ts";
import type { Shop } from "../../support/shops.ts";
import { get } from "../../support/visit.ts";

const here = process.env.DATABASE_ADMIN_URL ?? "";

for (const place of ["another database of this server", "a server of PostgreSQL 15"]) {
  describe(`a store that goes to ${place}`, function () {
    this.timeout(120_000);
    let server: OtherServer | undefined;
    let there: OwnDatabase;
    let folder: string;
    let shop: Shop;
    let environment: Record<string, string>;
    let original: Record<string, string>;
    let pages: string[];
    let imported: Record<string, unknown>;

    before(async function () {
      server = place.endsWith("15") ? await debianServer() : undefined;
      if (place.endsWith("15") && !server) {
        process.stdout.write("      skipped: /usr/lib/postgresql/15 is not here\n");
        this.skip();
      }
      folder = await mkdtemp(join(tmpdir(), "wizamart-copies-"));
      there = ownDatabase(server?.url);
      environment = {
        ...there.env,
        UPLOADS_DIR: join(folder, "uploads"),
        ENCRYPTION_KEY: "0f".repeat(32),
      };
      expect(await wizamart(["db", "init"], environment)).to.include({ code: 0, err: "" });
      // So that the ids differ.
      await json(environment, "stores", "create", "other", "--name", "Other");
      shop = await fullShop({ domain: `${folder.slice(-6).toLowerCase()}.example` });
      original = await fingerprint(here, shop.id);
      pages = await pagesOf({}, shop, shop.id);
      await json({}, "stores", "export", shop.code, join(folder, "shop.zip"));
      imported = await json(environment, "stores", "import", join(folder, "shop.zip"));
    });

    after(async () => {
      await there?.remove();
      await server?.stop();
      if (folder) await rm(folder, { recursive: true, force: true });
    });

    it("has the same rows and numbers in every table", async () => {
      expect(imported).to.include({ code: shop.code, state: "open" });
      const after = await fingerprint(there.env.DATABASE_ADMIN_URL ?? "", Number(imported.id));
      expect(Object.values(original).filter((text) => text.startsWith("0 rows"))).to.deep.equal([]);
      expect(after).to.deep.equal(original);
    });

    it("has the same files, and a role that can use its schema", async () => {
      const files = await filesIn(config.UPLOADS_DIR, shop.id);
      expect(Object.keys(files)).to.have.length(6);
      expect(await filesIn(join(folder, "uploads"), Number(imported.id))).to.deep.equal(files);
    });

    it("answers the same bytes once its domain is verified there", async () => {
      const [domain] = await there.ask<{ domain: string; is_verified: boolean }>(
        "select domain, is_verified from store_domains where store_id = $1",
        [imported.id],
      );
      expect(domain).to.include({ is_verified: false });
      const verify = ["domains", "verify", domain?.domain ?? "", "--force", "--reason", "moved"];
      await json(environment, ...verify);
      const after = await pagesOf(environment, shop, Number(imported.id));
      expect(after).to.have.length(pages.length);
      for (const [at, page] of after.entries()) expect(page).to.equal(pages[at]);
    });

    it("has a schema as its migrations make it, that nobody else reaches", async () => {
      const drift = await wizamart(["db", "drift", "--store", shop.code], environment);
      expect(drift.code, drift.out + drift.err).to.equal(0);
      const audit = await wizamart(["db", "audit"], environment);
      expect(audit.code, audit.out + audit.err).to.equal(0);
    });

    it("says what is left to do by hand", () => {
      expect(imported).to.deep.include({ lostKeys: ["delivery"], domainsTaken: [], expiries: 1 });
    });

    it("goes on with its numbers, and its triggers work", async () => {
      const id = Number(imported.id);
      const [sold] = await there.ask<{ stock: string; number: string; triggers: string }>(
        `with moved as (insert into store_${id}.stock_movements (variant_id, kind, on_hand)
           select min(id), 'received', 1000 from store_${id}.variants returning variant_id)
         select variant_id as stock from moved`,
      );
      const [row] = await there.ask<{ on_hand: number }>(
        `select on_hand from store_${id}.variants where id = ${Number(sold?.stock)}`,
      );
      expect(row?.on_hand).to.be.greaterThan(1000);
      await there.ask(`insert into store_${id}.pages (slug, title) values ('new', 'New')`);
    });
  });
}

/** What a visitor gets, without what names the store's id. */
async function pagesOf(
  settings: Record<string, string>,
  shop: Shop,
  id: number,
): Promise<string[]> {
  const application = await startApplication(settings);
  try {
    const pages: string[] = [];
    for (const path of [
      "/",
      "/shop/products",
      "/shop/products/lamp",
      "/shop/products/odd-0",
      "/shop/pages/about",
      "/shop/categories/home",
      "/shop/search?q=lamp",
    ]) {
      const { status, text } = await get(application.port, path, {
        Host: `${shop.code}.localhost`,
      });
      expect(status, path).to.equal(200);
      pages.push(text.replaceAll(`/uploads/stores/${id}/`, "/uploads/stores/ID/"));
    }
    return pages;
  } finally {
    await application.stop();
  }
}

async function json(
  environment: Record<string, string>,
  ...args: string[]
): Promise<Record<string, unknown>> {
  const { code, out, err } = await wizamart([...args, "--json"], environment);
  expect({ code, err }).to.deep.equal({ code: 0, err: "" });
  return JSON.parse(out);
}
