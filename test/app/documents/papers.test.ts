import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { drawInvoice } from "../../../app/documents/invoice.ts";
import { drawPackingSlip } from "../../../app/documents/packing-slip.ts";
import { shopOnPaper } from "../../../app/documents/paper.ts";
import { fulfil } from "../../../app/models/store/orders/fulfilment.ts";
import { type OrderOnPage, orderOnPage } from "../../../app/models/store/orders/listing.ts";
import { requestRefund } from "../../../app/models/store/orders/payments/refund.ts";
import { contrast, defaultTheme } from "../../../app/themes.ts";
import { anOrder, type Order, type OrderDraft } from "../../support/orders.ts";
import { readPdf } from "../../support/pdf.ts";
import { openShop, type Shop } from "../../support/shops.ts";

const settings = {
  currency: "EUR",
  locale: "en-IE",
  tagline: "",
  announcement: "",
  email: "shop@example.com",
  address: "2 Shop Lane\n Cork \n\nIreland",
  country: "IE",
  tax_number: "IE7654321",
  mail_texts: {},
  closed: false,
};
const theme = defaultTheme("Lamps & Co");
const paper = shopOnPaper({ name: "Lamps & Co", theme }, settings);
const taxed = { tax: 374, taxName: "VAT", taxPpm: 230_000 };

