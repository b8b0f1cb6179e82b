import { mkdtemp, readdir, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import pg from "pg";
import { config } from "../../../app/config.ts";
import { storeFiles } from "../../../app/files/store-files.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { Archive } from "../../../db/copies/archive-reader.ts";
import { type ExportReport, exportStore } from "../../../db/copies/export.ts";
import { importStore } from "../../../db/copies/import.ts";
import { startBucket } from "../../support/bucket.ts";
import { filesIn, fingerprint, fullShop } from "../../support/copies.ts";
import { anOrder } from "../../support/orders.ts";
import { inShop } from "../../support/rows.ts";
import type { Shop } from "../../support/shops.ts";

const here = process.env.DATABASE_ADMIN_URL ?? "";

describe("exporting", function () {
  this.timeout(60_000);
  let folder: string;
  let shop: Shop;
  let imports = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-export-"));
    shop = await fullShop();
    // What was put there behind the triggers' backs would look torn.
    await inShop(shop, "update variants set on_hand = on_hand - 5");
    await inShop(shop, "delete from stock_movements where kind = 'counted' and on_hand = -5");
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it("catches one moment of a shop that sells meanwhile", async () => {
    let selling = true;
    const sales = (async () => {
      for (let sold = 0; selling; sold += 1) await anOrder(shop, { email: `b${sold}@example.com` });
    })();
    const ids: number[] = [];
    for (let copy = 0; copy < 4; copy += 1) {
      const file = join(folder, `busy-${copy}.zip`);
      await write(file);
      ids.push(await take(file));
    }
    selling = false;
    await sales;

    for (const id of ids) {
      const torn = await inShop(
        { id },
        `
        select 'ledger' as what from variants v left join stock_movements m on m.variant_id = v.id group by v.id
        having (coalesce(sum(m.on_hand), 0), coalesce(sum(m.reserved), 0)) <> (v.on_hand, v.reserved)
        union all select 'number' from counters where last_order <> (select max(number) from orders)
        union all select 'total' from orders o where subtotal <> (select sum(price * quantity) from order_lines l where l.order_id = o.id)
        union all select 'payment' from orders o where not exists (select from payments p where p.order_id = o.id)`,
      );
      expect(torn).to.deep.equal([]);
    }
  });

  it("names the pictures whose files are gone", async () => {
    const [{ file } = { file: "" }] = await inShop<{ file: string }>(
      shop,
      "select file from pictures order by id",
    );
    const place = join(config.UPLOADS_DIR, "stores", String(shop.id));
    for (const size of [400, 800, 1200]) await unlink(join(place, `${file}-${size}.webp`));
    const report = await write(join(folder, "gone.zip"));
    expect(report).to.deep.include({ files: 3, missing: [file] });
  });

  it("takes the place of what a killed export left", async () => {
    const file = join(folder, "left.zip");
    await writeFile(`${file}.part`, "half");
    await write(file);
    expect((await readdir(folder)).filter((name) => name.startsWith("left"))).to.deep.equal([
      "left.zip",
    ]);
    expect((await Archive.open(file)).manifest.store.code).to.equal(shop.code);
  });

  it("is done by one process at a time for one file", async () => {
    const file = join(folder, "twice.zip");
    const [first, second] = await Promise.allSettled([write(file), write(file)]);
    const outcomes = [first, second].map((one) =>
      one?.status === "rejected" ? one.reason.name : one?.status,
    );
    expect(outcomes).to.have.members(["fulfilled", "CannotWrite"]);
    const archive = await Archive.open(file);
    await archive.verify();
    archive.close();
  });

  it("waits for a table that somebody holds for a moment", async () => {
    const other = new pg.Client(here);
    await other.connect();
    await other.query(`begin; lock table store_${shop.id}.products in access exclusive mode`);
    const writing = write(join(folder, "locked.zip"));
    await other.query("select pg_sleep(1)");
    await other.query("rollback");
    await other.end();
    expect(await writing).to.include({ files: 3 });
  });

  it("goes from a directory to a bucket and back", async () => {
    const bucket = await startBucket();
    try {
      const there = join(folder, "there.zip");
      const back = join(folder, "back.zip");
      await write(there);
      const id = await take(there, bucket.url);
      expect(await storeFiles(id, bucket.url).list()).to.deep.equal(
        await storeFiles(shop.id).list(),
      );
      await asProvisioner((client) =>
        exportStore(client, id, {
          file: back,
          files: storeFiles(id, bucket.url),
          mayReplace: false,
        }),
      );
      const last = await take(back);
      expect(await filesIn(config.UPLOADS_DIR, last)).to.deep.equal(
        await filesIn(config.UPLOADS_DIR, shop.id),
      );
      expect(await fingerprint(here, last)).to.deep.equal(await fingerprint(here, shop.id));
    } finally {
      await bucket.stop();
    }
  });

  function write(file: string): Promise<ExportReport> {
    return asProvisioner((client) =>
      exportStore(client, shop.id, { file, files: storeFiles(shop.id), mayReplace: false }),
    );
  }

  async function take(file: string, place?: string): Promise<number> {
    const archive = await Archive.open(file);
    imports += 1;
    const store = {
      code: `${shop.code}-${imports}`,
      name: "Copy",
      suspended: false,
      actor: "test",
    };
    const { id } = await asProvisioner((client) =>
      importStore(client, archive, { ...store, filesOf: (one) => storeFiles(one, place) }),
    );
    archive.close();
    return id;
  }
});
