import { expect } from "chai";
import { drainOutbox } from "../../../../app/jobs/drain.ts";
import { letterKinds } from "../../../../app/mail/words.ts";
import { logOf } from "../../../support/audit.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { anOrder } from "../../../support/orders.ts";
import { posts } from "../../../support/outbox.ts";
import { type PostOffice, postOffice } from "../../../support/post-office.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("dashboard/settings/mails", () => {
  let shop: Shop;
  let manager: StaffMember;
  let office: PostOffice;
  let at: string;

  before(async () => {
    office = await postOffice();
  });
  after(() => office.close());

  beforeEach(async () => {
    shop = await openShop({ name: "Kiln & Co" });
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/settings/mails");
    await manager.opens(at);
  });

  async function fields(kind: string): Promise<Record<string, string>> {
    return formFields((await manager.opens(`${at}/${kind}`)).text, "data-letter");
  }

  async function confirmation() {
    const email = `nobody-${Math.random().toString(36).slice(2)}@example.com`;
    const order = await anOrder(shop, { email });
    await posts(shop, "mail-confirmation", { order: order.id });
    await drainOutbox();
    return { mail: office.only(email), order };
  }

  it("shows the usual words of each letter, and how it looks", async () => {
    for (const kind of letterKinds) {
      const form = await fields(kind);
      expect(form.subject, kind).to.not.equal("");
      expect(form.opening, kind).to.not.equal("");
      const sample = await manager.opens(`${at}/${kind}/preview`);
      expect(sample.status, kind).to.equal(200);
      expect(words(sample.text), kind)
        .to.contain("Kiln & Co")
        .and.not.match(/\{\w+\}/);
      expect(sample.text, kind).to.not.contain("href=");
      expect(sample.headers["content-security-policy"]).to.contain(
        "frame-ancestors 'self'; sandbox",
      );
    }
    expect((await manager.opens(`${at}/love`)).status).to.equal(404);
  });

  it("says it in the shop's own words from the next letter on, and still what has to be said", async () => {
    const own = {
      subject: "{shop} thanks you <3 ({order})",
      opening: "Hooray!\n\nWe pack {order} now.",
    };
    const page = await manager.sends(`${at}/confirmation`, {
      ...(await fields("confirmation")),
      ...own,
    });
    expect(page.status).to.equal(303);
    const { mail, order } = await confirmation();
    expect(mail.subject).to.equal(`Kiln & Co thanks you <3 (${order.number})`);
    for (const text of [mail.text ?? "", words(mail.html || "")]) {
      expect(text.replace(/\s+/g, " "))
        .to.contain(`Hooray! We pack ${order.number} now.`)
        .and.contain("We have received your payment")
        .and.not.contain("We have it, and will write");
    }
    expect(words((await manager.opens(at)).text)).to.contain("Your words");
    const [line] = await logOf(shop);
    expect(line).to.deep.include({
      kind: "letter.saved",
      subject: "letter confirmation",
      after: own,
    });

    await manager.sends(`${at}/confirmation`, {
      ...(await fields("confirmation")),
      subject: "",
      opening: "",
    });
    expect((await confirmation()).mail.subject).to.match(/^Thank you for your order \d+$/);
  });

  it("shows words in the preview before they are kept, and keeps none of them", async () => {
    const typed = { subject: "x", opening: "Dear <b>friend</b> of {shop}" };
    const sample = await manager.sends(`${at}/verify/preview`, typed);
    expect(words(sample.text)).to.contain("Dear <b>friend</b> of Kiln & Co");
    expect((await fields("verify")).opening).to.contain("Somebody, hopefully you");
    expect(await logOf(shop)).to.deep.equal([]);
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    const typed = { ...(await fields("verify")), subject: "Hello {order}", opening: "Kept {name}" };
    const page = await manager.sends(`${at}/verify`, typed);
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain(
      "Nothing can be filled in for {order} here; there is {shop}.",
    );
    expect(formFields(page.text, "data-letter")).to.include({
      subject: "Hello {order}",
      opening: "Kept {name}",
    });
  });

  it("tells the second of two people", async () => {
    const form = await fields("reset");
    await manager.sends(`${at}/reset`, { ...form, subject: "First" });
    const page = await manager.sends(`${at}/reset`, { ...form, subject: "Second" });
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain("Saved meanwhile: First");
    expect(
      (await manager.sends(`${at}/reset`, formFields(page.text, "data-letter"))).status,
    ).to.equal(303);
    expect((await fields("reset")).subject).to.equal("Second");
  });

  it("is for managers of this shop", async () => {
    const viewer = await staffOf(shop, { role: "viewer" });
    expect((await viewer.opens(`${at}/verify/preview`)).status).to.equal(403);
    const stranger = await staffOf(await openShop());
    expect((await stranger.opens(`${at}/verify/preview`)).status).to.equal(404);
  });
});
