import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../../../app/context.ts";
import { taxRates } from "../../../../../app/models/store/selling/tax-rate.ts";
import { sequelize } from "../../../../../db/connection.ts";
import { openShop } from "../../../../support/shops.ts";

describe("taxRates", () => {
  it("gives all that the shop charges, and not another one's", async () => {
    const shop = await openShop();
    const other = await openShop();
    await inStore(shop.id, "write", () =>
      sequelize.query(
        `insert into tax_rates (country, class, name, ppm, included)
         values ('IE', 'standard', 'VAT', 230000, true), ('*', 'standard', 'Tax', 0, false)`,
        { type: QueryTypes.RAW },
      ),
    );

    const rows = await inStore(shop.id, "read", taxRates);
    expect(rows.map(({ id: _, ...row }) => row)).to.deep.equal([
      { country: "*", class: "standard", name: "Tax", ppm: 0, included: false },
      { country: "IE", class: "standard", name: "VAT", ppm: 230_000, included: true },
    ]);
    expect(await inStore(other.id, "read", taxRates)).to.deep.equal([]);
  });
});
