import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { assetAddress, assetAt } from "../../../app/assets.ts";
import { storeFolder } from "../../../app/files/store-files.ts";
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
        `stores/${storeId}/`,
        "stores/",
        "",
      ]) {
        expect((await visit(`localhost/uploads/${path}`)).status, path).to.equal(404);
      }
    });
  });
});
