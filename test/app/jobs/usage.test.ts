import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { asPlatform } from "../../../app/context.ts";
import { storeFolder } from "../../../app/files/store-files.ts";
import { Gathering, gatherUsage } from "../../../app/jobs/usage.ts";
import { postForPlatform } from "../../../app/outbox.ts";
import { countRequest, saveCounts } from "../../../app/request-counts.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provision.ts";
import { clearLimits, setLimits } from "../../../db/shares/limits.ts";
import { status, statusReport } from "../../../db/status.ts";
import { countQueries } from "../../../db/unit.ts";
import { doErrands, inPlatform } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { anOrder } from "../../support/orders.ts";
import { postOffice } from "../../support/post-office.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";
import { visit } from "../../support/visit.ts";

interface Row {
  products: number;
  orders: number;
  customers: number;
  revenue: number;
  currency: string;
  row_count: number;
  bytes: number;
  file_bytes: number;
  requests: number;
  gathered_at: Date | null;
}

describe("gathering what stores use", () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({ currency: "SEK" });
  });

  /** As if everybody had had their turn. */
  const gatherAll = () =>
    inPlatform(
      `insert into usage (store_id, gathered_at) select id, now() from stores
       on conflict (store_id) do update set gathered_at = now() returning 1`,
    );

  async function usageOf({ id }: Pick<Shop, "id">): Promise<Row | undefined> {
    const [row] = await inPlatform<Row>("select * from usage where store_id = $1", [id]);
    return row;
  }

  it("counts contents, rows, bytes and files of one store, and of no other", async () => {
    const other = await openShop();
    await other.sells("laser");
    await shop.sells("anvil");
    await shop.sells("hammer");
    await mkdir(storeFolder(shop.id), { recursive: true });
    await writeFile(join(storeFolder(shop.id), "a.webp"), Buffer.alloc(1234));
    await anOrder(shop, { email: "buyer@example.com" });
    await inShop(shop, "update orders set paid = total, refunded = 5 returning id");
    const [sum] = await inShop<{ revenue: number }>(
      shop,
      "select sum(paid - refunded)::bigint as revenue from orders",
    );

    await gatherUsage(shop.id);

    const row = await usageOf(shop);
    const [count] = await inShop<{ products: number }>(
      shop,
      "select count(*) as products from products",
    );
    expect(row).to.include({
      products: count?.products,
      orders: 1,
      customers: 1,
      currency: "SEK",
      file_bytes: 1234,
      revenue: sum?.revenue,
    });
    expect(row?.row_count).to.be.above(10);
    expect(row?.bytes).to.be.above(100_000);
    expect(await usageOf(other)).to.equal(undefined);
  });

  it("goes round open stores once an hour", async () => {
    const gathering = new Gathering();
    await gatherAll();
    await inPlatform("delete from usage where store_id = $1 returning 1", [shop.id]);
    expect(await gathering.step()).to.equal(1);
    expect((await usageOf(shop))?.gathered_at).to.be.a("date");
    expect(await gathering.step()).to.equal(0);
    await inPlatform(
      "update usage set gathered_at = now() - interval '2 hours' where store_id = $1 returning 1",
      [shop.id],
    );
    expect(await gathering.step()).to.equal(1);
  });

  it("leaves a store alone for an hour that cannot be looked at, and does the others", async () => {
    const gathering = new Gathering();
    await gatherAll();
    const broken = await openShop();
    await inShop(broken, "delete from settings returning 1");
    const after = await openShop();
    expect(await gathering.step()).to.equal(2);
    expect(await usageOf(broken)).to.equal(undefined);
    expect((await usageOf(after))?.gathered_at).to.be.a("date");
    expect(await gathering.step()).to.equal(0);
    expect(await gathering.step(Date.now() + 3_700_000), "tried again").to.equal(1);
    await asProvisioner((client) => dropStore(client, broken.id));
  });

  it("counts the requests that a shop answered, and those of a dropped one nowhere", async () => {
    await saveCounts();
    await visit(`${shop.code}.localhost/`);
    await visit(`${shop.code}.localhost/shop/products`);
    await visit("localhost/");
    countRequest(2_000_000);
    await saveCounts();
    expect((await usageOf(shop))?.requests).to.equal(2);
    expect((await usageOf(shop))?.gathered_at).to.equal(null);
    await visit(`${shop.code}.localhost/`);
    await saveCounts();
    await gatherUsage(shop.id);
    expect((await usageOf(shop))?.requests).to.equal(3);
  });

  it("tells the owners once that a store takes more than it has room for, and stops nothing", async () => {
    const office = await postOffice();
    const owner = await staffOf(shop);
    await staffOf(shop, { role: "manager" });
    const letters = () =>
      inPlatform<{ user: number }>(
        "select (payload ->> 'user')::integer as user from outbox where kind = 'mail-room' and payload ->> 'store' = $1",
        [String(shop.id)],
      );
    await gatherUsage(shop.id);
    expect(await letters()).to.deep.equal([]);
    await asProvisioner((client) =>
      setLimits(client, shop.id, { rowBytes: 1_000 }, { reason: "a test", setBy: "tests" }),
    );
    await gatherUsage(shop.id);
    await gatherUsage(shop.id);
    const found = await asProvisioner(status);
    expect(found.full).to.deep.equal({ stores: 1, first: [shop.code] });
    expect(statusReport(found)).to.include(`Over room     1 (${shop.code})`);
    expect(await letters()).to.deep.equal([{ user: owner.id }]);
    await doErrands("mail-room");
    expect(office.only(owner.email).subject).to.equal(
      `${shop.name} takes more room than its plan has`,
    );
    expect(office.only(owner.email).text).to.include("of 1 MB. The shop stays open");
    await anOrder(shop, { email: "buyer@example.com" });

    await asProvisioner((client) =>
      clearLimits(client, shop.id, { reason: "over", setBy: "tests" }),
    );
    await gatherUsage(shop.id);
    await asPlatform("write", () =>
      postForPlatform("mail-room", { store: shop.id, user: owner.id }),
    );
    await doErrands("mail-room");
    expect(office.mails, "there was nothing to say any more").to.have.length(1);
    await office.close();
  });

  it("is all that the platform's pages read: they ask no store", async () => {
    await shop.sells("anvil");
    await gatherUsage(shop.id);
    const admin = await staffOf(null, { admin: true });
    const counter = { queries: 0 };
    const page = await countQueries(counter, () =>
      admin.opens(`localhost/admin/stores/${shop.code}`),
    );
    expect(words(page.text)).to.include("1 of 200,000");
    await inPlatform("update stores set state = 'suspended' where id = $1 returning 1", [shop.id]);
    expect((await admin.opens(`localhost/admin/stores/${shop.code}`)).status).to.equal(200);
  });
});
