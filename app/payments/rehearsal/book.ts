import {
  type Intent,
  type Item,
  type Metadata,
  newIntent,
  newRefund,
  newSession,
  type Refund,
  type Session,
} from "./objects.ts";
import { ApiRefusal, metadataOf, numberOf, partOf, textOf, type Wish } from "./wish.ts";

export type Tell = (account: string, type: string, object: object) => void;

const halfHour = 30 * 60;
const day = 24 * 3_600;
const threeDecimals = /^(bhd|jod|kwd|omr|tnd)$/;

/** Everything that the peer remembers, and the rules by which it changes. */
export class Book {
  readonly sessions = new Map<string, Session>();
  readonly intents = new Map<string, Intent>();
  readonly refunds = new Map<string, Refund>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Makes a page to pay on. @throws ApiRefusal */
  open(account: string, wish: Wish): Session {
    if (textOf(wish, "mode") !== "payment") throw new ApiRefusal("Only payments are rehearsed.");
    const now = seconds();
    const session: Session = {
      ...newSession(itemOf(wish)),
      account,
      customer_email: textOf(wish, "customer_email"),
      client_reference_id: textOf(wish, "client_reference_id"),
      metadata: metadataOf(wish),
      success_url: textOf(wish, "success_url"),
      cancel_url: textOf(wish, "cancel_url"),
      created: now,
      expires_at: endOf(wish, now),
    };
    this.sessions.set(session.id, session);
    return session;
  }

  /** @throws ApiRefusal when there is none, or it is another account's */
  session(account: string, id: string): Session {
    const session = this.sessions.get(id) ?? this.#believe(account, id);
    if (session?.account === account) return session;
    throw new ApiRefusal(`No such checkout.session: '${id}'`, {
      status: 404,
      code: "resource_missing",
    });
  }

  pay(session: Session): void {
    const intent = this.#intentOf(session);
    Object.assign(intent, { status: "succeeded", last_payment_error: null });
    Object.assign(session, { status: "complete", payment_status: "paid" });
    this.#tell(session.account, "checkout.session.completed", session);
  }

  /** The bank says later whether it pays. */
  debit(session: Session): void {
    this.#intentOf(session).status = "processing";
    session.status = "complete";
    this.#tell(session.account, "checkout.session.completed", session);
  }

  settleDebit(session: Session, works: boolean): void {
    const intent = this.#intentOf(session);
    intent.status = works ? "succeeded" : "requires_payment_method";
    session.payment_status = works ? "paid" : "unpaid";
    const how = works ? "succeeded" : "failed";
    this.#tell(session.account, `checkout.session.async_payment_${how}`, session);
  }

  decline(session: Session): void {
    const intent = this.#intentOf(session);
    intent.last_payment_error = { code: "card_declined", message: "Your card was declined." };
    this.#tell(session.account, "payment_intent.payment_failed", intent);
  }

  /** @throws ApiRefusal for a page that is not open */
  expire(session: Session): void {
    if (session.status !== "open") {
      throw new ApiRefusal('Only Checkout Sessions with a status in ["open"] can be expired.');
    }
    session.status = "expired";
    this.#tell(session.account, "checkout.session.expired", session);
  }

  /** Closes the pages whose time is over. */
  sweep(now = seconds()): void {
    for (const session of this.sessions.values()) {
      if (session.status === "open" && session.expires_at <= now) this.expire(session);
    }
  }

  /** Gives back of what was paid. @throws ApiRefusal for more than is left */
  giveBack(wish: Wish): Refund {
    const intent = this.intents.get(textOf(wish, "payment_intent"));
    if (intent?.status !== "succeeded") throw new ApiRefusal("This PaymentIntent has no charge.");
    const amount = numberOf(wish, "amount");
    const left = intent.amount - sum(this.refundsOf(intent.id));
    if (left === 0) {
      throw new ApiRefusal("The charge has already been refunded.", {
        code: "charge_already_refunded",
      });
    }
    if (amount > left) {
      throw new ApiRefusal(`Refund amount (${amount}) is greater than unrefunded amount (${left})`);
    }
    return this.#addRefund(intent, amount, metadataOf(wish));
  }

  refundsOf(intent: string): Refund[] {
    return [...this.refunds.values()].filter((refund) => refund.payment_intent === intent);
  }

  /** Takes a refund back that had seemed to work, as a closed card does. */
  failRefund(id: string, account: string): void {
    const refund = this.refunds.get(id);
    if (!refund) throw new ApiRefusal(`No such refund: '${id}'`);
    Object.assign(refund, { status: "failed", failure_reason: "expired_or_canceled_card" });
    this.#tell(account, "refund.failed", refund);
  }

  /** The demo's orders were never paid here; their pages' names say how much it was. */
  #believe(account: string, id: string): Session | undefined {
    const [, amount, currency = ""] =
      /^cs_test_demo_([1-9]\d{0,11})_([a-z]{3})_\w+$/.exec(id) ?? [];
    if (!amount) return undefined;
    const now = seconds();
    const session: Session = {
      ...newSession({ title: "A demo order", amount: Number(amount), currency }),
      id,
      account,
      created: now,
      expires_at: now,
      status: "complete",
      payment_status: "paid",
    };
    this.sessions.set(id, session);
    this.#intentOf(session).status = "succeeded";
    return session;
  }

  #addRefund({ id, currency }: Intent, amount: number, metadata: Metadata): Refund {
    const refund = newRefund({ amount, currency, payment_intent: id, metadata });
    this.refunds.set(refund.id, refund);
    return refund;
  }

  #intentOf(session: Session): Intent {
    const known = this.intents.get(session.payment_intent ?? "");
    if (known) return known;
    const { amount_total: amount, currency, metadata } = session;
    const intent = newIntent({ amount, currency, metadata });
    session.payment_intent = intent.id;
    this.intents.set(intent.id, intent);
    return intent;
  }
}

function itemOf(wish: Wish): Item {
  const item = partOf(partOf(wish, "line_items"), "0");
  const price = partOf(item, "price_data");
  const currency = textOf(price, "currency");
  if (!/^[a-z]{3}$/.test(currency)) throw new ApiRefusal(`Invalid currency: ${currency}`);
  const amount = numberOf(price, "unit_amount") * numberOf(item, "quantity");
  if (threeDecimals.test(currency) && amount % 10 !== 0) {
    throw new ApiRefusal("Amounts in this currency must end with 0.");
  }
  return { title: textOf(partOf(price, "product_data"), "name"), amount, currency };
}

function endOf(wish: Wish, now: number): number {
  const end = wish.expires_at === undefined ? now + day : numberOf(wish, "expires_at");
  if (end >= now + halfHour && end <= now + day) return end;
  throw new ApiRefusal("The `expires_at` timestamp must be from 30 minutes to 24 hours from now.");
}

function sum(refunds: readonly Refund[]): number {
  return refunds
    .filter(({ status }) => status !== "failed")
    .reduce((all, { amount }) => all + amount, 0);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
