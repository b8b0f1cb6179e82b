import { expect } from "chai";
import { withAdmin } from "../../../db/admin.ts";
import { postedBy, posts } from "../../support/outbox.ts";
import { wizamart } from "../../support/processes.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("wizamart mail", function () {
  this.timeout(60_000);
  let shop: Shop;
  let dead: number;
  let alsoDead: number;
  let waiting: number;

  before(async () => {
    shop = await openShop({ name: "Letters" });
    await withAdmin((client) => client.query("delete from public.outbox"));
    dead = await posts(shop, "mail-confirmation", { order: 1 });
    alsoDead = await posts(shop, "refund-settle", { refund: 3 });
    waiting = await posts(shop, "mail-shipped", { order: 2, fulfilment: 5 });
    await bury(dead, alsoDead);
  });

  it("lists what waits", async () => {
    const { code, out } = await wizamart(["mail", "list"]);
    expect(code).to.equal(0);
    expect(out).to.match(/^ID +STORE +KIND +ABOUT +DUE +ATTEMPTS +LAST ERROR\n/);
    expect(out)
      .to.contain(shop.code)
      .and.contain('{"order":2,"fulfilment":5}')
      .and.not.contain("refund");
    const rows = JSON.parse((await wizamart(["mail", "list", "--json"])).out);
    expect(rows.map((row: { id: number }) => row.id)).to.deep.equal([waiting]);
  });

  it("lists what was given up, and why, and ends with 1 for it", async () => {
    const { code, out } = await wizamart(["mail", "list", "--dead"]);
    expect(code).to.equal(1);
    expect(out).to.contain("451 Not today").and.contain("refund-settle");
  });

  it("is counted by db status", async () => {
    const { out } = await wizamart(["db", "status"]);
    expect(out).to.match(/^Errands {7}1 waiting, 2 dead \(see `mail list --dead`\)$/m);
    expect(JSON.parse((await wizamart(["db", "status", "--json"])).out).errands).to.include({
      waiting: 1,
      dead: 2,
    });
  });

  it("begins anew with one of it, or with all", async () => {
    expect(await wizamart(["mail", "retry", String(dead)])).to.deep.equal({
      code: 0,
      out: `Begun anew: ${dead}\n`,
      err: "",
    });
    const [row] = await postedBy(shop);
    expect(row).to.include({ id: dead, state: "waiting", attempts: 0, due: 0 });
    expect(JSON.parse((await wizamart(["mail", "retry", "--all", "--json"])).out)).to.deep.equal({
      revived: [alsoDead],
    });
    expect(await wizamart(["mail", "list", "--dead"])).to.include({
      code: 0,
      out: "Nothing was given up.\n",
    });
  });

  for (const [args, code, message] of [
    ["retry", 2, "Say which: `mail retry ID`, or all: `mail retry --all`"],
    ["retry 5 --all", 2, "Say which: `mail retry ID`, or all: `mail retry --all`"],
    ["retry five", 2, '"five" is not the number of an errand'],
    ["retry 999999999", 1, "No errand 999999999 was given up: see `mail list --dead`"],
  ] as const) {
    it(`answers "mail ${args}" with one line`, async () => {
      const ended = await wizamart(["mail", ...args.split(" ")]);
      expect(ended).to.deep.equal({ code, out: "", err: `wizamart: ${message}\n` });
    });
  }
});

async function bury(...ids: number[]): Promise<void> {
  await withAdmin((client) =>
    client.query(
      "update public.outbox set state = 'dead', attempts = 10, error = '451 Not today' where id = any ($1)",
      [ids],
    ),
  );
}
