import { expect } from "chai";
import Stripe from "stripe";
import { goodManners } from "../../../../app/payments/rehearsal/manners.ts";
import { type Peer, startPeer } from "../../../../app/payments/rehearsal/peer.ts";
import { words } from "../../../support/html.ts";
import { get } from "../../../support/visit.ts";

describe("the rehearsal of a provider", () => {
  let peer: Peer;
  let stripe: Stripe;

  before(async () => {
    peer = await startPeer({ port: 0, endpointFor: () => undefined });
    stripe = clientOf("sk_test_one");
  });
  afterEach(() => Object.assign(peer.manners, goodManners));
  after(() => peer.stop());

  const clientOf = (key: string) =>
    new Stripe(key, { host: "127.0.0.1", port: peer.port, protocol: "http", maxNetworkRetries: 0 });
  const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60;
  const wish = (amount = 1250, currency = "eur"): Stripe.Checkout.SessionCreateParams => ({
    mode: "payment",
    client_reference_id: "1-1",
    customer_email: "ada@example.com",
    line_items: [
      {
        quantity: 1,
        price_data: { currency, unit_amount: amount, product_data: { name: "Order <1>" } },
      },
    ],
    metadata: { store: "1" },
    success_url: "http://shop.localhost/paid",
    cancel_url: "http://shop.localhost/order",
  });
  const refusal = (asked: Promise<unknown>) =>
    asked.then(
      () => "",
      (error: Error) => `${error.name || error.constructor.name}: ${error.message}`,
    );
  const open = (method: string, path: string, body = "") =>
    get(
      peer.port,
      path,
      { Host: "peer", "Content-Type": "application/x-www-form-urlencoded" },
      method,
      body,
    );

  it("makes a page, shows it, and remembers that it was paid", async () => {
    const session = await stripe.checkout.sessions.create(wish());
    expect(session).to.include({ status: "open", payment_status: "unpaid", amount_total: 1250 });
    const path = new URL(session.url ?? "").pathname;

    const page = await open("GET", path);
    expect(page.status).to.equal(200);
    expect(words(page.text))
      .to.contain("This is a rehearsal")
      .and.contain("€12.50")
      .and.contain("Order <1>");
    expect(page.text, "no script, no style of its own").not.to.match(/<script|<style|style=/);
    expect((await open("GET", "/pay.css")).headers["content-type"]).to.contain("text/css");

    const paid = await open("POST", path, "choice=pay");
    expect(paid.headers.location).to.equal("http://shop.localhost/paid");
    const after = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent"],
    });
    expect(after).to.include({ status: "complete", payment_status: "paid", url: null });
    expect(after.payment_intent).to.include({ status: "succeeded" });
    expect((await open("POST", path, "choice=pay")).status, "once").to.equal(410);
  });

  it("leads back without paying", async () => {
    const { id, url } = await stripe.checkout.sessions.create(wish());
    const page = await open("POST", new URL(url ?? "").pathname, "choice=cancel");
    expect(page.headers.location).to.equal("http://shop.localhost/order");
    expect((await stripe.checkout.sessions.retrieve(id)).status).to.equal("open");
  });

  it("gives the same answer for the same key, and refuses the key for something else", async () => {
    const options = { idempotencyKey: "one" };
    const first = await stripe.checkout.sessions.create(wish(), options);
    const second = await stripe.checkout.sessions.create(wish(), options);
    expect(second.id).to.equal(first.id);

    const other = await refusal(stripe.checkout.sessions.create(wish(999), options));
    expect(other).to.contain("same parameters");
  });

  it("closes a page when its time is over", async () => {
    const { id } = await stripe.checkout.sessions.create({ ...wish(), expires_at: inMinutes(31) });
    peer.book.sweep(inMinutes(30));
    expect((await stripe.checkout.sessions.retrieve(id)).status).to.equal("open");
    peer.book.sweep(inMinutes(32));
    expect((await stripe.checkout.sessions.retrieve(id)).status).to.equal("expired");
    expect(await refusal(stripe.checkout.sessions.expire(id))).to.contain("Only Checkout Sessions");
  });

  it("gives back no more than was paid", async () => {
    const session = await stripe.checkout.sessions.create(wish());
    await open("POST", new URL(session.url ?? "").pathname, "choice=pay");
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
    const back = (amount: number) =>
      stripe.refunds.create({ payment_intent: String(intent), amount });

    expect(await back(1000)).to.include({ status: "succeeded", amount: 1000 });
    expect(await refusal(back(300))).to.contain("greater than unrefunded amount (250)");
    await back(250);
    expect(await refusal(back(1))).to.contain("already been refunded");
    const { data } = await stripe.refunds.list({ payment_intent: String(intent) });
    expect(data.map(({ amount }) => amount)).to.deep.equal([1000, 250]);
  });

  it("gives back what a demo order says that it was paid with", async () => {
    const page = await stripe.checkout.sessions.retrieve("cs_test_demo_4990_usd_techstore_7");
    expect(page).to.include({ status: "complete", amount_total: 4990, currency: "usd" });
    const back = await stripe.refunds.create({
      payment_intent: String(page.payment_intent),
      amount: 4990,
    });
    expect(back).to.include({ status: "succeeded", currency: "usd" });
  });

  const mistakes: [what: string, ask: () => Promise<unknown>, why: string][] = [
    ["no key", () => clientOf("pk_wrong").checkout.sessions.create(wish()), "Invalid API Key"],
    ["another account's page", otherAccount, "No such checkout.session"],
    [
      "a fraction of a fils",
      () => stripe.checkout.sessions.create(wish(12_345, "kwd")),
      "end with 0",
    ],
    ["nothing", () => stripe.checkout.sessions.create(wish(0)), "Invalid integer"],
    [
      "too little time",
      () => stripe.checkout.sessions.create({ ...wish(), expires_at: inMinutes(5) }),
      "30 minutes",
    ],
  ];
  for (const [what, ask, why] of mistakes) {
    it(`refuses ${what}, as the real one does`, async () => {
      expect(await refusal(ask())).to.contain(why);
    });
  }

  async function otherAccount() {
    const { id } = await stripe.checkout.sessions.create(wish());
    await clientOf("sk_test_two").checkout.sessions.retrieve(id);
  }

  it("behaves as it is told to", async () => {
    const set = "failures=1&copies=3&reordered=on&eventDelay=20&answerDelay=-5&debitDelay=10";
    expect((await open("POST", "/", set)).status).to.equal(303);
    expect(peer.manners).to.include({ failures: 1, copies: 3, reordered: true, answerDelay: 0 });
    expect((await open("GET", "/")).text).to.contain(
      'name="copies" type="number" min="0" value="3"',
    );

    expect(await refusal(stripe.checkout.sessions.create(wish()))).to.contain("at our end");
    expect(await refusal(stripe.checkout.sessions.create(wish()))).to.equal("");
  });
});
