import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { config } from "../../app/config.ts";
import { withAdmin } from "../../db/admin.ts";
import { type Application, startApplication } from "../support/application.ts";
import { formFields } from "../support/forms.ts";
import { variantsOf } from "../support/orders.ts";
import { type Pooler, pgBouncer, pgBouncerNote, startPooler } from "../support/pooler.ts";
import { start } from "../support/processes.ts";
import { inShop } from "../support/rows.ts";
import { type Shopper, shopper } from "../support/shopper.ts";
import { openShop, type Shop } from "../support/shops.ts";
import { get, type Page } from "../support/visit.ts";

const direct = config.DATABASE_URL ?? "";

const typed = {
  email: "ada@example.com",
  "delivery-country": "IE",
  "delivery-name": "Ada Buyer",
  "delivery-line1": "1 Main Street",
  "delivery-city": "Dublin",
  "delivery-postcode": "D02 X285",
};

describe(`a shop behind PgBouncer${pgBouncerNote}`, function () {
  this.timeout(60_000);
  let shop: Shop;
  let other: Shop;
  let variant: number;
  let pooler: Pooler;
  let application: Application;

  before(async function () {
    if (!pgBouncer) this.skip();
    shop = await openShop();
    other = await openShop();
    const [id = 0] = await variantsOf(shop, await shop.sells("mug", { title: "Mug" }));
    variant = id;
    await other.sells("lamp", { title: "Lamp" });
    pooler = await startPooler(pgBouncer, direct, { mode: "transaction", size: 2, patience: 2 });
    application = await startApplication({
      DATABASE_URL: pooler.through(direct),
      DATABASE_LISTEN_URL: direct,
      DATABASE_POOL: "8",
      DATABASE_WAIT_MS: "5000",
    });
  });

  after(async () => {
    await application?.stop();
    await pooler?.stop();
  });

  const at = (path: string) => `${shop.code}.localhost${path}`;
  const opens = (path: string, { code } = shop): Promise<Page> =>
    get(application.port, path, { Host: `${code}.localhost` });

  async function buys(who: Shopper): Promise<Page> {
    await who.sends(at("/shop/cart/lines"), { variant, quantity: 1 });
    const page = await who.opens(at("/shop/checkout"));
    const fields = { ...formFields(page.text, "data-checkout"), ...typed };
    const updated = await who.sends(at("/shop/checkout"), { ...fields, do: "update" });
    const whole = { ...formFields(updated.text, "data-checkout"), ...typed, do: "order" };
    return who.sends(at("/shop/checkout"), whole);
  }

  it("sells: cart, checkout and order, one after another and several at once", async () => {
    const answers = [await buys(shopper({ port: application.port }))];
    const crowd = Array.from({ length: 4 }, () => buys(shopper({ port: application.port })));
    answers.push(...(await Promise.all(crowd)));
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303, 303, 303]);
    const rows = await inShop<{ number: number }>(
      shop,
      "select number from orders order by number",
    );
    expect(rows.map(({ number }) => number)).to.deep.equal([1001, 1002, 1003, 1004, 1005]);
  });

  it("hears of changes over its direct connection", async () => {
    expect((await opens("/shop/products/mug")).text).to.include("Mug");
    await withAdmin((client) =>
      client.query(`update store_${shop.id}.products set title = 'Heard of it'`),
    );
    await until(async () => (await opens("/shop/products/mug")).text.includes("Heard of it"));
    await withAdmin((client) =>
      client.query("update public.stores set state = 'suspended' where id = $1", [other.id]),
    );
    await until(async () => (await opens("/", other)).status === 503);
    await withAdmin((client) =>
      client.query("update public.stores set state = 'open' where id = $1", [other.id]),
    );
    await until(async () => (await opens("/", other)).status === 200);
  });

  it("shows each of two shops its own, 200 pages at once", async () => {
    const pages = await Promise.all(
      Array.from({ length: 200 }, (_, turn) =>
        turn % 2 === 0 ? opens("/shop/search?q=mug") : opens("/shop/search?q=lamp", other),
      ),
    );
    for (const [turn, { status, text }] of pages.entries()) {
      expect(status).to.be.oneOf([200, 503]); // too many at once are sent away, never to the wrong shop
      if (status === 200) expect(text.includes("Lamp"), `page ${turn}`).to.equal(turn % 2 === 1);
    }
    expect(pages.filter(({ status }) => status === 200).length).to.be.above(50);
  });

  it("answers 503 while the pooler has no connection to give, and goes on then", async () => {
    const env = { DATABASE_URL: pooler.through(direct) };
    const holders = [shop, other].map(({ id }) =>
      start("test/pooler/units-process.ts", ["hang", String(id)], env),
    );
    await Promise.all(holders.map((holder) => holder.stdout && once(holder.stdout, "data")));
    expect((await opens("/shop/search?q=mug")).status).to.equal(503);
    for (const holder of holders) {
      holder.kill("SIGKILL");
      await once(holder, "exit");
    }
    await until(async () => (await opens("/shop/search?q=mug")).status === 200);
  });

  it("is back by itself when the pooler is", async () => {
    await pooler.restart();
    await until(async () => (await opens("/shop/search?q=mug")).status === 200);
    expect((await buys(shopper({ port: application.port }))).status).to.equal(303);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error("It did not come to that within 5 seconds");
}
