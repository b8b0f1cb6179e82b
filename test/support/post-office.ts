import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { config } from "../../app/config.ts";
import { withAdmin } from "../../db/admin.ts";

/** A mail as it came in. */
export interface ReceivedMail extends ParsedMail {
  /** What the server was told to whom it goes. */
  recipients: string[];
  /** The lines of its headers, as they were sent. */
  head: string;
}

/** What the server does with a mail: take it, refuse it with a code, or never answer, at the greeting or at the end. */
export type Manner = "take" | "silent" | "hang" | 451 | 550;

/** A real SMTP server of a test's own. */
export interface PostOffice {
  url: string;
  mails: ReceivedMail[];
  manner: Manner;
  /** Connections that are open now. */
  visitors(): number;
  /** The mails to one address, the oldest first. */
  to(address: string): ReceivedMail[];
  /** The only mail to an address. @throws Error when there are none or several */
  only(address: string): ReceivedMail;
  close(): Promise<void>;
}

/**
 * Opens one to which the application of this process sends its mails until it is closed. Errands that other tests left
 * are forgotten: it would be theirs that is drained first. Whoever calls this closes it.
 */
export async function postOffice(): Promise<PostOffice> {
  await withAdmin((client) => client.query("delete from public.outbox"));
  const before = config.SMTP_URL;
  const office = await openPostOffice();
  Object.assign(config, { SMTP_URL: office.url });
  const { close } = office;
  office.close = () => {
    Object.assign(config, { SMTP_URL: before });
    return close();
  };
  return office;
}

/** Opens one on a free port, of which nobody knows yet. */
export async function openPostOffice(): Promise<PostOffice> {
  const office = { mails: [] as ReceivedMail[], manner: "take" as Manner };
  const server = newServer(office);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const to = (address: string) => office.mails.filter((mail) => mail.recipients.includes(address));
  return Object.assign(office, {
    url,
    to,
    only(address: string) {
      const [mail, ...others] = to(address);
      if (!mail || others.length > 0) throw new Error(`${to(address).length} mails to ${address}`);
      return mail;
    },
    visitors: () => server.connections.size,
    async close() {
      for (const connection of server.connections) connection.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** The address behind the words of a link in a mail's HTML. @throws Error when there is no such link */
export function linkIn(mail: ParsedMail, label: string): string {
  const html = mail.html || "";
  const [, href = ""] = new RegExp(`href="([^"]+)"[^>]*>${label}</a>`).exec(html) ?? [];
  if (!href) throw new Error(`no link "${label}" in ${mail.subject}`);
  return href.replaceAll("&amp;", "&");
}

function newServer(office: { mails: ReceivedMail[]; manner: Manner }): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect: (_session, answer) => {
      if (office.manner !== "silent") answer();
    },
    async onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { manner } = office;
      if (manner === "hang") return;
      if (typeof manner === "number") {
        answer(Object.assign(new Error("Not today"), { responseCode: manner }));
        return;
      }
      const source = Buffer.concat(chunks);
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const head = source.toString("utf8").split("\r\n\r\n")[0] ?? "";
      office.mails.push(Object.assign(await simpleParser(source), { recipients, head }));
      answer();
    },
  });
}
