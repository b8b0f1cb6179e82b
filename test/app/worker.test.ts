import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { withAdmin } from "../../db/admin.ts";
import { anOrder } from "../support/orders.ts";
import { makeDue, postedBy, posts } from "../support/outbox.ts";
import { linkIn, type PostOffice, postOffice } from "../support/post-office.ts";
import { endOf, start } from "../support/processes.ts";
import { openShop, type Shop } from "../support/shops.ts";

describe("the worker", function () {
  this.timeout(60_000);
  let shop: Shop;
  let office: PostOffice;
  let worker: ChildProcess | undefined;

  before(async () => {
    shop = await openShop({ name: "Worked", plan: "free" });
    office = await postOffice();
    await withAdmin((client) => client.query("delete from public.outbox"));
  });

  afterEach(async () => {
    office.manner = "take";
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
    worker.kill("SIGKILL");
    await once(worker, "exit");
  });

  after(() => office.close());

  it("sends mails within seconds, with links to where the web process listens", async () => {
    worker = launch();
    const order = await anOrder(shop, { email: "soon@example.com" });
    await posts(shop, "mail-confirmation", { order: order.id });
    await until(() => office.to("soon@example.com").length > 0);
    const mail = office.only("soon@example.com");
    expect(linkIn(mail, "See your order")).to.match(/^http:\/\/localhost:4711\/stores\//);
    await until(async () => (await postedBy(shop)).length === 0);
  });

  it("ends what it is about before it stops", async () => {
    worker = launch();
    office.manner = "silent";
    const order = await anOrder(shop, { email: "stopped@example.com" });
    await posts(shop, "mail-confirmation", { order: order.id });
    await until(() => office.visitors() > 0);
    worker.kill("SIGTERM");
    const { code } = await endOf(worker);

    expect(code).to.equal(0);
    const [row] = await postedBy(shop);
    expect(row).to.include({ attempts: 1, state: "waiting" });
    expect(row?.error).to.not.equal("");
    await withAdmin((client) => client.query("delete from public.outbox"));
  });

  it("leaves what it was about to the next, when it is killed", async () => {
    worker = launch();
    office.manner = "hang";
    const order = await anOrder(shop, { email: "killed@example.com" });
    await posts(shop, "mail-confirmation", { order: order.id });
    await until(() => office.visitors() > 0);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    expect((await postedBy(shop))[0]).to.include({ attempts: 1, error: "" });

    office.manner = "take";
    await makeDue(shop); // the lease has run out
    worker = launch();
    await until(() => office.to("killed@example.com").length > 0);
    expect(office.to("killed@example.com")).to.have.length(1);
  });

  function launch(): ChildProcess {
    const own = { SMTP_URL: office.url, SMTP_TIMEOUT_MS: "2000", PORT: "4711", SPARE_SCHEMAS: "0" };
    return start("app/worker.ts", [], own);
  }
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const latest = Date.now() + 20_000;
  while (!(await isSo())) {
    expect(Date.now(), "in time").to.be.lessThan(latest);
    await sleep(50);
  }
}
