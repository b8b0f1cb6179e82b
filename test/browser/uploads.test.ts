import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { keepPicture } from "../../app/files/keep-picture.ts";
import { storeFiles, storeFolder } from "../../app/files/store-files.ts";
import { launchBrowser } from "../support/chromium.ts";
import { pollutedFiles } from "../support/hostile-files.ts";
import { inShop } from "../support/rows.ts";
import { openShop, type Shop } from "../support/shops.ts";
import { port as listening } from "../support/visit.ts";

const script = "window.found = 1; document.title = 'found'";
const page = `<!doctype html><html><body><script>${script}</script><h1>found</h1></body></html>`;

describe("files of shops in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let shop: Shop;
  let origin: string;
  let view: Page;

  before(async () => {
    browser = await launchBrowser({ everyHostIsLocal: true });
    shop = await openShop();
    origin = `http://${shop.code}.localhost:${await listening()}`;
  });

  beforeEach(async () => {
    view = await (await browser.newContext()).newPage();
  });

  afterEach(() => view.context().close());

  after(() => browser.close());

  const address = (name: string) => `${origin}/uploads/stores/${shop.id}/${name}`;
  const found = () => view.evaluate("[window.found, document.title, document.scripts.length]");

  it("run nothing when a picture that hid a page is opened by itself", async () => {
    for (const { what, bytes } of await pollutedFiles()) {
      const { file } = await keepPicture(shop.id, bytes);
      const answer = await view.goto(address(`${file}-1200.webp`));
      expect(answer?.status(), what).to.equal(200);
      const [flag, title, scripts] = (await found()) as [unknown, string, number];
      expect([flag, title.includes("found"), scripts], what).to.eql([undefined, false, 0]);
    }
  });

  it("run nothing even where a page lies in a picture's place: opened, as a script, as a style, in a frame", async () => {
    const name = `${"e".repeat(26)}-400.webp`;
    await mkdir(storeFolder(shop.id), { recursive: true });
    for (const content of [page, script, `GIF89a/*x*/=1;${script}`]) {
      await writeFile(join(storeFolder(shop.id), name), content);
      await view.goto(address(name));
      const [ran, title, scripts] = (await found()) as [unknown, string, number];
      expect([ran, title.includes("found"), scripts]).to.eql([undefined, false, 0]);

      await view.goto(`${origin}/`);
      const [flag] = (await view.evaluate(
        `(async () => {
          for (const [tag, key] of [["script", "src"], ["iframe", "src"], ["object", "data"], ["embed", "src"]]) {
            const element = document.createElement(tag);
            const over = new Promise((done) => { element.onload = element.onerror = done; setTimeout(done, 500); });
            element[key] = ${JSON.stringify(address(name))} + "?" + tag;
            document.body.append(element);
            await over;
            try { if (element.contentWindow?.found) window.found = 2; } catch {}
          }
          return [window.found];
        })()`,
      )) as unknown[];
      expect(flag).to.equal(undefined);
    }
    await storeFiles(shop.id).removeAll();
  });

  it("come as AVIF to a browser that knows it, and show", async () => {
    const product = await shop.sells("vase", { title: "Vase" });
    const bytes = await view.screenshot();
    const { file, width, height, colour } = await keepPicture(shop.id, bytes);
    await inShop(
      shop,
      "insert into pictures (product_id, position, file, width, height, colour, alt) values ($1, 1, $2, $3, $4, $5, 'Vase') returning 1",
      [product, file, width, height, colour],
    );
    await view.goto(`data:text/html,<h1 style="font-size:9em">Words to pack</h1>`);
    const words = await keepPicture(shop.id, await view.screenshot());
    await inShop(shop, "update pictures set file = $1 returning 1", [words.file]);
    const answered = view.waitForResponse(/-(400|800)\.webp$/);
    await view.goto(`${origin}/shop/products/vase`);
    const answer = await answered;
    expect(answer.headers()["content-type"]).to.equal("image/avif");
    const shown = "img[src*='/uploads/']";
    await view.waitForFunction(`document.querySelector("${shown}").naturalWidth > 0`);
  });
});
