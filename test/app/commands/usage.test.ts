import { expect } from "chai";
import { Misuse } from "../../../app/commands/outcome.ts";
import { limit } from "../../../app/commands/usage.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { readLimits } from "../../../db/shares/limits.ts";
import { StoreUnknown } from "../../../db/stores.ts";
import { wizamart } from "../../support/processes.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("wizamart stores limit", function () {
  this.timeout(60_000);
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({ plan: "free" });
  });

  const agreed = () => asProvisioner((client) => readLimits(client, shop.id));

  it("makes an exception, adds to it, shows it, and ends it", async () => {
    const args = ["--statement-ms", "9000", "--storage-mb", "700", "--reason", "A big sale"];
    const { code, out } = await wizamart(["stores", "limit", shop.code, ...args]);
    expect(code).to.equal(0);
    expect(out).to.include("9,000 ms at most, by exception").and.include("A big sale");
    await limit(shop.code, { connections: "3", reason: "More of them" });
    expect(await agreed()).to.deep.include({
      ...{ statementMs: 9_000, fileBytes: 700_000_000, connections: 3, rowBytes: null },
      reason: "More of them",
    });
    const shown = await wizamart(["stores", "show", shop.code]);
    expect(shown.out).to.include("3 of 4 connections of a process, by exception");
    const json = await wizamart(["stores", "limit", shop.code, "--json"]);
    expect(JSON.parse(json.out)).to.deep.include({ plan: "free", connections: 3 });

    const { text } = await limit(shop.code, { clear: true, reason: "It is over" });
    expect(text).to.include("3,000 ms at most").and.not.include("by exception");
    expect(await agreed()).to.equal(undefined);
    await limit(shop.code, { clear: true, reason: "Once more" });
  });

  for (const [options, says] of [
    [{ statementMs: "50", reason: "x" }, "--statement-ms is a whole number from 100 to 600,000"],
    [{ statementMs: "1; drop", reason: "x" }, "--statement-ms is a whole number"],
    [{ connections: "0", reason: "x" }, "--connections is a whole number from 1 to 200"],
    [{ storageMb: "-1", reason: "x" }, "--storage-mb is a whole number"],
    [{ databaseMb: "1e3", reason: "x" }, "--database-mb is a whole number"],
    [{ connections: "2" }, "Say why: --reason"],
    [{ connections: "2", reason: " " }, "Say why: --reason"],
    [{ clear: true }, "Say why: --reason"],
    [{ clear: true, connections: "2", reason: "x" }, "leave out the limits"],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}, and changes nothing`, async () => {
      const error = await limit(shop.code, options).catch((caught: Error) => caught);
      expect(error).to.be.instanceOf(Misuse);
      expect(String(error)).to.include(says);
      expect(await agreed()).to.equal(undefined);
    });
  }

  it("knows nothing of a store that is not there", async () => {
    const error = await limit("nowhere", {}).catch((caught: Error) => caught);
    expect(error).to.be.instanceOf(StoreUnknown);
  });
});
