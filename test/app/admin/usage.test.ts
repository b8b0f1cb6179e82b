import { expect } from "chai";
import { asProvisioner } from "../../../db/admin.ts";
import { setLimits } from "../../../db/shares/limits.ts";
import { inPlatform } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";

const at = "localhost/admin/usage";

describe("what shops take", () => {
  let admin: StaffMember;
  let busy: Shop;
  let slow: Shop;

  before(async () => {
    admin = await staffOf(null, { admin: true });
    busy = await openShop({ name: "Busy" });
    slow = await openShop({ name: "Slow" });
    await inPlatform("delete from usage_hours returning 1");
    await inPlatform(
      `insert into usage_hours (store_id, hour, requests, units, milliseconds, queries, row_count, refused, cancelled)
       values ($1, date_trunc('hour', now(), 'UTC'), 12345, 5, 1000, 5, 5, 0, 0),
         ($2, date_trunc('hour', now() - interval '5 hours', 'UTC'), 10, 5, 9000, 5, 5, 2, 1) returning 1`,
      [busy.id, slow.id],
    );
  });

  async function first(query: string): Promise<string> {
    const { status, text } = await admin.opens(`${at}${query}`);
    expect(status).to.equal(200);
    const [, code = ""] = /class="row-link" href="\/admin\/stores\/([^"]+)"/.exec(text) ?? [];
    return code;
  }

  it("stands on a page, whoever takes the most first", async () => {
    expect(await first("")).to.equal(slow.code);
    expect(await first("?by=requests")).to.equal(busy.code);
    expect(await first("?since=1h"), "the slow one was earlier").to.equal(busy.code);
    expect(await first("?since=7d")).to.equal(slow.code);
    const { text } = await admin.opens(at);
    expect(words(text)).to.include("2 refused, 1 cancelled").and.include("12,345");
    expect(text).to.match(/aria-sort="descending"><a href="[^"]*">Time</);
    expect(text).to.include(`aria-label="Share of ${slow.code}"`);
  });

  it("takes any address for what it is", async () => {
    expect(await first("?by=weight&since=never")).to.equal(slow.code);
    expect(await first("?by=__proto__&since[]=1")).to.equal(slow.code);
  });

  it("stands on the shop's own page too, with what was agreed for it", async () => {
    const own = { reason: "They pay for it", setBy: "somebody" };
    await asProvisioner((client) => setLimits(client, slow.id, { statementMs: 20_000 }, own));
    const page = words((await admin.opens(`localhost/admin/stores/${slow.code}`)).text);
    expect(page).to.include("20 s a statement").and.include("They pay for it");
    expect(page).to.match(/Refused or cancelled, 24 h\s+3/);
    expect(words((await admin.opens("localhost/admin/log?kind=store.limits")).text)).to.include(
      "They pay for it",
    );
  });

  it("is nobody's business but the platform's", async () => {
    const owner = await staffOf(busy);
    expect((await owner.opens(at)).status).to.equal(404);
  });
});
