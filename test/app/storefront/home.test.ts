import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { forgetAllStores } from "../../../app/directory.ts";
import { Theme } from "../../../app/models/store/theme.ts";
import { defaultTheme, type Theme as Tokens } from "../../../app/themes.ts";
import { addCategory } from "../../support/furnish.ts";
import { cards, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("the home page", () => {
  let shop: Shop;
  const all = { kind: "products", target: "" } as const;
  const theme: Tokens = {
    ...defaultTheme("Home"),
    hero: { eyebrow: "", title: "HERO", text: "", action: "Go", target: all, picture: null },
    story: { title: "STORY", text: "Once", action: "", target: all, picture: null },
    promises: [{ title: "PROMISE", text: "" }],
  };

  before(async () => {
    shop = await openShop({ name: "Homely" });
    const [one, two, three] = [
      await shop.sells("one"),
      await shop.sells("two"),
      await shop.sells("three"),
    ];
    const top = await addCategory(shop, "top", { name: "TOPMOST", holds: [one, two] });
    await addCategory(shop, "inner", { name: "INNER", parent: top, holds: [two, three] });
    await addCategory(shop, "chosen", {
      name: "CHOSEN",
      kind: "collection",
      holds: [three, one],
    });
  });

  async function dressed(sections: Tokens["sections"]): Promise<string> {
    await inStore(shop.id, "write", () => Theme.publish({ ...theme, sections }));
    forgetAllStores();
    const page = await visit(`${shop.code}.localhost/`);
    expect(page.status).to.equal(200);
    return page.text;
  }

  const signs: Record<Tokens["sections"][number], string> = {
    hero: "HERO",
    featured: "CHOSEN",
    categories: "TOPMOST",
    story: "STORY",
    newest: "New in",
    promises: "PROMISE",
  };
  const names = Object.keys(signs) as Tokens["sections"];

  it("shows the sections of the theme in its order", async () => {
    for (const sections of [names, names.toReversed()]) {
      const main = mainOf(await dressed(sections));
      const at = sections.map((name) => main.indexOf(signs[name]));
      expect(at).not.to.include(-1);
      expect(at).to.deep.equal(at.toSorted((a, b) => a - b));
    }
  });

  for (const name of names) {
    it(`shows ${name} alone when the theme names nothing else`, async () => {
      const main = mainOf(await dressed([name]));
      const shown = names.filter((each) => main.includes(signs[each]));
      expect(shown).to.deep.equal([name]);
      expect(main.match(/<h1/g)).to.have.length(1);
    });
  }

  it("shows the products of the first collection in its order, and the newest first", async () => {
    expect(cards(await dressed(["featured"]))).to.deep.equal(["three", "one"]);
    expect(cards(await dressed(["newest"]))).to.deep.equal(["three", "two", "one"]);
  });

  it("counts a product once for a category, in however many below it is", async () => {
    const main = words(mainOf(await dressed(["categories"])));
    expect(main).to.include("TOPMOST 3 products");
    expect(main).not.to.include("INNER");
  });

  it("asks the database at most four times, once its frame is known", async () => {
    await dressed(names);
    expect(await queriesDuring(() => visit(`${shop.code}.localhost/`))).to.be.at.most(4);
  });

  it("says that a shop without anything is opening soon", async () => {
    const empty = await openShop({ name: "Empty Easels" });
    const page = await visit(`${empty.code}.localhost/`);
    expect(page.status).to.equal(200);
    expect(words(page.text)).to.include("Opening soon").and.to.include("Empty Easels");
  });

  it("is reached by /shop, too", async () => {
    const page = await visit(`${shop.code}.localhost/shop`);
    expect(page.status).to.equal(301);
    expect(page.headers.location).to.equal("/");
  });
});

function mainOf(html: string): string {
  return /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
}
