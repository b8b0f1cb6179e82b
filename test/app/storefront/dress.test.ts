import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { forgetAllStores } from "../../../app/directory.ts";
import { Theme } from "../../../app/models/store/theme.ts";
import { defaultTheme } from "../../../app/themes.ts";
import { attributes } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("a shop's dress", () => {
  let shop: Shop;
  const get = (path: string, headers = {}) => visit(`${shop.code}.localhost${path}`, headers);
  const stylesheetOf = async () =>
    attributes((await get("/")).text, "href").find((href) => href.startsWith("/theme.css")) ?? "";

  before(async () => {
    shop = await openShop({ name: "<Über & Söhne>" });
  });

  it("is a stylesheet with the colours of the theme, kept for ever under its version", async () => {
    const page = await get(await stylesheetOf());
    expect(page.status).to.equal(200);
    expect(page.headers["content-type"]).to.include("text/css");
    expect(page.headers["cache-control"]).to.equal("public, max-age=31536000, immutable");
    expect(page.text).to.include(defaultTheme("x").palette.primary);
  });

  it("is kept a minute only under no version, or one that is not today's", async () => {
    for (const path of ["/theme.css", "/theme.css?v=0", "/theme.css?v=a&v=b", "/favicon.svg"]) {
      expect((await get(path)).headers["cache-control"], path).to.equal("public, max-age=60");
    }
  });

  it("is not sent again to who has it", async () => {
    const first = await get("/theme.css");
    const again = await get("/theme.css", { "If-None-Match": first.headers.etag });
    expect(again.status).to.equal(304);
    expect(again.text).to.equal("");
  });

  it("changes its address when the theme changes", async () => {
    const before = await stylesheetOf();
    const theme = defaultTheme("x");
    const palette = { ...theme.palette, primary: "#102030" };
    await inStore(shop.id, "write", () => Theme.publish({ ...theme, palette }));
    forgetAllStores();

    const after = await stylesheetOf();

    expect(after).not.to.equal(before);
    expect((await get(after)).text).to.include("#102030");
    expect((await get(before)).headers["cache-control"]).to.equal("public, max-age=60");
  });

  it("is drawn from the default where what is stored is no theme", async () => {
    const broken = await openShop();
    for (const tokens of [
      {},
      { palette: { primary: "red}body{display:none" } },
      { palette: "\n" },
    ]) {
      await inStore(broken.id, "write", () => Theme.publish(tokens as never));
      forgetAllStores();
      const page = await visit(`${broken.code}.localhost/theme.css`);
      expect(page.text).to.include(defaultTheme("x").palette.primary);
      expect(page.text).not.to.include("display:none");
      expect((await visit(`${broken.code}.localhost/`)).status).to.equal(200);
    }
  });

  it("has an icon with the first letter of the name, and nothing else of it", async () => {
    const page = await get("/favicon.svg");
    expect(page.headers["content-type"]).to.include("image/svg+xml");
    expect(page.text).to.match(/>Ü<\/text>/);
    expect(page.text).not.to.include("&").and.not.to.include("Söhne");
    const nameless = await openShop({ name: "!?&<" });
    expect((await visit(`${nameless.code}.localhost/favicon.svg`)).text).to.include(">•</text>");
  });

  it("needs no query", async () => {
    await get("/theme.css");
    expect(await queriesDuring(() => get("/theme.css"))).to.equal(0);
    expect(await queriesDuring(() => get("/favicon.svg"))).to.equal(0);
    expect(await queriesDuring(() => get("/robots.txt"))).to.equal(0);
  });
});
