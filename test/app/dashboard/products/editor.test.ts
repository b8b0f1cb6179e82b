import { expect } from "chai";
import sharp from "sharp";
import { inStore } from "../../../../app/context.ts";
import {
  type WholeProduct,
  wholeProduct,
} from "../../../../app/models/store/desk/catalogue/products.ts";
import { sequelize } from "../../../../db/connection.ts";
import { formPairs } from "../../../support/forms.ts";
import { addCategory } from "../../../support/furnish.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { type SentFile, sendFiles } from "../../../support/uploads.ts";
import type { Page } from "../../../support/visit.ts";

describe("the editor of a product", () => {
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  type Changes = Record<string, string | null>;

  /** What the page's form would send, with some fields typed anew and others (null) unticked. */
  function typed(page: Page, changes: Changes = {}): [string, string][] {
    const rest = { ...changes };
    const pairs = formPairs(page.text, "data-product").filter(
      ([name]) => name !== "step" && name !== "pictures",
    );
    const kept = pairs
      .filter(([name]) => rest[name] !== null)
      .map(([name, value]): [string, string] => {
        const own = rest[name];
        delete rest[name];
        return [name, own ?? value];
      });
    const others = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    );
    return [...kept, ...others];
  }

  const open = (path: string, person = manager) => person.opens(person.desk(`/products/${path}`));

  async function save(
    page: Page,
    path: string,
    changes: Changes = {},
    files: SentFile[] = [],
    person = manager,
  ) {
    return sendFiles(person, person.desk(`/products/${path}`), {
      pairs: typed(page, changes),
      files,
    });
  }

  async function productOf(id: number): Promise<WholeProduct> {
    const product = await inStore(shop.id, "read", () => wholeProduct(id));
    if (!product) throw new Error("no product");
    return product;
  }

  const idIn = (page: Page) => Number(/products\/(\d+)$/.exec(page.headers.location ?? "")?.[1]);

  const photo = (colour = "#aa3311"): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: colour } })
      .png()
      .toBuffer();

  it("makes a product with pictures, and shows it in the shop", async () => {
    const page = await open("new");
    const files = [
      { field: "pictures", name: "one.png", bytes: await photo() },
      { field: "pictures", name: "../../two.png", bytes: await photo("#117755") },
    ];
    const sent = await save(
      page,
      "new",
      {
        title: "Tea cup",
        n0_price: "12,50",
        n0_stock: "7",
        n0_sku: "CUP",
        description: "Holds tea.\n\nAnd coffee.",
        status: "active",
      },
      files,
    );

    expect(sent.status, words(sent.text)).to.equal(303);
    const product = await productOf(idIn(sent));
    expect(product).to.deep.include({
      slug: "tea-cup",
      status: "active",
      description: "<p>Holds tea.</p>\n<p>And coffee.</p>",
    });
    expect(product.variants[0]).to.deep.include({ price: 1250, on_hand: 7, sku: "CUP" });
    expect(product.pictures).to.have.length(2);
    const shown = await manager.opens(`${shop.code}.localhost/shop/products/tea-cup`);
    expect(words(shown.text)).to.include("Tea cup").and.include("€12.50");
    const [file] = product.pictures;
    const served = await manager.opens(
      `localhost/uploads/stores/${shop.id}/${file?.shown?.file}-400.webp`,
    );
    expect(served.headers["content-type"]).to.equal("image/webp");
  });

  it("keeps what was typed and says at each field what is wrong", async () => {
    const page = await open("new");
    const sent = await save(page, "new", {
      title: "",
      n0_price: "cheap",
      n0_stock: "-3",
      slug: "Not A Slug",
      vendor: "Ada & Co",
    });

    expect(sent.status).to.equal(422);
    expect(sent.text).to.include('id="title-error"').and.include('id="n0_price-error"');
    expect(sent.text).to.include('id="n0_stock-error"').and.include('id="slug-error"');
    expect(formPairs(sent.text, "data-product")).to.deep.include.members([
      ["n0_price", "cheap"],
      ["vendor", "Ada & Co"],
    ]);
  });

  it("refuses the address of another product, and makes one by itself when none is typed", async () => {
    await shop.sells("taken");
    const page = await open("new");
    const sent = await save(page, "new", { title: "Mine", slug: "taken", n0_price: "1" });

    expect(sent.status).to.equal(422);
    expect(words(sent.text)).to.include("Another product has the address taken already.");
  });

  it("makes kinds of options, first on the page and then in the shop", async () => {
    const page = await open("new");
    const changes = {
      title: "Shirt",
      n0_price: "20",
      n0_stock: "5",
      o1_name: "Size",
      o1_more: "S, M",
      o2_name: "Colour",
      o2_more: "Red, Blue",
    };
    const grid = await save(page, "new", { ...changes, step: "kinds" });
    expect(grid.status).to.equal(200);
    expect(words(grid.text)).to.include("More about S / Red").and.include("More about M / Blue");

    const sent = await save(grid, "new", { n1_price: "25", n2_offered: null });
    const product = await productOf(idIn(sent));

    expect(product.option_names).to.eql(["Size", "Colour"]);
    expect(
      product.variants.map(({ options, price, on_hand }) => [options.join("/"), price, on_hand]),
    ).to.eql([
      ["S/Red/", 2000, 5],
      ["S/Blue/", 2500, 0],
      ["M/Blue/", 2000, 0],
    ]);

    const edit = await open(String(product.id));
    const more = await save(edit, String(product.id), { o2_more: "Green" });
    expect(more.status).to.equal(303);
    const grown = await productOf(product.id);
    expect(grown.variants.map(({ options }) => options.join("/"))).to.eql([
      ...["S/Red/", "S/Blue/", "S/Green/", "M/Blue/", "M/Green/"],
    ]);
    expect(grown.variants[0]?.id).to.equal(product.variants[0]?.id);
  });

  it("renames a value, and swaps two, without another kind coming of it", async () => {
    const id = await shop.sells(
      "cap",
      { optionNames: ["Size"] },
      { options: ["S", "", ""], onHand: 3 },
      { options: ["L", "", ""], onHand: 4 },
    );
    const before = await productOf(id);
    const page = await open(String(id));
    const pairs = typed(page).map(([name, value]): [string, string] =>
      name === "o1_now" ? [name, value === "S" ? "L" : "S"] : [name, value],
    );
    const sent = await sendFiles(manager, manager.desk(`/products/${id}`), { pairs, files: [] });
    const after = await productOf(id);

    expect(sent.status).to.equal(303);
    expect(after.variants.map((row) => row.id)).to.eql(before.variants.map((row) => row.id));
    expect(after.variants.map(({ options, on_hand }) => [options[0], on_hand])).to.eql([
      ["L", 3],
      ["S", 4],
    ]);
  });

  it("changes stock by the difference, so that what was sold meanwhile stays sold", async () => {
    const id = await shop.sells("lamp", {}, { onHand: 10 });
    const page = await open(String(id));
    const [variant] = (await productOf(id)).variants;
    const key = `v${variant?.id}`;
    await inStore(shop.id, "write", async () => {
      await sequelize.query("update variants set on_hand = 8 where product_id = $1", {
        bind: [id],
      });
    });
    await save(page, String(id), { title: "Lamp" });
    expect((await productOf(id)).variants[0]?.on_hand).to.equal(8);

    await save(await open(String(id)), String(id), { [`${key}_stock`]: "12" });
    expect((await productOf(id)).variants[0]?.on_hand).to.equal(12);
    const ledger = await open(`variants/${variant?.id}/stock`);
    expect(words(ledger.text)).to.include("+4 → 12").and.include("Test Person");
  });

  it("does not take away what is held for an order", async () => {
    const id = await shop.sells(
      "held",
      { optionNames: ["Size"] },
      { options: ["S", "", ""] },
      { options: ["M", "", ""] },
    );
    const [first] = (await productOf(id)).variants;
    await inStore(shop.id, "write", async () => {
      await sequelize.query("update variants set reserved = 2 where id = $1", {
        bind: [first?.id],
      });
    });
    const page = await open(String(id));
    const gone = await save(page, String(id), { [`v${first?.id}_offered`]: null });
    expect(gone.status).to.equal(422);
    expect(words(gone.text)).to.include("2 units are held for open orders");

    const short = await save(page, String(id), { [`v${first?.id}_stock`]: "1" });
    expect(short.status).to.equal(422);
    expect(words(short.text)).to.include(
      "There are 10 units by now, of which 2 are held for orders.",
    );
    expect((await productOf(id)).variants[0]?.on_hand).to.equal(10);
  });

  it("adds, orders, describes and removes pictures, with their files", async () => {
    const id = await shop.sells("vase");
    const files = [
      { field: "pictures", name: "a.png", bytes: await photo("#000000") },
      { field: "pictures", name: "b.png", bytes: await photo("#ffffff") },
    ];
    await save(await open(String(id)), String(id), {}, files);
    const [first, second] = (await productOf(id)).pictures;
    const page = await open(String(id));
    await save(page, String(id), {
      [`p${first?.id}_place`]: "9",
      [`p${second?.id}_alt`]: "A white vase",
    });
    const ordered = await productOf(id);
    expect(ordered.pictures.map((row) => row.id)).to.eql([second?.id, first?.id]);
    expect(ordered.pictures[0]?.alt).to.equal("A white vase");

    await save(await open(String(id)), String(id), { [`p${first?.id}_gone`]: "1" });
    expect((await productOf(id)).pictures.map((row) => row.id)).to.eql([second?.id]);
    const address = (file: string | undefined) =>
      `localhost/uploads/stores/${shop.id}/${file}-400.webp`;
    expect((await manager.opens(address(first?.shown?.file))).status).to.equal(404);
    expect((await manager.opens(address(second?.shown?.file))).status).to.equal(200);
  });

  it("keeps new pictures when something else is wrong, and says which file is no picture", async () => {
    const id = await shop.sells("pot");
    const files = [
      { field: "pictures", name: "good.png", bytes: await photo() },
      { field: "pictures", name: "evil.png", bytes: Buffer.from("<svg onload='alert(1)'/>") },
    ];
    const sent = await save(await open(String(id)), String(id), { title: "" }, files);

    expect(sent.status).to.equal(422);
    expect(words(sent.text)).to.include(
      "evil.png: Only JPEG, PNG, WebP, AVIF and GIF pictures can be used",
    );
    expect((await productOf(id)).pictures).to.have.length(1);
  });

  it("leads from the old address to the new one, for good, by every way", async () => {
    const id = await shop.sells("old-name");
    await save(await open(String(id)), String(id), { slug: "middle-name" });
    await save(await open(String(id)), String(id), { slug: "new-name" });
    for (const name of ["old-name", "middle-name"]) {
      const page = await manager.opens(`${shop.code}.localhost/shop/products/${name}`);
      expect(page.status).to.equal(301);
      expect(page.headers.location).to.equal("/shop/products/new-name");
    }
    const byPath = await manager.opens(`localhost/stores/${shop.code}/shop/products/old-name`);
    expect(byPath.headers.location).to.equal(`/stores/${shop.code}/shop/products/new-name`);

    await save(await open(String(id)), String(id), { slug: "old-name" });
    expect((await manager.opens(`${shop.code}.localhost/shop/products/old-name`)).status).to.equal(
      200,
    );
  });

  it("sanitises what is typed as a description", async () => {
    const id = await shop.sells("text");
    await save(await open(String(id)), String(id), {
      description:
        "<h1 onclick='x()'>Hi</h1><script>alert(1)</script><p style='color:red'>There</p>",
    });

    expect((await productOf(id)).description).to.equal("<h2>Hi</h2><p>There</p>");
  });

  it("sets categories, and keeps the place that the product had in them", async () => {
    const id = await shop.sells("sorted");
    const one = await addCategory(shop, "one", { holds: [id] });
    const two = await addCategory(shop, "two");
    const page = await open(String(id));
    const pairs: [string, string][] = [
      ...typed(page),
      ["category", String(two)],
      ["category", "987654"],
    ];
    const sent = await sendFiles(manager, manager.desk(`/products/${id}`), { pairs, files: [] });

    expect(sent.status).to.equal(303);
    expect((await productOf(id)).category_ids).to.eql([one, two]);
  });

  it("duplicates a product as a draft with nothing in stock, and archives and brings back", async () => {
    const id = await shop.sells("original", { title: "Original" }, { sku: "ONE" });
    await open(String(id));
    const copied = await manager.sends(manager.desk(`/products/${id}/copies`));
    const copy = await productOf(idIn(copied));
    expect(copy).to.deep.include({
      title: "Original (copy)",
      slug: "original-copy",
      status: "draft",
    });
    expect(copy.variants[0]).to.deep.include({ price: 1000, on_hand: 0, sku: "" });

    await manager.sends(manager.desk(`/products/${id}/status`), { status: "archived" });
    expect((await productOf(id)).status).to.equal("archived");
    expect((await manager.opens(`${shop.code}.localhost/shop/products/original`)).status).to.equal(
      404,
    );
    await manager.sends(manager.desk(`/products/${id}/status`), { status: "active" });
    expect((await manager.opens(`${shop.code}.localhost/shop/products/original`)).status).to.equal(
      200,
    );
  });

  describe("two people at once", () => {
    it("tells the second, takes over what only the first changed, and loses nothing", async () => {
      const other = await staffOf(shop, { role: "owner" });
      const id = await shop.sells("shared", { title: "Shared", vendor: "Old" }, { price: 1000 });
      const key = `v${(await productOf(id)).variants[0]?.id}`;
      const mine = await open(String(id));
      const theirs = await open(String(id), other);
      await save(
        theirs,
        String(id),
        { title: "Their title", vendor: "Theirs", [`${key}_price`]: "11.00" },
        [],
        other,
      );

      const told = await save(mine, String(id), { title: "My title", type: "Mine" });
      expect(told.status).to.equal(409);
      expect(words(told.text)).to.include(
        "Somebody else saved this product while you were writing",
      );
      expect(formPairs(told.text, "data-product")).to.deep.include.members([
        ...([
          ["title", "My title"],
          ["type", "Mine"],
          ["vendor", "Theirs"],
          [`${key}_price`, "11.00"],
        ] as [string, string][]),
      ]);
      expect((await productOf(id)).title).to.equal("Their title");

      const again = await save(told, String(id));
      expect(again.status).to.equal(303);
      const after = await productOf(id);
      expect(after).to.deep.include({ title: "My title", type: "Mine", vendor: "Theirs" });
      expect(after.variants[0]?.price).to.equal(1100);
    });

    it("lets the second choose between both, field by field, and keeps what is typed since", async () => {
      const id = await shop.sells("chosen", { title: "Old", vendor: "Old", type: "Old" });
      const [mine, theirs] = [await open(String(id)), await open(String(id))];
      await save(theirs, String(id), { title: "Theirs", vendor: "Theirs", type: "Theirs" });
      const told = await save(mine, String(id), { title: "Mine", type: "Mine" });
      const pairs = formPairs(told.text, "data-product");
      const placeOf = (label: string) =>
        pairs.find(([name, value]) => /^clash\d+_label$/.test(name) && value === label)?.[0] ?? "";
      const choice = (label: string) => placeOf(label).replace("_label", "");
      const chosen = { [choice("title")]: "theirs", [choice("vendor")]: "yours" };
      await save(told, String(id), { ...chosen, [choice("type")]: "theirs", type: "Mine again" });

      expect(await productOf(id)).to.deep.include({
        title: "Theirs",
        vendor: "Old",
        type: "Mine again",
      });
    });

    it("keeps the kinds that the first added", async () => {
      const id = await shop.sells("sizes", { optionNames: ["Size"] }, { options: ["S", "", ""] });
      const mine = await open(String(id));
      await save(await open(String(id)), String(id), { o1_more: "M" });
      const told = await save(mine, String(id), { title: "Sizes" });
      expect(told.status).to.equal(409);
      await save(told, String(id));

      const after = await productOf(id);
      expect(after.title).to.equal("Sizes");
      expect(after.variants.map(({ options }) => options[0])).to.eql(["S", "M"]);
    });

    it("shows what a file changed meanwhile", async () => {
      const id = await shop.sells("filed", { title: "Filed", vendor: "Old" });
      const mine = await open(String(id));
      await shop.sells("filed", { title: "From a file", vendor: "New" });
      const told = await save(mine, String(id), { type: "Mine" });

      expect(told.status).to.equal(409);
      expect(words(told.text)).to.include("From a file").and.include("You wrote: Filed");
      expect((await save(told, String(id), { title: "Both" })).status).to.equal(303);
    });

    it("knows when the first changed only the status", async () => {
      const id = await shop.sells("quick");
      const mine = await open(String(id));
      await manager.sends(manager.desk(`/products/${id}/status`), { status: "archived" });
      const told = await save(mine, String(id), { title: "Quick" });
      expect(told.status).to.equal(409);
      await save(told, String(id));

      expect(await productOf(id)).to.deep.include({ title: "Quick", status: "archived" });
    });
  });

  it("follows a form with files only from its own page and with its own token", async () => {
    const id = await shop.sells("guarded");
    const page = await open(String(id));
    const pairs = typed(page, { title: "Changed" });
    const address = manager.desk(`/products/${id}`);
    const stolen = pairs.filter(([name]) => name !== "_token");

    expect((await sendFiles(manager, address, { pairs: stolen, files: [] })).status).to.equal(403);
    const elsewhere = { Origin: `http://${shop.code}.localhost` };
    expect((await sendFiles(manager, address, { pairs, files: [] }, elsewhere)).status).to.equal(
      403,
    );
    const stranger = { ...manager, cookies: new Map<string, string>() };
    expect((await sendFiles(stranger, address, { pairs, files: [] })).status).to.equal(303);
    expect((await productOf(id)).title).to.equal("guarded");
  });

  it("does not let a viewer save, or another shop's owner open it", async () => {
    const id = await shop.sells("private");
    const viewer = await staffOf(shop, { role: "viewer" });
    const page = await open(String(id), viewer);
    expect(page.status).to.equal(200);
    expect(page.text).to.include("disabled");
    expect((await save(page, String(id), { title: "x" }, [], viewer)).status).to.equal(403);
    const stranger = await staffOf(await openShop());
    expect((await stranger.opens(manager.desk(`/products/${id}`))).status).to.equal(404);
  });

  it("does not reach another shop's rows by their ids", async () => {
    const other = await openShop();
    const foreign = await other.sells("theirs", {}, { sku: "THEIRS" });
    const variant = await inStore(other.id, "read", () => wholeProduct(foreign));
    const id = await shop.sells("ours");
    const pairs: [string, string][] = [
      ...typed(await open(String(id))),
      ["kind", `v${(variant?.variants[0]?.id ?? 0) + 5000}`],
    ];
    await sendFiles(manager, manager.desk(`/products/${id}`), { pairs, files: [] });

    expect((await productOf(id)).variants).to.have.length(1);
  });
});
