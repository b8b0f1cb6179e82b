import { inStore } from "../db/scope.ts";
import { type StoreEntry, storeWithId } from "./directory.ts";
import { knownLetter, resetLetter, verifyLetter } from "./mail/account-letters.ts";
import {
  cancelledLetter,
  confirmationLetter,
  refundedLetter,
  shippedLetter,
} from "./mail/order-letters.ts";
import { type MailErrand, sendAccountMail, sendOrderMail } from "./mail/send.ts";
import type { OutboxRow } from "./models/shared/outbox.ts";
import { expireOrder } from "./models/store/orders/expiry.ts";
import type { Errand, Errands } from "./outbox.ts";
import { closePages } from "./payments/look.ts";
import { settleRefund } from "./payments/refunds.ts";
import { retrying } from "./retry.ts";

/** How an errand of each kind is done. Each may be begun more than once, and does what it says once. */
const errands: {
  [Kind in Errand]: (
    store: StoreEntry,
    payload: Errands[Kind],
    errand: MailErrand,
  ) => Promise<void>;
} = {
  "mail-confirmation": (store, { order }, errand) =>
    sendOrderMail(store, errand, order, (news) =>
      news.order.state === "cancelled" ? undefined : confirmationLetter(news),
    ),
  "mail-shipped": (store, { order, fulfilment }, errand) =>
    sendOrderMail(store, errand, order, (news) => {
      const sent = news.order.fulfilments.find(({ id }) => id === fulfilment);
      return sent && shippedLetter(news, sent);
    }),
  "mail-refunded": (store, { order, refund }, errand) =>
    sendOrderMail(store, errand, order, (news) => {
      const paidBack = news.order.refunds.find(({ id }) => id === refund);
      return paidBack && refundedLetter(news, paidBack);
    }),
  "mail-cancelled": (store, { order }, errand) =>
    sendOrderMail(store, errand, order, cancelledLetter),
  "mail-verify": (store, { customer }, errand) =>
    sendAccountMail(store, errand, customer, verifyLetter),
  "mail-reset": (store, { customer }, errand) =>
    sendAccountMail(store, errand, customer, resetLetter),
  "mail-known": (store, { customer }, errand) =>
    sendAccountMail(store, errand, customer, knownLetter),
  "order-expire": async (store, { order }) => {
    await closePages(store.id, order); // so that nobody pays for what is let go
    await retrying(() => inStore(store.id, "write", async () => void (await expireOrder(order))));
  },
  "refund-settle": async (store, { refund }) => {
    await settleRefund(store.id, refund);
  },
};

/** Does an errand of the outbox. @throws Error when it did not work, and is to be tried again */
export async function carryOut(row: OutboxRow): Promise<void> {
  if (!Object.hasOwn(errands, row.kind)) throw new Error(`Nobody knows how to do "${row.kind}"`);
  const store = await storeWithId(row.store_id);
  if (!store) return; // dropped with all that it had

  // What is in the outbox was typed as it went in (outbox.ts).
  const work = errands[row.kind as Errand] as (
    store: StoreEntry,
    payload: object,
    errand: MailErrand,
  ) => Promise<void>;
  await work(store, row.payload, row);
}
