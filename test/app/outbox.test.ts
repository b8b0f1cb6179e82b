import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { asPlatform, inStore } from "../../app/context.ts";
import { post } from "../../app/outbox.ts";
import { sequelize } from "../../db/connection.ts";
import { openShop, type Shop } from "../support/shops.ts";

describe("the outbox", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  it("keeps an errand of a transaction that was committed, under the name of its store", async () => {
    await inStore(shop.id, "write", () => post("mail-reset", { customer: 42 }));
    const [errand] = await errandsOf(shop);
    expect(errand).to.include({ kind: "mail-reset", state: "waiting", attempts: 0 });
    expect(errand?.payload).to.deep.equal({ customer: 42 });
  });

  it("keeps none of a transaction that failed", async () => {
    const before = (await errandsOf(shop)).length;
    const failing = inStore(shop.id, "write", async () => {
      await post("mail-reset", { customer: 43 });
      throw new Error("on purpose");
    });
    await failing.catch(() => {});
    expect(await errandsOf(shop)).to.have.length(before);
  });
});

function errandsOf(
  shop: Shop,
): Promise<{ kind: string; state: string; attempts: number; payload: object }[]> {
  return asPlatform("read", () =>
    sequelize.query(
      "select kind, state, attempts, payload from outbox where store_id = $1 order by id",
      {
        bind: [shop.id],
        type: QueryTypes.SELECT,
      },
    ),
  );
}
