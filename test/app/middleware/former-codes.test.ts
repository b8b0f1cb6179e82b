import { expect } from "chai";
import { forgetAllStores } from "../../../app/directory.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { dropStore, openStore, setState } from "../../../db/provision.ts";
import { freeCode, renameStore } from "../../../db/provisioning/renaming.ts";
import { type Application, startApplication } from "../../support/application.ts";
import { canonicalLink } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";
import { get, knock, type Page, visit } from "../../support/visit.ts";

describe("an address with a code of before", () => {
  const series = Math.random().toString(36).slice(2, 8);
  let number = 0;
  const newCode = () => {
    number += 1;
    return `now-${series}-${number}`;
  };

  /** A shop that was renamed: `code` is the new one. */
  async function renamed(options: Parameters<typeof openShop>[0] = {}) {
    const shop = await openShop(options);
    const former = shop.code;
    const code = newCode();
    await rename(shop, code);
    return { ...shop, former, code };
  }

  async function rename(shop: Pick<Shop, "id">, code: string): Promise<void> {
    await asProvisioner((client) => renameStore(client, shop.id, code, "a test"));
    forgetAllStores(); // a web process would hear of it
  }

  function expectLead(page: Page, target: string, status = 301): void {
    expect(page.status).to.equal(status);
    expect(page.headers.location).to.equal(target);
    expect(page.headers["cache-control"], "a code may come back").to.equal("no-cache");
  }

  it("leads to the same place of the new subdomain, with path and query", async () => {
    const { former, code, name } = await renamed({ plan: "standard" });
    for (const [path, target] of [
      ["/", "/"],
      ["/shop/products?page=2&sort=title", "/shop/products?page=2&sort=title"],
      ["/shop/search?q=a%20b%26c", "/shop/search?q=a%20b%26c"],
      ["/sitemap.xml", "/sitemap.xml"],
      ["/no/such/place", "/no/such/place"],
    ] as const) {
      for (const host of [`${former}.localhost`, `${former.toUpperCase()}.LOCALHOST.`]) {
        expectLead(await visit(host + path), `http://${code}.localhost${target}`);
      }
    }
    expectLead(await visit(`${former}.localhost:3000/`), `http://${code}.localhost:3000/`);
    expect((await visit(`${code}.localhost/`)).text).to.include(name);
  });

  it("leads on in path mode", async () => {
    const { former, code, name } = await renamed({ plan: "free" });
    const base = `http://localhost/stores/${code}/shop`;
    for (const [path, target] of [
      ["", ""],
      ["/", ""],
      ["/shop", ""],
      ["/shop/", ""],
      ["/shop/products?page=2", "/products?page=2"],
      ["/shop/theme.css?v=1", "/theme.css?v=1"],
    ] as const) {
      expectLead(await visit(`localhost/stores/${former}${path}`), base + target);
      expectLead(await visit(`localhost/stores/${former.toUpperCase()}${path}`), base + target);
    }
    expect((await visit(`localhost/stores/${code}/shop`)).text).to.include(name);
  });

  it("changes nothing on the shop's own domain, whose canonical links stay", async () => {
    const domain = `former-${series}.example`;
    const { former, code } = await renamed({ plan: "premium", domain });
    const page = await visit(`${domain}/shop/products`);
    expect(page.status).to.equal(200);
    expect(canonicalLink(page.text)).to.equal(`http://${domain}/shop/products`);
    expectLead(await visit(`${former}.localhost/shop`), `http://${code}.localhost/shop`);
  });

  it("makes canonical links with the new code", async () => {
    const { code } = await renamed({ plan: "standard" });
    const page = await visit(`localhost/stores/${code}/shop/products`);
    expect(canonicalLink(page.text)).to.equal(`http://${code}.localhost/shop/products`);
  });

  it("leads to the desk's new address, and a signed-in person's form too", async () => {
    const shop = await openShop();
    const owner = await staffOf(shop);
    await owner.opens(owner.desk("/products"));
    const code = newCode();
    await rename(shop, code);
    const desk = `http://localhost/store/${code}`;
    expectLead(await owner.opens(`localhost/store/${shop.code}`), desk);
    expectLead(
      await owner.opens(owner.desk("/products?words=a%20b")),
      `${desk}/products?words=a%20b`,
    );
    expectLead(
      await owner.sends(owner.desk("/settings/general"), {}),
      `${desk}/settings/general`,
      308,
    );
    expect((await owner.opens(`localhost/store/${code}/products`)).status).to.equal(200);
  });

  it("keeps the method of what changes something", async () => {
    const { former, code } = await renamed({ plan: "standard" });
    const at = "/shop/cart/lines?next=1";
    expectLead(
      await knock("POST", `${former}.localhost${at}`),
      `http://${code}.localhost${at}`,
      308,
    );
    expectLead(await knock("HEAD", `${former}.localhost/`), `http://${code}.localhost/`);
  });

  it("takes a payment provider's message itself: machines follow no redirect", async () => {
    const { former, id } = await renamed({ plan: "standard" });
    for (const address of [`${former}.localhost/shop`, `localhost/stores/${former}/shop`]) {
      const told = await knock("POST", `${address}/webhooks/stripe`, {}, "{}");
      const itself = await knock(
        "POST",
        `now-${series}-${number}.localhost/shop/webhooks/stripe`,
        {},
        "{}",
      );
      expect(told.status, `store ${id}`).to.equal(itself.status).and.to.be.oneOf([400, 404]);
      expect(told.headers.location).to.equal(undefined);
    }
  });

  it("leads nowhere for a plan that has no subdomain, a shop in the trash, and one that is gone", async () => {
    const free = await renamed({ plan: "free" });
    expect((await visit(`${free.former}.localhost/`)).status).to.equal(404);

    const shop = await renamed();
    const ways = [`${shop.former}.localhost/`, `localhost/stores/${shop.former}/shop`];
    await asProvisioner((client) => setState(client, shop.id, "suspended"));
    forgetAllStores();
    for (const way of ways) expect((await visit(way)).status, "closed, but there").to.equal(301);
    await asProvisioner((client) => setState(client, shop.id, "trashed"));
    forgetAllStores();
    const never = await visit(`never-${series}.localhost/`);
    for (const way of ways) expect(await textOf(way)).to.deep.equal([404, never.text]);
    expect((await visit(`localhost/store/${shop.former}`)).headers.location).to.equal(
      `/login?next=${encodeURIComponent(`/store/${shop.former}`)}`,
    );
    await asProvisioner((client) => dropStore(client, shop.id));
    forgetAllStores();
    for (const way of ways) expect(await textOf(way)).to.deep.equal([404, never.text]);
  });

  async function textOf(address: string): Promise<[number, string]> {
    const { status, text } = await visit(address);
    return [status, text];
  }

  it("leads to the newest of many codes at once, and not from the one that is back", async () => {
    const shop = await openShop({ plan: "standard" });
    const codes = [shop.code, newCode(), newCode()];
    for (const code of codes.slice(1)) await rename(shop, code);
    for (const code of codes.slice(0, 2)) {
      expectLead(await visit(`${code}.localhost/a`), `http://${codes[2]}.localhost/a`);
    }
    await rename(shop, shop.code);
    expect((await visit(`${shop.code}.localhost/`)).status).to.equal(200);
    for (const code of codes.slice(1)) {
      expectLead(await visit(`${code}.localhost/a`), `http://${shop.code}.localhost/a`);
    }
  });

  it("is another shop's only once it was let go of, and then shows that one only", async () => {
    const { former, code, name } = await renamed({ plan: "standard", name: `Mover ${series}` });
    await asProvisioner((client) => freeCode(client, former, "a test"));
    forgetAllStores();
    expect((await visit(`${former}.localhost/`)).status).to.equal(404);

    const theme = (await import("../../../app/themes.ts")).defaultTheme("Heir");
    const heir = { code: former, name: `Heir ${series}`, plan: "standard" as const };
    await asProvisioner((client) =>
      openStore(client, { ...heir, currency: "EUR", locale: "en-IE", theme }),
    );
    forgetAllStores();
    for (const address of [`${former}.localhost/`, `localhost/stores/${former}/shop`]) {
      const page = await visit(address);
      expect(page.status).to.equal(200);
      expect(page.text).to.include(heir.name).and.not.include(name);
    }
    expect((await visit(`${code}.localhost/`)).text).to.include(name);
  });

  it("is never stronger than the code of a shop, also when somebody wrote it in by hand", async () => {
    const [one, other] = [await openShop(), await openShop()];
    await asProvisioner(async (client) => {
      const sql = "insert into public.former_codes (code, store_id) values ($1, $2)";
      await client.query("SET ROLE NONE");
      await client.query(sql, [one.code, other.id]);
    });
    forgetAllStores();
    const page = await visit(`${one.code}.localhost/`);
    expect(page.status).to.equal(200);
    expect(page.text).to.include(one.name).and.not.include(other.name);
  });

  it("keeps readers on the shop's host, whatever path they bring", async () => {
    const { former, code } = await renamed({ plan: "standard" });
    for (const path of [
      "/evil.example/x",
      "\\evil.example",
      "/evil.example%2f..",
      "@evil.example",
    ]) {
      const page = await visit(`${former}.localhost/${path}`);
      expect(new URL(page.headers.location ?? "").host, path).to.equal(`${code}.localhost`);
    }
    const desk = await visit(`localhost/store/${former}//evil.example`);
    expect(new URL(desk.headers.location ?? "").host).to.equal("localhost");
  });

  describe("where the platform wants one address", () => {
    let strict: Application;
    before(async () => {
      strict = await startApplication({ CANONICAL_REDIRECT: "on" });
    });
    after(() => strict.stop());

    it("leads to the primary one in a single step", async () => {
      const domain = `strict-${series}.example`;
      const { former } = await renamed({ plan: "premium", domain });
      for (const [host, path] of [
        [`${former}.localhost`, "/shop/products?page=2"],
        ["localhost", `/stores/${former}/shop/products?page=2`],
      ] as const) {
        const page = await get(strict.port, path, { Host: host });
        expectLead(page, `http://${domain}/shop/products?page=2`);
      }
    });
  });
});
