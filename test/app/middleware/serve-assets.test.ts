import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "chai";
import sharp from "sharp";
import { assetAddress, assetAt } from "../../../app/assets.ts";
import { Bucket } from "../../../app/files/bucket/bucket.ts";
import { readBucketUrl } from "../../../app/files/bucket/bucket-url.ts";
import { keepPicture } from "../../../app/files/keep-picture.ts";
import { storeFiles, storeFolder } from "../../../app/files/store-files.ts";
import { keepFilesAt, startBucket, type TestBucket } from "../../support/bucket.ts";
import { openShop } from "../../support/shops.ts";
import { knock, visit } from "../../support/visit.ts";

const file = "abcdefghijklmnopqrstuvwxyz";
const storeId = 4711;

describe("serveAssets", () => {
  const stylesheet = assetAddress("storefront/base.css");

  it("serves a file of public/ under an address that changes with it, to be kept for ever", async () => {
    const page = await visit(`localhost${stylesheet}`);
    expect(stylesheet).to.match(/^\/assets\/storefront\/base\.css\?v=[0-9a-f]{12}$/);
    expect(page.status).to.equal(200);
    expect(page.headers["content-type"]).to.include("text/css");
    expect(page.headers["cache-control"]).to.equal("public, max-age=31536000, immutable");
    expect(page.headers["x-content-type-options"]).to.equal("nosniff");
    expect(page.text).to.include("{");
  });

  it("lets nobody keep what is asked for under another version's address", async () => {
    for (const address of ["/assets/storefront/base.css", "/assets/storefront/base.css?v=0"]) {
      const page = await visit(`localhost${address}`);
      expect(page.status).to.equal(200);
      expect(page.headers["cache-control"]).to.equal("public, max-age=60");
    }
  });

  it("serves the fonts", async () => {
    const page = await visit("localhost/assets/fonts/fraunces-latin-wght-normal.woff2");
    expect(page.status).to.equal(200);
    expect(page.headers["content-type"]).to.equal("font/woff2");
    expect(page.headers["cache-control"]).to.include("immutable");
  });

  it("says 304 to who has it already", async () => {
    const first = await visit(`localhost${stylesheet}`);
    const { etag = "", "last-modified": modified = "" } = first.headers;
    expect(etag).not.to.equal("");
    for (const header of [{ "If-None-Match": etag }, { "If-Modified-Since": modified }]) {
      const again = await visit(`localhost${stylesheet}`, header);
      expect(again.status).to.equal(304);
      expect(again.text).to.equal("");
    }
    const changed = await visit(`localhost${stylesheet}`, { "If-None-Match": '"other"' });
    expect(changed.status).to.equal(200);
  });

  it("answers HEAD with everything but the file", async () => {
    const page = await knock("HEAD", `localhost${stylesheet}`);
    expect(page.status).to.equal(200);
    expect(Number(page.headers["content-length"])).to.be.greaterThan(100);
    expect(page.text).to.equal("");
  });

  it("needs no store: any host will do", async () => {
    expect((await visit(`unknown.example${stylesheet}`)).status).to.equal(200);
    expect((await visit(`127.0.0.1${stylesheet}`)).status).to.equal(200);
  });

  it("takes no other method", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await knock(method, `localhost${stylesheet}`)).status).to.equal(404);
    }
  });

  it("knows only the files that are there: no path leads anywhere else", async () => {
    for (const path of [
      "/assets/",
      "/assets/storefront",
      "/assets/storefront/",
      "/assets/../package.json",
      "/assets/storefront/../../package.json",
      "/assets/%2e%2e/package.json",
      "/assets/..%2fpackage.json",
      "/assets/%2e%2e%2fpackage.json",
      "/assets/storefront/..%5c..%5cpackage.json",
      "/assets/storefront/base.css%00",
      "/assets/storefront/base.css%00.png",
      "/assets/storefront%2Fbase.css",
      "/assets//storefront/base.css",
      "/assets/STOREFRONT/base.css",
      "/assets//etc/passwd",
      "/assets/toString",
      "/assets/__proto__",
      "/assets/fonts/../../../package.json",
    ]) {
      const page = await visit(`localhost${path}`);
      expect(page.status, path).to.equal(404);
      expect(page.text, path).not.to.include('"dependencies"');
    }
    expect(assetAt("/assets/storefront/base.css")?.file).to.match(/base\.css$/);
  });

  describe("for pictures of shops", () => {
    before(async () => {
      const folder = storeFolder(storeId);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${file}-400.webp`), "a picture");
      await writeFile(join(folder, `${file}-400.html`), "<script>");
      await writeFile(join(folder, `${file}-400.webp.part`), "half");
      await writeFile(join(folder, "secret.webp"), "secret");
      await mkdir(join(folder, `${file}-800.webp`));
      await symlink("/nowhere", join(folder, `${file}-1200.webp`));
    });

    it("serves them with a policy under which nothing in them runs", async () => {
      const page = await visit(`localhost/uploads/stores/${storeId}/${file}-400.webp`);
      expect(page.status).to.equal(200);
      expect(page.text).to.equal("a picture");
      expect(page.headers["content-type"]).to.equal("image/webp");
      expect(page.headers["content-security-policy"]).to.equal("default-src 'none'; sandbox");
      expect(page.headers["x-content-type-options"]).to.equal("nosniff");
      expect(page.headers["cache-control"]).to.include("immutable");
    });

    it("serves nothing that is not named as pictures are", async () => {
      for (const path of [
        `stores/${storeId}/${file}-400.html`,
        `stores/${storeId}/${file}-400.webp.part`,
        `stores/${storeId}/${file}-800.webp`,
        `stores/${storeId}/${file}-1200.webp`,
        `stores/${storeId}/${file}-401.webp`,
        `stores/${storeId}/${file}-400.WEBP`,
        `stores/${storeId}/secret.webp`,
        `stores/${storeId}/../${storeId}/${file}-400.webp`,
        `stores/${storeId}/%2e%2e/${storeId}/${file}-400.webp`,
        `stores/${storeId}/${file}-400.webp%00`,
        `stores/${storeId}%2f${file}-400.webp`,
        `stores/0${storeId}/${file}-400.webp`,
        `stores/-1/${file}-400.webp`,
        `stores/1/../${storeId}/${file}-400.webp`,
        `stores/1/..%2f${storeId}/${file}-400.webp`,
        `stores/1/%252e%252e/${storeId}/${file}-400.webp`,
        `stores/1/..;/${storeId}/${file}-400.webp`,
        `stores/1\\..\\${storeId}/${file}-400.webp`,
        `stores/${storeId + 1}/${file}-400.webp`,
        `stores//${storeId}/${file}-400.webp`,
        `./stores/${storeId}/${file}-400.webp`,
        `stores/${storeId}/`,
        "stores/",
        "",
      ]) {
        expect((await visit(`localhost/uploads/${path}`)).status, path).to.equal(404);
      }
    });
  });

  for (const kind of ["a directory", "a bucket"] as const) {
    describe(`for those who know AVIF, from ${kind}`, () => {
      const accept = { Accept: "image/avif,image/webp,image/*,*/*;q=0.8" };
      let bucket: TestBucket | undefined;
      let address: (size: number) => string;

      before(async () => {
        bucket = kind === "a bucket" ? await startBucket() : undefined;
        keepFilesAt(bucket?.url);
        const shop = await openShop();
        const { file: own } = await keepPicture(shop.id, await detailed());
        // Of this size nobody writes one, so nobody looks for it.
        const none = Readable.from([Buffer.from("no picture")]);
        await storeFiles(shop.id).write(`${own}-1200.avif`, none);
        address = (size) => `localhost/uploads/stores/${shop.id}/${own}-${size}.webp`;
      });

      after(async () => {
        keepFilesAt(undefined);
        await bucket?.stop();
      });

      it("serves the small sizes so, at the same address, in fewer bytes", async () => {
        for (const size of [400, 800]) {
          const [avif, webp] = [await visit(address(size), accept), await visit(address(size))];
          expect(avif.headers["content-type"]).to.equal("image/avif");
          expect(webp.headers["content-type"]).to.equal("image/webp");
          for (const page of [avif, webp]) expect(page.headers.vary).to.include("Accept");
          expect(avif.bytes.length).to.be.below(webp.bytes.length);
          expect(avif.headers.etag).not.to.equal(webp.headers.etag);
          const { format, width } = await sharp(avif.bytes).metadata();
          expect([format, width]).to.eql(["heif", size]);
        }
      });

      it("serves the largest as WebP", async () => {
        const page = await visit(address(1200), accept);
        expect(page.headers["content-type"]).to.equal("image/webp");
      });

      it("answers HEAD and says 304 for each kind by itself", async () => {
        const avif = await visit(address(400), accept);
        const head = await knock("HEAD", address(400), accept);
        expect(head.headers).to.include({
          "content-type": "image/avif",
          "content-length": String(avif.bytes.length),
        });
        const known = { "If-None-Match": avif.headers.etag ?? "" };
        expect((await visit(address(400), { ...accept, ...known })).status).to.equal(304);
        expect((await visit(address(400), known)).status).to.equal(200);
      });

      it("has no address for the file itself", async () => {
        const page = await visit(address(400).replace(".webp", ".avif"), accept);
        expect(page.status).to.equal(404);
      });
    });
  }

  describe("for pictures of shops in a bucket", () => {
    const name = `${file}-400.webp`;
    const address = `localhost/uploads/stores/${storeId}/${name}`;
    let bucket: TestBucket;

    before(async () => {
      bucket = await startBucket();
      const files = storeFiles(storeId, bucket.url);
      await files.write(name, Readable.from([Buffer.from("a picture")]));
    });

    beforeEach(() => keepFilesAt(bucket.url));

    afterEach(() => keepFilesAt(undefined));

    after(() => bucket.stop());

    it("serves them as it serves those of a directory", async () => {
      const page = await visit(address);
      expect(page.status).to.equal(200);
      expect(page.text).to.equal("a picture");
      expect(page.headers).to.include({
        "content-type": "image/webp",
        "content-length": "9",
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      });
      const head = await knock("HEAD", address);
      expect(head.status).to.equal(200);
      expect(head.text).to.equal("");
      for (const header of ["etag", "last-modified", "content-length", "content-type"])
        expect(head.headers[header]).to.equal(page.headers[header]);
    });

    it("says 304 to who has it already", async () => {
      const { etag = "", "last-modified": modified = "" } = (await visit(address)).headers;
      expect(etag).to.match(/^"[0-9a-f]+"$/);
      for (const header of [{ "If-None-Match": etag }, { "If-Modified-Since": modified }]) {
        const again = await visit(address, header);
        expect([again.status, again.text]).to.eql([304, ""]);
        expect(again.headers["cache-control"]).to.include("immutable");
      }
      const changed = await visit(address, { "If-None-Match": '"other"' });
      expect([changed.status, changed.text]).to.eql([200, "a picture"]);
    });

    it("has nothing for a picture that is not there, and no other key of the bucket", async () => {
      const settings = readBucketUrl(bucket.url);
      const client = new Bucket(settings);
      for (const key of ["secret.txt", `${name}`, `stores/${storeId}/page.html`, `backup/${name}`])
        await client.ask({ method: "PUT", key, body: Buffer.from("secret") });
      for (const path of [
        `${storeId + 1}/${name}`,
        `${storeId}/${"z".repeat(26)}-400.webp`,
        `${storeId}/page.html`,
        `../${name}`,
        `..%2f${name}`,
        `%2e%2e/backup/${name}`,
        `${storeId}/../../secret.txt`,
        `${storeId}/..%2f..%2fsecret.txt`,
        `${storeId}/${name}?versionId=1&acl`,
        `${storeId}/${name}%3facl`,
        `${storeId}/${name}%00`,
        `${storeId}/${name}/`,
      ]) {
        const page = await visit(`localhost/uploads/stores/${path}`);
        expect(page.text, path).not.to.include("secret");
        if (!path.endsWith("acl") || path.includes("%3f")) expect(page.status, path).to.equal(404);
      }
      for (const headers of [{}, { "If-None-Match": '"x"' }])
        expect(
          (await visit(`localhost/uploads/stores/${storeId}/${"z".repeat(26)}-400.webp`, headers))
            .status,
        ).to.equal(404);
    });

    for (const [what, place] of [
      ["the secret is wrong", () => bucket.with({ secret: "other" })],
      ["the bucket is gone", () => bucket.with({ bucket: "nowhere" })],
      ["the storage is down", () => "s3://k:s@127.0.0.1:1/shops?tls=off"],
    ] as const) {
      it(`says 502, to be kept by nobody, when ${what}`, async () => {
        keepFilesAt(place());
        const page = await visit(address);
        expect(page.status).to.equal(502);
        expect(page.text).to.include("cannot be fetched at present");
        expect(page.text).not.to.match(/bucket|secret|127\.0/);
        expect(page.headers["cache-control"]).to.equal("no-store");
      });
    }

    it("breaks off when the storage does, so that nobody keeps half a picture", async () => {
      const peer = createServer((_, response) => {
        response.writeHead(200, { "Content-Length": "1000", ETag: '"x"' });
        response.write("half");
        setTimeout(() => response.destroy(), 50);
      });
      await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
      const { port } = peer.address() as AddressInfo;
      keepFilesAt(`s3://k:s@127.0.0.1:${port}/shops?tls=off`);
      const failure = await visit(address).catch((error: NodeJS.ErrnoException) => error);
      expect(failure).to.be.an("error").with.property("code", "ECONNRESET");
      peer.close();
    });
  });
});

/** A picture with something to see in it, which AVIF packs better. */
function detailed(): Promise<Buffer> {
  const circles = Array.from(
    { length: 60 },
    (_, at) =>
      `<circle cx="${(at * 97) % 1000}" cy="${(at * 61) % 700}" r="${20 + (at % 7) * 15}" fill="hsl(${at * 23},60%,50%)" fill-opacity="0.6"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="700">${circles.join("")}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
