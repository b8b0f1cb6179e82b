import { expect } from "chai";
import sharp from "sharp";
import { inStore } from "../../../../app/context.ts";
import { storeFiles } from "../../../../app/files/store-files.ts";
import { removeUnusedFiles } from "../../../../app/jobs/unused-files.ts";
import { Theme as Themes } from "../../../../app/models/store/theme.ts";
import { parseTheme } from "../../../../app/themes.ts";
import { logOf } from "../../../support/audit.ts";
import { formPairs } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { sendFiles } from "../../../support/uploads.ts";
import { type Page, visit } from "../../../support/visit.ts";

describe("dashboard/theme", () => {
  let shop: Shop;
  let owner: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop({ name: "Kiln" });
    owner = await staffOf(shop);
    at = owner.desk("/theme");
  });

  /** What the editor would send with some fields typed anew. */
  async function fields(changes: Record<string, string> = {}, who = owner) {
    const pairs = formPairs((await who.opens(at)).text, "data-theme");
    return changed(pairs, changes);
  }

  function changed(pairs: [string, string][], changes: Record<string, string>) {
    const names = new Set(pairs.map(([name]) => name));
    for (const name of Object.keys(changes)) if (!names.has(name)) pairs.push([name, ""]);
    return pairs.map(([name, value]) => [name, changes[name] ?? value] as [string, string]);
  }

  function send(pairs: [string, string][], path = "", files: Buffer[] = []): Promise<Page> {
    const uploads = files.map((bytes) => ({ field: "hero.upload", name: "a.png", bytes }));
    return sendFiles(owner, `${at}${path}`, { pairs, files: uploads });
  }

  async function looks() {
    const read = async () => ({ draft: await Themes.draft(), all: await Themes.history(50) });
    const { draft, all } = await inStore(shop.id, "read", read);
    const [shown] = all;
    return {
      draft: draft && parseTheme(draft.tokens, "Kiln"),
      shown: parseTheme(shown?.tokens, "Kiln"),
      all,
    };
  }

  async function home(): Promise<string> {
    return (await visit(`${shop.code}.localhost/`)).text;
  }

  async function css(): Promise<string> {
    return (await visit(`${shop.code}.localhost/theme.css`)).text;
  }

  it("keeps a draft that nobody else sees, until it is published", async () => {
    await shop.sells("cup");
    await css();
    const draft = await send(await fields({ "palette.primary": "#112233", "hero.title": "Slow" }));
    expect(draft.status).to.equal(303);
    expect(await css()).not.to.contain("#112233");
    expect((await looks()).draft?.palette.primary).to.equal("#112233");
    expect(words((await owner.opens(at)).text)).to.contain("Draft");

    const published = await send(await fields(), "/publish");
    expect(published.headers.location).to.equal(`/store/${shop.code}/theme`);
    expect(await css()).to.contain("--primary: #112233;");
    expect(await home()).to.contain("Slow");
    const { draft: left, all } = await looks();
    expect(left).to.equal(null);
    expect(all.map(({ state }) => state)).to.deep.equal(["published", "retired"]);
  });

  it("writes down what was changed, and nothing where nothing was", async () => {
    await send(await fields());
    expect(await logOf(shop)).to.have.length(0);
    expect((await looks()).draft).to.equal(null);
    await send(await fields({ "hero.title": "Slow" }));
    const [line] = await logOf(shop);
    expect(line).to.deep.include({
      kind: "theme.saved",
      before: { "hero.title": "Kiln" },
      after: { "hero.title": "Slow" },
    });
    await send(await fields(), "/publish");
    expect((await logOf(shop))[0]).to.deep.include({ kind: "theme.published" });
    await send(await fields(), "/publish");
    expect(await logOf(shop)).to.have.length(2);
  });

  const wrong: [string, string, string, string][] = [
    ["a rule for a colour", "palette.text", "red}body{display:none", "a colour such as #1a2b3c"],
    ["a colour with a line's end", "palette.text", "#000000\n", "a colour such as #1a2b3c"],
    ["a function for a colour", "palette.line", "url(//x.example)", "a colour such as #1a2b3c"],
    ["a text that cannot be read", "palette.text", "#eeeeee", "Too close to background"],
    ["a button that cannot be read", "palette.onPrimary", "#24463d", "Too close to primary"],
    ["a radius with a unit", "shape.radius", "4px", "a whole number from 0 to 32"],
    ["a radius that is too large", "shape.radius", "33", "a whole number from 0 to 32"],
    ["an unknown font", "type.body", '"x";}body{', "choose one of these"],
    ["a weight that is none", "type.headingWeight", "550", "choose one of these"],
    ["a place that is an address", "hero.target", "url://x.example", "choose one of these"],
    ["a target with a script", "story.target", "page:javascript:x", "choose one of these"],
    ["a promise without a title", "promises.2.text", "Always", "A promise needs a title"],
    ["a title that is too long", "hero.title", "x".repeat(121), "under 120 characters"],
  ];
  for (const [what, name, typed, said] of wrong) {
    it(`refuses ${what}, says so at the field, and loses nothing`, async () => {
      for (const path of ["", "/publish"]) {
        const page = await send(await fields({ [name]: typed, "story.title": "Kept" }), path);
        expect(page.status).to.equal(422);
        expect(words(page.text)).to.contain(said);
        const pairs = new Map(formPairs(page.text, "data-theme"));
        expect(pairs.get("story.title")).to.equal("Kept");
        expect(page.text).to.match(new RegExp(`id="${name.replace(".text", ".t[a-z]*")}-error"`));
        expect(page.text).not.to.contain('"x";}');
      }
      const { draft, all } = await looks();
      expect(draft).to.equal(null);
      expect(all).to.have.length(1);
    });
  }

  it("takes colours in capitals", async () => {
    await send(await fields({ "palette.primary": "#0A3FC9" }));
    expect((await looks()).draft?.palette.primary).to.equal("#0a3fc9");
  });

  it("says words of a theme as they are, whatever they would be elsewhere", async () => {
    await shop.sells("cup");
    const hostile = "{{ 7*7 }}{% raw %}<script>alert(1)</script>#{7*7}<%= 7*7 %>";
    await send(await fields({ "hero.title": hostile, "logo.text": "{{7*7}}</title>" }), "/publish");
    for (const page of [await home(), (await owner.opens(at)).text]) {
      expect(page).to.contain(
        "{{ 7*7 }}{% raw %}&lt;script&gt;alert(1)&lt;/script&gt;#{7*7}&lt;%= 7*7",
      );
      expect(page)
        .not.to.contain("<script>alert")
        .and.not.match(/>49|49</);
    }
  });

  it("drops what a form makes up: other parts, other files", async () => {
    const pairs = await fields({ "hero.title": "Slow" });
    pairs.push(["palette.evil", "red}"], ["hero.picture", "eyJmaWxlIjoiLi4vLi4vZXRjIn0.x"]);
    pairs.push(["order", "__proto__"], ["shown", "script"], ["hero.html", "<b>"]);
    expect((await send(pairs)).status).to.equal(303);
    const { draft } = await looks();
    expect(draft?.hero.picture).to.equal(null);
    expect(JSON.stringify(draft)).not.to.contain("evil").and.not.contain("script");
  });

  it("keeps a picture that came with a form, even when the rest is wrong", async () => {
    await shop.sells("cup");
    const made = { width: 60, height: 40, channels: 3, background: "#336699" } as const;
    const png = await sharp({ create: made }).png().toBuffer();
    const refused = await send(await fields({ "palette.text": "#eeeeee" }), "", [png]);
    expect(refused.status).to.equal(422);
    const pairs = changed(formPairs(refused.text, "data-theme"), {
      "palette.text": "#111111",
      "hero.alt": "A pot",
    });
    await send(pairs, "/publish");
    const { picture } = (await looks()).shown.hero;
    expect(picture).to.include({ width: 60, height: 40, alt: "A pot" });
    expect(await home()).to.contain(`/uploads/stores/${shop.id}/${picture?.file}-800.webp`);

    const taken = await neighbourTakes(await fields());
    expect(taken).to.equal(null);
    await send([...(await fields()), ["hero.remove", "1"]]);
    expect((await looks()).draft?.hero.picture).to.equal(null);
  });

  it("says so when a picture of a form that was open for days is not kept any more", async () => {
    const made = { width: 60, height: 40, channels: 3, background: "#336699" } as const;
    const png = await sharp({ create: made }).png().toBuffer();
    const refused = await send(await fields({ "palette.text": "#eeeeee" }), "", [png]);
    const pairs = changed(formPairs(refused.text, "data-theme"), { "palette.text": "#111111" });
    expect(await removeUnusedFiles(shop.id, Date.now() + 25 * 3_600_000)).to.be.above(0);

    const late = await send(pairs);
    expect(late.status).to.equal(422);
    expect(words(late.text)).to.include("please choose this picture again");
    expect((await looks()).draft).to.equal(null);

    // One that the shop wears does not hold up the rest, wherever its file is.
    await send(await fields(), "/publish", [png]);
    await storeFiles(shop.id).removeAll();
    expect((await send(await fields({ "hero.title": "Still" }))).status).to.equal(303);
    expect((await looks()).draft?.hero.title).to.equal("Still");
  });

  /** What becomes of a picture of ours that another shop's form brings. */
  async function neighbourTakes(pairs: [string, string][]) {
    const other = await openShop();
    const person = await staffOf(other);
    const page = await person.opens(person.desk("/theme"));
    const own = new Map(formPairs(page.text, "data-theme"));
    const edition = own.get("edition") ?? "";
    const stolen = changed(pairs, { edition, _token: own.get("_token") ?? "" });
    const sent = await sendFiles(person, person.desk("/theme"), { pairs: stolen, files: [] });
    expect(sent.status).to.equal(303);
    const draft = await inStore(other.id, "read", () => Themes.draft());
    return draft?.tokens.hero.picture;
  }

  for (const [what, bytes] of [
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["HTML", "<!doctype html><script>alert(1)</script>"],
  ] as const) {
    it(`takes no ${what} for a picture, and says so`, async () => {
      const page = await send(await fields(), "", [Buffer.from(bytes)]);
      expect(page.status).to.equal(422);
      expect(words(page.text)).to.contain("Only JPEG, PNG, WebP, AVIF and GIF");
      expect((await looks()).draft).to.equal(null);
    });
  }

  it("orders sections and leaves some out, with buttons where no script runs", async () => {
    const moved = await send([...(await fields()), ["move", "story:up"]]);
    expect(moved.status).to.equal(200);
    expect((await looks()).draft).to.equal(null);
    const pairs = formPairs(moved.text, "data-theme").filter(
      ([name, value]) => !(name === "shown" && value === "newest"),
    );
    await send(pairs);
    const { draft } = await looks();
    expect(draft?.sections).to.deep.equal(["hero", "featured", "categories", "story", "promises"]);
    const order = formPairs((await owner.opens(at)).text, "data-theme");
    expect(order.filter(([name]) => name === "order").map(([, value]) => value)).to.include(
      "newest",
    );
  });

  it("tells the second of two people what the first has saved, and loses nothing", async () => {
    const mine = await fields({ "hero.title": "Mine" });
    await send(await fields({ "hero.title": "Theirs" }));
    const told = await send(mine, "/publish");
    expect(told.status).to.equal(422);
    expect(words(told.text)).to.contain("Somebody else has changed this").and.contain("Theirs");
    const again = formPairs(told.text, "data-theme");
    expect(new Map(again).get("hero.title")).to.equal("Mine");
    expect((await send(again, "/publish")).status).to.equal(303);
    expect((await looks()).shown.hero.title).to.equal("Mine");
  });

  it("begins with a look to start from, without keeping it, or losing words", async () => {
    await send(await fields({ "hero.title": "Slow" }));
    const page = await owner.opens(`${at}?preset=cobalt`);
    const pairs = formPairs(page.text, "data-theme");
    expect(new Map(pairs).get("palette.primary")).to.equal("#0a3fc9");
    expect(new Map(pairs).get("hero.title")).to.equal("Slow");
    expect((await looks()).draft?.palette.primary).not.to.equal("#0a3fc9");
    for (const slug of ["clay", "cobalt", "atelier", "lantern", "plain"]) {
      const begun = await owner.opens(`${at}?preset=${slug}`);
      const kept = await send(formPairs(begun.text, "data-theme"));
      expect(kept.status, slug).to.equal(303);
    }
    expect((await owner.opens(`${at}?preset=__proto__`)).status).to.equal(200);
  });

  it("discards a draft, and brings it back", async () => {
    await send(await fields({ "hero.title": "Slow" }));
    const gone = await owner.sends(`${at}/discard`);
    const page = await owner.follows(gone, at);
    expect((await looks()).draft).to.equal(null);
    expect(page.text).to.contain(`action="/store/${shop.code}/theme/restore"`);
    await owner.sends(`${at}/restore`);
    expect((await looks()).draft?.hero.title).to.equal("Slow");
    await owner.sends(`${at}/restore`);
    expect((await looks()).draft?.hero.title).to.equal("Slow");
  });

  it("rolls back to a look of the past, and forward again", async () => {
    await shop.sells("cup");
    await send(await fields({ "hero.title": "Second" }), "/publish");
    await send(await fields({ "hero.title": "A draft" }));
    const [second, first] = (await looks()).all;
    const done = await owner.sends(`${at}/history/${first?.id}`);
    expect(done.status).to.equal(303);
    expect(await home()).not.to.contain("Second");
    const page = await owner.follows(done, at);
    expect(page.text).to.contain(`action="/store/${shop.code}/theme/history/${second?.id}"`);
    expect((await looks()).draft?.hero.title).to.equal("A draft");
    await owner.sends(`${at}/history/${second?.id}`);
    expect(await home()).to.contain("Second");
    for (const id of [second?.id, 999_999, "x"]) {
      expect((await owner.sends(`${at}/history/${id}`)).status).to.equal(404);
    }
  });

  it("keeps twenty looks of the past", async function () {
    this.timeout(60_000);
    for (let turn = 0; turn < 23; turn += 1) {
      await send(await fields({ "hero.title": `Turn ${turn}` }), "/publish");
    }
    const { all } = await looks();
    expect(all).to.have.length(21);
    expect(parseTheme(all[1]?.tokens, "").hero.title).to.equal("Turn 21");
  });
});
