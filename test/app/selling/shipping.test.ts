import { expect } from "chai";
import {
  offersFor,
  type ShippingRate,
  type ShippingZoneRow,
  sendsTo,
} from "../../../app/selling/shipping.ts";

const light = { amount: 2000, grams: 400 };

describe("shipping", () => {
  it("offers what the country's zone has, in its order", () => {
    const zones = [
      zone(1, ["DE", "AT"], rate({ id: "post" }), rate({ id: "express", steps: steps([0, 1490]) })),
    ];

    expect(offersFor(zones, "AT", light)).to.deep.equal([
      { id: "1:post", name: "Post", note: "2 days", amount: 490 },
      { id: "1:express", name: "Post", note: "2 days", amount: 1490 },
    ]);
  });

  it("takes the zone of everywhere else only where no other names the country", () => {
    const zones = [zone(1, ["*"], rate({ id: "world" })), zone(2, ["IE"], rate({ id: "home" }))];

    expect(ids(zones, "IE")).to.deep.equal(["2:home"]);
    expect(ids(zones, "JP")).to.deep.equal(["1:world"]);
  });

  it("takes the first of two zones that name a country", () => {
    const zones = [zone(7, ["IE"], rate({ id: "a" })), zone(3, ["IE"], rate({ id: "b" }))];

    expect(ids(zones, "IE")).to.deep.equal(["7:a"]);
  });

  it("has nothing to offer where the shop does not send to", () => {
    const zones = [zone(1, ["IE"], rate({})), zone(2, ["US"])];

    expect(offersFor(zones, "FR", light)).to.deep.equal([]);
    expect(offersFor([], "FR", light)).to.deep.equal([]);
    expect(["IE", "US", "FR"].map((country) => sendsTo(zones, country))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("goes by weight, each band from its own figure on", () => {
    const bands = rate({ kind: "weight", steps: steps([2000, 900], [0, 500], [5000, 1400]) });

    for (const [grams, amount] of [
      [0, 500],
      [1999, 500],
      [2000, 900],
      [4999, 900],
      [5000, 1400],
      [90_000, 1400],
    ] as const) {
      expect(costs(bands, { amount: 100, grams }), `${grams} g`).to.deep.equal([amount]);
    }
  });

  it("goes by what the goods cost", () => {
    const bands = rate({ kind: "price", steps: steps([0, 700], [5000, 300], [10_000, 0]) });

    expect(costs(bands, { amount: 4999, grams: 0 })).to.deep.equal([700]);
    expect(costs(bands, { amount: 5000, grams: 0 })).to.deep.equal([300]);
    expect(costs(bands, { amount: 10_000, grams: 0 })).to.deep.equal([0]);
  });

  it("is not offered below its first band, nor where a band has no amount", () => {
    const freight = rate({ kind: "weight", steps: steps([30_000, 4900]) });
    const letter = rate({ kind: "weight", steps: steps([0, 200], [1000, null]) });

    expect(costs(freight, { amount: 0, grams: 29_999 })).to.deep.equal([]);
    expect(costs(freight, { amount: 0, grams: 30_000 })).to.deep.equal([4900]);
    expect(costs(letter, { amount: 0, grams: 999 })).to.deep.equal([200]);
    expect(costs(letter, { amount: 99_999, grams: 1000 })).to.deep.equal([]);
    expect(costs(rate({ steps: [] }), light)).to.deep.equal([]);
  });

  it("is free from a sum on, whatever it weighs, but not offered where it cannot be sent", () => {
    const sums = steps([0, 490], [20_000, null]);
    const bands = rate({ kind: "weight", steps: sums, freeAbove: 5000 });

    expect(costs(bands, { amount: 4999, grams: 100 })).to.deep.equal([490]);
    expect(costs(bands, { amount: 5000, grams: 19_999 })).to.deep.equal([0]);
    expect(costs(bands, { amount: 5000, grams: 20_000 })).to.deep.equal([]);
    expect(costs(rate({ freeAbove: 0 }), { amount: 0, grams: 0 })).to.deep.equal([0]);
  });
});

function steps(...pairs: [number, number | null][]): ShippingRate["steps"] {
  return pairs.map(([from, amount]) => ({ from, amount }));
}

function rate(some: Partial<ShippingRate>): ShippingRate {
  return {
    id: "post",
    name: "Post",
    kind: "flat",
    steps: steps([0, 490]),
    freeAbove: null,
    note: "2 days",
    ...some,
  };
}

function zone(id: number, countries: string[], ...rates: ShippingRate[]): ShippingZoneRow {
  return { id, name: `Zone ${id}`, position: id, countries, rates };
}

function ids(zones: ShippingZoneRow[], country: string): string[] {
  return offersFor(zones, country, light).map((offer) => offer.id);
}

function costs(made: ShippingRate, basket: { amount: number; grams: number }): number[] {
  return offersFor([zone(1, ["*"], made)], "IE", basket).map((offer) => offer.amount);
}
