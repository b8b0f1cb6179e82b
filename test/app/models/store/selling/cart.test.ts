import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { inStore } from "../../../../../app/context.ts";
import {
  annotateCart,
  type CartOwner,
  changeCart,
  fillCart,
  findCart,
  lockCartOf,
  mergeCarts,
  rewriteCart,
} from "../../../../../app/models/store/selling/cart.ts";
import { showCart } from "../../../../../app/models/store/selling/shown-cart.ts";
import { changeProduct } from "../../../../support/furnish.ts";
import { inShop } from "../../../../support/rows.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

const guest = (): CartOwner => ({ customer: null, token: randomBytes(32) });

describe("a cart", () => {
  let shop: Shop;
  let mug: number;
  let lamp: number;

  const writing = <T>(work: () => Promise<T>) => inStore(shop.id, "write", work);
  const add = (owner: CartOwner, variant: number, quantity = 1) =>
    writing(() => fillCart(owner, [{ variant, quantity }]));
  const shown = (owner: CartOwner) =>
    inStore(shop.id, "read", async () => {
      const cart = await findCart(owner);
      return cart && showCart(cart);
    });

  beforeEach(async () => {
    shop = await openShop();
    mug = await variantOf(
      shop,
      await shop.sells("mug", { title: "Mug" }, { price: 900, grams: 300 }),
    );
    lamp = await variantOf(
      shop,
      await shop.sells("lamp", { title: "Lamp" }, { onHand: 3, price: 5000, taxCode: "reduced" }),
    );
  });

  async function customer(): Promise<number> {
    const [row] = await inShop<{ id: number }>(
      shop,
      "insert into customers (email, password_hash) values ($1, 'x') returning id",
      [`${randomBytes(6).toString("hex")}@example.com`],
    );
    return row?.id ?? 0;
  }

  it("keeps what was put into it, and shows it as the shop has it today", async () => {
    const owner = guest();
    await add(owner, mug, 2);
    await add(owner, lamp);

    const cart = await shown(owner);
    expect(cart).to.include({ subtotal: 6800, units: 3, grams: 600, ships: true });
    expect(cart).to.include({ changed: false, buyable: true });
    expect(cart?.lines.map(({ title, total, taxClass }) => [title, total, taxClass])).to.deep.equal(
      [
        ["Mug", 1800, "standard"],
        ["Lamp", 5000, "reduced"],
      ],
    );
  });

  it("says of each line what cannot be had any more, and counts it out", async () => {
    const owner = guest();
    const cup = await shop.sells("cup");
    const [vase, bowl] = [
      await variantOf(shop, cup),
      await variantOf(shop, await shop.sells("bowl")),
    ];
    for (const variant of [mug, lamp, vase, bowl]) await add(owner, variant, 3);

    await shop.sells("lamp", {}, { onHand: 2, price: 5000 });
    await shop.sells("mug", {}, { onHand: 0, price: 900 });
    await changeProduct(shop, cup, { status: "draft" });
    await inShop(shop, "delete from variants where id = $1", [bowl]);

    const cart = await shown(owner);
    expect(cart?.lines.map(({ fault, most }) => [fault, most])).to.deep.equal([
      ["out", 0],
      ["short", 2],
      ["gone", 10],
      ["gone", 0],
    ]);
    expect(cart).to.include({ buyable: false, changed: true, subtotal: 15_000, units: 3 });
  });

  it("tells of a new price until the shopper has seen it", async () => {
    const owner = guest();
    await add(owner, mug);
    await shop.sells("mug", {}, { price: 1100 });
    expect((await shown(owner))?.lines[0]).to.include({ price: 1100, priceBefore: 900 });

    const seen = { quantities: new Map(), prices: new Map([[mug, 1100]]) };
    await writing(() => rewriteCart(owner, seen));
    expect((await shown(owner))?.lines[0]).to.include({ price: 1100, priceBefore: null });
  });

  it("has no limit but its own where stock is not counted, or may go below zero", async () => {
    const owner = guest();
    const [file, later] = [
      await variantOf(
        shop,
        await shop.sells("file", {}, { tracked: false, onHand: 0, ships: false }),
      ),
      await variantOf(shop, await shop.sells("later", {}, { backorder: true, onHand: 0 })),
    ];
    await add(owner, file, 500);
    await add(owner, file, 600);
    await add(owner, later, 5);
    const cart = await shown(owner);
    expect(cart?.lines.map(({ quantity, most, fault }) => [quantity, most, fault])).to.deep.equal([
      [999, null, null],
      [5, null, null],
    ]);
  });

  it("takes 40 adds at once, and loses none", async () => {
    const owner = guest();
    await inShop(shop, "update variants set on_hand = 500 where id = $1", [mug]);
    await Promise.all(Array.from({ length: 40 }, () => add(owner, mug)));
    expect((await shown(owner))?.units).to.equal(40);
    expect(await inShop(shop, "select id from carts")).to.have.length(1);
  });

  it("is one for a customer who adds from many tabs at once, up to what is in stock", async () => {
    const owner = { customer: await customer(), token: null };
    const answers = await Promise.all(Array.from({ length: 12 }, () => add(owner, lamp)));
    expect((await shown(owner))?.lines).to.have.length(1);
    expect((await shown(owner))?.units).to.equal(3);
    expect(answers.filter(({ missing }) => missing.length > 0)).to.have.length(9);
  });

  it("undoes nothing that another change did meanwhile", async () => {
    const owner = guest();
    await add(owner, mug);
    const doubled = () =>
      writing(() =>
        changeCart(owner, (lines) =>
          lines.map((line) => ({ ...line, quantity: line.quantity * 2 })),
        ),
      );
    await Promise.all([doubled(), doubled(), doubled()]);
    expect((await shown(owner))?.units).to.equal(8);
  });

  it("becomes part of the customer's at sign-in: added up to the stock, notes and codes kept", async () => {
    const [owner, id] = [guest(), await customer()];
    const mine = { customer: id, token: null };
    await add(mine, lamp, 2);
    await add(owner, mug, 2);
    await add(owner, lamp, 2);
    const before = await inStore(shop.id, "read", () => findCart(owner));
    await writing(() => annotateCart(before?.id ?? 0, { note: "Ring twice", discountCode: "TEN" }));

    await writing(() => mergeCarts(id, owner.token ?? Buffer.alloc(0)));

    const cart = await shown(mine);
    expect(cart?.lines.map(({ variant, quantity }) => [variant, quantity])).to.deep.equal([
      [lamp, 3],
      [mug, 2],
    ]);
    expect(cart).to.include({ note: "Ring twice", discountCode: "TEN" });
    expect(await shown(owner)).to.equal(undefined);
  });

  it("is merged once, however often the sign-in is sent, and never into two accounts", async () => {
    const [owner, one, two] = [guest(), await customer(), await customer()];
    await add(owner, mug, 2);
    const merge = (id: number) => writing(() => mergeCarts(id, owner.token ?? Buffer.alloc(0)));
    await Promise.all([merge(one), merge(two), merge(one), merge(two), merge(one)]);

    const units = await Promise.all(
      [one, two].map(async (id) => (await shown({ customer: id, token: null }))?.units ?? 0),
    );
    expect(units.toSorted()).to.deep.equal([0, 2]);
  });

  it("merges two guests' carts into one account at the same time without a deadlock", async () => {
    const id = await customer();
    const guests = Array.from({ length: 6 }, guest);
    await inShop(shop, "update variants set on_hand = 500 where id = any ($1)", [[mug, lamp]]);
    for (const owner of guests) for (const variant of [mug, lamp]) await add(owner, variant);
    await Promise.all(
      guests.map(({ token }) => writing(() => mergeCarts(id, token ?? Buffer.alloc(0)))),
    );
    expect((await shown({ customer: id, token: null }))?.units).to.equal(12);
  });

  it("is found by its owner only, ordered or not", async () => {
    const [owner, id] = [guest(), await customer()];
    const { cart } = await add(owner, mug);
    await inShop(shop, "update carts set state = 'ordered' where id = $1", [cart.id]);

    const asked = (whose: CartOwner) => writing(() => lockCartOf(whose, cart.id));
    expect((await asked(owner))?.state).to.equal("ordered");
    expect(await asked(guest())).to.equal(undefined);
    expect(await asked({ customer: id, token: null })).to.equal(undefined);
    expect(await asked({ customer: null, token: null })).to.equal(undefined);
    expect(await shown(owner)).to.equal(undefined);
    expect(await writing(() => lockCartOf(owner, 999_999))).to.equal(undefined);
  });

  it("is empty and unknown to somebody without a cookie", async () => {
    expect(await shown({ customer: null, token: null })).to.equal(undefined);
  });
});

async function variantOf(shop: Shop, product: number): Promise<number> {
  const [row] = await inShop<{ id: number }>(
    shop,
    "select id from variants where product_id = $1",
    [product],
  );
  return row?.id ?? 0;
}
