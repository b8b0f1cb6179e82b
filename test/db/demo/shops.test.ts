import { expect } from "chai";
import sharp from "sharp";
import { isSlug } from "../../../app/catalogue/product-draft.ts";
import { sanitiseHtml } from "../../../app/rich-text.ts";
import { contrast, themeSchema } from "../../../app/themes.ts";
import { draftOf } from "../../../db/demo/draft.ts";
import { demoShops } from "../../../db/demo/seed.ts";

describe("the demo shops", () => {
  it("are the three that people know", () => {
    const known = demoShops.map(({ code, name, plan, domain }) => ({ code, name, plan, domain }));
    expect(known).to.deep.equal([
      { code: "wizamart", name: "Wizamart Shop", plan: "premium", domain: "wizamart.com" },
      { code: "techstore", name: "Tech Store", plan: "premium", domain: "mytechstore.net" },
      { code: "fashionhub", name: "Fashion Hub", plan: "standard", domain: undefined },
    ]);
  });

  it("look different from each other", () => {
    const looks = demoShops.map(({ theme }) => [
      theme.palette.primary,
      theme.type.headings,
      theme.layout.hero,
      theme.shape.pictures,
    ]);
    for (const trait of [0, 1, 2, 3]) {
      expect(new Set(looks.map((look) => look[trait])).size).to.equal(3);
    }
  });

  for (const shop of demoShops) {
    describe(shop.name, () => {
      it("has a valid theme that can be read", () => {
        expect(themeSchema.safeParse(shop.theme).error).to.equal(undefined);
        const { palette } = shop.theme;
        expect(contrast(palette.sale, palette.background)).to.be.at.least(4.5);
      });

      it("has at least 24 products, each in a category that there is, with two pictures", () => {
        const categories = new Set(shop.categories.map((category) => category.slug));
        expect(shop.products).to.have.length.of.at.least(24);
        for (const product of shop.products) {
          expect(isSlug(product.slug), product.slug).to.equal(true);
          expect(product.pictures, product.slug).to.have.length.of.at.least(2);
          expect([...categories], product.slug).to.include.members(product.categories);
          expect(sanitiseHtml(product.description), product.slug).to.equal(product.description);
        }
        expect(new Set(shop.products.map((product) => product.slug)).size).to.equal(
          shop.products.length,
        );
      });

      it("nests its categories under ones that come before them", () => {
        const before = new Set<string>();
        for (const { slug, parent } of shop.categories) {
          if (parent) expect(before).to.include(parent);
          before.add(slug);
        }
        expect(shop.categories.filter((category) => category.parent)).to.have.length.of.at.least(2);
      });

      it("has variants for every option, impossible ones left out", () => {
        for (const product of shop.products) {
          const { variants } = draftOf(product);
          expect(variants, product.slug).to.have.length.of.at.least(1);
          for (const name of Object.keys(product.variants ?? {})) {
            const all = Object.values(product.options).reduce((n, values) => n * values.length, 1);
            expect(name.split(" / "), `${product.slug}: ${name}`).to.have.length(
              Object.keys(product.options).length,
            );
            expect(all).to.be.at.least(variants.length);
          }
        }
      });

      it("features products that it has, and has its pages", () => {
        const slugs = shop.products.map((product) => product.slug);
        expect(slugs).to.include.members(shop.featured);
        expect(shop.pages.map((page) => page.slug)).to.include.members([
          "about",
          "shipping",
          "privacy",
          "terms",
        ]);
      });

      it("draws pictures of the size that it says", async () => {
        const pictures = [
          shop.hero,
          shop.story,
          ...shop.products.slice(0, 3).flatMap((product) => product.pictures),
        ];
        for (const picture of pictures) {
          const { width, height } = await sharp(Buffer.from(picture.draw())).metadata();
          expect({ width, height }, picture.alt).to.deep.equal({
            width: picture.width,
            height: picture.height,
          });
          expect(picture.alt).not.to.equal("");
        }
      });
    });
  }
});
