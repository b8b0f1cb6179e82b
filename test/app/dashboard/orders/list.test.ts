import { expect } from "chai";
import { words } from "../../../support/html.ts";
import { anOrder, type Order } from "../../../support/orders.ts";
import { plansDuring } from "../../../support/plans.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("dashboard/orders/list", () => {
  let shop: Shop;
  let viewer: StaffMember;
  let paid: Order;
  let unpaid: Order;
  let onDelivery: Order;

  before(async () => {
    shop = await openShop({ name: "Lamps & more" });
    viewer = await staffOf(shop, { role: "viewer" });
    paid = await anOrder(shop, { email: "ada@example.com" });
    unpaid = await anOrder(shop, { paid: false, email: "bob_100%@example.com" });
    onDelivery = await anOrder(shop, {
      paid: false,
      method: "delivery",
      address: { name: "Chloé O'Hara" },
    });
  });

  const numbers = async (query = "") => {
    const page = await viewer.opens(viewer.desk(`/orders${query}`));
    expect(page.status).to.equal(200);
    return [...page.text.matchAll(/class="row-link" href="[^"]*\/orders\/(\d+)"/g)].map(([, n]) =>
      Number(n),
    );
  };

  it("shows the newest first, with how they stand and what they cost", async () => {
    const page = await viewer.opens(viewer.desk("/orders"));

    expect(await numbers()).to.deep.equal([onDelivery.number, unpaid.number, paid.number]);
    expect(words(page.text)).to.include("Ada Example ada@example.com Paid To ship 2 items €20.00");
    expect(words(page.text)).to.match(/All 3 To pay 2 To ship 2 Done 0 Cancelled 0/);
  });

  it("has a tab for what is to pay and what is to ship, cash on delivery in both", async () => {
    expect(await numbers("?tab=to-pay")).to.deep.equal([onDelivery.number, unpaid.number]);
    expect(await numbers("?tab=to-ship")).to.deep.equal([onDelivery.number, paid.number]);
    expect(await numbers("?tab=cancelled")).to.deep.equal([]);
  });

  it("finds an order by its number, an address or part of a name, whatever signs are in it", async () => {
    expect(await numbers(`?q=%23${paid.number}`)).to.deep.equal([paid.number]);
    expect(await numbers("?q=bob_100%25")).to.deep.equal([unpaid.number]);
    expect(await numbers("?q=o%27har")).to.deep.equal([onDelivery.number]);
    expect(await numbers("?q=adaXexample")).to.deep.equal([]);
  });

  it("filters by payment, shipping and day", async () => {
    const today = new Date().toISOString().slice(0, 10);

    expect(await numbers("?payment=paid")).to.deep.equal([paid.number]);
    expect(await numbers("?fulfilment=fulfilled")).to.deep.equal([]);
    expect(await numbers(`?from=${today}&until=${today}`)).to.have.length(3);
    expect(await numbers("?until=2020-01-01")).to.deep.equal([]);
    expect(await numbers("?from=2026-02-31&payment=nonsense&before=99999999999")).to.have.length(3);
  });

  it("says what to do where there is none", async () => {
    const empty = await openShop();
    const owner = await staffOf(empty);

    const page = await owner.opens(owner.desk("/orders"));

    expect(words(page.text)).to.include("No orders yet");
    expect(page.text).not.to.include("Download as CSV");
  });

  describe("with very many", () => {
    let large: Shop;
    let owner: StaffMember;

    before(async function () {
      this.timeout(60_000);
      large = await openShop();
      owner = await staffOf(large);
      await inShop(
        large,
        `with c as (insert into customers (email, name) select 'c' || n || '@example.com', 'Customer ' || n
           from generate_series(1, 20000) n returning id, email, name)
         insert into orders (number, customer_id, email, currency, state, payment_state, fulfilment_state, shipping_address,
           billing_address, payment_method, subtotal, total, placed_at)
         select 1000 + id, id, email, 'EUR', case when id % 50 = 0 then 'open' else 'completed' end, 'paid',
           case when id % 50 = 0 then 'unfulfilled' else 'fulfilled' end, json_build_object('name', name), json_build_object('name', name), 'bank',
           1000, 1000, now() - (20000 - id) * interval '1 hour' from c`,
      );
      await inShop(
        large,
        `insert into order_lines (order_id, title, price, quantity, total, fulfilled) select id, 'Lamp', 1000, 1, 1000,
           case when state = 'open' then 0 else 1 end from orders`,
      );
    });

    const address = (href = "") => owner.opens(`localhost${href.replaceAll("&amp;", "&")}`);
    const hrefOf = (text: string, rel: string) =>
      new RegExp(`href="([^"]*)" rel="${rel}"`).exec(text)?.[1];

    it("pages down and up again", async () => {
      const first = await owner.opens(owner.desk("/orders?tab=to-ship"));
      const second = await address(hrefOf(first.text, "next"));
      const back = await address(hrefOf(second.text, "prev"));

      expect(words(first.text)).to.include("Orders 21000 to 18550");
      expect(words(second.text)).to.include("Orders 18500 to 16050");
      expect(words(back.text)).to.include("Orders 21000 to 18550");
      expect(hrefOf(first.text, "prev")).to.equal(undefined);
      expect(hrefOf(second.text, "next")).to.include("tab=to-ship");
    });

    it("asks three questions of the shop at most, and walks through no table for them", async () => {
      for (const query of ["", "?q=customer+199", "?tab=to-ship&before=9000", "?q=c77%40exa"]) {
        const plans = await plansDuring(large, () => owner.opens(owner.desk(`/orders${query}`)));

        expect(plans, query).to.have.length(3);
        for (const { sql, plan } of plans) {
          expect(plan, sql).not.to.match(/Seq Scan on (orders|order_lines|customers)/);
        }
      }
    });
  });
});
