import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import {
  isPreviewKey,
  lookParameter,
  previewKey,
  readLook,
} from "../../../../app/dashboard/theme/preview/address.ts";
import { Category } from "../../../../app/models/store/category.ts";
import { Theme as Themes } from "../../../../app/models/store/theme.ts";
import { defaultTheme } from "../../../../app/themes.ts";
import { formPairs } from "../../../support/forms.ts";
import { attributes, localAddresses, words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import type { Page } from "../../../support/visit.ts";

describe("dashboard/theme/preview", () => {
  let shop: Shop;
  let owner: StaffMember;
  let base: string;

  beforeEach(async () => {
    shop = await openShop({ name: "Kiln" });
    owner = await staffOf(shop);
    await shop.sells("cup", { description: '<p>Blue</p><a href="https://x.example">x</a>' });
    await inStore(shop.id, "write", () => Category.create({ slug: "cups", name: "Cups" }));
    base = owner.desk(`/theme/preview/${previewKey(shop.id)}`);
  });

  const pages = ["", "/shop/products", "/shop/products/cup", "/shop/categories/cups"];

  /** Draws a page of the shop with some fields typed anew. */
  async function typed(path: string, changes: Record<string, string>): Promise<Page> {
    const editor = await owner.opens(owner.desk("/theme"));
    const pairs = formPairs(editor.text, "data-theme");
    const fields = Object.fromEntries(pairs);
    const shown = pairs.filter(([name]) => name === "shown").map(([, value]) => value);
    return owner.sends(`${base}${path}`, { ...fields, shown: shown.join(), ...changes });
  }

  it("shows the shop's own pages in the draft, and those in what is typed", async () => {
    const theme = defaultTheme("Kiln");
    const draft = { ...theme, logo: { ...theme.logo, text: "As drafted" } };
    await inStore(shop.id, "write", () => Themes.keepDraft(draft));
    for (const path of pages) {
      const page = await owner.opens(`${base}${path}`);
      expect(page.status, path).to.equal(200);
      expect(words(page.text)).to.contain("As drafted");
      const other = await typed(path, { "logo.text": "As typed" });
      expect(words(other.text)).to.contain("As typed");
    }
    const { draft: kept } = { draft: await inStore(shop.id, "read", () => Themes.draft()) };
    expect(JSON.stringify(kept)).not.to.contain("As typed");
  });

  it("has a stylesheet for what is typed, even while it cannot be read", async () => {
    const page = await typed("", { "palette.text": "#eeeeee", "shape.radius": "21" });
    const [look = ""] = attributes(page.text, "href").filter((href) => href.includes("look.css"));
    const css = await owner.opens(`localhost${look}`);
    expect(css.headers["content-type"]).to.contain("text/css");
    expect(css.text).to.contain("--text: #eeeeee;").and.contain("--radius: 21px;");
  });

  it("draws the rest as it was where something is no value at all", async () => {
    const page = await typed("", { "palette.text": "red}body{", "logo.text": "Typed" });
    expect(page.status).to.equal(200);
    expect(words(page.text)).to.contain("Typed");
    expect(page.text).not.to.contain("red}body");
  });

  it("leads nowhere outside of itself, sends nothing and runs nothing", async () => {
    for (const path of pages) {
      const page = await owner.opens(`${base}${path}`);
      const policy = String(page.headers["content-security-policy"]);
      for (const said of ["script-src 'none'", "form-action 'none'", "frame-ancestors 'self'"]) {
        expect(policy).to.contain(said);
      }
      expect(page.text).not.to.contain("<script");
      expect(page.text).not.to.contain("_token");
      expect(page.headers["cache-control"]).to.contain("no-store");
      expect(page.headers["set-cookie"]).to.equal(undefined);
      const away = localAddresses(page.text).filter(
        (address) => !/\/theme\/preview\/|^\/assets\/|^\/uploads\//.test(address),
      );
      expect(away, path).to.deep.equal([]);
    }
    const frame = /<iframe[^>]*>/.exec((await owner.opens(owner.desk("/theme"))).text)?.[0];
    expect(frame).to.contain('sandbox="allow-same-origin"');
  });

  it("is for this shop, for a while, for those who may change the theme", async () => {
    const neighbour = await openShop();
    const stale = previewKey(shop.id, Date.now() - 3 * 3_600_000);
    for (const key of [previewKey(neighbour.id), stale, "x", "zzzzzzzz.x"]) {
      for (const path of [...pages, `/look.css?look=${lookParameter(defaultTheme(""))}`]) {
        const page = await owner.opens(owner.desk(`/theme/preview/${key}${path}`));
        expect(page.status).to.equal(404);
      }
    }
    const packer = await staffOf(shop, { role: "fulfilment" });
    expect((await packer.opens(base)).status).to.equal(403);
    const stranger = await staffOf(neighbour);
    expect((await stranger.opens(base)).status).to.equal(404);
    expect(isPreviewKey(shop.id, previewKey(shop.id))).to.equal(true);
  });

  it("takes no look but one that is whole and right", async () => {
    const own = defaultTheme("");
    const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const { palette } = own;
    const wrong = [
      "",
      "{}",
      pack(null),
      pack({ ...own, palette: { ...palette, text: "red}body{" } }),
      pack({ ...own, palette: { ...palette, text: "#ffffff\n" } }),
      pack({ ...own, shape: { ...own.shape, radius: "1px}" } }),
      pack({ ...own, type: { ...own.type, body: "constructor" } }),
      "A".repeat(5_000),
    ];
    for (const look of wrong) {
      expect((await owner.opens(`${base}/look.css?look=${look}`)).status).to.equal(404);
      expect((await owner.opens(`${base}?look=${look}`)).text).not.to.contain("red}body");
    }
    expect(readLook(lookParameter(own))?.palette).to.deep.equal(own.palette);
    expect(readLook(["a"])).to.equal(undefined);
  });

  it("shows a shop that is closed, and one that has nothing yet", async () => {
    const empty = await openShop({ name: "Empty" });
    const person = await staffOf(empty);
    const page = await person.opens(person.desk(`/theme/preview/${previewKey(empty.id)}`));
    expect(words(page.text)).to.contain("Opening soon");
    const editor = await person.opens(person.desk("/theme"));
    expect(editor.status).to.equal(200);
    expect(editor.text).not.to.contain(">Product</a>");
  });
});
