import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { isTokenFor } from "../../../app/customers/tokens.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { customerWithEmail, register } from "../../../app/models/store/customers/customer.ts";
import { sequelize } from "../../../db/connection.ts";
import { posts } from "../../support/outbox.ts";
import { linkIn, type PostOffice, postOffice } from "../../support/post-office.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("letters about accounts", () => {
  let shop: Shop;
  let other: Shop;
  let office: PostOffice;

  before(async () => {
    shop = await openShop({ name: "Kiln", plan: "standard" });
    other = await openShop({ name: "Other" });
    office = await postOffice();
  });

  after(() => office.close());

  it("ask whether an address is the customer's, by a link that only this shop takes", async () => {
    const customer = await registered("new@example.com");
    await drainOutbox();
    const mail = office.only("new@example.com");
    const link = linkIn(mail, "Confirm my address");
    const [, base, token = ""] = /^(.*)\/verify\/(.+)$/.exec(link) ?? [];
    expect(base).to.equal(`http://${shop.code}.localhost:3000/shop/account`);
    expect(mail.text).to.contain(link);
    expect(isTokenFor("verify", shop.id, customer, token)).to.equal(true);
    expect(isTokenFor("verify", other.id, customer, token)).to.equal(false);
  });

  it("go to the new address of somebody who changes it", async () => {
    const customer = await registered("old@example.com");
    await change(
      "update customers set new_email = 'newer@example.com', verified_at = now() where id = $1",
      customer.id,
    );
    await drainOutbox();
    expect(office.only("newer@example.com").subject).to.equal("Please confirm your e-mail address");
    expect(office.to("old@example.com")).to.deep.equal([]);
  });

  it("let the owner choose a new password", async () => {
    const customer = await registered("forgetful@example.com");
    await posts(shop, "mail-reset", { customer: customer.id });
    await drainOutbox();
    const mail = office
      .to("forgetful@example.com")
      .find(({ subject }) => subject === "Choose a new password");
    if (!mail) throw new Error("no mail");
    const token = linkIn(mail, "Choose a password").split("/reset/")[1] ?? "";
    expect(isTokenFor("reset", shop.id, customer, token)).to.equal(true);
  });

  it("tell the owner that there is an account, and nothing that would open it", async () => {
    await registered("known@example.com");
    await drainOutbox();
    await registered("known@example.com");
    await drainOutbox();
    const mail = office.to("known@example.com").at(-1);
    if (!mail) throw new Error("no mail");
    expect(mail.subject).to.equal("You have an account already");
    expect(linkIn(mail, "Sign in")).to.match(/\/shop\/account\/sign-in$/);
    expect(linkIn(mail, "Choose a new one")).to.match(/\/shop\/account\/forgot$/);
    expect(mail.text).to.not.match(/\/(verify|reset)\//);
  });

  it("call nobody by a name that a stranger may have typed", async () => {
    await inStore(shop.id, "write", () =>
      register({
        email: "victim@example.com",
        name: "WIN A CAR at evil.example",
        passwordHash: "x",
      }),
    );
    await drainOutbox();
    const mail = office.only("victim@example.com");
    expect(`${mail.head}${mail.html}${mail.text}`).to.not.match(/evil\.example|WIN A CAR/);
  });

  it("do not go to somebody who was erased meanwhile", async () => {
    const customer = await registered("gone@example.com");
    await change("update customers set erased_at = now() where id = $1", customer.id);
    await drainOutbox();
    expect(office.to("gone@example.com")).to.deep.equal([]);
  });

  async function registered(email: string) {
    const customer = await inStore(shop.id, "write", async () => {
      await register({ email, name: "Ada", passwordHash: "x" });
      return customerWithEmail(email);
    });
    if (!customer) throw new Error("not registered");
    return customer;
  }

  function change(sql: string, id: number): Promise<unknown> {
    return inStore(shop.id, "write", () => sequelize.query(sql, { bind: [id] }));
  }
});
