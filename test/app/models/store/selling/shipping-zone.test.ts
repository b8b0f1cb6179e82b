import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../../../app/context.ts";
import { shippingZones } from "../../../../../app/models/store/selling/shipping-zone.ts";
import { offersFor } from "../../../../../app/selling/shipping.ts";
import { sequelize } from "../../../../../db/connection.ts";
import { openShop } from "../../../../support/shops.ts";

describe("shippingZones", () => {
  it("gives a new shop one that lets it sell everywhere", async () => {
    const shop = await openShop();

    const zones = await inStore(shop.id, "read", shippingZones);
    expect(offersFor(zones, "JP", { amount: 1000, grams: 0 })).to.deep.equal([
      { id: `${zones[0]?.id}:standard`, name: "Standard", note: "", amount: 0 },
    ]);
  });

  it("gives zones in the order that the shop put them in", async () => {
    const shop = await openShop();
    const rates = JSON.stringify([
      {
        id: "post",
        name: "Post",
        kind: "flat",
        steps: [{ from: 0, amount: 490 }],
        freeAbove: 5000,
        note: "",
      },
    ]);
    await inStore(shop.id, "write", () =>
      sequelize.query(
        `insert into shipping_zones (name, position, countries, rates) values ('Last', 9, '{IE}', $1), ('First', 0, '{IE,DE}', $1)`,
        { bind: [rates], type: QueryTypes.RAW },
      ),
    );

    const zones = await inStore(shop.id, "read", shippingZones);
    expect(zones.map((zone) => zone.name)).to.deep.equal(["First", "Everywhere", "Last"]);
    expect(zones[0]).to.deep.include({ countries: ["IE", "DE"], rates: JSON.parse(rates) });
  });
});
