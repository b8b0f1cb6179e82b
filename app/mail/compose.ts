import { config } from "../config.ts";
import type { StoreEntry } from "../directory.ts";
import type { SettingsRow } from "../models/store/settings.ts";
import { draw } from "../render.ts";
import type { Theme } from "../themes.ts";
import { platformAddress, publicAddress } from "../urls.ts";
import type { Letter } from "./letter.ts";
import { lookOf } from "./look.ts";
import { plainText } from "./plain-text.ts";
import { platformTheme } from "./platform-theme.ts";
import { type Thumbnail, thumbnailsFor } from "./thumbnails.ts";

/** A mail as it leaves. */
export interface Message {
  messageId: string;
  from: Mailbox;
  to: Mailbox;
  replyTo?: Mailbox;
  subject: string;
  html: string;
  text: string;
  attachments: Thumbnail[];
  headers: Record<string, string>;
}

interface Mailbox {
  name: string;
  address: string;
}

/** Whose letter it is. */
export interface Sender {
  store: StoreEntry;
  settings: SettingsRow;
}

/** A mail cannot be sent to such an address, now or later. */
export class Undeliverable extends Error {
  override name = "Undeliverable";
}

const longestName = 100;
/** Stricter than the mail standards: what it lets through means nothing but itself in a header or an SMTP command. */
const plainAddress = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

/** What stands above and below a letter. */
interface Letterhead {
  store: { id: number; name: string; theme: Theme };
  settings: Pick<SettingsRow, "email" | "locale">;
  address: string[];
  home: string;
}

/**
 * Dresses a letter in the shop's name and colours. `id` names the errand: the same one twice makes mails that readers
 * know to be the same. @throws Undeliverable
 */
export function compose(letter: Letter, { store, settings }: Sender, id: string): Promise<Message> {
  const address = settings.address
    .split("\n")
    .map(oneLine)
    .filter((line) => line !== "" && line !== store.name); // it stands above
  return dress(letter, { store, settings, address, home: publicAddress(store, "/") }, id);
}

/** The same for the platform's own letters. @throws Undeliverable */
export function composeForPlatform(letter: Letter, id: string): Promise<Message> {
  const store = { id: 0, name: "Wizamart", theme: platformTheme };
  const settings = { email: "", locale: "en" };
  return dress(letter, { store, settings, address: [], home: platformAddress("/") }, id);
}

async function dress(letter: Letter, head: Letterhead, id: string): Promise<Message> {
  const { store, settings, address, home } = head;
  const look = lookOf(store.theme, store.name);
  const thumbnails = await thumbnailsFor(store.id, letter, store.theme.palette.surface);
  const foot = [store.name, ...address, settings.email, home, letter.reason].filter(Boolean);
  const values = { letter, look, store, settings, home, address, thumbnails: cids(thumbnails) };
  return {
    messageId: `<${id}@${config.MAIL_FROM.split("@").at(-1)}>`,
    from: mailbox(store.name, config.MAIL_FROM),
    to: mailbox(letter.to.name, letter.to.address),
    ...(plainAddress.test(settings.email) && { replyTo: mailbox(store.name, settings.email) }),
    subject: oneLine(letter.subject),
    html: draw("mail/letter", values),
    text: plainText(letter, foot),
    attachments: [...thumbnails.values()],
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": settings.locale },
  };
}

function mailbox(name: string, address: string): Mailbox {
  if (!plainAddress.test(address)) throw new Undeliverable("Nothing can be sent to this address");
  return { name: oneLine(name).slice(0, longestName), address };
}

/** No control character, which could begin another header, and nothing that readers would decode into one. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll("=?", "= ?")
    .trim();
}

function cids(thumbnails: ReadonlyMap<string, Thumbnail>): Record<string, string> {
  return Object.fromEntries([...thumbnails].map(([file, { cid }]) => [file, cid]));
}
