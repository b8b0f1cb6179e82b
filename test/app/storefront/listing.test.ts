import { expect } from "chai";
import { addCategory, changeProduct } from "../../support/furnish.ts";
import { cards, counts, pills, ticked, total, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type Page, visit } from "../../support/visit.ts";

interface Sample {
  slug: string;
  sizes: string[];
  colours: string[];
  price: number;
  onHand: number;
  place: Place;
}
type Place = "top" | "left" | "leftmost" | "right" | "both" | "nowhere";

const sizes = ["S", "M", "L"];
const colours = ["Red", "Blue", "Green"];
const places: Place[] = ["top", "left", "leftmost", "right", "both", "nowhere"];
const below = {
  top: ["top", "left", "leftmost", "right", "both"],
  left: ["left", "leftmost", "both"],
  leftmost: ["leftmost"],
  right: ["right", "both"],
};

/** 60 products of many kinds, the same in every run. */
const samples: Sample[] = Array.from({ length: 60 }, (_, n) => ({
  slug: `item-${String((n * 37) % 60).padStart(2, "0")}`,
  sizes: sizes.filter((__, index) => (n >> index) % 2 === 0),
  colours: colours.filter((__, index) => (n + index) % 3 > 0),
  price: 500 + ((n * 7) % 20) * 250,
  onHand: n % 5 === 0 ? 0 : 10,
  place: places[n % places.length] ?? "nowhere",
}));

interface Choice {
  category?: keyof typeof below;
  sizes?: string[];
  colours?: string[];
  from?: number;
  to?: number;
  inStock?: boolean;
}

/** What a list has to show, found out the slow way. */
function matching(choice: Choice): Sample[] {
  const tests: ((sample: Sample) => boolean)[] = [
    ({ place }) => !choice.category || below[choice.category].includes(place),
    (sample) => shares(sample.sizes, choice.sizes),
    (sample) => shares(sample.colours, choice.colours),
    ({ price }) => price >= (choice.from ?? 0) && price <= (choice.to ?? Number.MAX_SAFE_INTEGER),
    ({ onHand }) => !choice.inStock || onHand > 0,
  ];
  return samples.filter((sample) => tests.every((test) => test(sample)));
}

