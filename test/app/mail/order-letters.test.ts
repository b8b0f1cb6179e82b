import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { eraseCustomer } from "../../../app/models/store/customers/erasing.ts";
import { cancelOrder } from "../../../app/models/store/orders/cancelling.ts";
import { fulfil } from "../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../app/models/store/orders/order.ts";
import { requestRefund } from "../../../app/models/store/orders/payments/refund.ts";
import { sequelize } from "../../../db/connection.ts";
import { changeSettings } from "../../support/furnish.ts";
import { anOrder, type OrderDraft } from "../../support/orders.ts";
import { posts } from "../../support/outbox.ts";
import {
  linkIn,
  type PostOffice,
  postOffice,
  type ReceivedMail,
} from "../../support/post-office.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("letters about orders", () => {
  let shop: Shop;
  let office: PostOffice;
  let people = 0;

  before(async () => {
    shop = await openShop({ name: "Kiln & Co" });
    await changeSettings(shop, { email: "hello@kiln.example", address: "1 Quay Street\nGalway" });
    office = await postOffice();
  });

  after(() => office.close());

  it("thank for an order, with all that was agreed, in HTML and in plain text", async () => {
    const mail = await confirmation(shop, {
      lines: [
        {
          title: "Mug <b>",
          quantity: 2,
          price: 1_600,
          discount: 320,
          tax: 539,
          taxName: "VAT",
          taxPpm: 230_000,
        },
        { title: "Throw", quantity: 1, price: 8_900 },
      ],
      shipping: 490,
    });
    expect(mail.subject).to.match(/^Thank you for your order 1\d{3}$/);
    expect(mail.from?.text).to.equal('"Kiln & Co" <shop@localhost>');
    expect(mail.replyTo?.text).to.equal('"Kiln & Co" <hello@kiln.example>');
    for (const text of [plain(mail), words(mail)]) {
      for (const said of [
        "Thank you for your order",
        "Mug <b>",
        "€32.00",
        "Throw",
        "€89.00",
        "Subtotal",
        "€121.00",
        "-€3.20",
        "Standard",
        "€4.90",
        "Total",
        "€122.70",
        "Includes VAT 23%",
        "€5.39",
        "1 Long Street",
        "Ireland",
        "We have received your payment",
        "Galway",
        "hello@kiln.example",
      ]) {
        expect(text.toLowerCase()).to.contain(said.toLowerCase());
      }
    }
    expect(mail.html).to.contain("Mug &lt;b&gt;").and.not.contain("Mug <b>");
    expect(mail.html).to.contain("#24463c", "the theme's primary colour");
    expect(mail.head).to.contain("Auto-Submitted: auto-generated");
  });

  it("say how to pay by bank transfer, with the shop's own words", async () => {
    await instruct(shop, "bank", "Kiln Ltd\nIBAN IE29 AIBK 9311 5212 3456 78");
    const mail = await confirmation(shop, { paid: false, method: "bank" });
    for (const text of [plain(mail), words(mail)]) {
      expect(text)
        .to.contain("Please transfer")
        .and.contain("IBAN IE29 AIBK")
        .and.contain("Reference");
      expect(text).not.to.contain("received your payment");
    }
    await instruct(shop, "bank", "");
    expect(plain(await confirmation(shop, { paid: false, method: "bank" }))).to.contain(
      "Answer this mail",
    );
  });

  it("say that it is paid on delivery, or that there is nothing to pay", async () => {
    expect(plain(await confirmation(shop, { paid: false, method: "delivery" }))).to.match(
      /You pay €20\.00 when/,
    );
    const free = await confirmation(shop, { lines: [{ price: 0 }] });
    expect(plain(free)).to.contain("There is nothing to pay.").and.not.contain("Reference");
  });

  for (const [plan, domain, host] of [
    ["premium", "kiln.example.com", (_code: string) => "http://kiln.example.com:3000/shop"],
    ["standard", "", (code: string) => `http://${code}.localhost:3000/shop`],
    ["free", "", (code: string) => `http://localhost:3000/stores/${code}/shop`],
  ] as const) {
    it(`lead to the primary address of a shop on the ${plan} plan`, async () => {
      const unique = domain && `k${Date.now()}.${domain}`;
      const other = await openShop({ plan, ...(unique && { domain: unique }) });
      const order = await anOrder(other, { email: nobody() });
      await posts(other, "mail-confirmation", { order: order.id });
      await drainOutbox();

      const base = host(other.code).replace(domain || "\n", unique);
      const mail = office.only(`nobody-${people}@example.com`);
      expect(linkIn(mail, "See your order")).to.equal(`${base}/orders/${order.token}`);
      expect(plain(mail)).to.contain(`${base}/orders/${order.token}`);
    });
  }

  for (const [currency, locale, total, day] of [
    ["JPY", "ja-JP", "¥2,000", /\d{4}年\d{1,2}月\d{1,2}日/],
    ["EUR", "de-DE", "20,00 €", /\d{1,2}\. \p{L}+ \d{4}/u],
    ["KWD", "en-US", "KWD 2.000", /\p{L}+ \d{1,2}, \d{4}/u],
  ] as const) {
    it(`write ${currency} and dates as readers of ${locale} do`, async () => {
      const abroad = await openShop({ currency });
      await changeSettings(abroad, { locale });
      const mail = await confirmation(abroad, {});
      for (const text of [plain(mail), words(mail)]) {
        expect(text.normalize("NFKC")).to.contain(total).and.match(day);
      }
      expect(mail.html).to.contain(`<html lang="${locale}">`);
      expect(mail.head).to.contain(`Content-Language: ${locale}`);
    });
  }

  it("tell what was shipped and how to follow it, and that the rest follows", async () => {
    const email = nobody();
    const order = await anOrder(shop, {
      email,
      lines: [{ title: "Mug", quantity: 2 }, { title: "Throw" }],
    });
    const [mug = 0] = order.lines;
    const parcel = {
      carrier: "An Post",
      trackingNumber: "RR1IE",
      trackingUrl: "https://post.example/RR1IE",
    };
    await write(shop, () =>
      fulfil(order.id, { lines: [{ line: mug, quantity: 1 }], ...parcel, actor: "test" }),
    );
    await drainOutbox();

    const mail = office.only(email);
    expect(mail.subject).to.equal(`Your order ${order.number} is on its way`);
    expect(plain(mail))
      .to.contain("1 x Mug")
      .and.contain("An Post")
      .and.contain("RR1IE")
      .and.not.contain("Throw");
    expect(plain(mail)).to.contain("The rest follows separately.");
    expect(linkIn(mail, "Follow your parcel")).to.equal("https://post.example/RR1IE");
    expect(linkIn(mail, "See your order")).to.contain(order.token);
  });

  it("tell what was paid back, and why", async () => {
    const email = nobody();
    const order = await anOrder(shop, { email });
    const [line = 0] = order.lines;
    await write(shop, () =>
      requestRefund(order.id, {
        key: "test",
        amount: 700,
        lines: [{ line, quantity: 1 }],
        restock: false,
        reason: "A crack",
        actor: "test",
      }),
    );
    await drainOutbox();

    const mail = office.only(email);
    expect(mail.subject).to.equal(`Your refund for order ${order.number}: €7.00`);
    expect(plain(mail))
      .to.contain("A crack")
      .and.contain("1 x Lamp")
      .and.contain("the account from which you paid");
  });

  it("tell that an order is cancelled, and why, but thank for it no more", async () => {
    const email = nobody();
    const order = await anOrder(shop, { email, paid: false });
    await posts(shop, "mail-confirmation", { order: order.id });
    await write(shop, () =>
      cancelOrder(order.id, { actor: "test", reason: "The kiln cracked.", restock: true }),
    );
    await drainOutbox();

    const mail = office.only(email);
    expect(mail.subject).to.equal(`Your order ${order.number} is cancelled`);
    expect(plain(mail)).to.contain("The kiln cracked.").and.contain("Nothing was charged.");
  });

  it("are noted once in the order's timeline, with whom they went to", async () => {
    const email = nobody();
    const order = await anOrder(shop, { email });
    const id = await posts(shop, "mail-confirmation", { order: order.id });
    await drainOutbox();
    const whole = await inStore(shop.id, "read", () => wholeOrder(order.id));
    const notes = whole?.events.filter(({ kind }) => kind === "mail") ?? [];
    expect(notes.map(({ detail }) => detail)).to.deep.equal([{ kind: "confirmation", to: email }]);
    expect(notes[0]).to.include({ key: `mail:${id}` });
  });

  it("go to nobody once the order's person was erased", async () => {
    const order = await anOrder(shop, { email: nobody() });
    const whole = await inStore(shop.id, "read", () => wholeOrder(order.id));
    await write(shop, () => eraseCustomer(whole?.customer_id ?? 0));
    await posts(shop, "mail-confirmation", { order: order.id });
    const before = office.mails.length;
    expect(await drainOutbox()).to.equal(1);
    expect(office.mails).to.have.length(before);
  });

  async function confirmation(of: Shop, draft: OrderDraft): Promise<ReceivedMail> {
    const email = nobody();
    const order = await anOrder(of, { ...draft, email });
    await posts(of, "mail-confirmation", { order: order.id });
    await drainOutbox();
    return office.only(email);
  }

  function nobody(): string {
    people += 1;
    return `nobody-${people}@example.com`;
  }
});

function instruct(shop: Shop, kind: string, text: string): Promise<unknown> {
  return write(shop, () =>
    sequelize.query("update payment_methods set instructions = $2 where kind = $1", {
      bind: [kind, text],
    }),
  );
}

function write<T>(shop: Shop, work: () => Promise<T>): Promise<T> {
  return inStore(shop.id, "write", work);
}

/** What its plain text says, on one line. */
function plain({ text = "" }: ReceivedMail): string {
  return text.replace(/\s+/g, " ");
}

/** What the HTML of a mail says. */
function words({ html }: ReceivedMail): string {
  return (html || "")
    .replace(/<style>[\s\S]*?<\/style>|<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}
