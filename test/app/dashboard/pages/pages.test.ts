import { expect } from "chai";
import { logOf } from "../../../support/audit.ts";
import { formFields } from "../../../support/forms.ts";
import { addMenuItem } from "../../../support/furnish.ts";
import { words } from "../../../support/html.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { visit } from "../../../support/visit.ts";

const about = {
  title: "About us",
  slug: "",
  body: "We are <two>.\n\nAnd a cat.",
  seo_title: "",
  seo_description: "",
};

describe("dashboard/pages", () => {
  let shop: Shop;
  let manager: StaffMember;
  let at: string;
  let front: string;

  beforeEach(async () => {
    shop = await openShop();
    front = `${shop.code}.localhost/shop/pages`;
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/pages");
    await manager.opens(`${at}/new`);
  });

  async function add(fields: Partial<typeof about> = {}): Promise<number> {
    const page = await manager.sends(at, { ...about, ...fields });
    expect(page.status, words(page.text)).to.equal(303);
    return Number(/pages\/(\d+)$/.exec(page.headers.location ?? "")?.[1]);
  }

  async function fields(id: number): Promise<Record<string, string>> {
    return formFields((await manager.opens(`${at}/${id}`)).text, "data-page");
  }

  it("writes pages, which the shop has at once", async () => {
    const id = await add();
    const page = await visit(`${front}/about-us`);
    expect(page.text).to.contain("<p>We are &lt;two&gt;.</p>").and.contain("<p>And a cat.</p>");
    await manager.sends(`${at}/${id}`, {
      ...(await fields(id)),
      title: "Us",
      seo_title: "Who we are",
    });
    expect((await visit(`${front}/about-us`)).text).to.contain("<title>Who we are");
    expect(words((await manager.opens(at)).text)).to.contain("Us about-us");
    const [saved, added] = await logOf(shop);
    expect(added).to.deep.include({ kind: "page.added", subject: `page ${id}` });
    expect(saved?.after).to.deep.equal({ title: "Us", seo_title: "Who we are" });
  });

  it("keeps nothing that could run in a shopper's browser", async () => {
    const body = `<h2 onclick="x()">Hi</h2><script>alert(1)</script><a href="javascript:x">l</a><img src=x onerror=y><p style="color:red">ok</p>`;
    await add({ body });
    const [row] = await inShop<{ body: string }>(shop, "select body from pages");
    expect(row?.body).to.equal("<h2>Hi</h2><a>l</a><p>ok</p>");
  });

  it("leads on from an old address, and menus follow", async () => {
    const id = await add();
    await addMenuItem(shop, { label: "About", kind: "page", target: "about-us" });
    await manager.sends(`${at}/${id}`, { ...(await fields(id)), slug: "Who We Are" });
    const old = await visit(`${front}/about-us`);
    expect(old.status).to.equal(301);
    expect(old.headers.location).to.contain("/shop/pages/who-we-are");
    expect((await visit(`${shop.code}.localhost/`)).text).to.contain(
      'href="/shop/pages/who-we-are"',
    );
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    await add();
    for (const [typed, said] of [
      [{ title: "", body: "<p>Kept</p>" }, "A page needs a title."],
      [{ body: "<p>Kept</p>" }, "Another page has this address already."],
      [{ title: "私", body: "<p>Kept</p>" }, "Latin letters and digits"],
    ] as const) {
      const page = await manager.sends(at, { ...about, ...typed });
      expect(page.status).to.equal(422);
      expect(words(page.text)).to.contain(said);
      expect(formFields(page.text, "data-page").body).to.equal("<p>Kept</p>");
    }
    const other = await add({ title: "Other" });
    const page = await manager.sends(`${at}/${other}`, {
      ...(await fields(other)),
      slug: "about-us",
    });
    expect(page.status).to.equal(422);
  });

  it("removes a page with what leads to it, and brings both back", async () => {
    const id = await add();
    await addMenuItem(shop, { label: "Find out", kind: "page", target: "about-us" });
    const gone = await manager.follows(await manager.sends(`${at}/${id}/remove`), at);
    expect(words(gone.text)).to.contain("About us is removed.").and.contain("Undo");
    expect((await visit(`${front}/about-us`)).status).to.equal(404);
    expect((await visit(`${shop.code}.localhost/`)).text).to.not.contain("Find out");
    await manager.sends(`${at}/${id}/restore`);
    expect((await visit(`${front}/about-us`)).text)
      .to.contain("Find out")
      .and.contain("And a cat.");

    await manager.sends(`${at}/${id}/remove`);
    await add();
    const taken = await manager.follows(await manager.sends(`${at}/${id}/restore`), at);
    expect(words(taken.text)).to.contain("Another page has its address now.");
  });

  it("tells the second of two people, and loses nothing", async () => {
    const id = await add();
    const form = await fields(id);
    await manager.sends(`${at}/${id}`, { ...form, body: "<p>First</p>" });
    const page = await manager.sends(`${at}/${id}`, { ...form, body: "<p>Second</p>" });
    expect(page.status).to.equal(422);
    expect(words(page.text)).to.contain("Saved meanwhile: <p>First</p>");
    await manager.sends(`${at}/${id}`, formFields(page.text, "data-page"));
    expect((await visit(`${front}/about-us`)).text).to.contain("<p>Second</p>");
  });

  it("may be looked at by everybody here, and changed by managers", async () => {
    const id = await add();
    const viewer = await staffOf(shop, { role: "viewer" });
    const list = await viewer.opens(at);
    expect(words(list.text)).to.contain("About us");
    expect(list.text).to.not.contain(`/pages/${id}"`).and.not.contain("Add a page");
    expect((await viewer.opens(`${at}/${id}`)).status).to.equal(403);
    expect((await viewer.sends(`${at}/${id}/remove`)).status).to.equal(403);
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/pages"));
    for (const path of [`/${id}`, `/${id}/remove`, `/${id}/restore`]) {
      expect((await stranger.sends(at + path, about)).status).to.equal(404);
      expect((await stranger.sends(stranger.desk(`/pages${path}`), about)).status).to.equal(404);
    }
    expect((await visit(`${front}/about-us`)).status).to.equal(200);
  });
});
