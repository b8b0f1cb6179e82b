import { expect } from "chai";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import sharp from "sharp";
import type { StoreEntry } from "../../../app/directory.ts";
import { storeFiles } from "../../../app/files/store-files.ts";
import { compose, Undeliverable } from "../../../app/mail/compose.ts";
import type { Letter } from "../../../app/mail/letter.ts";
import { contrast, defaultTheme, type Theme } from "../../../app/themes.ts";
import { theme as fashionhub } from "../../../db/demo/fashionhub/theme.ts";
import { theme as techstore } from "../../../db/demo/techstore/theme.ts";
import { theme as wizamart } from "../../../db/demo/wizamart/theme.ts";

const settings = {
  currency: "EUR",
  locale: "en-IE",
  tagline: "",
  announcement: "",
  email: "hello@kiln.example",
  address: "",
  country: "",
  tax_number: "",
  mail_texts: {},
  closed: false,
};

describe("compose", () => {
  for (const nasty of [
    "Kiln\r\nBcc: victim@example.com",
    "Kiln\nSubject: Win a car\n\nbody",
    'Kiln" <evil@example.com>, "x',
    "Kiln <evil@example.com>",
    "Kiln; evil@example.com, (comment)",
    "Kiln \u2028 \u0000 \u202e nlik",
    "陶器 🏺 Töpferei",
    "=?utf-8?q?Kiln=0D=0ABcc=3A_victim=40example.com?=",
    "x".repeat(400),
  ]) {
    it(`lets a name be nothing but a name: ${JSON.stringify(nasty.slice(0, 40))}`, async () => {
      const message = await compose(
        letter({ to: { name: nasty, address: "ada@example.com" }, subject: `Order ${nasty}` }),
        { store: storeNamed(nasty), settings },
        "7.abc",
      );
      const mail = await sent(message);
      const [from] = mail.from?.value ?? [];
      expect(mail.from?.value.map(({ address }) => address)).to.deep.equal(["shop@localhost"]);
      expect(addressesTo(mail.to)).to.deep.equal(["ada@example.com"]);
      expect(mail.replyTo?.value.map(({ address }) => address)).to.deep.equal([
        "hello@kiln.example",
      ]);
      expect([mail.cc, mail.bcc]).to.deep.equal([undefined, undefined]);
      expect(mail.subject).to.not.match(/[\p{Cc}\p{Zl}]/u);
      expect(from?.name).to.not.match(/[\p{Cc}\p{Zl}]/u);
      expect(from?.name.slice(0, 1)).to.equal(nasty.slice(0, 1));
      expect([...mail.headers.keys()]).to.not.include("bcc");
    });
  }

  for (const address of [
    "",
    "ada",
    "a b@example.com",
    "a@example.com,b@example.com",
    "a@b>\r\nRCPT TO:<c@d",
    "<a@b>",
    "a@b@c",
    '"a"@b',
    "a@b\u0000",
  ]) {
    it(`sends nothing to ${JSON.stringify(address)}`, async () => {
      const composing = compose(
        letter({ to: { name: "", address } }),
        { store: storeNamed("Kiln"), settings },
        "1.a",
      );
      expect(await composing.catch((error: unknown) => error)).to.be.instanceOf(Undeliverable);
    });
  }

  it("names no Reply-To when the shop has no address, or none that is one", async () => {
    for (const email of ["", "call us", "a@b.example, c@d.example"]) {
      const message = await compose(
        letter(),
        { store: storeNamed("Kiln"), settings: { ...settings, email } },
        "1.a",
      );
      expect(message).to.not.have.property("replyTo");
    }
  });

  it("is the same mail each time, by its Message-ID", async () => {
    const once = await compose(letter(), { store: storeNamed("Kiln"), settings }, "12.lx3");
    expect(once.messageId).to.equal("<12.lx3@localhost>");
  });

  it("shows markup as it was typed, never as markup", async () => {
    const text = '<script>alert(1)</script><img src=x onerror="x">{{ 7 * 7 }}';
    const { html, text: plain } = await compose(
      letter({ title: text, eyebrow: text, preview: text, blocks: everyBlock(text) }),
      { store: storeNamed(text), settings: { ...settings, address: text } },
      "1.a",
    );
    expect(html).to.not.match(/<script|<img src=x|\b49\b/);
    expect(html.match(/&lt;script&gt;/g)?.length).to.be.greaterThan(12);
    expect(plain).to.contain(text);
  });

  it("loads nothing from anywhere, and holds no script", async () => {
    const { html } = await compose(
      letter({ blocks: everyBlock("x") }),
      { store: storeNamed("Kiln"), settings },
      "1.a",
    );
    expect(html).to.not.match(
      /<(script|link|iframe|object|form|img)\b|url\(|@import|@font-face|\ssrc=/i,
    );
  });

  it("carries small pictures with it, each once, and goes without those that are not there", async () => {
    const store = storeNamed("Pictures");
    const png = await sharp({
      create: { width: 900, height: 600, channels: 3, background: "#a4502f" },
    })
      .png()
      .toBuffer();
    const { file } = await storeFiles(store.id).savePicture(png);
    const line = { title: "Mug", detail: "", quantity: 1, amount: "" };
    const lines = [
      { ...line, picture: file },
      { ...line, picture: file },
      { ...line, picture: "a".repeat(26) },
      { ...line, picture: "../../../../etc/passwd" },
      { ...line, picture: null },
    ];
    const message = await compose(
      letter({ blocks: [{ kind: "lines", title: "All", lines }] }),
      { store, settings },
      "1.a",
    );
    const mail = await sent(message, { skipImageLinks: true });
    expect(mail.attachments).to.have.length(1);
    const [picture] = mail.attachments;
    expect(picture).to.include({
      contentType: "image/jpeg",
      contentDisposition: "inline",
      related: true,
    });
    expect((await sharp(picture?.content).metadata()).width).to.equal(144);
    expect(message.html.match(new RegExp(`src="cid:${file}@pictures"`, "g"))).to.have.length(2);
    expect(message.html.match(/<img/g)).to.have.length(2);
  });

  for (const [name, theme] of Object.entries({
    wizamart,
    techstore,
    fashionhub,
    new: defaultTheme("New"),
  })) {
    it(`wears the colours of ${name}, by day and by night`, async () => {
      const { html } = await compose(
        letter({ blocks: everyBlock("x") }),
        { store: storeNamed("Kiln", theme), settings },
        "1.a",
      );
      const { palette } = theme;
      for (const colour of [
        palette.background,
        palette.surface,
        palette.text,
        palette.primary,
        palette.onPrimary,
      ]) {
        expect(html).to.contain(colour);
      }
      const night = (what: string) =>
        new RegExp(`\\.${what} \\{ (?:background|color): (#[0-9a-f]{6})`).exec(html)?.[1] ?? "";
      for (const ink of ["ink, .text, .link", "muted"]) {
        for (const paper of ["page", "card", "surface"]) {
          expect(
            contrast(colourOf(html, ink), night(paper)),
            `${ink} on ${paper}`,
          ).to.be.greaterThan(4.5);
        }
      }
      expect(contrast(night("button"), night("card")), "a button is seen").to.be.greaterThan(1.5);
    });
  }

  it("leaves a theme that is dark by itself as it is", async () => {
    const theme = defaultTheme("Night");
    Object.assign(theme.palette, {
      background: "#101010",
      surface: "#202020",
      text: "#ffffff",
      muted: "#cccccc",
    });
    const { html } = await compose(
      letter(),
      { store: storeNamed("Night", theme), settings },
      "1.a",
    );
    expect(html).to.contain('content="dark"').and.not.contain("prefers-color-scheme");
  });
});

function letter(changes: Partial<Letter> = {}): Letter {
  return {
    to: { name: "Ada", address: "ada@example.com" },
    subject: "Hello",
    preview: "Hello",
    eyebrow: "Order 1001",
    title: "Hello",
    blocks: [],
    reason: "Because.",
    ...changes,
  };
}

function everyBlock(text: string): Letter["blocks"] {
  const fact = { label: text, value: text };
  const line = { title: text, detail: text, quantity: 1, amount: text, picture: null };
  return [
    { kind: "text", text },
    { kind: "aside", text },
    { kind: "button", label: text, href: "https://kiln.example/" },
    { kind: "link", text, label: text, href: "https://kiln.example/" },
    { kind: "lines", title: text, lines: [line] },
    { kind: "sums", sums: [fact], total: fact, notes: [fact] },
    { kind: "panel", title: text, facts: [fact], text },
    { kind: "places", places: [{ title: text, lines: [text] }] },
  ];
}

function storeNamed(name: string, theme: Theme = defaultTheme("Kiln")): StoreEntry {
  return {
    id: 424_242,
    code: "kiln",
    name,
    plan: "premium",
    state: "open",
    domains: ["kiln.example"],
    limits: null,
    served: true,
    theme,
    stylesheet: "",
    stylesheetVersion: "",
  };
}

/** The mail as its reader's program understands it. */
async function sent(message: object, options = {}) {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message: bytes } = await transport.sendMail(message);
  return simpleParser(bytes as Buffer, options);
}

function addressesTo(to: Awaited<ReturnType<typeof sent>>["to"]) {
  return [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));
}

function colourOf(html: string, selector: string): string {
  return new RegExp(`\\.${selector} \\{ color: (#[0-9a-f]{6})`).exec(html)?.[1] ?? "";
}
