import { expect } from "chai";
import { joins } from "../../../support/accounts.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { anOrder } from "../../../support/orders.ts";
import { plansDuring } from "../../../support/plans.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("dashboard/customers", () => {
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  const idOf = async (email: string, where = shop) => {
    const [row] = await inShop<{ id: number }>(where, "select id from customers where email = $1", [
      email,
    ]);
    return row?.id ?? 0;
  };
  const pageOf = async (id: number) => {
    const page = await manager.opens(manager.desk(`/customers/${id}`));
    expect(page.status, page.text).to.equal(200);
    return page.text;
  };
  const remarks = async (id: number) => formFields(await pageOf(id), "data-remarks");

  it("lists who bought with what they spent, and finds them by name, address, kind and tag", async () => {
    const order = await anOrder(shop, { email: "ada@example.com", paid: true });
    await anOrder(shop, { email: "ada@example.com", paid: false });
    await anOrder(shop, { email: "bob@example.com" });
    await inShop(shop, "update customers set tags = '{trade}', name = '' where email = $1", [
      "bob@example.com",
    ]);
    const list = async (query = "") => {
      const page = await manager.opens(manager.desk(`/customers${query}`));
      expect(page.status).to.equal(200);
      return words(page.text);
    };

    expect(order.total).to.equal(2000);
    expect(await list()).to.match(/Ada Example ada@example.com Guest .* 2 €20.00/);
    expect(await list("?q=ADA"))
      .to.include("Ada Example")
      .and.not.to.include("bob@");
    expect(await list("?tag=trade"))
      .to.include("bob@")
      .and.not.to.include("Ada Example");
    expect(await list("?tab=account")).to.include("Nobody is like that");
    expect(await list("?tab=guest"))
      .to.include("bob@")
      .and.include("Ada Example");
  });

  it("shows one with all orders, and what they come to", async () => {
    const orders = [
      await anOrder(shop, { email: "cyd@example.com" }),
      await anOrder(shop, { email: "cyd@example.com", paid: false }),
    ];

    const text = words(await pageOf(await idOf("cyd@example.com")));

    expect(text).to.include("Orders 2 Spent €20.00 On average €10.00");
    for (const { number } of orders) expect(text).to.include(String(number));
  });

  it("keeps a note and tags, each tag once", async () => {
    await anOrder(shop, { email: "dan@example.com" });
    const id = await idOf("dan@example.com");

    const sent = await manager.sends(manager.desk(`/customers/${id}`), {
      ...(await remarks(id)),
      note: "Likes <i>blue</i>",
      tags: "regular,  trade ,Regular,",
    });

    expect(sent.status).to.equal(303);
    expect(await remarks(id)).to.include({ note: "Likes <i>blue</i>", tags: "Regular, trade" });
    const [line] = await inShop<{ after: object }>(
      shop,
      "select after from audit_log where subject = $1",
      [`customer ${id}`],
    );
    expect(line?.after).to.deep.equal({ tags: ["Regular", "trade"], note: "17 characters" });
  });

  it("tells the second of two who write about the same customer, and loses neither text", async () => {
    await anOrder(shop, { email: "eve@example.com" });
    const id = await idOf("eve@example.com");
    const form = await remarks(id);

    await manager.sends(manager.desk(`/customers/${id}`), { ...form, note: "From the first" });
    const second = await manager.sends(manager.desk(`/customers/${id}`), {
      ...form,
      note: "From the second",
    });

    expect(second.status).to.equal(409);
    expect(words(second.text)).to.include("Their note: “From the first”");
    const again = formFields(second.text, "data-remarks");
    expect(again.note).to.equal("From the second");
    const saved = await manager.sends(manager.desk(`/customers/${id}`), again);
    expect(saved.status).to.equal(303);
    expect((await remarks(id)).note).to.equal("From the second");
  });

  it("says at the field what is too much", async () => {
    await anOrder(shop, { email: "fay@example.com" });
    const id = await idOf("fay@example.com");
    const form = await remarks(id);

    const long = await manager.sends(manager.desk(`/customers/${id}`), {
      ...form,
      note: "kept",
      tags: "x".repeat(41),
    });

    expect(long.status).to.equal(422);
    expect(words(long.text)).to.include("a tag has at most 40 characters");
    expect(formFields(long.text, "data-remarks").note).to.equal("kept");
  });

  it("erases somebody whose orders are done, and nobody before", async () => {
    const order = await anOrder(shop, { email: "gus@example.com" });
    const id = await idOf("gus@example.com");
    await pageOf(id);

    const early = await manager.sends(manager.desk(`/customers/${id}/erasure`));
    await inShop(shop, "update orders set state = 'completed' where id = $1", [order.id]);
    const done = await manager.sends(manager.desk(`/customers/${id}/erasure`));
    const again = await manager.sends(manager.desk(`/customers/${id}/erasure`));

    expect([early.status, done.status, again.status]).to.deep.equal([409, 303, 404]);
    expect(words(early.text)).to.include(`Order ${order.number} is not done yet.`);
    const text = await pageOf(id);
    expect(text).not.to.match(/gus@|Ada Example|Dublin/);
    expect(words(text)).to.include("Whoever this was is forgotten");
    const page = await manager.opens(manager.desk(`/orders/${order.number}`));
    expect(page.status).to.equal(200);
    expect(page.text).not.to.match(/gus@|Ada Example|Dublin/);
    const list = await manager.opens(manager.desk("/customers?q=erased"));
    expect(words(list.text)).to.include("Nobody is like that");
  });

  it("gives everything that is known as a file, orders of an unproven address too", async () => {
    const order = await anOrder(shop, { email: "hal@example.com", note: "Ring twice" });
    const id = await idOf("hal@example.com");

    const file = await manager.opens(manager.desk(`/customers/${id}/export.json`));

    const { customer, orders } = JSON.parse(file.text);
    expect(customer.email).to.equal("hal@example.com");
    expect(orders).to.have.length(1);
    expect(orders[0]).to.include({ number: order.number, note: "Ring twice" });
  });

  it("gives the list as a file that no spreadsheet runs", async () => {
    const own = await openShop();
    const owner = await staffOf(own);
    await anOrder(own, { email: "+evil@example.com" });
    await inShop(own, `update customers set name = '=HYPERLINK("http://x")', tags = '{@sum}'`);

    const file = await owner.opens(owner.desk("/customers/export.csv"));

    const [, line = ""] = file.text.split("\n");
    expect(line).to.match(/^'\+evil@example\.com,"'=HYPERLINK/);
    expect(line).to.include(",1,20.00,EUR,'@sum,");
  });

  it("is for looking at only without a manager's role", async () => {
    await anOrder(shop, { email: "ida@example.com" });
    const id = await idOf("ida@example.com");
    const packer = await staffOf(shop, { role: "fulfilment" });

    const page = await packer.opens(packer.desk(`/customers/${id}`));

    expect(words(page.text)).not.to.match(/Erase|Save|Download everything/);
    for (const path of ["", "/erasure"]) {
      expect((await packer.sends(packer.desk(`/customers/${id}${path}`))).status).to.equal(403);
    }
    for (const path of ["/export.csv", `/${id}/export.json`]) {
      expect((await packer.opens(packer.desk(`/customers${path}`))).status, path).to.equal(403);
    }
  });

  it("knows nobody of another shop", async () => {
    const other = await openShop();
    for (let more = 0; more < 3; more += 1) {
      await anOrder(other, { email: `only-there-${more}@example.com` });
    }
    const fresh = await openShop();
    const owner = await staffOf(fresh);
    await joins(fresh, "own@example.com");
    const theirs = await idOf("only-there-2@example.com", other);

    for (const path of ["", "/export.json"]) {
      const page = await owner.opens(owner.desk(`/customers/${theirs}${path}`));
      expect(page.status, path).to.equal(404);
      const desk = await owner.opens(`localhost/store/${other.code}/customers/${theirs}${path}`);
      expect(desk.status, path).to.equal(404);
    }
    await owner.opens(owner.desk("/customers"));
    for (const path of ["", "/erasure"]) {
      const sent = await owner.sends(owner.desk(`/customers/${theirs}${path}`), { note: "x" });
      expect(sent.status, path).to.equal(404);
    }
    expect((await owner.opens(owner.desk("/customers"))).text).not.to.include("only-there");
  });

  it("pages through very many, by index", async function () {
    this.timeout(60_000);
    const large = await openShop();
    const owner = await staffOf(large);
    await inShop(
      large,
      `insert into customers (email, name, created_at, tags) select 'c' || n || '@example.com', 'Customer ' || n,
         now() - (20000 - n) * interval '1 hour', case when n % 1000 = 0 then '{vip}'::text[] else '{}' end
       from generate_series(1, 20000) n`,
    );
    const href = (text: string, rel: string) =>
      new RegExp(`href="([^"]*)" rel="${rel}"`).exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const first = await owner.opens(owner.desk("/customers"));
    const second = await owner.opens(`localhost${href(first.text, "next")}`);
    const back = await owner.opens(`localhost${href(second.text, "prev")}`);

    expect(words(first.text)).to.include("c20000@").and.not.to.include("c19950@");
    expect(words(second.text)).to.include("c19950@").and.include("c19901@");
    expect(words(back.text)).to.include("c20000@").and.include("c19951@");
    for (const query of ["", "?q=customer+1999", "?tag=vip"]) {
      const plans = await plansDuring(large, () => owner.opens(owner.desk(`/customers${query}`)));
      expect(plans, query).to.have.length(3);
      for (const { sql, plan } of plans.filter((each) => !/limit 1$/.test(each.sql))) {
        expect(plan, sql).not.to.match(/Seq Scan on customers/);
      }
    }
  });
});
