import { expect } from "chai";
import { logOf } from "../../../support/audit.ts";
import { formFields } from "../../../support/forms.ts";
import { addCategory, addMenuItem, addPage } from "../../../support/furnish.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { visit } from "../../../support/visit.ts";

describe("dashboard/pages/menus", () => {
  let shop: Shop;
  let manager: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    await addPage(shop, "about", { title: "About us" });
    await addCategory(shop, "mugs", { name: "Mugs" });
    manager = await staffOf(shop, { role: "manager" });
    at = manager.desk("/pages/menus");
    await manager.opens(`${at}/new?menu=main`);
  });

  /** What the shop's main menu says, in order. */
  async function mainMenu(): Promise<string> {
    const { text } = await visit(`${shop.code}.localhost/`);
    return words(/<nav class="menu"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? "").trim();
  }

  it("fills the menus of the shop at once", async () => {
    await addMenuItem(shop, { label: "Everything", kind: "products" });
    const first = { menu: "main", label: "Who?", lead: "page:about" };
    expect((await manager.sends(at, first)).status).to.equal(303);
    const list = await manager.opens(at);
    const [, parent = ""] = /id="entry-(\d+)"[\s\S]*Who\?/.exec(list.text) ?? [];
    await manager.sends(at, { menu: "main", label: "For tea", lead: "category:mugs", parent });
    const url = "https://example.com/a?b=c";
    await manager.sends(at, { menu: "footer", label: "Elsewhere", lead: "url:", url });
    expect(await mainMenu()).to.match(/Everything.*Who\?/);
    expect((await visit(`${shop.code}.localhost/`)).text).to.contain(`href="${url}"`);
    expect((await logOf(shop)).map(({ kind }) => kind)).to.deep.equal([
      "menu.added",
      "menu.added",
      "menu.added",
    ]);
  });

  it("puts entries into order, takes them out and back", async () => {
    const one = await addMenuItem(shop, { label: "One", kind: "home", position: 1 });
    const two = await addMenuItem(shop, { label: "Two", kind: "products", position: 2 });
    await addMenuItem(shop, { label: "Below", kind: "products", parent_id: two, position: 3 });
    await manager.sends(`${at}/${two}/move`, { direction: "up" });
    expect(await mainMenu()).to.match(/Two.*Below.*One/);
    await manager.sends(`${at}/${two}/move`, { direction: "up" });
    await manager.sends(`${at}/${two}/move`, { direction: "down" });
    expect(await mainMenu()).to.match(/One.*Two/);
    await manager.sends(`${at}/${two}/remove`);
    expect(await mainMenu())
      .to.contain("One")
      .and.not.contain("Two")
      .and.not.contain("Below");
    await manager.sends(`${at}/${two}/restore`);
    expect(await mainMenu()).to.match(/One.*Two.*Below/);
    const form = formFields((await manager.opens(`${at}/${one}`)).text, "data-entry");
    await manager.sends(`${at}/${one}`, { ...form, label: "First" });
    expect(await mainMenu()).to.match(/First.*Two/);
    const late = await manager.sends(`${at}/${one}`, { ...form, label: "Late" });
    expect(late.status).to.equal(422);
    expect(words(late.text)).to.contain("Saved meanwhile: First");
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    for (const [typed, said] of [
      [{ label: "", lead: "home:" }, "Please say what it is called."],
      [{ label: "Kept", lead: "page:nowhere" }, "Please choose where it leads."],
      [{ label: "Kept", lead: "url:", url: "javascript:alert(1)" }, "https:// in front"],
      [{ label: "Kept", lead: "url:", url: "//evil.example" }, "https:// in front"],
      [{ label: "Kept", lead: "home:", parent: "999" }, "This entry can have none below it."],
    ] as const) {
      const page = await manager.sends(at, { menu: "main", ...typed });
      expect(page.status, said).to.equal(422);
      expect(words(page.text)).to.contain(said);
      expect(formFields(page.text, "data-entry").label).to.equal(typed.label);
    }
  });

  it("says which entry leads nowhere", async () => {
    await addMenuItem(shop, { label: "Gone", kind: "page", target: "gone" });
    expect(words((await manager.opens(at)).text)).to.contain("Leads nowhere");
  });

  it("is read by everybody here, and knows nothing of other shops", async () => {
    const id = await addMenuItem(shop, { label: "One", kind: "home" });
    const viewer = await staffOf(shop, { role: "viewer" });
    const list = await viewer.opens(at);
    expect(list.text).to.contain("One").and.not.contain(`/menus/${id}`);
    expect((await viewer.sends(`${at}/${id}/remove`)).status).to.equal(403);
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/pages/menus"));
    for (const path of [`/${id}`, `/${id}/move`, `/${id}/remove`, `/${id}/restore`]) {
      expect((await stranger.sends(at + path, { label: "X" })).status).to.equal(404);
      expect(
        (await stranger.sends(stranger.desk(`/pages/menus${path}`), { label: "X" })).status,
      ).to.equal(404);
    }
  });
});
