import { inStore } from "../../db/scope.ts";
import type { LinkHolder } from "../customers/tokens.ts";
import type { StoreEntry } from "../directory.ts";
import { log } from "../log.ts";
import { findCustomer } from "../models/store/customers/customer.ts";
import { noteEvent, wholeOrder } from "../models/store/orders/order.ts";
import { enabledMethods } from "../models/store/selling/payment-method.ts";
import { type MailTexts, Settings } from "../models/store/settings.ts";
import { changing } from "../retry.ts";
import { compose, composeForPlatform, type Sender } from "./compose.ts";
import type { Letter } from "./letter.ts";
import type { OrderNews } from "./order-letters.ts";
import { deliver } from "./transport.ts";

/** The errand on which a mail is sent. */
export interface MailErrand {
  id: number;
  kind: string;
  created_at: Date;
}

/**
 * Sends a letter about an order, and writes it into the order's timeline. `write` gives the letter, or nothing where
 * there is nothing to say any more. The store is read before, and no transaction is open while the mail is on its way.
 */
export async function sendOrderMail(
  store: StoreEntry,
  errand: MailErrand,
  orderId: number,
  write: (news: OrderNews) => Letter | undefined,
): Promise<void> {
  const news = await inStore(store.id, "read", () => readNews(store, orderId));
  const letter = news && leadsSomewhere(news.order.email) ? write(news) : undefined;
  if (!news || !letter) return;

  await sendLetter(letter, news, errand);
  await noteMail(store, errand, orderId, letter.to.address);
}

/** Sends a letter about somebody's account; nothing when they are gone. */
export async function sendAccountMail(
  store: StoreEntry,
  errand: MailErrand,
  customerId: number,
  write: (store: StoreEntry, customer: LinkHolder, texts: MailTexts) => Letter,
): Promise<void> {
  const { settings, customer } = await inStore(store.id, "read", async () => {
    const [mine, found] = await Promise.all([Settings.current(), findCustomer(customerId)]);
    return { settings: mine, customer: found };
  });
  if (!customer) return;
  await sendLetter(write(store, customer, settings.mail_texts), { store, settings }, errand);
}

/** Sends a letter of the platform's own; nothing when there is nobody to write to any more. */
export async function sendStaffMail(letter: Letter | undefined, errand: MailErrand): Promise<void> {
  if (!letter) return;
  const { id, kind } = errand;
  await deliver(await composeForPlatform(letter, nameOf(errand)), `${kind}-${id}`);
  log.info({ kind, errand: id }, "mail sent");
}

async function sendLetter(letter: Letter, sender: Sender, errand: MailErrand): Promise<void> {
  const { id, kind } = errand;
  const message = await compose(letter, sender, nameOf(errand));
  await deliver(message, `${sender.store.code}-${kind.replace("mail-", "")}-${id}`);
  log.info({ store: sender.store.id, kind, errand: id }, "mail sent");
}

function nameOf({ id, created_at: created }: MailErrand): string {
  return `${id}.${created.getTime().toString(36)}`;
}

async function readNews(store: StoreEntry, orderId: number): Promise<OrderNews | undefined> {
  const [settings, order, methods] = await Promise.all([
    Settings.current(),
    wholeOrder(orderId),
    enabledMethods(),
  ]);
  const method = methods.find(({ kind }) => kind === order?.payment_method);
  return order && { store, settings, order, instructions: method?.instructions ?? "" };
}

/** Not so the addresses of people who were erased; ".invalid" is nobody's (RFC 2606). */
function leadsSomewhere(address: string): boolean {
  return address !== "" && !address.endsWith(".invalid");
}

/** The mail is gone and must not be sent again because of its note. */
async function noteMail(
  store: StoreEntry,
  { id, kind }: MailErrand,
  orderId: number,
  to: string,
): Promise<void> {
  const about = { detail: { kind: kind.replace("mail-", ""), to }, key: `mail:${id}` };
  const note = () => noteEvent(orderId, "mail", about);
  await changing(store.id, note).catch((error: unknown) =>
    log.error({ err: error, store: store.id, errand: id }, "a mail was sent but not noted"),
  );
}
