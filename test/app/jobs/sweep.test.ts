import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../app/context.ts";
import { storeFolder } from "../../../app/files/store-files.ts";
import { Sweep } from "../../../app/jobs/sweep.ts";
import { sequelize } from "../../../db/connection.ts";
import { openShop, type Shop } from "../../support/shops.ts";

const day = 24 * 60 * 60 * 1_000;

describe("Sweep", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ name: "Dusty" });
    const [customer] = await ask(
      "insert into customers (email) values ('dusty@example.com') returning id",
    );
    const id = customer?.id ?? 0;
    for (const [expires, agent] of [
      ["1 day", "stays"],
      ["-1 day", "goes"],
    ]) {
      await ask(
        `insert into sessions (token_hash, customer_id, agent, expires_at) values ($1, $2, $3, now() + $4::interval)`,
        randomBytes(32),
        id,
        agent,
        expires,
      );
    }
    const cart = "insert into carts (token_hash, customer_id, state, updated_at, note)";
    const age = "now() - $5::interval";
    for (const [owner, state, old, note] of [
      [null, "open", "89 days", "stays: young"],
      [null, "open", "91 days", "goes"],
      [id, "open", "91 days", "stays: a customer's"],
      [null, "ordered", "91 days", "stays: ordered"],
    ]) {
      await ask(
        `${cart} values ($1, $2, $3, ${age}, $4)`,
        owner ? null : randomBytes(32),
        owner,
        state,
        note,
        old,
      );
    }
  });

  it("removes sessions that are over and carts that guests left lying, shop by shop", async () => {
    const sweep = new Sweep();
    let removed = 0;
    for (let step = await sweep.step(); step !== undefined; step = await sweep.step())
      removed += step;

    expect(removed).to.be.at.least(2);
    const sessions = await ask("select agent as note from sessions");
    const carts = await ask("select note from carts");
    const left = [...sessions, ...carts].map(({ note }) => note);
    expect(left).to.have.members([
      "stays",
      "stays: young",
      "stays: a customer's",
      "stays: ordered",
    ]);
  });

  it("removes files that nothing names", async () => {
    const folder = storeFolder(shop.id);
    const names = ["a", "b"].map((letter) => join(folder, `${letter.repeat(26)}-400.webp`));
    await mkdir(folder, { recursive: true });
    for (const name of names) await writeFile(name, "x");
    const old = new Date(Date.now() - day - 1_000);
    await utimes(names[0] ?? "", old, old);
    const sweep = new Sweep();
    while ((await sweep.step()) !== undefined);
    expect(names.map((name) => existsSync(name))).to.eql([false, true]);
  });

  it("goes round once a day", async () => {
    const sweep = new Sweep();
    const begun = Date.now();
    while ((await sweep.step(begun)) !== undefined);
    expect(await sweep.step(begun + day - 1)).to.equal(undefined);
    expect(await sweep.step(begun + day)).to.be.a("number");
  });

  function ask(sql: string, ...bind: unknown[]): Promise<{ id: number; note: string }[]> {
    return inStore(shop.id, "write", () => sequelize.query(sql, { bind, type: QueryTypes.SELECT }));
  }
});
