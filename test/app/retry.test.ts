import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../app/context.ts";
import { retrying } from "../../app/retry.ts";
import { sequelize } from "../../db/connection.ts";
import { openShop, type Shop } from "../support/shops.ts";

describe("retrying", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
    await shop.sells("left", {}, { sku: "left" });
    await shop.sells("right", {}, { sku: "right" });
  });

  it("repeats a unit of work that a deadlock ended, so that both are done", async () => {
    let attempts = 0;
    const barrier = meeting(2);
    const both = (first: string, second: string) =>
      retrying(async () => {
        attempts += 1;
        const begun = attempts;
        await inStore(shop.id, "write", async () => {
          await touch(first);
          if (begun <= 2) await barrier();
          await touch(second);
        });
      });
    await Promise.all([both("left", "right"), both("right", "left")]);

    expect(attempts).to.equal(3);
    const rows = await inStore(shop.id, "read", () =>
      sequelize.query<{ grams: number }>("select grams from variants", { type: QueryTypes.SELECT }),
    );
    expect(rows).to.deep.equal([{ grams: 2 }, { grams: 2 }]);
  });

  it("lets every other failure through at once", async () => {
    let attempts = 0;
    const failing = retrying(async () => {
      attempts += 1;
      throw new Error("no");
    });
    expect(await failing.catch((error: Error) => error.message)).to.equal("no");
    expect(attempts).to.equal(1);
  });
});

function touch(sku: string): Promise<unknown> {
  return sequelize.query("update variants set grams = grams + 1 where sku = $1", { bind: [sku] });
}

/** Resolves for everybody once `count` have come. */
function meeting(count: number): () => Promise<void> {
  let arrived = 0;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived === count) open();
    await opened;
  };
}
