import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect } from "chai";
import sharp from "sharp";
import { type ImportReport, importProducts } from "../../../app/catalogue/import-products.ts";
import { storeFiles } from "../../../app/files/store-files.ts";
import { inPlatform } from "../../support/admin.ts";
import { keepFilesAt, startBucket, type TestBucket } from "../../support/bucket.ts";
import { pollutedFiles, refusedFiles } from "../../support/hostile-files.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("pictures of a file of products", () => {
  let shop: Shop;
  let server: Server;
  let at: string;
  let asked: string[];
  const files = new Map<string, Buffer>();

  before(async () => {
    server = createServer(({ url = "" }, response) => {
      asked.push(url);
      response
        .writeHead(200, { "Content-Type": "image/png" })
        .end(files.get(url.split("?")[0] ?? ""));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const plain = { width: 60, height: 40, channels: 3, background: "#336699" } as const;
    files.set("/good.png", await sharp({ create: plain }).png().toBuffer());
    for (const [index, { bytes }] of (await refusedFiles()).entries())
      files.set(`/bad${index}`, bytes);
    for (const [index, { bytes }] of (await pollutedFiles()).entries())
      files.set(`/odd${index}`, bytes);
  });

  beforeEach(async () => {
    shop = await openShop({ plan: "free" });
    asked = [];
  });

  after(() => server.close());

  function take(paths: string[]): Promise<ImportReport> {
    const lines = paths.map((path, index) => `p${index},P${index},5,active,${at}${path}`);
    const text = ["Handle,Title,Variant Price,Status,Image Src", ...lines].join("\n");
    return importProducts(shop.id, Readable.from([Buffer.from(text)]), {
      fetching: { allow: () => true },
    });
  }

  const used = async () => {
    const [row] = await inPlatform<{ file_bytes: number }>(
      "select file_bytes from usage where store_id = $1",
      [shop.id],
    );
    return row?.file_bytes ?? 0;
  };

  it("are stored with their pixels only, or named in the report with the reason", async function () {
    this.timeout(60_000);
    const paths = [...files.keys()].filter((path) => path !== "/good.png");
    const report = await take(paths);
    const bad = paths.filter((path) => path.startsWith("/bad"));
    expect(report.created).to.equal(paths.length);
    expect(report.pictures.missing).to.equal(bad.length);
    expect(report.problems).to.have.length(bad.length);
    for (const { reason, severity } of report.problems) {
      expect(severity).to.equal("notice");
      expect(reason).to.match(/could not be taken: (Only JPEG|The picture|too large)/);
    }
    for (const name of await storeFiles(shop.id).list()) {
      const chunks = await (await storeFiles(shop.id).read(name))?.toArray();
      expect(Buffer.concat(chunks ?? []).includes("script"), name).to.equal(false);
    }
  });

  it("are counted, and no more of them are fetched than there is room for", async () => {
    await take(["/good.png"]);
    const each = await storeFiles(shop.id).bytes();
    expect(await used()).to.equal(each);
    await inPlatform("update usage set file_bytes = $2 where store_id = $1 returning 1", [
      shop.id,
      500_000_000 - each,
    ]);
    asked = [];
    await inShop(shop, "delete from products returning 1");
    const report = await take(["/good.png", "/good.png?2", "/good.png?3", "/good.png?4"]);
    expect(report.created).to.equal(4);
    expect(report.pictures).to.include({ fetched: 1, missing: 3 });
    expect(report.problems.map(({ reason }) => reason)[2]).to.include(
      "The plan Free has room for 500 MB of pictures",
    );
    expect(asked).to.have.length(2);
    expect(await used()).to.equal(500_000_000);
  });

  describe("while the storage is down", () => {
    let bucket: TestBucket;

    before(async () => {
      bucket = await startBucket();
    });

    afterEach(() => keepFilesAt(undefined));

    after(() => bucket.stop());

    it("end the import, which may be begun again and then takes them all", async () => {
      keepFilesAt(bucket.with({ secret: "other" }));
      const failure = await take(["/good.png"]).catch((error: Error) => error);
      expect(failure).to.be.an("error").with.property("name", "StorageFault");
      expect(await inShop(shop, "select 1 from pictures")).to.eql([]);
      expect(await used()).to.equal(0);

      keepFilesAt(bucket.url);
      expect((await take(["/good.png"])).pictures).to.include({ fetched: 1, missing: 0 });
      expect(await storeFiles(shop.id).list()).to.have.length(3);
    });
  });
});