/** How many products one choice more in each group would give; none where there are none. */
function countsAfter(choice: Choice): Record<string, number> {
  const more: [string, Choice][] = [
    ...(Object.keys(below) as Place[]).map((category): [string, Choice] => [
      `category=${category}`,
      { ...choice, category: category as keyof typeof below },
    ]),
    ...sizes.map((size): [string, Choice] => [`option=Size:${size}`, { ...choice, sizes: [size] }]),
    ...colours.map((colour): [string, Choice] => [
      `option=Colour:${colour}`,
      { ...choice, colours: [colour] },
    ]),
    ["in_stock=1", { ...choice, inStock: true }],
  ];
  const counted = more.map(([name, wider]): [string, number] => [name, matching(wider).length]);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

function shares(values: string[], wanted: string[] = []): boolean {
  return wanted.length === 0 || wanted.some((value) => values.includes(value));
}

function queryOf(choice: Choice, page = 1): string {
  const query = new URLSearchParams({ page: String(page) });
  for (const size of choice.sizes ?? []) query.append("option", `Size:${size}`);
  for (const colour of choice.colours ?? []) query.append("option", `Colour:${colour}`);
  if (choice.category) query.set("category", choice.category);
  if (choice.from !== undefined) query.set("price_from", String(choice.from / 100));
  if (choice.to !== undefined) query.set("price_to", (choice.to / 100).toFixed(2));
  if (choice.inStock) query.set("in_stock", "1");
  return query.toString();
}

describe("a list of products", () => {
  let shop: Shop;
  const list = (query = "") => visit(`${shop.code}.localhost/shop/products${query && `?${query}`}`);
  const ask = (choice: Choice, page = 1) => list(queryOf(choice, page));

  before(async () => {
    shop = await openShop();
    const ids = new Map<Place, number[]>();
    for (const sample of samples) {
      const id = await sell(shop, sample);
      ids.set(sample.place, [...(ids.get(sample.place) ?? []), id]);
    }
    await fillCategories(shop, ids);
  });

  const choices: Choice[] = [
    {},
    { category: "top" },
    { category: "left" },
    { category: "leftmost" },
    { category: "right" },
    { sizes: ["S"] },
    { sizes: ["S", "L"] },
    { sizes: ["M"], colours: ["Red"] },
    { sizes: ["S", "M"], colours: ["Red", "Blue"] },
    { from: 1000 },
    { to: 1250 },
    { from: 1000, to: 3000 },
    { inStock: true },
    { category: "left", sizes: ["L"], colours: ["Green"], from: 750, to: 5000, inStock: true },
    { category: "right", colours: ["Blue"], inStock: true },
    { from: 5000, to: 1000 },
  ];
  for (const choice of choices) {
    it(`is right for ${JSON.stringify(choice)}`, async () => {
      const expected = matching(choice);
      const found: string[] = [];
      for (let page = 1; page <= Math.max(1, Math.ceil(expected.length / 24)); page += 1) {
        const shown = await ask(choice, page);
        expect(shown.status).to.equal(200);
        found.push(...cards(shown.text));
        expect(total(shown.text)).to.equal(expected.length);
      }
      expect(found).to.have.members(expected.map((sample) => sample.slug));
    });

    it(`counts right what else could be chosen after ${JSON.stringify(choice)}`, async () => {
      const page = await ask(choice);
      const seen = Object.entries(counts(page.text)).filter(([, count]) => count > 0);
      expect(Object.fromEntries(seen)).to.deep.equal(countsAfter(choice));
    });
  }

  it("shows 24 on a page, no product twice, and links to all pages", async () => {
    const first = await list();
    expect(cards(first.text)).to.have.length(24);
    expect(words(first.text)).to.include("Showing 1–24 of 60");
    const next = /href="([^"]*)" rel="next"/.exec(first.text)?.[1] ?? "";
    expect(next).to.equal("/shop/products?page=2");
    const last = await list("page=3");
    expect(cards(last.text)).to.have.length(12);
    expect(words(last.text)).to.include("Showing 49–60 of 60");
    expect(last.text).not.to.include('rel="next"');
  });

  it("has no page beyond the last one", async () => {
    for (const page of ["4", "5", "10000", "10001", "99999999999999999999"]) {
      expect((await list(`page=${page}`)).status, page).to.equal(404);
    }
  });

  it("takes what is no page for the first one", async () => {
    for (const page of ["", "0", "-1", "1.5", "2e0", "0x2", "one", " ", "2;drop", "²", "NaN"]) {
      const shown = await list(`page=${encodeURIComponent(page)}`);
      expect(shown.status, page).to.equal(200);
      expect(words(shown.text), page).to.include("Showing 1–24 of 60");
    }
  });

  describe("sorted", () => {
    const price = (slug: string) => samples.find((sample) => sample.slug === slug)?.price ?? 0;

    it("by price, both ways", async () => {
      for (const [sort, sign] of [
        ["price-up", 1],
        ["price-down", -1],
      ] as const) {
        const prices = (await everyPage(`sort=${sort}`)).map(price);
        expect(prices).to.have.length(60);
        expect(prices).to.deep.equal(prices.toSorted((a, b) => sign * (a - b)));
      }
    });

    it("by name", async () => {
      const slugs = await everyPage("sort=title");
      expect(slugs).to.deep.equal(samples.map((sample) => sample.slug).toSorted());
    });

    it("newest first, unless something else is asked", async () => {
      const newest = samples.map((sample) => sample.slug).toReversed();
      expect(await everyPage("sort=newest")).to.deep.equal(newest);
      expect(await everyPage("")).to.deep.equal(newest);
    });

    it("by nothing that is no order: an unknown one changes nothing", async () => {
      const usual = cards((await list()).text);
      for (const sort of ["toString", "constructor", "__proto__", "best", "id;--", "PRICE-UP"]) {
        const page = await list(`sort=${sort}`);
        expect(page.status, sort).to.equal(200);
        expect(cards(page.text), sort).to.deep.equal(usual);
      }
    });

    it("keeps its order on the next page and when a filter goes", async () => {
      const page = await list("sort=title&in_stock=1");
      expect(/href="([^"]*)" rel="next"/.exec(page.text)?.[1]).to.include("sort=title");
      expect(pills(page.text)[0]?.href).to.equal("/shop/products?sort=title");
      expect(page.text).to.match(/<option value="title" selected>/);
    });

    async function everyPage(query: string): Promise<string[]> {
      const pages = [
        await list(query),
        await list(`${query}&page=2`),
        await list(`${query}&page=3`),
      ];
      return pages.flatMap((page) => cards(page.text));
    }
  });

  describe("with active filters", () => {
    const full = queryOf({
      category: "left",
      sizes: ["S", "M"],
      from: 600,
      to: 5500,
      inStock: true,
    });

    it("offers for each a link that takes away exactly that one", async () => {
      const page = await list(full);
      const shown = pills(page.text);
      expect(shown.map((pill) => pill.label)).to.deep.equal([
        "left",
        "Size: S",
        "Size: M",
        "From 6",
        "Up to 55.00",
        "In stock",
      ]);
      const before = pairsOf(`?${full}`);
      for (const { href, label } of shown) {
        const left = pairsOf(href);
        const gone = before.filter((pair) => !left.includes(pair) && !pair.startsWith("page="));
        expect(gone, label).to.have.length(1);
        expect(
          left.every((pair) => before.includes(pair)),
          href,
        ).to.equal(true);
        expect((await visit(`${shop.code}.localhost${href}`)).status, href).to.equal(200);
      }
    });

    it("clears all of them at once", async () => {
      const page = await list(full);
      expect(page.text).to.include('class="pill pill-clear" href="/shop/products"');
    });

    it("shows in the form what was chosen", async () => {
      const page = await list(full);
      expect(ticked(page.text)).to.have.members([
        "category=left",
        "option=Size:S",
        "option=Size:M",
        "in_stock=1",
      ]);
      expect(page.text).to.match(/name="price_from" value="6"/);
      expect(page.text).to.match(/name="price_to" value="55\.00"/);
    });

    it("goes back to the first page when a filter goes", async () => {
      const page = await list("in_stock=1&page=2");
      expect(pills(page.text)[0]?.href).to.equal("/shop/products");
    });

    it("keeps a choice in the form that nothing has together with the others", async () => {
      const page = await list("option=Size:S&option=Colour:Red&price_from=900");
      expect(total(page.text)).to.equal(0);
      expect(page.status).to.equal(200);
      expect(ticked(page.text)).to.include("option=Size:S").and.to.include("option=Colour:Red");
    });

    it("counts a choice that was made twice once", async () => {
      const page = await list("option=Size:S&option=Size:S");
      expect(pills(page.text)).to.have.length(1);
      expect(total(page.text)).to.equal(matching({ sizes: ["S"] }).length);
    });
  });

  describe("asked for a wrong price", () => {
    for (const wrong of [
      "abc",
      "-5",
      "1,50",
      "1.234",
      "1e3",
      "€5",
      "99999999999999999999",
      "1 000",
    ]) {
      it(`answers 422 to ${wrong}, and shows it again`, async () => {
        for (const name of ["price_from", "price_to"]) {
          const page = await list(`${name}=${encodeURIComponent(wrong)}&in_stock=1`);
          expect(page.status).to.equal(422);
          expect(page.text).to.include(`name="${name}" value="${wrong}"`);
          expect(words(page.text)).to.include("Please give prices like");
          expect(total(page.text)).to.equal(matching({ inStock: true }).length);
        }
      });
    }

    it("answers 422 to a whole sentence, too", async () => {
      expect((await list(`price_from=${"ten+euros+and+".repeat(5)}`)).status).to.equal(422);
    });

    it("takes an empty one, or one with spaces around, for what was meant", async () => {
      expect(total((await list("price_from=&price_to=")).text)).to.equal(60);
      const page = await list("price_from=+10+&price_to=30.00");
      expect(total(page.text)).to.equal(matching({ from: 1000, to: 3000 }).length);
    });
  });

  describe("given parameters that nobody meant", () => {
    it("ignores those that it does not know", async () => {
      for (const query of [
        "utm_source=x&fbclid=y",
        "category=nothing",
        "option=Size",
        "option=:S",
        "option=Size:",
        "option=",
        "in_stock=yes",
        "in_stock=0",
        "__proto__=x&constructor=y&hasOwnProperty=z",
        "%ff=%ff",
        "&&&==",
      ]) {
        const page = await list(query);
        expect(page.status, query).to.equal(200);
        expect(total(page.text), query).to.equal(60);
        expect(pills(page.text), query).to.deep.equal([]);
      }
    });

    it("finds nothing with an option that nothing has, and says how to go on", async () => {
      for (const option of ["Size:XXL", "Material:Gold", "Size:s", "toString:S", "a:b:c"]) {
        const page = await list(`option=${option}`);
        expect(page.status, option).to.equal(200);
        expect(cards(page.text), option).to.deep.equal([]);
        expect(words(page.text), option).to.include("Clear all filters");
      }
    });

    it("takes a repeated parameter without harm", async () => {
      for (const name of ["category", "price_from", "price_to", "in_stock", "sort", "page", "q"]) {
        const page = await list(`${name}=1&${name}=2`);
        expect(page.status, name).to.equal(200);
        expect(total(page.text), name).to.equal(60);
      }
    });

    it("takes very long and very many parameters without harm", async () => {
      const long = "x".repeat(10_000);
      for (const name of ["category", "option", "price_from", "in_stock", "sort", "page", "x"]) {
        expect((await list(`${name}=${long}`)).status, name).to.equal(200);
      }
      expect((await list(`${long}=x`)).status).to.equal(200);
      const many = Array.from({ length: 300 }, (_, n) => `option=O${n}:v`).join("&");
      expect((await list(many)).status).to.equal(200);
      const most = Array.from({ length: 60 }, (_, n) => `option=O${n}:v`).join("&");
      expect(cards((await list(most)).text)).to.deep.equal([]);
    });

    it("keeps HTML and SQL in every parameter inert", async () => {
      const evil = `"><script>alert(1)</script>'; drop table products; --{{1234*4321}}`;
      for (const name of [
        "category",
        "option",
        "price_from",
        "price_to",
        "in_stock",
        "sort",
        "page",
      ]) {
        for (const value of [evil, `Size:${evil}`, `${evil}:x`]) {
          const page = await list(`${name}=${encodeURIComponent(value)}`);
          expect(page.status, name).to.be.oneOf([200, 422]);
          expect(page.text, name).not.to.include("<script>alert").and.not.to.include("'; drop");
          expect(page.text, name).not.to.include("5332114");
        }
      }
      expect(total((await list()).text)).to.equal(60);
    });
  });

  it("asks the database twice, once its frame is known, whatever is chosen", async () => {
    await list();
    for (const query of ["", "in_stock=1&option=Size:S", "category=left&price_from=5&sort=title"]) {
      expect(await queriesDuring(() => list(query)), query).to.equal(2);
    }
  });
});

