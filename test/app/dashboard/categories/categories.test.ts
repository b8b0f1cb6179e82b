import { expect } from "chai";
import sharp from "sharp";
import { formFields } from "../../../support/forms.ts";
import { addCategory, addMenuItem } from "../../../support/furnish.ts";
import { cards, words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { type SentFile, sendFiles } from "../../../support/uploads.ts";
import type { Page } from "../../../support/visit.ts";

describe("categories and collections at the desk", () => {
  let shop: Shop;
  let manager: StaffMember;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  const open = (path: string) => manager.opens(manager.desk(`/categories${path}`));
  const visit = (path: string) => manager.opens(`${shop.code}.localhost${path}`);

  function save(page: Page, path: string, changes: Record<string, string>, files: SentFile[] = []) {
    const fields = { ...formFields(page.text, "data-category"), ...changes };
    delete fields.picture;
    const pairs = Object.entries(fields);
    return sendFiles(manager, manager.desk(`/categories${path}`), { pairs, files });
  }

  it("makes a category with a picture below another one, for shoppers at once", async () => {
    const above = await addCategory(shop, "home", { name: "Home" });
    const bytes = await sharp({
      create: { width: 30, height: 30, channels: 3, background: "#0a0" },
    })
      .png()
      .toBuffer();
    const sent = await save(
      await open("/new"),
      "/new",
      { name: "Table ware", parent: String(above) },
      [{ field: "picture", name: "a.png", bytes }],
    );

    expect(sent.status, words(sent.text)).to.equal(303);
    expect(words((await open("")).text))
      .to.include("Home")
      .and.include("Table ware");
    expect((await visit("/shop/categories/table-ware")).status).to.equal(200);
    const page = await manager.follows(sent, "localhost");
    expect(page.text).to.match(
      /category-picture" src="\/uploads\/stores\/\d+\/[a-z0-9]+-400\.webp"/,
    );
  });

  it("keeps what was typed and says what is wrong", async () => {
    await addCategory(shop, "taken");
    const sent = await save(await open("/new"), "/new", {
      name: "",
      slug: "taken",
      description: "Kept",
    });

    expect(sent.status).to.equal(422);
    expect(words(sent.text))
      .to.include("Please give it a name.")
      .and.include("the address taken already");
    expect(formFields(sent.text, "data-category").description).to.equal("Kept");
  });

  it("leads from an old address to the new one, and the menus along with it", async () => {
    const category = await addCategory(shop, "cups", { name: "Cups" });
    const collection = await addCategory(shop, "summer", { name: "Summer", kind: "collection" });
    await addMenuItem(shop, { label: "Our cups", kind: "category", target: "cups" });
    await save(await open(`/${category}`), `/${category}`, { slug: "mugs" });
    await save(await open(`/${collection}`), `/${collection}`, { slug: "sunny" });

    const moved = await visit("/shop/categories/cups");
    expect([moved.status, moved.headers.location]).to.eql([301, "/shop/categories/mugs"]);
    const other = await visit("/shop/products?collection=summer");
    expect([other.status, other.headers.location]).to.eql([301, "/shop/products?collection=sunny"]);
    expect((await visit("/")).text).to.include('href="/shop/categories/mugs"');
  });

  it("puts a collection's products in order, and takes one out", async () => {
    const ids = [await shop.sells("a"), await shop.sells("b"), await shop.sells("c")];
    const id = await addCategory(shop, "best", { kind: "collection", holds: ids });
    const [a, b, c] = ids;
    await save(await open(`/${id}`), `/${id}`, { [`place_${c}`]: "0", [`out_${a}`]: "1" });

    expect(cards((await visit("/shop/products?collection=best")).text)).to.eql(["c", "b"]);
    expect(b).to.be.a("number");
  });

  it("moves a category among its siblings, and removes one with its products kept", async () => {
    const one = await addCategory(shop, "one", { name: "One" });
    const two = await addCategory(shop, "two", { name: "Two", holds: [await shop.sells("kept")] });
    const below = await addCategory(shop, "below", { name: "Below", parent: two });
    await open("");
    await manager.sends(manager.desk(`/categories/${two}/place`), { to: "up" });
    const text = words((await open("")).text);
    expect(text.indexOf("Two")).to.be.lessThan(text.indexOf("One"));

    await manager.sends(manager.desk(`/categories/${two}/removal`));
    expect((await open(`/${two}`)).status).to.equal(404);
    expect((await open(`/${below}`)).status).to.equal(200);
    expect((await visit("/shop/products/kept")).status).to.equal(200);
    expect(one).to.be.a("number");
  });

  it("does not let a category stand below itself", async () => {
    const top = await addCategory(shop, "top");
    const below = await addCategory(shop, "under", { parent: top });
    const page = await open(`/${top}`);
    const sent = await save(page, `/${top}`, { parent: String(below) });

    expect(sent.status).to.equal(422);
    expect(words(sent.text)).to.include("It cannot stand below itself");
  });

  it("tells the second of two people what the first saved, and keeps what was typed", async () => {
    const id = await addCategory(shop, "shared", { name: "Shared" });
    const [mine, theirs] = [await open(`/${id}`), await open(`/${id}`)];
    await save(theirs, `/${id}`, { name: "Theirs" });
    const told = await save(mine, `/${id}`, { name: "Mine" });

    expect(told.status).to.equal(409);
    expect(words(told.text)).to.include("Saved by now is: Theirs");
    expect(formFields(told.text, "data-category").name).to.equal("Mine");
    expect((await save(told, `/${id}`, {})).status).to.equal(303);
  });

  it("does not exist for another shop's owner", async () => {
    const id = await addCategory(shop, "ours");
    const stranger = await staffOf(await openShop());

    expect((await stranger.opens(manager.desk(`/categories/${id}`))).status).to.equal(404);
    expect((await stranger.opens(stranger.desk(`/categories/${id + 500}`))).status).to.equal(404);
  });
});
