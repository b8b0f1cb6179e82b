import { expect } from "chai";
import { codeOf, type DiscountRow, faultOf, reductionOf } from "../../../app/selling/discounts.ts";

const now = new Date("2026-03-01T12:00:00Z");
const euro = { currency: "EUR", locale: "en-IE" };

describe("discounts", () => {
  it("are found by their code however it is typed", () => {
    expect(codeOf(" welcome10\n")).to.equal("WELCOME10");
    expect(codeOf("wel come 10")).to.equal("WELCOME10");
    expect(codeOf("  ")).to.equal("");
  });

  it("can be used when nothing speaks against it", () => {
    expect(fault({})).to.equal(null);
    expect(fault({ used: 9, usage_limit: 10, customer_limit: 2, minimum: 5000 }, 1)).to.equal(null);
  });

  it("are not known when there are none, or when they are switched off", () => {
    expect(faultOf(undefined, { subtotal: 5000 }, now, { byCustomer: 0 })).to.match(/do not know/);
    expect(fault({ active: false })).to.match(/do not know this discount code/);
  });

  it("count from their first moment up to their last", () => {
    expect(fault({ starts_at: now })).to.equal(null);
    expect(fault({ starts_at: later(1) })).to.equal("The discount code SAVE is not valid yet.");
    expect(fault({ ends_at: later(1) })).to.equal(null);
    expect(fault({ ends_at: now })).to.equal("The discount code SAVE has expired.");
    expect(fault({ starts_at: later(-1), ends_at: later(1) })).to.equal(null);
  });

  it("end when they were used as often as they may be", () => {
    expect(fault({ used: 10, usage_limit: 10 })).to.equal(
      "The discount code SAVE has been used up.",
    );
    expect(fault({ customer_limit: 1 }, 1)).to.equal(
      "You have used the discount code SAVE already. Please go on without it.",
    );
    expect(fault({ customer_limit: 3 }, 3)).to.match(/3 times already/);
    expect(fault({ customer_limit: 3 }, 2)).to.equal(null);
  });

  it("say how much there is to go to a minimum", () => {
    expect(fault({ minimum: 5001 })).to.equal(
      "The discount code SAVE is for orders of at least €50.01: €0.01 more to go.",
    );
    const plain = { byCustomer: 0 };
    expect(faultOf(discount({ minimum: 6000 }), { subtotal: 5000 }, now, plain)).to.equal(
      "The discount code SAVE is for larger orders.",
    );
  });

  it("take off what they say", () => {
    expect(reductionOf(discount({ kind: "percent", value: 1250 }))).to.deep.equal({
      kind: "percent",
      value: 1250,
    });
  });
});

function discount(some: Partial<DiscountRow>): DiscountRow {
  return {
    id: 1,
    code: "SAVE",
    kind: "percent",
    value: 1000,
    minimum: 0,
    starts_at: null,
    ends_at: null,
    usage_limit: null,
    customer_limit: null,
    used: 0,
    active: true,
    ...some,
  };
}

function fault(some: Partial<DiscountRow>, byCustomer = 0): string | null {
  return faultOf(discount(some), { subtotal: 5000 }, now, { byCustomer }, euro);
}

function later(milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
