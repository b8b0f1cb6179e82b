import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { simpleParser } from "mailparser";
import { config } from "../../../app/config.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { log } from "../../../app/log.ts";
import { mailFolder } from "../../../app/mail/transport.ts";
import { anOrder } from "../../support/orders.ts";
import { posts } from "../../support/outbox.ts";
import { openShop } from "../../support/shops.ts";

describe("deliver, without SMTP_URL", () => {
  const { DATA_DIR, SMTP_URL } = config;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-mail-"));
    Object.assign(config, { DATA_DIR: folder, SMTP_URL: undefined });
  });

  after(async () => {
    Object.assign(config, { DATA_DIR, SMTP_URL });
    await rm(folder, { recursive: true });
  });

  it("writes a mail to a file that any mail program opens, and the log says where", async () => {
    const shop = await openShop({ name: "Filed" });
    const order = await anOrder(shop, { email: "filed@example.com" });
    const id = await posts(shop, "mail-confirmation", { order: order.id });
    const lines = await logged(() => drainOutbox());

    const files = await readdir(mailFolder());
    const name = files.find((file) => file.includes(shop.code)) ?? "";
    expect(name).to.match(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-/);
    expect(name.endsWith(`-${shop.code}-confirmation-${id}.eml`)).to.equal(true);
    expect(files.filter((file) => file.endsWith(".part"))).to.deep.equal([]);
    const mail = await simpleParser(await readFile(join(mailFolder(), name)));
    expect(mail.subject).to.equal(`Thank you for your order ${order.number}`);
    expect(mail.html).to.contain(order.token);
    expect(lines.filter(({ file }) => file === join(mailFolder(), name))).to.have.length(1);
  });

  it("keeps such files from other users of the machine", async () => {
    const [name = ""] = await readdir(mailFolder());
    const modes = await Promise.all(
      [mailFolder(), join(mailFolder(), name)].map((path) => stat(path)),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).to.deep.equal([0o700, 0o600]);
  });
});

/** The facts of what is logged meanwhile. */
async function logged(work: () => Promise<unknown>): Promise<{ file?: string }[]> {
  const facts: { file?: string }[] = [];
  const { info } = log;
  log.info = (fact: unknown) => {
    if (typeof fact === "object" && fact) facts.push(fact);
  };
  try {
    await work();
  } finally {
    log.info = info;
  }
  return facts;
}
