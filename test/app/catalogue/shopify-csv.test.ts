import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import type { ProductDraft, VariantDraft } from "../../../app/catalogue/product-draft.ts";
import {
  type ReadProduct,
  readProducts,
  writeProducts,
} from "../../../app/catalogue/shopify-csv.ts";
import { sanitiseHtml } from "../../../app/rich-text.ts";

const samples = new URL("../../../../shared/data/", import.meta.url);
const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty";

describe("reading Shopify's product CSV", () => {
  describe("real files", () => {
    for (const [name, products, variants, pictures] of [
      ["apparel", 20, 22, 20],
      ["home-and-garden", 20, 21, 21],
      ["jewelery", 20, 23, 41],
    ] as const) {
      it(`takes all of Shopify's ${name} sample, and gives it back`, async function () {
        const file = new URL(`shopify-${name}.csv`, samples);
        if (!existsSync(file)) {
          process.stdout.write(`      skipped: there is no ${file.pathname}\n`);
          this.skip();
        }
        const results = await collect(readProducts(createReadStream(file), { currency: "USD" }));
        const drafts = draftsOf(results);

        expect(results.flatMap(({ problems }) => problems)).to.deep.equal([]);
        expect(drafts).to.have.length(products);
        expect(drafts.flatMap((draft) => draft.variants)).to.have.length(variants);
        expect(drafts.flatMap((draft) => draft.pictures)).to.have.length(pictures);
        expect(await roundTrip(drafts, "USD")).to.deep.equal(drafts);
      });
    }
  });

  it("reads every column under its old name", async () => {
    const file = [
      "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Status",
      'tee,Tee,<p>Soft</p>,Acme,Shirts,"a, b ,A",TRUE,Size,S,Colour,Red,TEE-S,453.59,shopify,7,continue,manual,12.50,15,FALSE,FALSE,0123,https://x.example/2.jpg,2,Back,FALSE,Buy tees,The tee,https://x.example/1.jpg,lb,PC1,4.20,active',
      "tee,,,,,,,,M,,Red,TEE-M,,,,deny,shipwire,13,,TRUE,TRUE,,https://x.example/1.jpg,1,Front,,,,,,,,",
    ].join("\r\n");

    const [result] = await read(file);

    expect(result?.problems).to.deep.equal([]);
    expect(result?.draft).to.deep.equal({
      slug: "tee",
      title: "Tee",
      description: "<p>Soft</p>",
      vendor: "Acme",
      type: "Shirts",
      tags: ["a", "b"],
      status: "active",
      seoTitle: "Buy tees",
      seoDescription: "The tee",
      optionNames: ["Size", "Colour"],
      variants: [
        variant({
          options: ["S", "Red", ""],
          sku: "TEE-S",
          barcode: "0123",
          price: 1250,
          compareAtPrice: 1500,
          cost: 420,
          tracked: true,
          backorder: true,
          onHand: 7,
          grams: 454,
          weightUnit: "lb",
          ships: false,
          taxable: false,
          taxCode: "PC1",
          picture: "https://x.example/1.jpg",
        }),
        variant({
          options: ["M", "Red", ""],
          sku: "TEE-M",
          price: 1300,
          extra: { "Variant Fulfillment Service": "shipwire" },
        }),
      ],
      pictures: [
        { source: "https://x.example/1.jpg", alt: "Front" },
        { source: "https://x.example/2.jpg", alt: "Back" },
      ],
      extra: { "Gift Card": "FALSE" },
    });
  });

  it("reads every column under its new name", async () => {
    const file = [
      "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Price,Compare-at price,Cost per item,Charge tax,Tax code,Unit price base measure,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description,Color (product.metafields.shopify.color-pattern),Price / International",
      "Cup,cup,Holds tea,Acme,Mugs,Cup,x,TRUE,draft,CUP-1,99,Size,Big,,9.99,12,3,TRUE,T1,100ml,shopify,3,CONTINUE,250,g,TRUE,manual,https://x.example/c.png,1,A cup,,FALSE,Cups,All cups,blue; white,11.50",
    ].join("\n");

    const [result] = await read(file);

    expect(result?.problems).to.deep.equal([]);
    expect(result?.draft).to.deep.equal({
      slug: "cup",
      title: "Cup",
      description: "Holds tea",
      vendor: "Acme",
      type: "Cup",
      tags: ["x"],
      status: "draft",
      seoTitle: "Cups",
      seoDescription: "All cups",
      optionNames: ["Size"],
      variants: [
        variant({
          options: ["Big", "", ""],
          sku: "CUP-1",
          barcode: "99",
          price: 999,
          compareAtPrice: 1200,
          cost: 300,
          tracked: true,
          backorder: true,
          onHand: 3,
          grams: 250,
          weightUnit: "g",
          taxCode: "T1",
          extra: { "Unit price base measure": "100ml", "Price / International": "11.50" },
        }),
      ],
      pictures: [{ source: "https://x.example/c.png", alt: "A cup" }],
      extra: {
        "Product category": "Mugs",
        "Gift card": "FALSE",
        "Color (product.metafields.shopify.color-pattern)": "blue; white",
      },
    });
  });

  describe("files as spreadsheets make them", () => {
    for (const [what, file] of [
      ["a byte order mark", `\ufeff${header}\ncup,Cup,,,5,1\n`],
      ["CRLF", `${header}\r\n\r\ncup,Cup,,,5,1\r\n`],
      ["lone CR", `${header}\rcup,Cup,,,5,1\r`],
      ["mixed line ends", `${header}\r\ncup,Cup,,,5,1\n`],
      ["no line end at the end", `${header}\ncup,Cup,,,5,1`],
      ["semicolons", `${header}\ncup,Cup,,,5,1\n`.replaceAll(",", ";")],
      ["tabs", `${header}\ncup,Cup,,,5,1\n`.replaceAll(",", "\t")],
      ["other letter case in the header", `${header.toUpperCase()}\ncup,Cup,,,5,1\n`],
      ["empty columns and rows", `${header},,\ncup,Cup,,,5,1,,\n,,,,,,,\n`],
      ["empty cells beyond the header", `${header}\ncup,Cup,,,5,1,,,\n`],
    ] as const) {
      it(`takes ${what}`, async () => {
        const results = await read(file);

        expect(results.flatMap(({ problems }) => problems)).to.deep.equal([]);
        expect(
          draftsOf(results).map(({ slug, variants }) => [slug, variants[0]?.price]),
        ).to.deep.equal([["cup", 500]]);
      });
    }

    it("puts letters together that arrive in pieces", async () => {
      const bytes = Buffer.from(`\ufeff${header}\ncafé,Café ☕ 🫖,,,5,1\n`);
      const pieces = Readable.from(Array.from(bytes, (byte) => Buffer.from([byte])));

      const [result] = await collect(readProducts(pieces, { currency: "EUR" }));

      expect(result?.draft?.title).to.equal("Café ☕ 🫖");
    });

    it("counts lines through line breaks inside cells", async () => {
      const file = `${header}\r\na,"A\r\nlong\r\n\r\ntitle",,,5,1\r\n\r\nb,B,,,oops,1\r\nc,"C\nd",,,5,1\r\nd,D,,,-1,1`;

      const results = await read(file);

      expect(results.map(({ line }) => line)).to.deep.equal([2, 7, 8, 10]);
      expect(problemsOf(results)).to.deep.equal([
        '7 Variant Price: "oops" is not an amount: write it like 12.50',
        '10 Variant Price: "-1" is below zero',
      ]);
    });

    it("forgives quotation marks inside a cell", async () => {
      const [cup, pipe] = draftsOf(
        await read(`${header}\ncup,"Big" cup,,,5,1\npipe,5" pipe,,,5,1\n`),
      );

      expect(cup?.title).to.equal('"Big" cup');
      expect(pipe?.title).to.equal('5" pipe');
    });
  });

  describe("what cannot be read at all", () => {
    for (const [what, file, line, reason] of [
      ["an empty file", "", 1, "the file is empty"],
      ["blank lines only", "\n\n", 1, "the file is empty"],
      ["a header alone", `${header}\n`, 1, "no products below the header"],
      ["another kind of table", "Date,Sum\n1,2\n", 1, 'it begins with "Date", "Sum"'],
      ["a page of HTML", "<!doctype html>\n<html>", 1, "not a list of products"],
      ["a workbook", Buffer.from("PK\x03\x04\x14\0\x06\0xl/workbook"), 1, "not a text file"],
      ["UTF-16", Buffer.from(`\ufeff${header}`, "utf16le"), 1, "CSV (UTF-8)"],
      ["a picture", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), 1, "CSV (UTF-8)"],
      ["Windows-1252", Buffer.from(`${header}\ncafe,Caf\xe9,,,5,1`, "latin1"), 2, "not in UTF-8"],
      ["no column of titles", "Handle,Variant Price\na,1\n", 1, 'the column "Title" is missing'],
      ["no column of prices", "Handle,Title\na,A\n", 1, '"Variant Price" or "Price" is missing'],
      ["a column twice", "Title,Handle,Price,URL handle\n", 1, "stands there twice"],
    ] as const) {
      it(`says so of ${what}`, async () => {
        const results = await read(file);

        expect(results).to.have.length(1);
        expect(results[0]?.draft).to.equal(null);
        expect(results[0]?.problems).to.have.length(1);
        expect(results[0]?.problems[0]).to.include({ line, severity: "error" });
        expect(results[0]?.problems[0]?.reason).to.include(reason);
      });
    }

    it("names the missing columns all at once", async () => {
      const [result] = await read("Handle,Vendor\na,b\n");

      expect(result?.problems.map(({ column }) => column)).to.deep.equal([
        "Title",
        "Variant Price",
      ]);
    });

    it("takes the products before a quotation mark that is never closed", async () => {
      const file = `${header}\na,A,,,5,1\nb,B,Size,S,5,1\nb,,,"M,5,1\nc,C,,,5,1\n`;

      const results = await read(file);

      expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["a"]);
      expect(problemsOf(results)).to.deep.equal([
        '4 : a quotation mark is opened in this row and never closed; "b" (from line 3) and all that follows it was left out',
      ]);
    });

    it("gives up on a row of more than 4 MB without holding the whole file", async () => {
      let given = 0;
      const endless = Readable.from(
        (function* () {
          yield `${header}\na,A,,,5,1\nb,B,,,5,1\nc,"`;
          for (; given < 10_000; given++) yield "0123456789abcde\n".repeat(4096);
        })(),
      );

      const results = await collect(readProducts(endless, { currency: "EUR" }));

      expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["a"]);
      expect(problemsOf(results)[0]).to.match(/^4 : this row does not end within 4 MB/);
      expect(given).to.be.below(200);
    });

    it("keeps the products before a line in another encoding", async () => {
      const file = Buffer.from(`${header}\na,A,,,5,1\nb,B,,,5,1\nc,\xe9,,,5,1\n`, "latin1");

      const results = await read(file);

      expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["a"]);
      expect(results.at(-1)?.line).to.equal(4);
    });

    it("lets the failure of the stream itself through", async () => {
      const broken = new Readable({ read: () => broken.destroy(new Error("the disk is gone")) });

      const failure = await collect(readProducts(broken, { currency: "EUR" })).catch((e) => e);

      expect(failure).to.be.an("error").with.property("message", "the disk is gone");
    });
  });

  describe("rows that cannot be used", () => {
    for (const [cell, reason] of [
      ["12,50 EUR", "leave out the currency"],
      ["12,50", "write it with a point, 12.50"],
      ["-1", "below zero"],
      ["1.999", "EUR has at most 2 decimals"],
      ["", "the price is missing"],
    ] as const) {
      it(`leaves out only the variant whose price is "${cell}"`, async () => {
        const [result] = await read(`${header}\na,A,Size,S,5,1\na,,,M,"${cell}",1\na,,,L,7,1\n`);

        expect(result?.draft?.variants.map(({ options }) => options[0])).to.deep.equal(["S", "L"]);
        expect(result?.problems).to.have.length(1);
        expect(result?.problems[0]).to.include({
          line: 3,
          column: "Variant Price",
          severity: "error",
        });
        expect(result?.problems[0]?.reason).to.include(reason);
      });
    }

    it("knows the decimals of the currency", async () => {
      const file = `${header}\na,A,,,5.125,1\n`;

      expect(draftsOf(await read(file, "KWD"))[0]?.variants[0]?.price).to.equal(5125);
      expect(problemsOf(await read(file, "JPY"))[0]).to.include("JPY has no decimals");
    });

    it("keeps the product when its first row is the bad one", async () => {
      const [result] = await read(`${header}\na,A,Size,S,free,1\na,,,M,5,1\n`);

      expect(result?.draft?.title).to.equal("A");
      expect(result?.draft?.variants.map(({ options }) => options[0])).to.deep.equal(["M"]);
    });

    it("leaves out the product when no variant is left", async () => {
      const [a, b] = await read(`${header}\na,A,,,free,1\nb,B,,,5,1\n`);

      expect(a?.draft).to.equal(null);
      expect(b?.draft?.slug).to.equal("b");
    });

    it("leaves out a combination of options that was there before", async () => {
      const results = await read(`${header}\na,A,Size,S,5,1\na,,,M,5,1\na,,,S,6,1\n`);

      expect(draftsOf(results)[0]?.variants).to.have.length(2);
      expect(problemsOf(results)).to.deep.equal(['4 Option1 Value: "S" already stands in line 2']);
    });

    it("leaves out a second variant that nothing tells apart", async () => {
      const results = await read(`${header}\na,A,,,5,1\na,A,,,6,1\n`);

      expect(draftsOf(results)[0]?.variants.map(({ price }) => price)).to.deep.equal([500]);
      expect(problemsOf(results)[0]).to.include("already has a variant in line 2");
    });

    it("reports every cell of a row at once", async () => {
      const file =
        "Handle,Title,Option1 Name,Option1 Value,Price,SKU,Variant Grams,Variant Inventory Qty,Requires shipping,Charge tax,Cost per item\n" +
        `a,A,Size,S,5,,,,,,\na,,,M,x,${"s".repeat(256)},heavy,1.5,maybe,perhaps,y\n`;

      const results = await read(file);

      expect(draftsOf(results)[0]?.variants).to.have.length(1);
      expect(problemsOf(results)).to.deep.equal([
        "3 SKU: longer than 255 letters",
        '3 Price: "x" is not an amount: write it like 12.50',
        '3 Cost per item: "y" is not an amount: write it like 12.50',
        '3 Variant Inventory Qty: "1.5" is not a whole number',
        '3 Variant Grams: "heavy" is not a weight in grams',
        '3 Requires shipping: "maybe" is neither TRUE nor FALSE',
        '3 Charge tax: "perhaps" is neither TRUE nor FALSE',
      ]);
    });

    it("leaves out a row with too many cells: its commas have gone astray", async () => {
      const results = await read(`${header}\na,A,Size,S,5,1\na,,,M, or L,5,1\na,,,XL,5,1\n`);

      expect(draftsOf(results)[0]?.variants).to.have.length(2);
      expect(problemsOf(results)[0]).to.match(/^3 : this row has 7 cells under 6 columns/);
    });

    it("leaves out the product, with that one reason, when the row of its title is such a row", async () => {
      const results = await read(`${header}\na,A, or B,Size,S,5,1\na,,,M,5,1\nb,B,,,5,1\n`);

      expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["b"]);
      expect(problemsOf(results)).to.have.length(1);
    });

    it("takes a row with too few cells, and mentions it", async () => {
      const results = await read(`${header}\na,A,,,5\n`);

      expect(draftsOf(results)[0]?.variants[0]?.onHand).to.equal(0);
      expect(results[0]?.problems[0]).to.include({ line: 2, severity: "notice" });
    });

    it("leaves out a row of more than 1 MB", async () => {
      const results = await read(
        `${header},Note\na,A,Size,S,5,1,\na,,,M,5,1,"${"long\n".repeat(220_000)}"\na,,,L,5,1,\n`,
      );

      expect(draftsOf(results)[0]?.variants).to.have.length(2);
      expect(problemsOf(results)).to.deep.equal(["3 : this row is longer than 1 MB"]);
    });

    it("leaves out a row with neither handle nor title", async () => {
      const results = await read(`${header}\n,,Size,S,5,1\na,A,Size,S,5,1\n,,,M,5,1\n`);

      expect(draftsOf(results).map(({ variants }) => variants.length)).to.deep.equal([1]);
      expect(problemsOf(results)).to.deep.equal([
        "2 Handle: the row has neither a handle nor a title",
        "4 Handle: the row has neither a handle nor a title",
      ]);
    });
  });

  describe("products that cannot be used", () => {
    for (const [what, rows, problem] of [
      ["without a title", "a,,,,5,1", "2 Title: the title is missing"],
      ["without any price", "a,A,,,,", "2 Variant Price: the price is missing"],
      ["with a very long title", `a,${"t".repeat(256)},,,5,1`, "2 Title: longer than 255 letters"],
      [
        "with a value of an option that has no name",
        "a,A,,S,5,1",
        '2 Option1 Value: "S" is the value of an option that has no name',
      ],
    ] as const) {
      it(`refuses one ${what}`, async () => {
        const results = await read(`${header}\n${rows}\nb,B,,,5,1\n`);

        expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["b"]);
        expect(problemsOf(results)).to.deep.equal([problem]);
      });
    }

    it("refuses more than three options", async () => {
      const results = await read(
        "Handle,Title,Price,Option1 Name,Option1 Value,Option4 Name,Option4 Value\na,A,5,Size,S,Cut,Slim\n",
      );

      expect(problemsOf(results)).to.deep.equal(["2 : a product can have at most three options"]);
    });

    it("refuses options with a gap or with one name", async () => {
      const columns = "Handle,Title,Price,Option1 Name,Option1 Value,Option2 Name,Option2 Value";
      const results = await read(`${columns}\na,A,5,,,Size,S\nb,B,5,Size,S,size,S\n`);

      expect(draftsOf(results)).to.deep.equal([]);
      expect(problemsOf(results)).to.deep.equal([
        "2 Option1 Name: this option has no name, but a later one has",
        '3 Option2 Name: two options are named "size"',
      ]);
    });

    it("refuses more than 2,000 variants, and takes 2,000", async () => {
      const rows = (slug: string, count: number) =>
        Array.from({ length: count }, (_, n) => `${slug},T,Size,${n},5,1`).join("\n");

      const results = await read(
        `${header}\n${rows("a", 2000)}\n${rows("b", 2001)}\n${rows("c", 9000)}`,
      );

      expect(draftsOf(results).map(({ variants }) => variants.length)).to.deep.equal([2000]);
      expect(problemsOf(results)).to.deep.equal([
        "2002 : more than 2000 variants",
        "7003 : more than 3000 rows for one product",
      ]);
    });

    it("does not take rows that come back after another product", async () => {
      const results = await read(
        `${header}\na,A,Size,S,5,1\nb,B,,,5,1\na,,,M,5,1\na,,,L,5,1\nc,C,,,5,1\n`,
      );

      expect(draftsOf(results).map(({ slug }) => slug)).to.deep.equal(["a", "b", "c"]);
      expect(draftsOf(results)[0]?.variants).to.have.length(1);
      expect(problemsOf(results)).to.deep.equal([
        '4 Handle: "a" began in line 2 and other products stand between: sort the file so that its rows follow each other',
      ]);
    });
  });

  describe("what is put right, with a notice", () => {
    it("makes a slug of a handle that cannot stand in an address", async () => {
      const results = await read(
        `${header}\nCrème_Brûlée!,A,Size,S,5,1\nCrème_Brûlée!,,,M,5,1\n緑茶,Green tea,Size,S,5,1\n緑茶,,,M,5,1\n`,
      );

      expect(draftsOf(results).map(({ slug }) => slug)).to.match(/^creme-brulee,product-\w{12}$/);
      expect(draftsOf(results).map(({ variants }) => variants.length)).to.deep.equal([2, 2]);
      expect(problemsOf(results)[0]).to.equal(
        '2 Handle: "Crème_Brûlée!" cannot stand in an address: taken as "creme-brulee"',
      );
      expect(results[0]?.problems[0]?.severity).to.equal("notice");
    });

    it("makes a handle of the title where there is none", async () => {
      const withColumn = await read(`${header}\n,Blue Shirt,,,5,1\n`);
      const without = await read("Title,Price\nBlue Shirt,5\nRed Shirt,6\n");

      expect(draftsOf(withColumn)[0]?.slug).to.equal("blue-shirt");
      expect(problemsOf(withColumn)).to.have.length(1);
      expect(draftsOf(without).map(({ slug }) => slug)).to.deep.equal(["blue-shirt", "red-shirt"]);
      expect(problemsOf(without)).to.deep.equal([]);
    });

    for (const [column, cell, problem, taken] of [
      [
        "Status",
        "unlisted",
        "is not active, draft or archived: taken as draft",
        { status: "draft" },
      ],
      ["Variant Weight Unit", "stone", "taken as kg", { weightUnit: "kg" }],
      ["Variant Inventory Qty", "-3", "a stock of -3 was taken as 0", { onHand: 0 }],
      ["Variant Image", "me.jpg", "is not a web address", { picture: null }],
      ["Image Src", "javascript:alert(1)", "is not a web address", { pictures: [] }],
      ["Variant Barcode", "8.9E+12", "shortened", { barcode: "8.9E+12" }],
    ] as const) {
      it(`takes "${cell}" as ${column}`, async () => {
        const [result] = await read(`Handle,Title,Price,${column}\na,A,5,${cell}\n`);

        expect(result?.problems).to.have.length(1);
        expect(result?.problems[0]).to.include({ line: 2, column, severity: "notice" });
        expect(result?.problems[0]?.reason).to.include(problem);
        expect({ ...result?.draft?.variants[0], ...result?.draft }).to.deep.include(taken);
      });
    }

    it("keeps the first title and the first option names", async () => {
      const results = await read(`${header}\na,A,Size,S,5,1\na,Other,Taille,M,5,1\n`);

      expect(draftsOf(results)[0]).to.deep.include({ title: "A", optionNames: ["Size"] });
      expect(problemsOf(results)).to.have.length(2);
      expect(results[0]?.problems.map(({ severity }) => severity)).to.deep.equal([
        "notice",
        "notice",
      ]);
    });
  });

  it("takes a product hidden from the online store as a draft", async () => {
    const results = await read(
      "Handle,Title,Price,Published,Status\na,A,5,TRUE,active\nb,B,5,FALSE,active\nc,C,5,FALSE,\nd,D,5,,\ne,E,5,FALSE,archived\nf,F,5,TRUE,draft\n",
    );

    expect(draftsOf(results).map(({ status }) => status)).to.deep.equal([
      "active",
      "draft",
      "draft",
      "active",
      "archived",
      "draft",
    ]);
  });

  it("tracks the stock where the file tells of a tracker, or of stock alone", async () => {
    const tracker = await read(
      "Handle,Title,Price,Variant Inventory Tracker,Variant Inventory Qty\na,A,5,shopify,2\nb,B,5,,2\n",
    );
    const stockAlone = await read("Handle,Title,Price,Variant Inventory Qty\na,A,5,2\n");
    const neither = await read("Handle,Title,Price\na,A,5\n");

    const tracked = (results: ReadProduct[]) =>
      draftsOf(results).map((draft) => draft.variants[0]?.tracked);
    expect([tracker, stockAlone, neither].map(tracked)).to.deep.equal([
      [true, false],
      [true],
      [false],
    ]);
  });

  it("puts pictures in order, each once, with those that only a variant names", async () => {
    const url = "https://x.example";
    const results = await read(
      "Handle,Title,Price,Option1 Name,Option1 Value,Image Src,Image Position,Image Alt Text,Variant Image\n" +
        `a,A,5,Size,S,${url}/3,3,,${url}/9\na,,5,,M,${url}/1,1,One,${url}/3\na,,,,,${url}/2,2,,\na,,,,,${url}/3,4,Three,\n`,
    );

    expect(draftsOf(results)[0]?.pictures).to.deep.equal([
      { source: `${url}/1`, alt: "One" },
      { source: `${url}/2`, alt: "" },
      { source: `${url}/3`, alt: "Three" },
      { source: `${url}/9`, alt: "" },
    ]);
    expect(draftsOf(results)[0]?.variants).to.have.length(2);
  });

  it("keeps further columns with the product or the variant that they describe", async () => {
    const results = await read(
      "Handle,Title,Price,Option1 Name,Option1 Value,Season (product.metafields.a.b),Variant Colour Code,Google Shopping / MPN,__proto__\n" +
        "a,A,5,Size,S,summer,red,,own\na,,5,,M,summer,blue,M-2,\n",
    );

    const [draft] = draftsOf(results);
    expect(Object.entries(draft?.extra ?? {})).to.deep.equal([
      ["Season (product.metafields.a.b)", "summer"],
      ["__proto__", "own"],
    ]);
    expect(draft?.variants.map(({ extra }) => extra)).to.deep.equal([
      { "Variant Colour Code": "red" },
      { "Variant Colour Code": "blue", "Google Shopping / MPN": "M-2" },
    ]);
  });

  it("leaves nothing harmful in a description", async () => {
    const html =
      '<h1 class=x onclick=a()>T</h1><div style="position:fixed">a<script>alert(1)</script><img src=x onerror=a()></div>' +
      '<a href="javascript:a()">j</a><a href="//evil.example">p</a><a href="https://x.example/">l</a><a href="/shop">r</a>' +
      '<a href="mailto:a@x.example">m</a><iframe src=x></iframe><svg><a xlink:href="javascript:a()">s</a></svg><span>text</span>';
    const [result] = await read(
      `Handle,Title,Price,Body (HTML)\na,A,5,"${html.replaceAll('"', '""')}"\n`,
    );

    expect(result?.draft?.description).to.equal(
      '<h2>T</h2><p>a</p><a>j</a><a>p</a><a href="https://x.example/">l</a><a href="/shop">r</a>' +
        '<a href="mailto:a@x.example">m</a><a>s</a>text',
    );
  });
});