describe("a list of prices", () => {
  const currencies: [currency: string, low: string, high: string, tooFine: string][] = [
    ["EUR", "10.00", "10.01", "10.001"],
    ["JPY", "1000", "1001", "1000.5"],
    ["KWD", "1.000", "1.001", "1.0001"],
  ];
  for (const [currency, low, high, tooFine] of currencies) {
    it(`is narrowed to the minor unit in ${currency}`, async () => {
      const shop = await openShop({ currency });
      await shop.sells("cheap", {}, { price: 1000 });
      await shop.sells("dear", {}, { price: 1001 });
      const list = (query: string) => visit(`${shop.code}.localhost/shop/products?${query}`);

      expect(cards((await list(`price_to=${low}`)).text)).to.deep.equal(["cheap"]);
      expect(cards((await list(`price_from=${high}`)).text)).to.deep.equal(["dear"]);
      expect(cards((await list(`price_from=${low}&price_to=${high}`)).text)).to.have.length(2);
      expect((await list(`price_from=${tooFine}`)).status).to.equal(422);
      const page = await list("");
      expect(page.text).to.include(`placeholder="${low}"`).and.to.include(`placeholder="${high}"`);
    });
  }
});

describe("a list of what may be seen", () => {
  it("has no draft, nothing archived and nothing from the future, and does not count them", async () => {
    const shop = await openShop();
    const seen = await shop.sells("seen");
    const draft = await shop.sells("draft", { status: "draft" });
    const old = await shop.sells("old", { status: "archived" });
    const future = await shop.sells("future");
    await changeProduct(shop, future, { published_at: new Date(Date.now() + 3_600_000) });
    await addCategory(shop, "all", { holds: [seen, draft, old, future] });

    for (const path of ["products", "categories/all", "search?q=e"]) {
      const page: Page = await visit(`${shop.code}.localhost/shop/${path}`);
      expect(page.text, path).not.to.match(/products\/(draft|old|future)"/);
    }
    const page = await visit(`${shop.code}.localhost/shop/products`);
    expect(total(page.text)).to.equal(1);
    expect(counts(page.text)["category=all"]).to.equal(1);
  });
});

async function sell(shop: Shop, { slug, sizes: some, colours: few, price, onHand }: Sample) {
  const first = some.length > 0 ? some : [""];
  const second = few.length > 0 ? few : [""];
  const variants = first.flatMap((size) =>
    second.map((colour) => ({
      options: [size, colour, ""] as [string, string, string],
      price,
      onHand,
    })),
  );
  return shop.sells(slug, { optionNames: ["Size", "Colour"] }, ...variants);
}

async function fillCategories(shop: Shop, ids: ReadonlyMap<Place, number[]>): Promise<void> {
  const inBoth = ids.get("both") ?? [];
  const top = await addCategory(shop, "top", { holds: ids.get("top") ?? [] });
  const holds = [...(ids.get("left") ?? []), ...inBoth];
  const left = await addCategory(shop, "left", { parent: top, holds });
  await addCategory(shop, "leftmost", { parent: left, holds: ids.get("leftmost") ?? [] });
  await addCategory(shop, "right", {
    parent: top,
    holds: [...(ids.get("right") ?? []), ...inBoth],
  });
}

function pairsOf(address: string): string[] {
  return [...new URL(address, "http://x").searchParams].map(([name, value]) => `${name}=${value}`);
}
