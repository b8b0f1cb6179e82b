import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { sequelize } from "../../../../db/connection.ts";
import { addCategory } from "../../../support/furnish.ts";
import { attributes, words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("the desk's list of products", () => {
  let shop: Shop;
  let manager: StaffMember;
  let mug: number;
  let bowl: number;
  let plate: number;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    mug = await shop.sells("mug", { title: "Blue mug" }, { sku: "MUG-1", price: 1250, onHand: 2 });
    bowl = await shop.sells("bowl", { title: "Red bowl", status: "draft" }, { onHand: 0 });
    plate = await shop.sells("plate", { title: "Green plate", status: "archived" });
  });

  const list = async (query = "") => (await manager.opens(manager.desk(`/products${query}`))).text;
  const titles = (html: string) =>
    [...html.matchAll(/class="row-link" href="[^"]*">([^<]*)</g)].map(([, title = ""]) => title);

  it("shows every product with its status, stock and price", async () => {
    const page = await list();

    expect(titles(page)).to.have.members(["Blue mug", "Red bowl", "Green plate"]);
    expect(words(page)).to.include("2 units").and.include("€12.50").and.include("3 products");
    expect(words(page)).to.include("Sold out");
  });

  it("finds by words and by SKU, and narrows by status, stock and category", async () => {
    const category = await addCategory(shop, "tableware", { holds: [mug, plate] });

    expect(titles(await list("?q=blu"))).to.eql(["Blue mug"]);
    expect(titles(await list("?q=mug-1"))).to.eql(["Blue mug"]);
    expect(titles(await list("?status=draft"))).to.eql(["Red bowl"]);
    expect(titles(await list("?stock=out"))).to.eql(["Red bowl"]);
    expect(titles(await list(`?category=${category}&sort=title`))).to.eql([
      "Blue mug",
      "Green plate",
    ]);
    expect(words(await list("?q=nothing"))).to.include("No product is like that");
  });

  it("sorts by title, and goes through the pages there and back", async () => {
    await inStore(shop.id, "write", async () => {
      await sequelize.query(
        `insert into products (slug, title) select 'p-' || n, 'Thing ' || lpad(n::text, 3, '0') from generate_series(1, 60) n`,
      );
    });
    for (const sort of ["title", "newest", "changed"]) {
      const first = await list(`?sort=${sort}`);
      const [next = ""] = attributes(first, "href").filter((href) => href.includes("after="));
      const second = (await manager.opens(`localhost${next}`)).text;
      const [back = ""] = attributes(second, "href").filter((href) => href.includes("before="));
      const again = (await manager.opens(`localhost${back}`)).text;

      expect(titles(first)).to.have.length(50);
      expect(titles(second)).to.have.length(13);
      expect(new Set([...titles(first), ...titles(second)]).size, sort).to.equal(63);
      expect(titles(again), sort).to.eql(titles(first));
      expect(attributes(again, "href").some((href) => href.includes("before="))).to.equal(false);
    }
  });

  it("takes an address that makes no sense as one that asks for nothing", async () => {
    const page = await manager.opens(
      manager.desk(
        "/products?status=x&stock=y&category=z&sort=w&after=1~2&before=9~2024-02-31%2010:00:00%2B00",
      ),
    );

    expect(page.status).to.equal(200);
    expect(titles(page.text)).to.have.length(3);
  });

  it("changes the status of those that were ticked, writes it down, and takes it back", async () => {
    await list();
    const sent = await manager.sends(manager.desk("/products/bulk"), { id: bowl, act: "active" });
    const after = await manager.follows(sent, "localhost");

    expect(words(after.text)).to.include("1 product is active now.").and.include("Undo");
    expect(titles(await list("?status=active"))).to.have.members(["Blue mug", "Red bowl"]);
    const states = /name="states" value="([^"]+)"/.exec(after.text)?.[1] ?? "";
    await manager.sends(manager.desk("/products/restore"), { states });
    expect(titles(await list("?status=draft"))).to.eql(["Red bowl"]);
    const log = await inStore(shop.id, "read", async () => {
      const [rows] = await sequelize.query("select kind, before, after from audit_log order by id");
      return rows;
    });
    expect(log).to.have.length(2);
    expect(log[0]).to.deep.include({ kind: "product.status", before: { status: "draft" } });
  });

  it("adds those that were ticked to a category", async () => {
    const category = await addCategory(shop, "tableware");
    await list();
    await manager.sends(manager.desk("/products/bulk"), {
      id: mug,
      act: "category",
      into: category,
    });

    expect(titles(await list(`?category=${category}`))).to.eql(["Blue mug"]);
  });

  it("knows nothing of another shop's products, and changes none of them", async () => {
    const other = await openShop();
    const foreign = await other.sells("secret", { title: "Secret" });
    await list();
    await manager.sends(manager.desk("/products/bulk"), { id: foreign + 1000, act: "archived" });

    expect(titles(await list())).to.not.include("Secret");
    expect((await manager.opens(`localhost/store/${other.code}/products`)).status).to.equal(404);
    expect((await manager.opens(manager.desk("/products/999999"))).status).to.equal(404);
  });

  it("lets a viewer look, and change nothing", async () => {
    const viewer = await staffOf(shop, { role: "viewer" });
    const page = await viewer.opens(viewer.desk("/products"));

    expect(page.status).to.equal(200);
    expect(page.text).to.not.include("Add a product");
    const sent = await viewer.sends(viewer.desk("/products/bulk"), { id: mug, act: "archived" });
    expect(sent.status).to.equal(403);
  });
});