describe("writing Shopify's product CSV", () => {
  it("writes the old column names in Shopify's order", async () => {
    const file = await text(writeProducts(stream([draft({})]), { currency: "EUR" }));

    expect(file).to.equal(
      "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Status\n" +
        "cup,Cup,,,,,true,Title,Default Title,,,,,,0,,0,deny,manual,5.00,,true,true,,,,,,,,kg,,,active\n",
    );
  });

  it("disarms formulas and takes the apostrophe off again", async () => {
    const nasty = [
      "=cmd|' /C calc'!A0",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "\n=1",
      "'=1",
      "''+1",
      "'a",
    ];
    const drafts = nasty.map((title, index) =>
      draft({ slug: `p${index}`, title, extra: { "=SUM(A1)": title } }),
    );

    const file = await text(writeProducts(stream(drafts), { currency: "EUR" }));

    expect(
      parse(file)
        .flat()
        .filter((cell) => /^[=+\-@\t\r\n]/.test(cell)),
    ).to.deep.equal([]);
    expect(await roundTrip(drafts, "EUR")).to.deep.equal(drafts);
  });

  it("streams when it is told the further columns", async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<ProductDraft> {
      for (; ; taken++) yield draft({ slug: `p-${taken}`, extra: { Season: "summer" } });
    }

    let size = 0;
    for await (const chunk of writeProducts(endless(), {
      currency: "EUR",
      extraColumns: ["Season"],
    })) {
      size += chunk.length;
      if (size > 100_000) break;
    }

    expect(taken).to.be.within(500, 5000);
  });

  it("fails rather than lose a column that it was not told", async () => {
    const drafts = stream([draft({ extra: { Season: "summer" } })]);

    const failure = await text(writeProducts(drafts, { currency: "EUR", extraColumns: [] })).catch(
      (error) => error,
    );

    expect(failure).to.be.an("error").with.property("message").that.includes("Season");
  });

  it("writes no products as a header alone", async () => {
    const file = await text(writeProducts(stream([]), { currency: "EUR" }));

    expect(file.split("\n")).to.have.length(2);
  });

  for (const currency of ["EUR", "JPY", "KWD"]) {
    it(`gives back any product (${currency})`, async () => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      const random = generator(seed);
      const drafts = Array.from({ length: 150 }, (_, index) => anyDraft(random, index));

      const results = await collect(
        readProducts(writeProducts(stream(drafts), { currency }), { currency }),
      );

      expect(problemsOf(results), `seed ${seed}`).to.deep.equal([]);
      for (const [index, result] of results.entries()) {
        expect(result.draft, `seed ${seed}, product ${index}`).to.deep.equal(drafts[index]);
      }
      expect(results).to.have.length(drafts.length);
    });
  }
});

