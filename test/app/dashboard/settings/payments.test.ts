import { expect } from "chai";
import { asPlatform } from "../../../../app/context.ts";
import { keysFor } from "../../../../app/payments/keys.ts";
import { sequelize } from "../../../../db/connection.ts";
import { logOf } from "../../../support/audit.ts";
import { checkoutOf } from "../../../support/checkouts.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

const keys = {
  secret_key: "sk_test_CANARYkey0123456789",
  webhook_secret: "whsec_CANARYhook0123456789",
};

describe("dashboard/settings/payments", () => {
  let shop: Shop;
  let manager: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/settings/payments");
    await manager.opens(at);
  });

  async function fields(kind: string): Promise<Record<string, string>> {
    return formFields((await manager.opens(`${at}/${kind}`)).text, "data-method");
  }

  const checkout = () => checkoutOf(shop);

  it("sets ways to pay up, which the checkout offers at once", async () => {
    const bank = { name: "Wire", instructions: "IBAN IE29\nKiln Ltd", enabled: "1" };
    expect(
      (await manager.sends(`${at}/bank`, { ...(await fields("bank")), ...bank })).status,
    ).to.equal(303);
    const delivery = { name: "Cash to the postman", enabled: "1" };
    await manager.sends(`${at}/delivery`, { ...(await fields("delivery")), ...delivery });
    expect(await checkout())
      .to.contain("Wire")
      .and.contain("IBAN IE29")
      .and.contain("Cash to the postman");

    const { enabled: _, ...off } = await fields("bank");
    await manager.sends(`${at}/bank`, off);
    expect(await checkout()).to.not.contain("Wire");
    const [log] = await logOf(shop);
    expect(log).to.deep.include({
      kind: "payment.saved",
      before: { enabled: true },
      after: { enabled: false },
    });
  });

  it("puts them into the order that the checkout has", async () => {
    await manager.sends(`${at}/delivery`, {
      ...(await fields("delivery")),
      name: "Cash",
      enabled: "1",
    });
    await manager.sends(`${at}/delivery/move`, { direction: "up" });
    expect(await checkout()).to.match(/Cash.*Bank transfer/);
    await manager.sends(`${at}/delivery/move`, { direction: "down" });
    await manager.sends(`${at}/delivery/move`, { direction: "down" });
    expect(await checkout()).to.match(/Bank transfer.*Cash/);
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    const typed = { ...(await fields("bank")), name: "", instructions: "x".repeat(2001) };
    const page = await manager.sends(`${at}/bank`, typed);
    expect(page.status).to.equal(422);
    expect(words(page.text))
      .to.contain("Please say what shoppers see.")
      .and.contain("2000 characters");
    expect(formFields(page.text, "data-method").instructions).to.have.length(2001);
    expect((await manager.opens(`${at}/barter`)).status).to.equal(404);
  });

  it("keeps Stripe's keys encrypted, and never shows them again", async () => {
    const answers = [await manager.sends(`${at}/stripe/keys`, keys)];
    expect(answers[0]?.status).to.equal(303);
    answers.push(await manager.opens(`${at}/stripe`), await manager.opens(at));
    expect(words(answers[1]?.text ?? ""))
      .to.contain("Test mode")
      .and.contain("kept, encrypted");
    const { secret_key: secretKey, webhook_secret: webhookSecret } = keys;
    expect(await keysFor(shop.id)).to.deep.equal({ secretKey, webhookSecret });

    const wrong = await manager.sends(`${at}/stripe/keys`, { ...keys, webhook_secret: "CANARY" });
    expect(wrong.status).to.equal(422);
    expect(words(wrong.text)).to.contain("begins with whsec_").and.contain("type both once more");
    answers.push(wrong, await manager.opens(manager.desk("/log")));
    for (const { text, headers } of answers)
      expect(text + JSON.stringify(headers)).to.not.contain("CANARY");
    const stored = await inShop(
      shop,
      "select to_jsonb(m)::text || (select string_agg(to_jsonb(a)::text, '') from audit_log a) as all from payment_methods m",
      [],
    );
    expect(JSON.stringify(stored)).to.not.contain("CANARY");

    await manager.sends(`${at}/stripe/keys/forget`);
    expect((await keysFor(shop.id))?.secretKey).to.not.equal(secretKey);
    expect((await manager.sends(`${at}/bank/keys`, keys)).status).to.equal(404);
    expect((await logOf(shop)).map(({ kind }) => kind)).to.deep.equal([
      "payment-keys.forgotten",
      "payment-keys.kept",
    ]);
  });

  it("is not for the platform's people who act for the owner, nor for lesser roles", async () => {
    for (const role of ["viewer", "fulfilment"] as const) {
      const member = await staffOf(shop, { role });
      await member.opens(member.desk("/pages"));
      expect((await member.opens(`${at}/stripe`)).status).to.equal(403);
      expect((await member.sends(`${at}/stripe/keys`, keys)).status).to.equal(403);
    }
    const helper = await staffOf(null, { admin: true });
    await asPlatform("write", () =>
      sequelize.query(
        "update staff_sessions set acting_store = $1, acting_reason = 'Help', acting_until = now() + interval '1 hour' where user_id = $2",
        { bind: [shop.id, helper.id] },
      ),
    );
    expect((await helper.opens(`${at}/stripe`)).status).to.equal(200);
    for (const path of ["stripe/keys", "stripe/keys/forget", "bank", "bank/move"]) {
      expect(
        (await helper.sends(`${at}/${path}`, { ...keys, name: "Mine" })).status,
        path,
      ).to.equal(403);
    }
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/settings"));
    expect((await stranger.sends(`${at}/stripe/keys`, keys)).status).to.equal(404);
    expect(
      await inShop(shop, "select 1 from payment_methods where secrets <> ''", []),
    ).to.deep.equal([]);
  });
});
