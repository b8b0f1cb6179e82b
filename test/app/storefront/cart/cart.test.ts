import { expect } from "chai";
import type { CartLine } from "../../../../app/selling/cart-lines.ts";
import { accountOf, joins, password, signsIn } from "../../../support/accounts.ts";
import { formFields } from "../../../support/forms.ts";
import { changeProduct, changeSettings } from "../../../support/furnish.ts";
import { words } from "../../../support/html.ts";
import { queriesDuring } from "../../../support/queries.ts";
import { inShop } from "../../../support/rows.ts";
import { type Shopper, shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { knock, type Page, visit } from "../../../support/visit.ts";

type Fields = Record<string, string | number>;

describe("the cart's page", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;
  let mug: number;

  beforeEach(async () => {
    shop = await openShop();
    at = `${shop.code}.localhost/shop/cart`;
    who = shopper();
    mug = await sells("mug", { title: "Blue mug" }, { price: 900 });
  });

  async function sells(...what: Parameters<Shop["sells"]>): Promise<number> {
    await shop.sells(...what);
    return variantOn(await visit(`${shop.code}.localhost/shop/products/${what[0]}`));
  }

  /** Puts something into the cart and looks at it. */
  async function adds(fields: Fields, where = at): Promise<Page> {
    return who.follows(await who.sends(`${where}/lines`, fields), where);
  }

  /** Sends the cart's form as it is, with other values in some fields. */
  async function saves(fields: Fields, where = at): Promise<Page> {
    const page = await who.opens(where);
    return who.sends(where, { ...formFields(page.text, 'id="cart-form"'), ...fields });
  }

  const rows = () => inShop<{ lines: CartLine[] }>(shop, "select lines from carts order by id");

  it("works in each of the three ways to reach a shop, without scripts", async () => {
    const domain = `${shop.code}.example`;
    shop = await openShop({ domain });
    await shop.sells("cup", { title: "Cup" }, { price: 1250 });
    for (const home of [domain, `${shop.code}.localhost`, `localhost/stores/${shop.code}`]) {
      who = shopper();
      const product = await who.opens(`${home}/shop/products/cup`);
      const form = formFields(product.text, 'id="buy"');
      const action = /<form class="buy"[^>]*action="([^"]*)"/.exec(product.text)?.[1] ?? "";
      const [host = ""] = home.split("/");
      const added = await who.sends(host + action, { ...form, quantity: 2 });
      expect(added.status, home).to.equal(303);

      const cart = await who.follows(added, home);
      expect(words(cart.text)).to.include("Cup is in your cart.").and.to.include("€25.00");
      expect(words(cart.text)).to.include("Cart 2 items");
      expect(cart.headers["cache-control"]).to.equal("private, no-store");
      const saved = await saves({ [`quantity-${form.variant}`]: 3 }, `${home}/shop/cart`);
      expect(words((await who.follows(saved, home)).text)).to.include("€37.50");

      const remove = /formaction="([^"]*\/remove)"/.exec(cart.text)?.[1] ?? "";
      const gone = await who.follows(await who.sends(host + remove), home);
      expect(words(gone.text))
        .to.include("Cup is no longer in your cart.")
        .and.to.include("Nothing in it yet");
      const [, undo = ""] = /id="flash"[\s\S]*?action="([^"]*)"/.exec(gone.text) ?? [];
      const [, lines = ""] = /name="lines" value="([^"]*)"/.exec(gone.text) ?? [];
      expect(lines).to.equal(`${form.variant}:3:0`);
      const back = await who.follows(await who.sends(host + undo, { lines }), home);
      expect(words(back.text)).to.include("Cart 3 items");
    }
  });

  it("writes nothing and sets no cookie before something is put into it", async () => {
    for (const path of ["", "/"]) {
      const page = await who.opens(at + path);
      expect(page.status).to.equal(200);
      expect(words(page.text)).to.include("Nothing in it yet");
      expect(page.text).to.include('<meta name="robots" content="noindex">');
    }
    await who.opens(`${shop.code}.localhost/shop/products/mug`);
    expect(who.cookies.size).to.equal(0);
    await who.sends(at, { "quantity-1": 2, note: "Hello" });
    await who.sends(`${at}/lines/${mug}/remove`);
    expect(await rows()).to.have.length(0);
  });

  it("keeps a guest's cart in a cookie that scripts cannot read, and its hash in the database", async () => {
    const added = await who.sends(`${at}/lines`, { variant: mug });
    const [cookie = ""] = (added.headers["set-cookie"] ?? []).filter((line) => /^cart_/.test(line));
    expect(cookie)
      .to.match(/httponly/i)
      .and.to.match(/samesite=lax/i)
      .and.to.include("path=/");
    expect(cookie).not.to.match(/domain=/i);
    const token = who.cookies.get(`cart_${shop.id}`) ?? "";
    const [row] = await inShop<{ found: boolean }>(
      shop,
      "select token_hash = sha256($1::bytea) as found from carts",
      [Buffer.from(token)],
    );
    expect(row?.found).to.equal(true);
  });

  it("never takes a token over from a browser", async () => {
    const chosen = "a".repeat(43);
    who = shopper({ cookies: new Map([[`cart_${shop.id}`, chosen]]) });
    await adds({ variant: mug });
    expect(who.cookies.get(`cart_${shop.id}`)).not.to.equal(chosen);
  });

  it("gives a guest who has ordered a new cart, and leaves the ordered one alone", async () => {
    await adds({ variant: mug, quantity: 4 });
    const before = who.cookies.get(`cart_${shop.id}`);
    await inShop(shop, "update carts set state = 'ordered'");
    expect(words((await who.opens(at)).text)).to.include("Nothing in it yet");

    const page = await adds({ variant: mug });
    expect(words(page.text)).to.include("Cart 1 item ");
    expect(who.cookies.get(`cart_${shop.id}`)).not.to.equal(before);
    expect((await rows()).map(({ lines }) => lines)).to.deep.equal([
      [{ variant: mug, quantity: 4, price: 900 }],
      [{ variant: mug, quantity: 1, price: 900 }],
    ]);
  });

  it("says exactly what is left when more is wished for, and never otherwise", async () => {
    const last = await sells("vase", { title: "Vase" }, { onHand: 3 });
    const page = await adds({ variant: last, quantity: 2 });
    expect(words(page.text)).not.to.match(/left/);
    const more = await adds({ variant: last, quantity: 5 });
    expect(words(more.text)).to.include("Only 3 of Vase are left, and your cart has all of that.");

    const saved = await who.follows(await saves({ [`quantity-${last}`]: 9 }), at);
    expect(words(saved.text)).to.include(
      "Only 3 of Vase are left, so we put that many into your cart.",
    );
    await shop.sells("vase", { title: "Vase" }, { onHand: 0 });
    expect(words((await who.opens(at)).text)).to.include("Sold out. Please remove it to go on.");
    const out = await shopper().sends(`${at}/lines`, { variant: last });
    expect(words((await shopper({ cookies: jarOf(out) }).opens(at)).text)).to.include(
      "Vase is sold out.",
    );
  });

  it("tells of what changed since the last look: prices, stock, what is gone", async () => {
    const other = await shop.sells("lamp", { title: "Lamp" });
    await adds({ variant: mug });
    await adds({ variant: variantOn(await visit(`${shop.code}.localhost/shop/products/lamp`)) });
    await shop.sells("mug", { title: "Blue mug" }, { price: 1100 });
    await changeProduct(shop, other, { status: "archived" });

    const page = await who.opens(at);
    expect(words(page.text)).to.include("something in your cart has changed");
    expect(words(page.text)).to.include("The price has changed: it was €9.00.");
    expect(words(page.text)).to.include("Not in the shop any more.");
    expect(words(page.text)).to.include("Total so far €11.00");
    const stopped = await saves({ go: "checkout" });
    expect(stopped.headers.location).to.match(/\/shop\/cart$/);
  });

  it("leads to the checkout with what was typed", async () => {
    await adds({ variant: mug });
    const saved = await saves({
      [`quantity-${mug}`]: 2,
      note: "Ring twice\r\nplease",
      go: "checkout",
    });
    expect(saved.status).to.equal(303);
    expect(saved.headers.location).to.match(/\/shop\/checkout$/);
    const page = await who.opens(at);
    expect(page.text).to.include(">Ring twice\nplease</textarea>").and.to.include('value="2"');
  });

  it("counts one up and one down by its buttons, but never to nothing", async () => {
    await adds({ variant: mug });
    const more = await who.follows(await saves({ step: `${mug}:1` }), at);
    expect(more.text).to.match(/id="quantity-\d+"[^>]*value="2"/);
    await saves({ step: `${mug}:-1` });
    const least = await who.follows(await saves({ step: `${mug}:-1` }), at);
    expect(least.text).to.match(/id="quantity-\d+"[^>]*value="1"/);
  });

  it("takes 0 for a removal, and brings several lines back to where they were", async () => {
    const [lamp, vase] = [
      await sells("lamp", { title: "Lamp" }),
      await sells("vase", { title: "Vase" }),
    ];
    for (const variant of [mug, lamp, vase]) await adds({ variant, quantity: 2 });
    const saved = await saves({ [`quantity-${mug}`]: 0, [`quantity-${lamp}`]: 0 });
    const page = await who.follows(saved, at);
    expect(words(page.text)).to.include("Blue mug and Lamp are no longer in your cart.");
    const [, lines = ""] = /name="lines" value="([^"]*)"/.exec(page.text) ?? [];
    await who.sends(`${at}/lines`, { lines });
    const [row] = await rows();
    expect(row?.lines.map(({ variant }) => variant)).to.deep.equal([mug, lamp, vase]);
  });

  it("shows a form that makes no sense again: 422, everything typed kept, errors at their fields", async () => {
    const lamp = await sells("lamp", { title: "Lamp" });
    await adds({ variant: mug });
    await adds({ variant: lamp });
    const page = await saves({ [`quantity-${mug}`]: "two", [`quantity-${lamp}`]: 3, code: "nope" });
    expect(page.status).to.equal(422);
    expect(page.text).to.include('value="two"').and.to.include('value="nope"');
    expect(page.text).to.match(/id="form-summary" role="alert" tabindex="-1" autofocus/);
    expect(page.text).to.include(`href="#quantity-${mug}"`);
    expect(page.text).to.match(new RegExp(`aria-describedby="quantity-${mug}-error"`));
    expect(page.text).to.include(`id="quantity-${mug}-error"`).and.to.include('id="code-error"');
    expect(page.text).to.match(new RegExp(`id="quantity-${lamp}"[^>]*value="3"`));

    const long = await saves({ note: "x".repeat(2001) });
    expect(long.status).to.equal(422);
    expect(words(long.text)).to.include("Please keep your note under 2000 characters.");
  });

  it("refuses quantities that are none, ids that are none, and wild forms", async () => {
    for (const quantity of ["0", "-1", "1000", "1.5", "1e2", "many", "٣"]) {
      const answer = await who.sends(`${at}/lines`, { variant: mug, quantity });
      expect(answer.headers.location, quantity).to.match(/\/shop\/products\/mug\?variant=\d+$/);
      expect(words((await who.follows(answer, at)).text)).to.include("quantity from 1 to 999");
    }
    for (const variant of ["", "0", "x", "99999999999", "2147483648", "1 or 1=1"]) {
      const page = await adds({ variant });
      expect(page.status, variant).to.equal(200);
      expect(words(page.text), variant).to.include("This product is not here any more.");
    }
    for (const lines of ["::", "1:2:3:4 x", "1:0:0", `${mug}:1:99999999999999`]) {
      expect((await adds({ lines })).status, lines).to.equal(200);
    }
    const flood = `${`${mug}:1:0 `.repeat(100)}${mug}:1:0`; // more lines than a cart has
    expect(words((await adds({ lines: flood })).text)).to.include("not here any more");
    expect((await rows())[0]?.lines).to.deep.equal([{ variant: mug, quantity: 1, price: 900 }]);
    expect((await who.sends(`${at}/lines/nothing/remove`)).status).to.equal(404);
    expect((await who.sends(`${at}/lines/99999999999/remove`)).status).to.equal(404);
    expect((await visit(`${at}/lines`)).status).to.be.oneOf([404, 405]);
  });

  it("holds no more of what is very dear than can be added up exactly", async () => {
    const dear = await sells("mine", {}, { price: 1_000_000_000_000, backorder: true });
    const dearest = await sells("moon", {}, { price: Number.MAX_SAFE_INTEGER, backorder: true });

    expect(words((await adds({ variant: dear, quantity: 999 })).text)).to.include(
      "Only 40 of mine",
    );
    const saved = await who.follows(await saves({ [`quantity-${dear}`]: 999 }), at);
    expect(words(saved.text)).to.include("Only 40 of mine are left");
    expect(words((await adds({ variant: dearest })).text)).to.include("moon is sold out.");
  });

  it("takes a code that counts, and shows what it takes off", async () => {
    await inShop(
      shop,
      "insert into discounts (code, kind, value, minimum) values ('TEN', 'percent', 1000, 1000), ('POST', 'shipping', 0, 0) returning id",
    );
    await adds({ variant: mug });
    const tooLittle = await saves({ code: "ten" });
    expect(tooLittle.status).to.equal(422);
    expect(words(tooLittle.text)).to.include("€1.00 more to go");

    const saved = await who.follows(await saves({ code: " ten ", [`quantity-${mug}`]: 2 }), at);
    expect(words(saved.text))
      .to.include("Discount (TEN) -€1.80")
      .and.to.include("Total so far €16.20");
    const free = await who.follows(await saves({ code: "post" }), at);
    expect(words(free.text)).to.include("Discount (POST) Free shipping");
    const none = await who.follows(await saves({ code: "" }), at);
    expect(words(none.text)).not.to.include("Discount POST");
  });

  it("says how far it is to free shipping", async () => {
    await changeSettings(shop, { country: "IE" });
    const rate = { id: "post", name: "Post", kind: "flat", steps: [{ from: 0, amount: 500 }] };
    await inShop(shop, "update shipping_zones set rates = $1 returning id", [
      JSON.stringify([{ ...rate, freeAbove: 2000, note: "" }]),
    ]);
    const page = await adds({ variant: mug });
    expect(words(page.text)).to.include("€11.00 more for free shipping (Ireland).");
    expect(page.text).to.include('<progress id="cart-nudge" max="2000" value="900">');
    const more = await adds({ variant: mug, quantity: 2 });
    expect(words(more.text)).to.include("Your shipping is free (Ireland).");
  });

  it("is offered on the product's page and on cards, as far as there is something to buy", async () => {
    const options = { optionNames: ["Size"] };
    await shop.sells("shirt", options, { options: ["S", "", ""] }, { options: ["M", "", ""] });
    await shop.sells("sold", {}, { onHand: 0 });
    const list = (await who.opens(`${shop.code}.localhost/shop/products`)).text;
    expect(list).to.match(
      new RegExp(`<button class="card-add" form="add" name="variant" value="${mug}">`),
    );
    expect(list).to.match(/<a class="card-add" href="[^"]*\/shirt">/);
    expect(list.match(/class="card-add"/g)).to.have.length(2);
    expect((await who.opens(`${shop.code}.localhost/shop/products/sold`)).text).not.to.include(
      'id="buy"',
    );
  });

  it("costs visitors without cookies no query for cart and account", async () => {
    await visit(at);
    expect(await queriesDuring(() => visit(at))).to.equal(0);
  });

  it("asks the database five times, however much is in it", async () => {
    await adds({ variant: mug });
    await who.opens(at);
    expect(await queriesDuring(() => who.opens(at))).to.equal(5);
  });

  it("refuses forms of other sites, and of other sessions", async () => {
    const form = `variant=${mug}&quantity=1`;
    const type = { "Content-Type": "application/x-www-form-urlencoded" };
    for (const Origin of [
      "http://evil.example",
      "null",
      `http://${shop.code}.localhost.evil.example`,
    ]) {
      const answer = await knock("POST", `${at}/lines`, { ...type, Origin }, form);
      expect(answer.status, Origin).to.equal(403);
    }
    const signedIn = await joins(shop, "ada@example.com");
    const own = shopper({ cookies: signedIn.cookies });
    expect((await own.sends(`${at}/lines`, { variant: mug })).status).to.equal(403);
    await own.opens(`${shop.code}.localhost/shop/products`);
    expect((await own.sends(`${at}/lines`, { variant: mug })).status).to.equal(303);
  });

  it("is the customer's after signing in, together with what is there from before", async () => {
    const before = await joins(shop, "ada@example.com");
    await before.opens(at);
    await before.sends(`${at}/lines`, { variant: mug, quantity: 1 });

    await adds({ variant: mug, quantity: 2 });
    await signsIn(shop, "ada@example.com", { who, secret: password });
    const page = await who.opens(at);
    expect(words(page.text)).to.include("Cart 3 items");
    expect(who.cookies.has(`cart_${shop.id}`)).to.equal(false);
    expect(words((await who.opens(accountOf(shop))).text)).to.include("Cart 3 items");
  });

  it("keeps two shops of one host apart: cookies, ids and tokens of one mean nothing in the other", async () => {
    const [acme, globex] = [shop, await openShop()];
    const path = (to: Shop) => `localhost/stores/${to.code}/shop/cart`;
    await adds({ variant: mug, quantity: 3 }, path(acme));
    const token = who.cookies.get(`cart_${acme.id}`) ?? "";

    expect(words((await who.opens(path(globex))).text)).to.include("Nothing in it yet");
    const theirs = shopper({ cookies: new Map([[`cart_${globex.id}`, token]]) });
    expect(words((await theirs.opens(path(globex))).text)).to.include("Nothing in it yet");
    const forged = shopper({ cookies: new Map([[`cart_${globex.id}`, token]]) });
    await forged.sends(`${path(globex)}/lines`, { variant: mug });
    expect(words((await forged.opens(path(globex))).text)).not.to.include("Blue mug");
    await forged.sends(`${path(globex)}/lines/${mug}/remove`);

    expect(words((await who.opens(path(acme))).text)).to.include("Cart 3 items");
    await globex.sells("saw", { title: "Saw" });
    const saw = variantOn(await who.opens(`localhost/stores/${globex.code}/shop/products/saw`));
    await adds({ variant: saw }, path(globex));
    expect([...who.cookies.keys()]).to.have.members([`cart_${acme.id}`, `cart_${globex.id}`]);
    expect(words((await who.opens(path(acme))).text)).not.to.include("Saw");
  });
});

function variantOn(page: Page): number {
  return Number(/name="variant" value="(\d+)"/.exec(page.text)?.[1] ?? 0);
}

/** The cookies that an answer sets. */
function jarOf(page: Page): Map<string, string> {
  const pairs = (page.headers["set-cookie"] ?? []).map((line) => /^([^=]+)=([^;]*)/.exec(line));
  return new Map(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""]));
}
