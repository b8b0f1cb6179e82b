import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { asProvisioner } from "../../../../db/admin.ts";
import { sequelize } from "../../../../db/connection.ts";
import { accountOf, joins, password, rowsOf, signsIn } from "../../../support/accounts.ts";
import { anOrder } from "../../../support/orders.ts";

import type { Shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";

const email = "qwertz@example.com";
const address = {
  name: "Qwertz Person",
  company: "Qwertz Ltd",
  line1: "1 Qwertz Street",
  line2: "Qwertz floor",
  postcode: "D02 X285",
  city: "Qwertzville",
  region: "",
  country: "IE",
  phone: "+353 1 9876543",
};

describe("storefront/account/leaving", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    who = await joins(shop, email, { name: "Qwertz Person" });
  });

  const change = (sql: string) => inStore(shop.id, "write", () => sequelize.query(sql));
  const done = () => change("update orders set state = 'completed', completed_at = now()");

  it("gives everything that the shop knows as a file, and nothing about anybody else", async () => {
    await joins(shop, "bo@example.com", { name: "Bo Somebody" });
    const order = await anOrder(shop, { email, address, note: "Ring twice, qwertz" });
    await anOrder(shop, { email: "bo@example.com" });
    await who.sends(`${at}/addresses`, address);

    const file = await who.opens(`${at}/export`);
    expect(file.status).to.equal(200);
    expect(file.headers["content-type"]).to.include("application/json");
    expect(file.headers["content-disposition"]).to.equal(
      `attachment; filename="${shop.code}-account.json"`,
    );
    expect(file.headers["cache-control"]).to.equal("private, no-store");
    const everything = JSON.parse(file.text);
    expect(everything.customer).to.include({ email, name: "Qwertz Person" });
    expect(everything.customer.addresses[0]).to.deep.equal(address);
    expect(everything.sessions).to.have.length(1);
    expect(everything.orders).to.have.length(1);
    expect(everything.orders[0]).to.include({ number: order.number, note: "Ring twice, qwertz" });
    expect(everything.orders[0].order_lines[0]).to.include({ title: "Lamp", quantity: 2 });
    expect(everything.orders[0].payments[0]).to.include({ state: "captured" });
    expect(file.text).not.to.match(/bo@example|Somebody|argon2|token/);
  });

  it("erases every trace of the person in every table of the store, and leaves the books as they were", async () => {
    const order = await anOrder(shop, { email, address, note: "Ring twice, qwertz" });
    await anOrder(shop, { email: "bo@example.com", note: "for bo" });
    await who.sends(`${at}/addresses`, address);
    await who.sends(`${at}/details`, { name: "Qwertz Person", phone: address.phone });
    await who.sends(`${at}/orders/${order.number}/reorder`);
    await change(`update carts set note = 'qwertz note'`);
    await change(
      `update customers set note = 'likes qwertz', tags = '{qwertz}' where email = '${email}'`,
    );
    await change(
      `insert into order_events (order_id, kind, actor, detail) values
         (${order.id}, 'mail', 'system', '{"kind": "mail-shipped", "to": "${email}"}'),
         (${order.id}, 'refunded', '${email}', '{"amount": 5, "reason": "qwertz said so"}')`,
    );
    await change(
      `insert into fulfilments (order_id, lines, tracking_number, tracking_url)
       values (${order.id}, '[]', 'QWERTZ1', 'https://carrier.example/qwertz')`,
    );
    await change(
      `insert into refunds (order_id, payment_id, key, amount, reason)
       values (${order.id}, ${order.payment}, 'k', 5, 'qwertz said so')`,
    );
    await change(`update payments set error = 'qwertz', pay_at = 'https://pay.example/qwertz'
       where order_id = ${order.id}`);
    await done();
    expect(await traces()).to.include.members([
      "carts",
      "customers",
      "orders",
      "order_events",
      "fulfilments",
      "payments",
      "refunds",
    ]);
    const before = await books();

    await who.opens(`${at}/erase`);
    const page = await who.sends(`${at}/erase`, { password });
    expect(page.status).to.equal(303);
    expect(await traces()).to.deep.equal([]);
    expect(await books()).to.deep.equal(before);
    const [kept] = await rowsOf<{ country: string; amount: number }>(
      shop,
      `select o.shipping_address ->> 'country' as country, (e.detail ->> 'amount')::integer as amount
       from orders o join order_events e on e.order_id = o.id and e.kind = 'refunded'`,
    );
    expect(kept).to.deep.equal({ country: "IE", amount: 5 });
    expect((await rowsOf(shop, "select from orders where note = 'for bo'")).length).to.equal(1);
    expect((await who.opens(at)).status).to.equal(303);
    expect((await signsIn(shop, email)).page.status).to.equal(422);
  });

  it("lets the same person begin anew, without what was before", async () => {
    const order = await anOrder(shop, { email });
    await done();
    await who.sends(`${at}/erase`, { password });
    const again = await joins(shop, email);
    expect((await again.opens(`${at}/orders`)).text).not.to.include(`Order ${order.number}`);
  });

  it("waits until nothing is on its way, and asks for the password", async () => {
    const order = await anOrder(shop, { email });
    const wrong = await who.sends(`${at}/erase`, { password: "not mine" });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('aria-describedby="password-error"');
    const early = await who.sends(`${at}/erase`, { password });
    expect(early.status).to.equal(422);
    expect(early.text).to.include(`Order ${order.number} is not done yet.`);
    expect((await who.opens(at)).status).to.equal(200);
    await done();
    expect((await who.sends(`${at}/erase`, { password })).status).to.equal(303);
  });

  it("does not let whoever typed another's address erase that person's orders", async () => {
    await anOrder(shop, { email: "victim@example.com" });
    await done();
    const { who: intruder } = await (async () => {
      await who.sends(`${at}/sign-out`);
      who.cookies.clear();
      await who.sends(`${at}/register`, { email: "victim@example.com", password });
      return signsIn(shop, "victim@example.com");
    })();
    const page = await intruder.sends(`${at}/erase`, { password });
    expect(page.status).to.equal(422);
    expect(page.text).to.include("confirm your e-mail address first");
    const [order] = await rowsOf<{ email: string }>(shop, "select email from orders");
    expect(order?.email).to.equal("victim@example.com");
  });

  /** Tables of the store in which something of the person is found. */
  async function traces(): Promise<string[]> {
    const found: string[] = [];
    const tables = await asProvisioner((client) =>
      client.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = $1",
        [`store_${shop.id}`],
      ),
    );
    expect(tables.rows.length).to.be.greaterThan(20);
    for (const { name: table } of tables.rows) {
      const rows = await rowsOf(
        shop,
        `select true from ${table} t where t::text ~* 'qwertz|9876543|argon2'`,
      );
      if (rows.length > 0) found.push(table);
    }
    return found;
  }

  /** What the tax office asks for. */
  function books(): Promise<object[]> {
    return rowsOf(
      shop,
      `select o.number, o.state, o.payment_state, o.subtotal, o.tax, o.total, o.paid, o.refunded, o.placed_at,
         (select json_agg(json_build_array(l.title, l.quantity, l.total) order by l.id) from order_lines l where l.order_id = o.id) as lines,
         (select json_agg(json_build_array(p.amount, p.captured, p.reference)) from payments p where p.order_id = o.id) as payments,
         (select json_agg(r.amount) from refunds r where r.order_id = o.id) as refunds
       from orders o order by o.number`,
    );
  }
});
