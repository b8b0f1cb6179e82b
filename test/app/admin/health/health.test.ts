import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { asPlatform } from "../../../../app/context.ts";
import { dismissWorker, noteWorker } from "../../../../app/models/shared/admin/workers.ts";
import { withAdmin } from "../../../../db/admin.ts";
import { inPlatform } from "../../../support/admin.ts";
import { words } from "../../../support/html.ts";
import { postedBy, posts } from "../../../support/outbox.ts";
import { openShop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

const at = "localhost/admin/health";

describe("health", () => {
  let admin: StaffMember;

  before(async () => {
    admin = await staffOf(null, { admin: true });
    await inPlatform("delete from workers returning 1");
    await withAdmin((client) => client.query("delete from public.outbox"));
  });

  after(() => inPlatform("delete from workers returning 1"));

  /** What the page says about one thing: the verdict and what is behind it. */
  async function check(name: string): Promise<string> {
    const { text } = await admin.opens(at);
    const [, part = ""] = new RegExp(`data-check="${name}">([\\s\\S]*?)</div>`).exec(text) ?? [];
    return words(part).trim();
  }

  it("says that no worker is there, that one is, and that it fell silent", async () => {
    expect(await check("Worker"))
      .to.include("Missing")
      .and.include("None was heard of");
    const id = randomUUID();
    await asPlatform("write", () => noteWorker(id));
    expect(await check("Worker")).to.include("Works");
    await inPlatform("update workers set seen_at = now() - interval '3 minutes' returning 1");
    expect(await check("Worker"))
      .to.include("Missing")
      .and.include("Last heard of 3 minutes ago");
    await asPlatform("write", () => noteWorker(id));
    expect(await check("Worker")).to.include("Works");
    await asPlatform("write", () => dismissWorker(id));
    expect(await check("Worker")).to.include("Missing");
  });

  it("shows a dead mail with its reason, and begins anew with it", async () => {
    expect(await check("Errands and mail")).to.include("In time");
    const shop = await openShop({ name: "Dead Letter Shop" });
    const id = await posts(shop, "mail-confirmation", { order: 1 });
    expect(await check("Errands and mail")).to.include("1 waiting");
    await inPlatform(
      "update outbox set state = 'dead', attempts = 10, error = '550 <no such mailbox>' where id = $1 returning 1",
      [id],
    );
    expect(await check("Errands and mail")).to.include("1 given up");

    const page = await admin.opens(at);
    expect(page.text).to.not.include("<no such mailbox>");
    expect(words(page.text))
      .to.include(`mail-confirmation of ${shop.code}`)
      .and.include("550 <no such mailbox>");
    const sent = await admin.sends(`${at}/errands/${id}/retry`);
    expect(sent.status).to.equal(303);
    const [row] = await postedBy(shop);
    expect(row).to.include({ state: "waiting", attempts: 0 });
    expect(await check("Errands and mail")).to.include("0 given up");
    expect(words((await admin.opens("localhost/admin/log?kind=errand.retried")).text)).to.include(
      "Began anew",
    );
    expect((await admin.sends(`${at}/errands/${id}/retry`)).status).to.equal(303);
  });

  it("shows a dead errand of the platform itself", async () => {
    await inPlatform(
      "insert into outbox (kind, payload) values ('store-drop', '{\"store\": 1000000}') returning id",
    );
    await inPlatform(
      "update outbox set state = 'dead', error = 'no rights' where store_id is null returning 1",
    );
    expect(words((await admin.opens(at)).text)).to.include("store-drop of the platform");
    await withAdmin((client) => client.query("delete from public.outbox"));
  });

  it("says when the queue is late", async () => {
    const shop = await openShop();
    await posts(shop, "mail-confirmation", { order: 1 });
    await inPlatform(
      "update outbox set due_at = now() - interval '10 minutes' where store_id = $1 returning 1",
      [shop.id],
    );
    expect(await check("Errands and mail"))
      .to.include("Late")
      .and.include("10 minutes");
    await withAdmin((client) => client.query("delete from public.outbox"));
  });

  it("shows the run over the shops, how far it is, and that its runner is gone", async () => {
    await openShop();
    expect(words((await admin.opens(at)).text)).to.include("No run had anything to do yet");
    await withAdmin((client) =>
      client.query(
        `insert into public.migration_runs (who, backend, version, workers, wave, total, done, failed, rate)
         values ('<ann>@db (process 7)', 1, 4, 2, 'wave 2 of 3', 10000, 4000, 2, 50)`,
      ),
    );
    const { text } = await admin.opens(at);
    expect(text).to.include('<progress value="4002" max="10000"').and.not.include("<ann>");
    expect(words(text))
      .to.include("Running 4,000 of 10,000 done, 2 failed 50 a second, 2 minutes left")
      .and.include("By <ann>@db (process 7), begun")
      .and.include("wave 2 of 3")
      .and.include("Look again");
    await withAdmin((client) =>
      client.query("update public.migration_runs set seen_at = now() - interval '1 hour'"),
    );
    expect(words((await admin.opens(at)).text))
      .to.include("Gone 4,000 of 10,000")
      .and.include("Its runner was last heard of 1 hour ago")
      .and.not.include("Look again");
    await withAdmin((client) => client.query("delete from public.migration_runs"));
  });

  it("says when a shop's migration is behind, or failed", async () => {
    expect(await check("Migrations")).to.include("Up to date");
    const shop = await openShop();
    await withAdmin((client) =>
      client.query(
        "update public.store_migrations set state = 'failed', sql_state = '42P01', error = 'no such table' where store_id = $1 and version = (select max(version) from public.store_migrations)",
        [shop.id],
      ),
    );
    expect(await check("Migrations"))
      .to.include("Behind")
      .and.include("1 failed");
    expect(words((await admin.opens(at)).text)).to.include("42P01 no such table");
    await withAdmin((client) =>
      client.query(
        "update public.store_migrations set state = 'done', sql_state = null, error = null where store_id = $1",
        [shop.id],
      ),
    );
  });

  it("tells of spare schemas, the mail server and certificates as they are", async () => {
    const spares = await withAdmin((client) =>
      client.query("delete from public.spare_schemas returning id, version"),
    );
    expect(await check("Spare schemas"))
      .to.include("None")
      .and.include("waits for the worker");
    for (const { id, version } of spares.rows) {
      await withAdmin((client) =>
        client.query("insert into public.spare_schemas (id, version) values ($1, $2)", [
          id,
          version,
        ]),
      );
    }
    expect(await check("Mail server")).to.match(/None|Set/);
    expect(await check("Certificates")).to.include("None yet");
    expect(await check("Database")).to.match(/PostgreSQL \d+.* answered in \d+ ms/);
  });
});
