import { asPlatform } from "../db/scope.ts";
import { type StoreEntry, storeWithId } from "./directory.ts";
import { workOnImport } from "./jobs/import.ts";
import { removeStore } from "./jobs/trash.ts";
import { knownLetter, resetLetter, verifyLetter } from "./mail/account-letters.ts";
import {
  cancelledLetter,
  confirmationLetter,
  refundedLetter,
  shippedLetter,
} from "./mail/order-letters.ts";
import { type MailErrand, sendAccountMail, sendOrderMail, sendStaffMail } from "./mail/send.ts";
import {
  invitationLetter,
  roomLetter,
  staffResetLetter,
  staffVerifyLetter,
} from "./mail/staff-letters.ts";
import { readRoom } from "./models/shared/admin/usage.ts";
import type { OutboxRow } from "./models/shared/outbox.ts";
import { readInvitation } from "./models/shared/people/invitation.ts";
import { findUser } from "./models/shared/people/user.ts";
import { expireOrder } from "./models/store/orders/expiry.ts";
import type { Errand, Errands, PlatformErrand, PlatformErrands } from "./outbox.ts";
import { closePages } from "./payments/look.ts";
import { settleRefund } from "./payments/refunds.ts";
import { changing } from "./retry.ts";

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
    await changing(store.id, () => expireOrder(order));
  },
  "refund-settle": async (store, { refund }) => {
    await settleRefund(store.id, refund);
  },
  "products-import": (store, payload) => workOnImport(store, payload.import),
};

/** The platform's own. They come only from the platform's role: a store's posts carry its store. */
const platformErrands: {
  [Kind in PlatformErrand]: (payload: PlatformErrands[Kind], errand: MailErrand) => Promise<void>;
} = {
  "store-drop": ({ store }) => removeStore(store),
  "mail-staff-verify": async ({ user }, errand) => {
    const found = await asPlatform("read", () => findUser(user));
    await sendStaffMail(found && !found.verified_at ? staffVerifyLetter(found) : undefined, errand);
  },
  "mail-staff-reset": async ({ user }, errand) => {
    const found = await asPlatform("read", () => findUser(user));
    await sendStaffMail(found && staffResetLetter(found), errand);
  },
  "mail-invitation": async ({ invitation }, errand) => {
    const found = await asPlatform("read", () => readInvitation(invitation));
    await sendStaffMail(found && invitationLetter(found), errand);
  },
  "mail-room": async ({ store, user }, errand) => {
    const [room, owner] = await asPlatform("read", () =>
      Promise.all([readRoom(store), findUser(user)]),
    );
    await sendStaffMail(room && owner && roomLetter(room, owner), errand);
  },
};

/** Does an errand of the outbox. @throws Error when it did not work, and is to be tried again */
export async function carryOut(row: OutboxRow): Promise<void> {
  const known: object = row.store_id === null ? platformErrands : errands;
  if (!Object.hasOwn(known, row.kind)) throw new Error(`Nobody knows how to do "${row.kind}"`);
  if (row.store_id === null) return carryOutForPlatform(row);
  const store = await storeWithId(row.store_id);
  if (!store) return; // dropped with all that it had
  if (!store.served)
    throw new Error("The store is at a version that this application cannot serve");

  // What is in the outbox was typed as it went in (outbox.ts).
  const work = errands[row.kind as Errand] as (
    store: StoreEntry,
    payload: object,
    errand: MailErrand,
  ) => Promise<void>;
  await work(store, row.payload, row);
}

async function carryOutForPlatform(row: OutboxRow): Promise<void> {
  const work = platformErrands[row.kind as PlatformErrand] as (
    payload: object,
    errand: MailErrand,
  ) => Promise<void>;
  await work(row.payload, row);
}
