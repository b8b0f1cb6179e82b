import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { asPlatform } from "../../../app/context.ts";
import { delayAfter, drainOutbox } from "../../../app/jobs/drain.ts";
import { Outbox } from "../../../app/models/shared/outbox.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { anOrder } from "../../support/orders.ts";
import { makeDue, postedBy, posts } from "../../support/outbox.ts";
import { type PostOffice, postOffice } from "../../support/post-office.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("drainOutbox", () => {
  const patience = config.SMTP_TIMEOUT_MS;
  let shop: Shop;
  let office: PostOffice;
  let email: string;
  let order: number;
  let people = 0;

  before(async () => {
    shop = await openShop({ name: "Drain" });
    office = await postOffice();
  });

  beforeEach(async () => {
    await withAdmin((client) => client.query("delete from public.outbox")); // what other tests left
    office.manner = "take";
    people += 1;
    email = `drain-${people}@example.com`;
    ({ id: order } = await anOrder(shop, { email }));
  });

  afterEach(() => Object.assign(config, { SMTP_TIMEOUT_MS: patience }));

  after(() => office.close());

  it("does what is due, and no more of it is left", async () => {
    await posts(shop, "mail-confirmation", { order });
    expect(await drainOutbox()).to.equal(1);
    expect(office.to(email)).to.have.length(1);
    expect(await postedBy(shop)).to.deep.equal([]);
    expect(await drainOutbox()).to.equal(0);
  });

  it("leaves what is not due yet", async () => {
    const id = await posts(shop, "mail-confirmation", { order });
    await withAdmin((client) =>
      client.query("update public.outbox set due_at = now() + interval '1 hour' where id = $1", [
        id,
      ]),
    );
    expect(await drainOutbox()).to.equal(0);
    expect(await postedBy(shop)).to.have.length(1);
  });

  for (const manner of [451, 550, "hang", "silent"] as const) {
    it(`loses nothing when the server's answer is ${manner}, and sends it later`, async () => {
      if (typeof manner === "string") Object.assign(config, { SMTP_TIMEOUT_MS: 400 });
      office.manner = manner;
      const id = await posts(shop, "mail-confirmation", { order });
      expect(await drainOutbox()).to.equal(0);

      const [row] = await postedBy(shop);
      expect(row).to.include({ id, state: "waiting", attempts: 1 });
      expect(row?.due).to.be.within(3, 5);
      expect(row?.error).to.match(typeof manner === "number" ? /Not today/ : /time|greeting/i);

      Object.assign(config, { SMTP_TIMEOUT_MS: patience });
      office.manner = "take";
      expect(await drainOutbox(), "not before its time").to.equal(0);
      await makeDue(shop);
      expect(await drainOutbox()).to.equal(1);
      expect(office.to(email)).to.have.length(1);
    });
  }

  it("loses nothing while there is no server at all", async () => {
    const { url } = office;
    Object.assign(config, { SMTP_URL: "smtp://127.0.0.1:1" });
    await posts(shop, "mail-confirmation", { order });
    await drainOutbox();
    Object.assign(config, { SMTP_URL: url });

    const [row] = await postedBy(shop);
    expect(row?.error).to.contain("ECONNREFUSED");
    await makeDue(shop);
    await drainOutbox();
    expect(office.to(email)).to.have.length(1);
  });

  it("waits longer each time, and gives up after ten attempts", async () => {
    office.manner = 451;
    const id = await posts(shop, "mail-confirmation", { order });
    for (const attempts of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await drainOutbox();
      const [row] = await postedBy(shop);
      expect(row).to.include({ state: "waiting", attempts });
      expect(row?.due).to.be.closeTo(delayAfter(attempts), 2);
      await makeDue(shop);
    }
    await drainOutbox();
    const [dead] = await postedBy(shop);
    expect(dead).to.include({ id, state: "dead", attempts: 10 });
    expect(dead?.error).to.contain("Not today");

    await makeDue(shop);
    office.manner = "take";
    expect(await drainOutbox(), "what is dead is left alone").to.equal(0);
    expect(await asPlatform("write", () => Outbox.revive(id))).to.deep.equal([id]);
    expect(await drainOutbox()).to.equal(1);
    expect(office.to(email)).to.have.length(1);
  });

  it("waits 5 seconds, then minutes that double", () => {
    expect([1, 2, 3, 4, 5, 9].map(delayAfter)).to.deep.equal([5, 60, 120, 240, 480, 7_680]);
  });

  it("gives up what ended the worker each time", async () => {
    const id = await posts(shop, "mail-confirmation", { order });
    await withAdmin((client) =>
      client.query("update public.outbox set attempts = 10 where id = $1", [id]),
    );
    await drainOutbox();
    const [row] = await postedBy(shop);
    expect(row).to.include({ state: "dead" });
    expect(row?.error).to.contain("ended each time");
    expect(office.to(email)).to.deep.equal([]);
  });

  it("holds no transaction and no connection while the server does not answer", async () => {
    Object.assign(config, { SMTP_TIMEOUT_MS: 5_000 });
    office.manner = "hang";
    for (let each = 0; each < 5; each += 1) await posts(shop, "mail-confirmation", { order });
    const draining = drainOutbox();
    while (office.visitors() < 5) await sleep(20);
    await sleep(200);

    const open = await withAdmin(async (client) => {
      const { rows } = await client.query(
        `select state, query from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
      );
      return rows;
    });
    expect(open).to.deep.equal([]);
    expect(await asPlatform("read", async () => "served")).to.equal("served");

    await office.close();
    await draining;
    expect((await postedBy(shop)).map(({ state, attempts }) => [state, attempts])).to.deep.equal(
      Array.from({ length: 5 }, () => ["waiting", 1]),
    );
    office = await postOffice();
  });

  it("does other errands while the mail server does not answer", async () => {
    Object.assign(config, { SMTP_TIMEOUT_MS: 1_000 });
    office.manner = "hang";
    for (let each = 0; each < 6; each += 1) await posts(shop, "mail-confirmation", { order });
    await posts(shop, "order-expire", { order });
    const draining = drainOutbox();
    while ((await postedBy(shop)).some(({ kind }) => kind === "order-expire")) await sleep(20);
    expect(await postedBy(shop)).to.have.length(6);
    await draining;
  });

  it("sends each mail once when two workers drain at once", async () => {
    const addresses = await Promise.all(
      Array.from({ length: 16 }, async (_, at) => {
        const to = `twin-${at}@example.com`;
        const { id } = await anOrder(shop, { email: to, lines: [{ variant: null }] });
        await posts(shop, "mail-confirmation", { order: id });
        return to;
      }),
    );
    const done = await Promise.all([drainOutbox(), drainOutbox()]);
    expect(done.reduce((sum, each) => sum + each)).to.equal(16);
    for (const address of addresses) expect(office.to(address), address).to.have.length(1);
  });

  it("sends a mail again, as the same one, when nobody noted that it was sent", async () => {
    const id = await posts(shop, "mail-confirmation", { order });
    const done = Outbox.done;
    Outbox.done = () => Promise.reject(new Error("the database went away"));
    await drainOutbox().finally(() => {
      Outbox.done = done;
    });
    expect(await postedBy(shop)).to.have.length(1);
    await makeDue(shop);
    await drainOutbox();

    const twice = office.to(email);
    expect(twice).to.have.length(2);
    expect(new Set(twice.map(({ messageId }) => messageId)).size).to.equal(1);
    expect(twice[0]?.messageId).to.match(new RegExp(`^<${id}\\.[0-9a-z]+@localhost>$`));
  });

  it("gives back nothing that another took over, when it comes to an end late", async () => {
    const id = await posts(shop, "mail-confirmation", { order });
    const mine = (await asPlatform("write", () => Outbox.claim("mail", 5))).find(
      (r) => r.id === id,
    );
    await makeDue(shop);
    await asPlatform("write", () => Outbox.claim("mail", 5));
    if (!mine) throw new Error("not claimed");
    await asPlatform("write", () => Outbox.putOff(mine, 0, "late"));

    const [row] = await postedBy(shop);
    expect(row).to.include({ attempts: 2, error: "" });
    expect(row?.due).to.be.greaterThan(200);
  });

  it("leaves a suspended shop's mails until it is open again", async () => {
    const closed = await openShop({ name: "Closed" });
    const { id } = await anOrder(closed, { email: "closed@example.com" });
    await posts(closed, "mail-confirmation", { order: id });
    await setState(closed, "suspended");
    expect(await drainOutbox()).to.equal(0);
    expect(await postedBy(closed)).to.have.length(1);

    await setState(closed, "open");
    expect(await drainOutbox()).to.equal(1);
    expect(office.to("closed@example.com")).to.have.length(1);
  });

  it("begins nothing once it is to stop", async () => {
    await posts(shop, "mail-confirmation", { order });
    expect(await drainOutbox(AbortSignal.abort())).to.equal(0);
    expect(await postedBy(shop)).to.have.length(1);
  });

  it("puts off what nobody knows how to do, for a newer worker may", async () => {
    await withAdmin((client) =>
      client.query("insert into public.outbox (store_id, kind) values ($1, 'to-string')", [
        shop.id,
      ]),
    );
    await drainOutbox();
    expect((await postedBy(shop))[0]?.error).to.equal('Nobody knows how to do "to-string"');
  });

  it("is done with what is about nothing that is there", async () => {
    await posts(shop, "mail-confirmation", { order: 999_999 });
    await posts(shop, "mail-shipped", { order, fulfilment: 999_999 });
    await posts(shop, "mail-refunded", { order, refund: 999_999 });
    await posts(shop, "mail-verify", { customer: 999_999 });
    await posts(shop, "order-expire", { order: 999_999 });
    await posts(shop, "refund-settle", { refund: 999_999 });
    expect(await drainOutbox()).to.equal(6);
    expect(office.to(email)).to.deep.equal([]);
  });

  function setState(of: Shop, state: string): Promise<unknown> {
    return asProvisioner((client) =>
      client.query("update public.stores set state = $2 where id = $1", [of.id, state]),
    );
  }
});