describe("papers", function () {
  this.timeout(30_000);
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  async function find({ id }: Order): Promise<OrderOnPage> {
    const order = await inStore(shop.id, "read", () => orderOnPage(id));
    if (!order) throw new Error("the order is gone");
    return order;
  }
  const made = async (draft: OrderDraft) => find(await anOrder(shop, draft));
  /** Texts side by side on one line of a paper. */
  const rows = (text: string) => text.replace(/\n/g, " | ");

  describe("an invoice", () => {
    it("says who sold what to whom, what it comes to, and the tax in it", async () => {
      const order = await made({
        lines: [
          { title: "Desk lamp", sku: "DL-1", ...taxed },
          {
            title: "Shade",
            price: 500,
            quantity: 1,
            discount: 100,
            tax: 75,
            taxName: "VAT",
            taxPpm: 230_000,
          },
        ],
        shipping: 450,
      });

      const { pages, text } = readPdf(await drawInvoice(order, paper));

      expect(pages).to.equal(1);
      expect(rows(text))
        .to.contain(
          "Lamps & Co | 2 Shop Lane | Cork | Ireland | shop@example.com | Tax number IE7654321",
        )
        .and.contain(`Invoice number | ${order.number}`)
        .and.contain("Billed and shipped to | Ada Example | 1 Long Street")
        .and.contain("Desk lamp | Article DL-1 | 2 | €10.00 | 23% | €20.00")
        .and.contain(
          "Subtotal | €25.00 | Discount | -€1.00 | Shipping (Standard) | €4.50 | Total | €28.50",
        )
        .and.contain("Includes VAT 23% | €4.49")
        .and.contain("VAT 23% | €19.51 | €4.49 | €24.00")
        .and.contain("Page 1 of 1");
    });

    it("adds tax that comes on top, and shows both addresses where they differ", async () => {
      const order = await made({
        lines: [{ ...taxed, tax: 160, taxAdded: 160, taxName: "Sales tax", taxPpm: 80_000 }],
      });
      order.billing_address = { ...order.billing_address, name: "Example Ltd" };

      const { text } = readPdf(await drawInvoice(order, paper));

      expect(rows(text))
        .to.contain("Billed to | Example Ltd")
        .and.contain("Shipped to | Ada Example")
        .and.contain("Sales tax 8% | €1.60 | Total | €21.60")
        .and.contain("Sales tax 8% | €20.00 | €1.60 | €21.60");
    });

    it("credits what was given back", async () => {
      const order = await anOrder(shop);
      const wish = { key: "credit", amount: 750, reason: "Scratched" };
      await inStore(shop.id, "write", () => requestRefund(order.id, wish));

      const { text } = readPdf(await drawInvoice(await find(order), paper));

      expect(rows(text))
        .to.contain("Refund on its way | -€7.50 | Total after refunds | €12.50")
        .and.match(/Credits \| [^|]+: -€7\.50, Scratched/);
    });

    it("goes on over as many pages as it needs, each with its headings and number", async () => {
      const lines = Array.from({ length: 60 }, (_, at) => ({
        variant: null,
        title: `Thing ${at} ${"with a long name ".repeat(at % 4)}`,
      }));

      const { pages, text } = readPdf(await drawInvoice(await made({ lines }), paper));

      expect(pages).to.be.greaterThan(2);
      expect(text.match(/Description/g)).to.have.length.within(pages - 1, pages);
      for (const at of lines.keys()) expect(text).to.match(new RegExp(`Thing ${at}\\b`));
      expect(text).to.contain("€1,200.00").and.contain(`Page ${pages} of ${pages}`);
    });

    it("writes any alphabet that its fonts have, in the shop's own locale and currency", async () => {
      const greek = await openShop({ currency: "JPY" });
      const title = "Λάμπα Лампа Đèn Žárovka Ħġ";
      const made = await anOrder(greek, { lines: [{ title, price: 120_000, quantity: 1 }] });
      const order = await inStore(greek.id, "read", () => orderOnPage(made.id));
      if (!order) throw new Error("the order is gone");

      const { text } = readPdf(await drawInvoice(order, { ...paper, locale: "de-DE" }));

      expect(text)
        .to.contain(title)
        .and.match(/120\.000\s¥/);
    });

    it("is letter-sized where people print on that, and always inked darkly enough for paper", () => {
      const pale = {
        ...theme,
        palette: { ...theme.palette, primary: "#ffee88", accent: "#ffffff" },
      };
      const us = shopOnPaper({ name: "Pale", theme: pale }, { ...settings, country: "US" });

      expect(us.size).to.equal("LETTER");
      expect(contrast(us.ink, "#ffffff")).to.be.at.least(4.5);
      expect(paper).to.include({ size: "A4", ink: theme.palette.primary });
    });

    it("is the same paper each time it is drawn", async () => {
      const order = await made({});
      const [one, two] = await Promise.all([drawInvoice(order, paper), drawInvoice(order, paper)]);
      expect(readPdf(one)).to.eql(readPdf(two));
      expect(one.length).to.equal(two.length);
    });
  });

  describe("a packing slip", () => {
    it("lists what is left to pack, where it goes, and no price", async () => {
      const order = await made({
        lines: [
          { title: "Desk lamp", sku: "DL-1" },
          { title: "Licence", ships: false },
        ],
        note: "Ring\ntwice",
        address: { phone: "+353 1 555" },
      });

      const { text } = readPdf(await drawPackingSlip(order, paper));

      expect(rows(text))
        .to.contain("Packing slip")
        .and.contain("Ship to | Ada Example | 1 Long Street")
        .and.contain("+353 1 555")
        .and.contain("DL-1 | Desk lamp | 2 | 2")
        .and.contain("Note from the customer | Ring | twice");
      expect(text).not.to.contain("€").and.not.to.contain("Licence");
    });

    it("is about one parcel when that is asked for", async () => {
      const order = await anOrder(shop, { lines: [{ title: "Desk lamp", quantity: 3 }] });
      const lines = [{ line: order.lines[0] ?? 0, quantity: 1 }];
      const parcel = await inStore(shop.id, "write", () =>
        fulfil(order.id, { lines, trackingNumber: "CE123" }),
      );
      const whole = await find(order);

      const sent = readPdf(await drawPackingSlip(whole, paper, parcel));
      const left = readPdf(await drawPackingSlip(whole, paper));

      expect(rows(sent.text))
        .to.contain("LAMP | Desk lamp | 3 | 1")
        .and.contain("Tracking | CE123");
      expect(rows(left.text)).to.contain("LAMP | Desk lamp | 3 | 2");
    });
  });
});
