import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import NodeCache from "node-cache";
import {
  forgetAllStores,
  forgetStore,
  type StoreEntry,
  storeOnDomain,
  storeWithCode,
} from "../../app/directory.ts";
import { withAdmin } from "../../db/admin.ts";
import { countQueries } from "../../db/unit.ts";
import { openShop, type Shop } from "../support/shops.ts";

describe("the directory of stores", () => {
  let shop: Shop;
  let domain: string;

  before(async () => {
    domain = `directory-${Math.random().toString(36).slice(2)}.example`;
    shop = await openShop({ name: "Directory", domain });
  });

  beforeEach(forgetAllStores);

  it("finds a store by its code and by its verified domain", async () => {
    const byCode = await storeWithCode(shop.code);
    expect(byCode).to.deep.include({ id: shop.id, name: "Directory", domains: [domain] });
    expect(await storeOnDomain(domain)).to.deep.equal(byCode);
  });

  it("finds nothing on a domain that is not verified", async () => {
    const claimed = `claimed.${domain}`;
    await ask("insert into store_domains (store_id, domain) values ($1, $2)", [shop.id, claimed]);
    expect(await storeOnDomain(claimed)).to.equal(undefined);
    expect((await storeWithCode(shop.code))?.domains).to.deep.equal([domain]);
  });

  it("asks the database once for a store, and not at all from then on", async () => {
    expect(await queriesOf(() => storeWithCode(shop.code))).to.equal(1);
    expect(await queriesOf(() => storeWithCode(shop.code))).to.equal(0);
    expect(await queriesOf(() => storeOnDomain(domain))).to.equal(1);
    expect(await queriesOf(() => storeOnDomain(domain))).to.equal(0);
  });

  it("asks the database once for a name that nobody has", async () => {
    const ask = () => storeOnDomain("nobody.example");
    expect(await queriesOf(ask)).to.equal(1);
    expect(await queriesOf(ask)).to.equal(0);
    expect(await ask()).to.equal(undefined);
  });

  it("forgets the store that changed, on all of its names, and no other", async () => {
    const neighbour = await openShop();
    for (const code of [shop.code, neighbour.code]) await storeWithCode(code);
    await storeOnDomain(domain);
    forgetStore({ id: shop.id });

    expect(await queriesOf(() => storeWithCode(shop.code))).to.equal(1);
    expect(await queriesOf(() => storeOnDomain(domain))).to.equal(1);
    expect(await queriesOf(() => storeWithCode(neighbour.code))).to.equal(0);
  });

  it("forgets names that nobody had when any store changes: it may have one of them now", async () => {
    await storeOnDomain("soon.example");
    forgetStore({ id: shop.id });
    expect(await queriesOf(() => storeOnDomain("soon.example"))).to.equal(1);
  });

  it("does not keep what it read before a change of which it heard while reading", async () => {
    await withAdmin(async (client) => {
      await client.query("begin; lock table public.stores in access exclusive mode");
      const reading = storeWithCode(shop.code);
      await sleep(50);
      forgetStore({ id: shop.id });
      await client.query("rollback");
      expect(await reading).to.include({ id: shop.id });
    });
    expect(await queriesOf(() => storeWithCode(shop.code))).to.equal(1);
  });

  it("gives out what nobody can change", async () => {
    const entry = (await storeWithCode(shop.code)) as StoreEntry & { name: string };
    expect(() => {
      entry.name = "Changed";
    }).to.throw(TypeError);
  });

  it("does not fill its memory with names that nobody has, nor lose stores over them", async () => {
    const missed = await cacheThatKeeps(() => storeOnDomain("first-nobody.example"));
    await storeWithCode(shop.code);
    for (let number = missed.keys().length; number < 5_000; number += 1)
      missed.set(`domain:nobody-${number}.example`, true);

    for (const name of ["one", "two", "three"])
      expect(await storeOnDomain(`${name}-too-many.example`)).to.equal(undefined);
    expect(missed.keys().length).to.be.lessThan(5_000);
    expect(await queriesOf(() => storeWithCode(shop.code))).to.equal(0);
  });
});

/** The cache into which `work` puts something. */
async function cacheThatKeeps(work: () => Promise<unknown>): Promise<NodeCache> {
  const { emit } = EventEmitter.prototype;
  let cache: NodeCache | undefined;
  EventEmitter.prototype.emit = function (this: EventEmitter, name, ...args) {
    if (name === "set" && this instanceof NodeCache) cache = this;
    return emit.call(this, name, ...args);
  };
  try {
    await work();
  } finally {
    EventEmitter.prototype.emit = emit;
  }
  if (!cache) throw new Error("Nothing was kept");
  return cache;
}

async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  const counter = { queries: 0 };
  await countQueries(counter, work);
  return counter.queries;
}

function ask(sql: string, values: unknown[]): Promise<unknown> {
  return withAdmin((client) => client.query(sql, values));
}
