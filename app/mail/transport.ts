import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { config } from "../config.ts";
import { log } from "../log.ts";
import type { Message } from "./compose.ts";

/** Not to be reached from a mail's content, whatever it holds. */
const sealed = { disableFileAccess: true, disableUrlAccess: true };
/** How many times the server's silence that is put up with a whole mail may take. */
const patience = 4;

/**
 * Hands a mail to the server that SMTP_URL names, and returns once that has taken it. Without one the mail becomes a
 * file, named after `label`, and the log says where. @throws Error when the server does not take it
 */
export async function deliver(message: Message, label: string): Promise<void> {
  if (config.SMTP_URL) await send(message, config.SMTP_URL);
  else await keep(message, label);
}

/** Where mails are kept that no server takes. */
export function mailFolder(): string {
  return join(config.DATA_DIR, "mail");
}

async function send(message: Message, url: string): Promise<void> {
  const wait = config.SMTP_TIMEOUT_MS;
  const transport = createTransport({
    url,
    ...sealed,
    dnsTimeout: wait,
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
  });
  await transport.sendMail({ ...message, signal: AbortSignal.timeout(wait * patience) });
}

/** Under its name a file is either whole or not there. Others on this machine have no business with it. */
async function keep(message: Message, label: string): Promise<void> {
  const transport = createTransport({ streamTransport: true, buffer: true, ...sealed });
  const { message: bytes } = await transport.sendMail({ ...message });
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const file = join(mailFolder(), `${time}-${label}.eml`);
  await mkdir(mailFolder(), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, bytes as Buffer, { mode: 0o600 });
  await rename(`${file}.part`, file);
  log.info({ file }, "a mail was written to a file: SMTP_URL is not set");
}
