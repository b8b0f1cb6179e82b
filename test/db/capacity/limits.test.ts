import { expect } from "chai";
import type { Facts } from "../../../db/capacity/facts.ts";
import {
  backupEstimate,
  inBytes,
  type Limit,
  limitsOf,
  type Measured,
  restartEstimate,
} from "../../../db/capacity/limits.ts";

const facts: Facts = {
  stores: 990,
  spares: 10,
  perDay: 3,
  perStore: { tables: 25, indexes: 60, sequences: 15, toasts: 20 }, // 140 files
  catalogues: [{ name: "pg_attribute", bytes: 8_500_000 + 1_000 * 500_000 }],
  settings: {
    version: 180_000,
    maxConnections: 100,
    maxPrepared: 20,
    maxLocks: 64,
    sharedBuffers: 1024 ** 3,
    sync: "fsync",
  },
};

const measured: Measured = {
  weight: { databaseBytes: 3e9, storeBytes: 2e9, rows: 1 },
  memory: { base: 4_000_000, perStore: 100_000, sample: 19 },
  firstRole: 25,
  machine: { memory: 24 * 1024 ** 3, disk: { bytes: 250e9, files: 1_400_000 } },
  connections: 50,
  poolUses: 20_000,
};

describe("limits", () => {
  it("are reckoned by their formulas", () => {
    expect(at("locks")).to.equal(Math.floor((64 * 120) / 25));
    expect(at("SET ROLE")).to.equal(4_000); // 25 ms at 1,000
    expect(at("after a crash")).to.equal(Math.floor((60 * 10_000) / 140));
    expect(at("an hour")).to.equal(Math.floor(3_600 / (25 * 0.001 + 2e6 / 50e6)));
    expect(at("catalogues")).to.equal(Math.floor((6 * 1024 ** 3) / 500_000));
    expect(at("the app's connections")).to.equal(
      Math.floor((12 * 1024 ** 3 - 1024 ** 3 - 50 * 4_000_000) / (50 * 100_000)),
    );
    expect(at("disk is full")).to.equal(1_000 + 250e9 / 2_500_000);
    expect(at("more files")).to.equal(1_000 + 10_000);
  });

  it("begin with the nearest, and say how they were reckoned and what moves them", () => {
    const limits = limitsOf(facts, measured);
    const stores = limits.map((limit) => limit.stores ?? Number.POSITIVE_INFINITY);
    expect(stores).to.deep.equal(stores.toSorted((a, b) => a - b));
    for (const { formula, remedy } of limits) {
      expect(formula).to.not.be.empty;
      expect(remedy).to.not.be.empty;
    }
    expect(limits[0]?.formula).to.equal(
      "max_locks_per_transaction (64) x (max_connections (100) + max_prepared_transactions (20)) / tables a store (25)",
    );
  });

  it("leave out what nobody could measure", () => {
    const blind = { ...measured, weight: null, memory: null, firstRole: null, machine: null };
    const names = limitsOf(facts, blind).map(({ name }) => name);
    expect(names).to.have.length(4);
    expect(names.join()).to.not.match(/memory|disk/);
    expect(at("SET ROLE", facts, blind)).to.equal(5_000);
  });

  it("are never met where the settings see to it", () => {
    const synced = { ...facts, settings: { ...facts.settings, sync: "syncfs" } };
    expect(at("after a crash", synced)).to.equal(null);
    expect(restartEstimate(synced)).to.equal(0);
    expect(at("the app's connections", facts, { ...measured, poolUses: 1_000 })).to.equal(null);
  });

  it("are not divided by nothing where there are no stores", () => {
    const empty: Facts = {
      ...facts,
      stores: 0,
      spares: 0,
      perStore: { tables: 0, indexes: 0, sequences: 0, toasts: 0 },
      catalogues: [],
    };
    for (const { stores } of limitsOf(empty, measured))
      expect(stores === null || Number.isFinite(stores)).to.equal(true);
  });

  it("estimate a restart by files and a backup by tables and bytes", () => {
    expect(restartEstimate(facts)).to.equal((1_000 * 140) / 10_000);
    expect(backupEstimate(facts, 50e9)).to.be.closeTo(1_000 * 25 * 0.001 + 1_000, 0.001);
  });

  it("name sizes for people", () => {
    expect([0, 1023, 1536, 5.5 * 1024 ** 2, 200 * 1024 ** 3].map(inBytes)).to.deep.equal([
      "0 B",
      "1023 B",
      "1.5 kB",
      "5.5 MB",
      "200 GB",
    ]);
  });
});

function at(name: string, of = facts, by = measured): Limit["stores"] | undefined {
  return limitsOf(of, by).find((limit) => limit.name.includes(name))?.stores;
}
