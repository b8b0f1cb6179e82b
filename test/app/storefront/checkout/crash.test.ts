import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { findArea } from "../../../../db/embedded/area.ts";
import { chooseAccount, findPrograms, run } from "../../../../db/embedded/programs.ts";
import { findEmbedded } from "../../../../db/embedded.ts";
import { formFields } from "../../../support/forms.ts";
import { attributes } from "../../../support/html.ts";
import {
  newHome,
  type Platform,
  removeHome,
  startPlatform,
  stopPlatform,
} from "../../../support/platform.ts";
import { type Shopper, shopper } from "../../../support/shopper.ts";
import type { Page } from "../../../support/visit.ts";

const host = "techstore.localhost";
const buyers = 10;

describe("a database that is restarted at once, in the middle of ten buyers", function () {
  this.timeout(480_000);

  let platform: Platform;
  let port: number;
  let folder: string;
  let client: pg.Client;
  let store: number;

  before(async () => {
    const home = await newHome();
    folder = home.folder;
    platform = await startPlatform(home.env);
    port = platform.port;
    await connect();
    store = await one("select id from public.stores where code = 'techstore'");
    await client.query(
      `update store_${store}.variants set on_hand = on_hand + 10000 where tracked`,
    );
  });

  after(async () => {
    await client?.end();
    if (platform) await stopPlatform(platform);
    if (folder) await removeHome(folder);
  });

  it("has every order that was acknowledged, none twice, and serves again by itself", async () => {
    let stopped = false;
    const tallies = Array.from({ length: buyers }, (_, index) => buyUntil(index, () => stopped));
    await sleep(4_000);
    client.removeAllListeners();
    client.on("error", () => {});
    const ended = new Promise((resolve) => client.once("end", resolve));
    await restartImmediately();
    const restarted = Date.now();
    await ended;
    await sleep(6_000);
    stopped = true;
    const bought = (await Promise.all(tallies)).flat();

    await connect();
    expect(bought.length, "orders that were acknowledged").to.be.greaterThan(buyers);
    expect(bought.filter(({ at }) => at > restarted).length, "after the restart").to.be.above(0);
    for (const { email, token } of bought) {
      const rows = await client.query(`select id from store_${store}.orders where email = $1`, [
        email,
      ]);
      expect(rows.rowCount, email).to.equal(1);
      expect((await shopper({ port }).opens(`${host}/shop/orders/${token}`)).status).to.equal(200);
    }
    expect(await one(gaps(store)), "numbers left out").to.equal(0);
    expect(await one(unbalanced(store)), "variants whose ledger differs").to.equal(0);
  });

  /** One who buys again and again, each time as somebody else; whatever fails is sent again, as a person would. */
  async function buyUntil(index: number, isOver: () => boolean) {
    const bought: { email: string; token: string; at: number }[] = [];
    for (let turn = 0; !isOver(); turn += 1) {
      const email = `crash-${index}-${turn}@example.com`;
      const token = await buy(email, isOver);
      if (token) bought.push({ email, token, at: Date.now() });
    }
    return bought;
  }

  async function buy(email: string, isOver: () => boolean): Promise<string | undefined> {
    const who = shopper({ port });
    const variant = await persist(isOver, () => variantOnSale(who));
    if (!variant) return undefined;
    await persist(isOver, () =>
      answered(who.sends(`${host}/shop/cart/lines`, { variant, quantity: 1 }), 303),
    );
    const page = await persist(isOver, () => answered(who.opens(`${host}/shop/checkout`), 200));
    if (!page) return undefined;
    const form = {
      ...formFields(page.text, "data-checkout"),
      ...typed,
      email,
      payment: "bank",
      do: "order",
    };
    const done = await persist(isOver, () =>
      answered(who.sends(`${host}/shop/checkout`, form), 303),
    );
    return /\/shop\/orders\/([\w-]+)/.exec(done?.headers.location ?? "")?.[1];
  }

  async function variantOnSale(who: Shopper): Promise<string> {
    const list = await answered(who.opens(`${host}/shop/products?sort=price`), 200);
    const paths = attributes(list.text, "href").filter((href) =>
      /^\/shop\/products\/[a-z0-9-]+$/.test(href),
    );
    for (const path of [...new Set(paths)].slice(0, 8)) {
      const page = await answered(who.opens(host + path), 200);
      const [, variant] = /name="variant" value="(\d+)"/.exec(page.text) ?? [];
      if (variant) return variant;
    }
    throw new Error("nothing on sale");
  }

  async function connect(): Promise<void> {
    const url = new URL((await findEmbedded(join(folder, "postgres"))) ?? "");
    url.pathname = "/wizamart";
    client = new pg.Client({ connectionString: url.href });
    await client.connect();
  }

  async function one(sql: string): Promise<number> {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return Number(rows[0]?.[0]);
  }

  /** `pg_ctl restart -m immediate`, as a DBA would type it. */
  async function restartImmediately(): Promise<void> {
    const directory = join(folder, "postgres");
    const account = await chooseAccount(directory);
    const area = (await findArea(directory)) ?? "";
    const programs = await findPrograms(area, account);
    const log = await open(join(area, "restart.log"), "a");
    const options = ["restart", "-D", join(area, "cluster"), "-m", "immediate", "-w"];
    const { code } = await run(programs.pgCtl, options, { account, log: log.fd });
    await log.close();
    expect(code).to.equal(0);
  }
});

const typed = {
  "delivery-country": "US",
  "delivery-name": "Ada Buyer",
  "delivery-line1": "1 Main Street",
  "delivery-city": "Portland",
  "delivery-region": "OR",
  "delivery-postcode": "97209",
};

/** Tries until it works; undefined when it is over before that. */
async function persist<T>(
  isOver: () => boolean,
  attempt: () => Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      if (isOver()) return undefined;
      await sleep(150);
    }
  }
}

async function answered(asked: Promise<Page>, status: number): Promise<Page> {
  const page = await asked;
  if (page.status !== status) throw new Error(`${page.status}`);
  return page;
}

function gaps(store: number): string {
  return `select max(number) - min(number) + 1 - count(*) from store_${store}.orders`;
}

function unbalanced(store: number): string {
  return `select count(*) from store_${store}.variants v, lateral (
      select coalesce(sum(m.on_hand), 0) as on_hand, coalesce(sum(m.reserved), 0) as reserved
      from store_${store}.stock_movements m where m.variant_id = v.id) ledger
    where (v.on_hand, v.reserved) is distinct from (ledger.on_hand, ledger.reserved)`;
}