async function read(file: string | Buffer, currency = "EUR"): Promise<ReadProduct[]> {
  return collect(readProducts(Readable.from([file]), { currency }));
}

async function roundTrip(drafts: ProductDraft[], currency: string): Promise<ProductDraft[]> {
  return draftsOf(
    await collect(readProducts(writeProducts(stream(drafts), { currency }), { currency })),
  );
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* stream<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

function draftsOf(results: ReadProduct[]): ProductDraft[] {
  return results.flatMap((result) => result.draft ?? []);
}

function problemsOf(results: ReadProduct[]): string[] {
  return results
    .flatMap(({ problems }) => problems)
    .map(({ line, column, reason }) => `${line} ${column}: ${reason}`);
}

function variant(given: Partial<VariantDraft>): VariantDraft {
  return {
    options: ["", "", ""],
    sku: "",
    barcode: "",
    price: 500,
    compareAtPrice: null,
    cost: null,
    tracked: false,
    backorder: false,
    onHand: 0,
    grams: 0,
    weightUnit: "kg",
    ships: true,
    taxable: true,
    taxCode: "",
    picture: null,
    extra: {},
    ...given,
  };
}

function draft(given: Partial<ProductDraft>): ProductDraft {
  return {
    slug: "cup",
    title: "Cup",
    description: "",
    vendor: "",
    type: "",
    tags: [],
    status: "active",
    seoTitle: "",
    seoDescription: "",
    optionNames: [],
    variants: [variant({})],
    pictures: [],
    extra: {},
    ...given,
  };
}

type Random = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const scraps = [
  ...[",", ";", "\t", '"', '""', "'", "\n", "\r", "\r\n", "\n\n", " ", "  ", "\u00a0", "\ufeff"],
  ...["=", "+", "-", "@", "'=", "''", "=1+1", "#", "\\", "|", "%", "&", "<", ">", "&amp;", "<b>"],
  ...[
    "a",
    "Z",
    "0",
    "true",
    "null",
    "Default Title",
    "Title",
    "é",
    "ß",
    "緑茶",
    "🫖",
    "👩‍👩‍👧",
    "שלום",
    "e\u0301",
  ],
];

function anyText(random: Random): string {
  return Array.from({ length: random(6) }, () => scraps[random(scraps.length)]).join("");
}

function anyName(random: Random, suffix: number): string {
  return `${anyText(random)}x${suffix}${anyText(random)}`;
}

function anyExtra(random: Random, columns: string[]): Record<string, string> {
  const entries = columns.map((column) => [column, anyText(random)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

function anyDraft(random: Random, index: number): ProductDraft {
  const pictures = Array.from({ length: random(4) }, (_, n) => ({
    source: `https://x.example/${index}/${n}.jpg?a=1,2&b="c"`,
    alt: anyText(random),
  }));
  const optionNames = Array.from({ length: random(4) }, (_, n) => anyName(random, n));
  const count = optionNames.length === 0 ? 1 : 1 + random(4);
  const extra = anyExtra(random, ["Season", "=Formula", "a,b\n c ", "Größe"]);
  return draft({
    slug: `product-${index}`,
    title: anyName(random, index),
    description: sanitiseHtml(anyText(random) + anyText(random)),
    vendor: anyText(random),
    type: anyText(random),
    tags: ["one", "=two", "'three", "vier ü", 'fi"ve'].slice(0, random(6)),
    status: (["draft", "active", "archived"] as const)[random(3)] ?? "draft",
    seoTitle: anyText(random),
    seoDescription: anyText(random),
    optionNames,
    variants: Array.from({ length: count }, (_, n) => anyVariant(random, n, optionNames, pictures)),
    pictures,
    extra,
  });
}

function anyVariant(
  random: Random,
  index: number,
  optionNames: string[],
  pictures: { source: string }[],
): VariantDraft {
  const option = (place: number) => (place < optionNames.length ? anyName(random, index) : "");
  return variant({
    options: [option(0), option(1), option(2)],
    sku: anyText(random),
    barcode: anyText(random),
    price: random(10 ** 9),
    compareAtPrice: random(2) ? random(10 ** 9) : null,
    cost: random(2) ? random(10 ** 9) : null,
    tracked: random(2) === 0,
    backorder: random(2) === 0,
    onHand: random(10 ** 6),
    grams: random(10 ** 6),
    weightUnit: (["g", "kg", "lb", "oz"] as const)[random(4)] ?? "g",
    ships: random(2) === 0,
    taxable: random(2) === 0,
    taxCode: anyText(random),
    picture: pictures[random(pictures.length + 1)]?.source ?? null,
    extra: anyExtra(random, ["Variant Colour Code", "Unit price", "variant, odd"]),
  });
}
