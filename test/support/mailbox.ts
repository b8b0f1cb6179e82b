import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ParsedMail, simpleParser } from "mailparser";

/** The mails that a platform without a mail server keeps as files. */
export interface Mailbox {
  /** The newest mail to an address whose subject holds some words; waits for it. @throws Error when none comes */
  newestTo(address: string, words?: string): Promise<ParsedMail>;
}

const patience = 200;

/** Reads the mails that a platform with this DATA_DIR has written. */
export function mailboxOf(dataDir: string): Mailbox {
  const folder = join(dataDir, "mail");
  return {
    async newestTo(address, words = "") {
      for (let look = 0; look < patience; look += 1) {
        const mail = (await mailsIn(folder, address)).find(({ subject }) =>
          subject?.includes(words),
        );
        if (mail) return mail;
        await sleep(100);
      }
      throw new Error(`no mail "${words}" to ${address}`);
    },
  };
}

/** The newest first. A file is whole once it has its name. */
async function mailsIn(folder: string, address: string): Promise<ParsedMail[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(".eml")).sort();
  const found: ParsedMail[] = [];
  for (const name of files.reverse()) {
    const source = await readFile(join(folder, name));
    if (source.includes(address)) found.push(await simpleParser(source));
  }
  return found.filter(({ to }) => [to ?? []].flat().some(({ text }) => text.includes(address)));
}
