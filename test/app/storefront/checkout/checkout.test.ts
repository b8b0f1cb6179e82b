import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { hashOf, newToken } from "../../../../app/cookies.ts";
import { lockCustomer } from "../../../../app/models/store/customers/customer.ts";
import { eraseCustomer } from "../../../../app/models/store/customers/erasing.ts";
import { orderOfToken } from "../../../../app/selling/orders/link.ts";
import { asksOne } from "../../../support/buyers.ts";
import { formFields } from "../../../support/forms.ts";
import { changeSettings } from "../../../support/furnish.ts";
import { attributes, words } from "../../../support/html.ts";
import { variantsOf } from "../../../support/orders.ts";
import { queriesDuring } from "../../../support/queries.ts";
import { inShop } from "../../../support/rows.ts";
import { type Shopper, shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { openTill, type Till } from "../../../support/till.ts";
import type { Page } from "../../../support/visit.ts";

type Fields = Record<string, string>;

/** What somebody in Dublin types. */
const typed = {
  email: "Ada@Example.com",
  "delivery-country": "IE",
  "delivery-name": "Ada Buyer",
  "delivery-line1": "1 Main Street",
  "delivery-city": "Dublin",
  "delivery-postcode": "D02 X285",
};

describe("the checkout", () => {
  let shop: Shop;
  let at: string;
  let mug: number;

  beforeEach(async () => {
    shop = await openShop();
    at = `${shop.code}.localhost/shop/checkout`;
    mug = await sells("mug");
  });

  async function sells(slug: string, extra: object = {}, where = shop): Promise<number> {
    const [variant] = await variantsOf(where, await where.sells(slug, {}, extra));
    if (!variant) throw new Error("no variant");
    return variant;
  }

  /** A guest who has something in the cart already. */
  async function guest(
    lines: [variant: number, quantity: number][],
    where = shop,
  ): Promise<Shopper> {
    const token = newToken();
    const cart = lines.map(([variant, quantity]) => ({ variant, quantity, price: 1000 }));
    await inShop(where, "insert into carts (token_hash, lines) values ($1, $2) returning id", [
      hashOf(token),
      JSON.stringify(cart),
    ]);
    return shopper({ cookies: new Map([[`cart_${where.id}`, token]]) });
  }

  /** Opens the checkout and gives what its form would send, with what is typed over it. */
  async function fills(who: Shopper, fields: Fields = typed, address = at): Promise<Fields> {
    const page = await who.opens(address);
    expect(page.status).to.equal(200);
    return { ...formFields(page.text, "data-checkout"), ...fields };
  }

  const presses = (who: Shopper, what: string, fields: Fields, address = at) =>
    who.sends(address, { ...fields, do: what });

  const buys = async (who: Shopper, fields: Fields = typed) =>
    presses(who, "order", await fills(who, fields));

  /** The order that an answer leads to. */
  function orderIn(page: Page, where = shop): number {
    expect(page.status, words(page.text)).to.equal(303);
    const [, token = ""] = /\/orders\/([^/]+)$/.exec(page.headers.location ?? "") ?? [];
    return orderOfToken(where.id, token) ?? 0;
  }

  const count = async (table = "orders") =>
    (await asksOne<{ n: number }>(shop, `select count(*)::integer as n from ${table}`)).n;

  it("sells to a guest, and leads on to the order", async () => {
    const who = await guest([[mug, 2]]);

    const page = await buys(who);

    const order = await asksOne(
      shop,
      `select id, number, email, total, payment_method, shipping_address ->> 'postcode' as postcode,
         billing_address ->> 'city' as city from orders`,
    );
    expect(order).to.deep.equal({
      id: orderIn(page),
      number: 1001,
      email: "ada@example.com",
      total: 2000,
      payment_method: "bank",
      postcode: "D02 X285",
      city: "Dublin",
    });
  });

  it("sells in each of the three ways to reach a shop", async () => {
    const domain = `${shop.code}.example`;
    const own = await openShop({ domain });
    const variant = await sells("cup", {}, own);
    for (const address of [
      `${domain}/shop/checkout`,
      `${own.code}.localhost/shop/checkout`,
      `localhost/stores/${own.code}/shop/checkout`,
    ]) {
      const who = await guest([[variant, 1]], own);
      const page = await presses(who, "order", await fills(who, typed, address), address);
      expect(orderIn(page, own), address).to.be.greaterThan(0);
      const below = address.replace(/^[^/]*/, "").replace("checkout", "orders");
      expect(page.headers.location).to.match(new RegExp(`^${below}/`));
    }
  });

  it("asks the database six times, however much is in the cart", async () => {
    const who = await guest([
      [mug, 2],
      [await sells("lamp"), 1],
    ]);
    await who.opens(at);
    expect(await queriesDuring(() => who.opens(at))).to.equal(6);
  });

  it("leads whoever has nothing to order to the cart", async () => {
    const stranger = await shopper().opens(at);
    const empty = await (await guest([])).opens(at);
    const sent = await shopper().sends(at, { ...typed, do: "order", cart: "1", expected: "0" });

    for (const page of [stranger, empty, sent]) {
      expect(page.status).to.equal(303);
      expect(page.headers.location).to.equal("/shop/cart");
    }
  });

  it("gives the same order to the same form, and the cart to a new one", async () => {
    const who = await guest([[mug, 1]]);
    const fields = await fills(who);

    const first = await presses(who, "order", fields);
    const second = await presses(who, "order", fields);

    expect(orderIn(second)).to.equal(orderIn(first));
    expect(await count()).to.equal(1);
    expect((await who.opens(at)).headers.location).to.equal("/shop/cart");
  });

  it("keeps what was typed, and says at each field what is wrong with it", async () => {
    const who = await guest([[mug, 1]]);
    const wrong = {
      ...typed,
      email: "ada at home",
      "delivery-city": "",
      "delivery-postcode": "12<b>",
    };

    const page = await buys(who, wrong);

    expect(page.status).to.equal(422);
    const again = formFields(page.text, "data-checkout");
    expect(again).to.include({ ...wrong });
    for (const name of ["email", "delivery-city", "delivery-postcode"]) {
      expect(page.text).to.match(new RegExp(`id="${name}"[^>]*aria-invalid="true"`));
      expect(page.text).to.include(`id="${name}-error"`);
      expect(page.text).to.include(`href="#${name}"`);
    }
    expect(words(page.text)).to.include("Nothing has been ordered yet");
    expect(await count()).to.equal(0);
    expect(await count("customers")).to.equal(0);
  });

  it("asks for the fields of another country, without a script and without an order", async () => {
    const who = await guest([[mug, 1]]);
    const fields = await fills(who);

    const page = await presses(who, "update", { ...fields, "delivery-country": "US" });

    expect(page.status).to.equal(200);
    expect(page.text).to.include("ZIP code");
    expect(page.text).to.match(/<select[^>]*name="delivery-region"/);
    expect(formFields(page.text, "data-checkout")).to.include({
      email: "Ada@Example.com",
      "delivery-line1": "1 Main Street",
      "delivery-country": "US",
    });
    expect(page.text).not.to.include("form-summary");
    expect(await count()).to.equal(0);
  });

  it("offers the rates and charges the taxes of the country, by weight as well", async () => {
    const brick = await sells("brick", { grams: 3_000 });
    await zones([
      { name: "Ireland", countries: ["IE"], rates: [rate("post", "Post", 500), byWeight] },
      { name: "World", countries: ["*"], rates: [rate("air", "Air mail", 2_500)] },
    ]);
    await taxes([
      ["IE", "VAT", 230_000, true],
      ["US", "Sales tax", 80_000, false],
    ]);
    const who = await guest([[brick, 2]]);
    const fields = await fills(who);

    const home = words((await presses(who, "update", fields)).text);
    expect(home).to.include("Post €5.00").and.include("Parcel €9.00");
    expect(home).to.include("Includes VAT 23%").and.include("Order and pay €25.00");

    const abroad = await presses(who, "update", { ...fields, "delivery-country": "US" });
    expect(words(abroad.text)).to.include("Air mail €25.00").and.not.include("Parcel");
    expect(words(abroad.text)).to.include("Sales tax 8% €3.60").and.include("Order and pay €48.60");
  });

  it("tells the sum for another way of sending before it takes the order", async () => {
    await zones([
      {
        name: "All",
        countries: ["*"],
        rates: [rate("post", "Post", 500), rate("fast", "Courier", 1_500)],
      },
    ]);
    const { id } = await asksOne<{ id: number }>(shop, "select id from shipping_zones");
    const who = await guest([[mug, 1]]);
    const fields = { ...(await fills(who)), shipping: `${id}:fast` };

    const page = await presses(who, "order", fields);

    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("The total is €25.00 now, and not €15.00 as before.");
    const again = formFields(page.text, "data-checkout");
    expect(again).to.include({ shipping: `${id}:fast`, expected: "2500" });
    orderIn(await presses(who, "order", again));
  });

  it("tells a price that changed since the page was seen, and charges it only when that is ordered", async () => {
    const who = await guest([[mug, 1]]);
    const fields = await fills(who);
    await inShop(shop, "update variants set price = 1450 where id = $1 returning id", [mug]);

    const page = await presses(who, "order", fields);

    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("The total is €14.50 now").and.include("before €10.00");
    expect(await count()).to.equal(0);
    orderIn(await presses(who, "order", formFields(page.text, "data-checkout")));
    expect(await asksOne(shop, "select total from orders")).to.deep.equal({ total: 1450 });
  });

  it("tells what was sold meanwhile, and goes on with what there is, with everything typed", async () => {
    const last = await sells("last", { onHand: 3 });
    const gone = await sells("gone", { onHand: 1 });
    const who = await guest([
      [last, 3],
      [gone, 1],
      [mug, 1],
    ]);
    const fields = await fills(who);
    await inShop(
      shop,
      "update variants set on_hand = case when id = $1 then 2 else 0 end where id in ($1, $2) returning id",
      [last, gone],
    );

    const page = await presses(who, "order", fields);
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("Only 2 of last can be had now. gone is sold out.");
    expect(await count()).to.equal(0);

    const rest = await presses(who, "fit", formFields(page.text, "data-checkout"));
    expect(rest.status).to.equal(200);
    expect(words(rest.text)).to.include("Order and pay €30.00").and.not.include("Sold out");
    orderIn(await presses(who, "order", formFields(rest.text, "data-checkout")));
    const lines = await inShop(shop, "select title, quantity from order_lines order by position");
    expect(lines).to.deep.equal([
      { title: "last", quantity: 2 },
      { title: "mug", quantity: 1 },
    ]);
  });

  it("takes a discount code off before and while ordering, and refuses a wrong one at its field", async () => {
    await inShop(
      shop,
      "insert into discounts (code, kind, value) values ('WELCOME10', 'percent', 1000) returning id",
    );
    const who = await guest([[mug, 2]]);
    const fields = await fills(who);

    const wrong = await presses(who, "update", { ...fields, discount: "nothing" });
    expect(wrong.text).to.match(/id="discount"[^>]*aria-invalid="true"/);
    expect(words(wrong.text)).to.include("We do not know this discount code");
    const refused = await presses(who, "order", { ...fields, discount: "nothing" });
    expect(refused.status).to.equal(422);

    const right = await presses(who, "update", { ...fields, discount: " welcome10" });
    expect(words(right.text)).to.include("Discount (WELCOME10) -€2.00");
    orderIn(await presses(who, "order", formFields(right.text, "data-checkout")));
    expect(await asksOne(shop, "select discount, discount_code, total from orders")).to.deep.equal({
      discount: 200,
      discount_code: "WELCOME10",
      total: 1800,
    });
  });

  it("shows the total without a code that its customer has used up", async () => {
    await inShop(
      shop,
      "insert into discounts (code, kind, value, customer_limit) values ('ONCE', 'percent', 1000, 1) returning id",
    );
    orderIn(await buys(await guest([[mug, 1]]), { ...typed, discount: "ONCE", expected: "900" }));
    const again = await guest([[mug, 1]]);
    const seen = await presses(again, "update", { ...(await fills(again)), discount: "ONCE" });

    const page = await presses(again, "order", formFields(seen.text, "data-checkout"));

    expect(page.status).to.equal(422);
    expect(words(page.text))
      .to.include("You have used the discount code ONCE already. Please go on without it.")
      .and.include("Order and pay €10.00");
    orderIn(
      await presses(again, "order", { ...formFields(page.text, "data-checkout"), discount: "" }),
    );
  });

  it("needs no payment for what costs nothing", async () => {
    await inShop(
      shop,
      "insert into discounts (code, kind, value) values ('FREE', 'percent', 10000) returning id",
    );
    const who = await guest([[mug, 1]]);
    const first = await presses(who, "update", { ...(await fills(who)), discount: "FREE" });

    expect(words(first.text)).to.include("There is nothing to pay.").and.include("Place the order");
    expect(first.text).not.to.include('name="payment"');
    orderIn(await presses(who, "order", formFields(first.text, "data-checkout")));
    expect(
      await asksOne(shop, "select payment_method, payment_state, total from orders"),
    ).to.deep.equal({
      payment_method: "none",
      payment_state: "paid",
      total: 0,
    });
  });

  describe("with cards", () => {
    let till: Till;

    before(async () => {
      till = await openTill();
    });
    after(() => till.close());

    it("leads on to the provider's page, with the goods held, and there again when sent twice", async () => {
      const who = await guest([[mug, 2]]);
      const fields = await fills(who, { ...typed, payment: "stripe" });

      const page = await presses(who, "order", fields);
      const again = await presses(who, "order", fields);

      expect(page.status).to.equal(303);
      expect(till.session(page.headers.location ?? "").amount_total).to.equal(2000);
      expect(again.headers.location).to.equal(page.headers.location);
      expect(page.headers["content-security-policy"]).to.include(
        `http://127.0.0.1:${till.peer.port}`,
      );
      const order = await asksOne<{ expires_at: Date }>(
        shop,
        "select payment_state, expires_at, (select reserved from variants where id = $1) as held from orders",
        [mug],
      );
      expect(order).to.include({ payment_state: "pending", held: 2 });
      expect(order.expires_at).to.be.instanceOf(Date);
    });

    it("keeps the order, and leads to it, when the provider cannot be reached", async () => {
      const who = await guest([[mug, 1]]);
      const fields = await fills(who, { ...typed, payment: "stripe" });
      till.peer.manners.failures = 100;

      const page = await presses(who, "order", fields);
      till.peer.manners.failures = 0;

      expect(orderIn(page)).to.be.greaterThan(0);
      const again = await presses(who, "order", fields);
      expect(till.session(again.headers.location ?? "").amount_total).to.equal(1000);
      expect(await count()).to.equal(1);
    });
  });

  it("asks for one address only where nothing is sent", async () => {
    const file = await sells("file", { tracked: false, ships: false });
    const who = await guest([[file, 1]]);
    const page = await who.opens(at);
    expect(page.text).not.to.include("delivery-").and.not.include('name="shipping"');

    const fields = formFields(page.text, "data-checkout");
    const missing = await presses(who, "order", { ...fields, email: "ada@example.com" });
    expect(missing.status).to.equal(422);
    expect(missing.text).to.match(/id="billing-line1"[^>]*aria-invalid="true"/);

    const own = Object.fromEntries(
      Object.entries(typed).map(([name, value]) => [name.replace("delivery-", "billing-"), value]),
    );
    orderIn(await presses(who, "order", { ...fields, ...own }));
  });

  it("bills somebody else than it sends to, by the rules of that country", async () => {
    const who = await guest([[mug, 1]]);
    const fields = await fills(who);
    delete fields["billing-same"];
    const bill = {
      "billing-country": "DE",
      "billing-name": "Grace GmbH",
      "billing-line1": "Hauptstr. 5",
      "billing-city": "Berlin",
      "billing-postcode": "1011",
    };

    const wrong = await presses(who, "order", { ...fields, ...bill });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.match(/id="billing-postcode"[^>]*aria-invalid="true"/);
    expect(formFields(wrong.text, "data-checkout")).not.to.have.property("billing-same");

    orderIn(await presses(who, "order", { ...fields, ...bill, "billing-postcode": "10115" }));
    const order = await asksOne(
      shop,
      "select shipping_address ->> 'country' as sent, billing_address ->> 'name' as billed from orders",
    );
    expect(order).to.deep.equal({ sent: "IE", billed: "Grace GmbH" });
  });

  it("sends nothing to a country that the shop does not send to", async () => {
    await zones([{ name: "Ireland", countries: ["IE"], rates: [rate("post", "Post", 0)] }]);
    const who = await guest([[mug, 1]]);
    const fields = await fills(who);

    const page = await presses(who, "order", {
      ...fields,
      "delivery-country": "FR",
      "delivery-postcode": "75001",
    });

    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("We do not send to this country.");
    expect(await count()).to.equal(0);
  });

  it("begins with the country of the shop, or of its language", async () => {
    const first = await fills(await guest([[mug, 1]]), {});
    await changeSettings(shop, { country: "AT" });
    const second = await fills(await guest([[mug, 1]]), {});

    expect(first["delivery-country"]).to.equal("IE");
    expect(second["delivery-country"]).to.equal("AT");
  });

  it("offers a customer their addresses, and orders in their name", async () => {
    const { who, customer } = await signedIn();
    const page = await who.opens(at);

    expect(words(page.text))
      .to.include("You order as grace@example.com")
      .and.include("12 Quay Street");
    expect(page.text).not.to.include('name="email"');
    const fields = formFields(page.text, "data-checkout");
    expect(fields["send-to"]).to.match(/^[0-9a-f]{16}$/);
    orderIn(await presses(who, "order", fields));

    const order = await asksOne(
      shop,
      "select customer_id, signed_in, email, shipping_address ->> 'line1' as street from orders",
    );
    expect(order).to.deep.equal({
      customer_id: customer,
      signed_in: true,
      email: "grace@example.com",
      street: "12 Quay Street",
    });
  });

  it("sends it to the address that was chosen, though another is the first by now", async () => {
    const { who, customer } = await signedIn();
    const fields = await fills(who, {});
    await inShop(
      shop,
      `update customers set addresses = jsonb_build_array(addresses -> 0 || '{"line1": "2 New Street"}') || addresses
       where id = $1 returning id`,
      [customer],
    );

    orderIn(await presses(who, "order", fields));

    const order = await asksOne(shop, "select shipping_address ->> 'line1' as street from orders");
    expect(order).to.deep.equal({ street: "12 Quay Street" });
  });

  it("takes an order or an erasure that come at once, never both", async () => {
    const { who, customer } = await signedIn();
    const stray = newToken(); // put in by another tab before the sign-in: no cart of the account, which erasing locks
    const [{ id = 0 } = {}] = await inShop<{ id: number }>(
      shop,
      "insert into carts (token_hash, lines) values ($1, $2) returning id",
      [hashOf(stray), JSON.stringify([{ variant: mug, quantity: 1, price: 1000 }])],
    );
    const fields = await fills(who, {});
    who.cookies.set(`cart_${shop.id}`, stray);

    let ordering: Promise<Page> | undefined;
    await inStore(shop.id, "write", async () => {
      await lockCustomer(customer);
      ordering = presses(who, "order", { ...fields, cart: String(id) });
      await sleep(300);
      await eraseCustomer(customer);
    });

    expect((await ordering)?.status).to.equal(422);
    const named = "select id from orders where shipping_address ->> 'name' <> ''";
    expect(await inShop(shop, named)).to.deep.equal([]);
  });

  it("sends a customer's order elsewhere, and checks that address only then", async () => {
    const { who } = await signedIn();
    const fields = await fills(who, { "send-to": "new" });

    expect((await presses(who, "order", fields)).status).to.equal(422);
    orderIn(await presses(who, "order", { ...fields, ...typed }));
    const order = await asksOne(
      shop,
      "select email, shipping_address ->> 'line1' as street from orders",
    );
    expect(order).to.deep.equal({ email: "grace@example.com", street: "1 Main Street" });
  });

  it("takes no order from another site's form, nor without the session's token", async () => {
    const who = await guest([[mug, 1]]);
    const fields = { ...(await fills(who)), do: "order" };
    const foreign = await who.sends(at, fields, { Origin: "http://evil.example" });
    expect(foreign.status).to.equal(403);

    const customer = await signedIn();
    const own = { ...(await fills(customer.who)), do: "order", _token: "wrong" };
    expect((await customer.who.sends(at, own)).status).to.equal(403);
    expect(await count()).to.equal(0);
  });

  it("gives nobody's cart to anybody else, in this shop or another, in path mode too", async () => {
    const other = await openShop();
    await sells("other", {}, other);
    const mine = await guest([[mug, 1]]);
    const thief = await guest([[mug, 5]]);
    const fields = await fills(mine);

    const stolen = await presses(thief, "order", {
      ...(await fills(thief)),
      cart: fields.cart ?? "",
    });
    expect(stolen.status).to.equal(422);
    const token = mine.cookies.get(`cart_${shop.id}`) ?? "";
    for (const address of [
      `${other.code}.localhost/shop/checkout`,
      `localhost/stores/${other.code}/shop/checkout`,
    ]) {
      const carried = shopper({ cookies: new Map([...mine.cookies, [`cart_${other.id}`, token]]) });
      expect((await carried.opens(address)).status).to.equal(303);
      expect((await presses(carried, "order", fields, address)).status).to.equal(303);
    }
    expect(await count()).to.equal(0);
  });

  it("is kept by no cache and found by no search engine", async () => {
    const page = await (await guest([[mug, 1]])).opens(at);

    expect(page.headers["cache-control"]).to.equal("private, no-store");
    expect(page.text).to.include('<meta name="robots" content="noindex">');
  });

  it("lets browsers fill it in", async () => {
    const page = await (await guest([[mug, 1]])).opens(at);

    expect(attributes(page.text, "autocomplete")).to.include.members([
      "email",
      "shipping name",
      "shipping address-line1",
      "shipping postal-code",
      "shipping country",
      "shipping tel",
      "billing address-line1",
    ]);
  });

  /** A customer with an address and a mug in the cart. */
  async function signedIn(): Promise<{ who: Shopper; customer: number }> {
    const address = {
      ...{
        name: "Grace Hopper",
        company: "",
        line1: "12 Quay Street",
        line2: "",
        postcode: "H91 AB12",
      },
      ...{ city: "Galway", region: "", country: "IE", phone: "" },
    };
    const { id } = await asksOne<{ id: number }>(
      shop,
      `insert into customers (email, name, password_hash, verified_at, addresses)
       values ('grace@example.com', 'Grace Hopper', 'hash', now(), $1)
       on conflict (email) do update set name = excluded.name returning id`,
      [JSON.stringify([address])],
    );
    const token = newToken();
    await inShop(
      shop,
      `insert into sessions (token_hash, customer_id, expires_at) values ($1, $2, now() + interval '1 day') returning customer_id`,
      [hashOf(token), id],
    );
    await inShop(shop, "insert into carts (customer_id, lines) values ($1, $2) returning id", [
      id,
      JSON.stringify([{ variant: mug, quantity: 1, price: 1000 }]),
    ]);
    return { who: shopper({ cookies: new Map([[`session_${shop.id}`, token]]) }), customer: id };
  }

  const rate = (id: string, name: string, amount: number) => {
    return { id, name, kind: "flat", steps: [{ from: 0, amount }], freeAbove: null, note: "" };
  };
  const byWeight = {
    ...rate("parcel", "Parcel", 0),
    kind: "weight",
    steps: [
      { from: 0, amount: 400 },
      { from: 5_000, amount: 900 },
    ],
  };

  async function zones(
    rows: { name: string; countries: string[]; rates: object[] }[],
  ): Promise<void> {
    await inShop(shop, "delete from shipping_zones returning id");
    for (const { name, countries, rates } of rows) {
      await inShop(
        shop,
        "insert into shipping_zones (name, countries, rates) values ($1, $2, $3) returning id",
        [name, countries, JSON.stringify(rates)],
      );
    }
  }

  async function taxes(rows: [string, string, number, boolean][]): Promise<void> {
    for (const row of rows) {
      await inShop(
        shop,
        "insert into tax_rates (country, name, ppm, included) values ($1, $2, $3, $4) returning id",
        row,
      );
    }
  }
});
