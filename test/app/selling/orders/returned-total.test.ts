import { expect } from "chai";
import fc from "fast-check";
import type { OrderLine } from "../../../../app/models/store/orders/order.ts";
import { returnedTotal, shippingTotal } from "../../../../app/selling/orders/returned-total.ts";

const blank: OrderLine = {
  id: 1,
  variant_id: null,
  title: "",
  variant_title: "",
  sku: "",
  slug: "",
  picture: null,
  grams: 0,
  ships: true,
  price: 0,
  quantity: 1,
  discount: 0,
  tax: 0,
  tax_added: 0,
  tax_name: "",
  tax_ppm: 0,
  total: 0,
  reserved: 0,
  fulfilled: 0,
  removed: 0,
  refunded: 0,
};
const order = {
  lines: [
    { ...blank, id: 1, quantity: 3, total: 1000, tax_added: 100 },
    { ...blank, id: 2, quantity: 1, total: 250, tax_added: 25 },
  ],
  paid: 1860,
  refunded: 0,
  shipping: 600,
  shipping_discount: 50,
  tax_added: 185,
};

describe("what units of an order are worth when they come back", () => {
  it("is their share of the line's total, the odd units first", () => {
    const worth = (quantity: number) => returnedTotal(order, [{ line: 1, quantity }], false);
    expect([1, 2, 3].map(worth)).to.eql([334, 667, 1000]);
  });

  it("has shipping with it, less its discount and with its tax, when that is wished", () => {
    expect(shippingTotal(order)).to.equal(610);
    expect(returnedTotal(order, [{ line: 2, quantity: 1 }], true)).to.equal(860);
    expect(returnedTotal(order, [], true)).to.equal(610);
  });

  it("is never more than what is left of the payments", () => {
    const most = { ...order, refunded: 1500 };
    expect(returnedTotal(most, [{ line: 1, quantity: 3 }], true)).to.equal(360);
  });

  it("adds up to the line's total, however the units come back", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.nat(100_000), (sizes, total) => {
        const quantity = sizes.reduce((sum, size) => sum + size, 0);
        const given = sizes.map((size, at) => {
          const refunded = sizes.slice(0, at).reduce((sum, each) => sum + each, 0);
          const lines = [{ ...blank, quantity, total, refunded }];
          return returnedTotal(
            { ...order, lines, paid: total },
            [{ line: 1, quantity: size }],
            false,
          );
        });
        expect(given.reduce((sum, each) => sum + each, 0)).to.equal(total);
      }),
    );
  });
});
