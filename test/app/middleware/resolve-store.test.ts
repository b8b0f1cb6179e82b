import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { asPlatform } from "../../../app/context.ts";
import { forgetAllStores } from "../../../app/directory.ts";
import { Store } from "../../../app/models/shared/store.ts";
import { defaultTheme } from "../../../app/themes.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { addDomain } from "../../../db/domains.ts";
import { dropStore, openStore, setState } from "../../../db/provision.ts";
import { type Application, startApplication } from "../../support/application.ts";
import { canonicalLink, words } from "../../support/html.ts";
import { sayLines } from "../../support/raw.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { get, type Page, port, visit } from "../../support/visit.ts";

const word = randomBytes(5).toString("hex");

describe("resolveStore", () => {
  let premium: Shop;
  let standard: Shop;
  let free: Shop;
  const domains = {
    premium: `premium-${word}.example`,
    second: `second-${word}.example`,
    unverified: `unverified-${word}.example`,
    standard: `standard-${word}.example`,
    free: `free-${word}.example`,
  };

  before(async () => {
    premium = await openShop({ plan: "premium", domain: domains.premium, name: "Premium Pots" });
    standard = await openShop({
      plan: "standard",
      domain: domains.standard,
      name: "Standard Socks",
    });
    free = await openShop({ plan: "free", domain: domains.free, name: "Free Forks" });
    await asProvisioner(async (client) => {
      await addDomain(client, premium.id, domains.second, { verified: true });
      await addDomain(client, premium.id, domains.unverified);
    });
    await premium.sells("pot");
  });

  describe("by plan and mode", () => {
    const cases: [what: string, address: () => string, answers: () => Shop | undefined][] = [
      ["a premium store on its domain", () => domains.premium, () => premium],
      ["a premium store on its second domain", () => domains.second, () => premium],
      ["nobody on a domain that is not verified", () => domains.unverified, () => undefined],
      ["a premium store on its subdomain", () => `${premium.code}.localhost`, () => premium],
      ["a premium store on its path", () => pathOf(premium), () => premium],
      ["no standard store on a domain", () => domains.standard, () => undefined],
      ["a standard store on its subdomain", () => `${standard.code}.localhost`, () => standard],
      ["a standard store on its path", () => pathOf(standard), () => standard],
      ["no free store on a domain", () => domains.free, () => undefined],
      ["no free store on a subdomain", () => `${free.code}.localhost`, () => undefined],
      ["a free store on its path", () => pathOf(free), () => free],
    ];
    for (const [what, address, answers] of cases) {
      it(`finds ${what}`, async () => {
        const check = (page: Page, shop = answers()) =>
          shop ? expectShop(page, shop) : expectNobody(page);
        check(await visit(address()));
        check(await visit(productsAt(address())));
      });
    }
  });

  describe("by host", () => {
    it("takes every spelling of a host for the same store", async () => {
      for (const host of [
        domains.premium.toUpperCase(),
        `${domains.premium}.`,
        `${domains.premium}:8080`,
        `${domains.premium.toUpperCase()}.:443`,
        `${premium.code.toUpperCase()}.LocalHost`,
        `${premium.code}.localhost.`,
        `${premium.code}.localhost.:3000`,
      ]) {
        const page = await visit(`${host}/shop/products`);
        expectShop(page, premium);
        const origin = `http://${domains.premium}${/:\d+$/.exec(host)?.[0] ?? ""}`;
        expect(canonicalLink(page.text), host).to.equal(`${origin}/shop/products`);
      }
    });

    it("takes nothing but one label before the platform's domain for a subdomain", async () => {
      for (const host of [
        `${premium.code}.evil.example`,
        `${premium.code}.localhost.evil.example`,
        `a.${premium.code}.localhost`,
        `${premium.code}.a.localhost`,
        `x${premium.code}.localhost`,
        `evil${domains.premium}`,
        `${domains.premium}.localhost`,
        `www.${domains.premium}`,
      ]) {
        expectNobody(await visit(`${host}/`), host);
      }
    });

    it("lets no store answer on a reserved name, even if there is one of that name", async () => {
      const store = { code: "status", name: "Usurper", plan: "premium" as const };
      const theme = defaultTheme("Usurper");
      const id = await asProvisioner((client) =>
        openStore(client, { ...store, currency: "EUR", locale: "en-IE", theme }),
      );
      try {
        expectNobody(await visit("status.localhost/"));
        expectNobody(await visit("localhost/stores/status/shop"));
        for (const label of ["www", "api", "mail", "login", "ns1", "xn--abc", "ab"]) {
          expectNobody(await visit(`${label}.localhost/`), label);
        }
      } finally {
        await asProvisioner((client) => dropStore(client, id));
      }
    });

    it("refuses what is no host name", async () => {
      for (const host of [
        "",
        ".",
        "a.com,b.com",
        `evil@${premium.code}.localhost`,
        `${premium.code}.localhost,evil.example`,
        "127.0.0.1",
        "127.0.0.1:3000",
        "[::1]",
        "[::1]:3000",
        "2130706433",
        `${premium.code}.localhost..`,
        `${premium.code}.localhost:99999`,
        `${premium.code}.localhost:80:80`,
        `${premium.code}.localhost:`,
        `${premium.code}_.localhost`,
        `%74${premium.code.slice(1)}.localhost`,
      ]) {
        expectRefused(await get(await port(), "/", { Host: host }), host);
      }
    });

    it("refuses a host in UTF-8", async () => {
      const answer = await sayLines(await port(), ["GET / HTTP/1.1", "Host: bücher.localhost"]);
      expect(answer.status).to.equal(400);
    });

    it("refuses two Host headers, also when they agree", async () => {
      const host = `Host: ${premium.code}.localhost`;
      for (const other of ["Host: evil.example", host, "host: localhost"]) {
        for (const lines of [
          [host, other],
          [other, host],
        ]) {
          const answer = await sayLines(await port(), ["GET / HTTP/1.1", ...lines]);
          expect(answer.status, lines.join()).to.equal(400);
          expect(answer.text).not.to.include(premium.name);
        }
      }
    });

    it("refuses a request without a host, whatever the version of HTTP", async () => {
      expect((await sayLines(await port(), ["GET / HTTP/1.0"])).status).to.equal(400);
      expect((await sayLines(await port(), ["GET / HTTP/1.1"])).status).to.equal(400);
      expect((await sayLines(await port(), ["GET / HTTP/1.1", "Host:"])).status).to.equal(400);
    });

    it("serves HTTP/1.0 with a host", async () => {
      const lines = ["GET / HTTP/1.0", `Host: ${premium.code}.localhost`];
      const answer = await sayLines(await port(), lines);
      expect(answer.status).to.equal(200);
      expect(answer.text).to.include(premium.name);
    });

    it("takes a whole address in the request line only when it names the same host", async () => {
      const host = `${premium.code}.localhost`;
      const ask = async (target: string) =>
        sayLines(await port(), [`GET ${target} HTTP/1.1`, `Host: ${host}`]);

      const same = await ask(`http://${host.toUpperCase()}:80/shop/products?sort=title`);
      expect(same.status).to.equal(200);
      expect(same.text).to.include("pot").and.to.include(premium.name);
      for (const target of [
        `http://${standard.code}.localhost/`,
        `http://evil@${host}/`,
        `http://${host}@evil.example/`,
        `ftp://${host}/`,
        "http://",
      ]) {
        const answer = await ask(target);
        expect(answer.status, target).to.equal(400);
        expect(answer.text, target).not.to.include(standard.name);
      }
    });

    it("answers on the platform's own host with the platform", async () => {
      const page = await visit("localhost:3000/");
      expect(page.status).to.equal(200);
      expect(page.text).to.include(`http://${premium.code}.localhost:3000/`);
    });
  });

  describe("by path", () => {
    it("reads the code without regard to case, and prints it in lower case", async () => {
      const page = await visit(`localhost/stores/${free.code.toUpperCase()}/shop/products`);
      expectShop(page, free);
      expect(page.text).to.include(`/stores/${free.code}/shop`);
      expect(page.text).not.to.include(free.code.toUpperCase());
      expect(canonicalLink(page.text)).to.equal(
        `http://localhost/stores/${free.code}/shop/products`,
      );
    });

    it("shows the home page with and without /shop and a slash", async () => {
      for (const end of ["", "/", "/shop", "/shop/"]) {
        expectShop(await visit(`localhost/stores/${free.code}${end}`), free);
      }
    });

    it("finds nothing at what is almost a shop's path", async () => {
      const pot = premium.code;
      for (const path of [
        "stores",
        "stores/",
        "stores//shop",
        `stores/${pot}x/shop`,
        `stores/nobody-${word}/shop`,
        `stores/${pot}%2Fshop`,
        `stores%2F${pot}/shop`,
        `stores//${pot}/shop`,
        `/stores/${pot}/shop`,
        `stores/${pot}/shops`,
        `stores/${pot}/products`,
        `stores/${pot}%00/shop`,
        `stores/${pot}.localhost/shop`,
        `stores/../stores/${pot}/shop`,
        `stores/./${pot}/shop`,
        `stores/%2e%2e/${pot}/shop`,
        `store/${pot}/shop`,
        "stores/%ff/shop",
        "stores/'%20or%201=1/shop",
      ]) {
        const page = await visit(`localhost/${path}`);
        expect(page.status, path).to.be.oneOf([400, 404]);
        expect(page.text, path).not.to.include(premium.name);
      }
    });

    it("finds nothing below a shop's path but its own pages", async () => {
      for (const path of [
        "/shop//products",
        "/shop/../../stores",
        `/shop/..%2f..%2f${standard.code}/shop`,
        "/shop/shop/products",
        "/shop/%2e%2e/products",
        "/shop/products%2Fpot",
        "/shop/products/pot%2F..",
        "/shop/products/pot/more",
        "/shop//evil.example",
        "/shop/admin",
        "/shop/store",
      ]) {
        const page = await visit(`localhost/stores/${premium.code}${path}`);
        expect(page.status, path).to.equal(404);
        expect(words(page.text), path).to.include("cannot find");
      }
    });

    it("serves a shop's files of the root below its path", async () => {
      for (const file of ["sitemap.xml", "robots.txt", "theme.css", "favicon.svg"]) {
        const page = await visit(`localhost/stores/${free.code}/shop/${file}`);
        expect(page.status, file).to.equal(200);
      }
    });

    it("refuses a zero byte, wherever it is", async () => {
      for (const path of ["shop/products/%00", "shop/search?q=%00", "shop/products?option=a:%00"]) {
        expectRefused(await visit(`${premium.code}.localhost/${path}`), path);
      }
    });
  });

  describe("by area", () => {
    it("has neither dashboard nor admin on a store's host", async () => {
      for (const host of [domains.premium, `${premium.code}.localhost`]) {
        for (const path of ["admin", "admin/stores", `store/${premium.code}/dashboard`, "login"]) {
          expect((await visit(`${host}/${path}`)).status, host + path).to.equal(404);
        }
      }
    });

    it("has no shop where the dashboard is", async () => {
      for (const path of ["", "/shop", "/products", "/sitemap.xml"]) {
        const page = await visit(`localhost/store/${premium.code}${path}`);
        expect(page.text, path).not.to.include(premium.name);
      }
    });

    it("sends every address of the admin's host to the platform's", async () => {
      for (const path of ["", "admin", "admin/stores?page=2", "/evil.example", "stores/x/shop"]) {
        const page = await visit(`admin.localhost:3000/${path}`);
        expect(page.status, path).to.equal(302);
        expect(page.headers.location, path).to.equal("http://localhost:3000/admin");
      }
    });

    it("never leads away from a shop by a path that looks like a host", async () => {
      for (const path of [
        "/evil.example",
        "/evil.example/%2e%2e",
        "\\evil.example",
        "/evil.example/shop",
      ]) {
        for (const host of ["localhost", domains.premium, `${premium.code}.localhost`]) {
          const page = await visit(`${host}/${path}`);
          expect(page.status, host + path).to.equal(404);
          expect(page.headers.location).to.equal(undefined);
        }
      }
    });

    it("tells load balancers how it is, whatever the host", async () => {
      for (const host of [
        "localhost",
        domains.premium,
        "unknown.example",
        "127.0.0.1",
        "a,b",
        "",
      ]) {
        for (const path of ["/healthz", "/readyz"]) {
          const page = await get(await port(), path, { Host: host });
          expect(page.status, host + path).to.equal(200);
          expect(page.text).to.equal("ok\n");
        }
      }
    });
  });

  describe("by state", () => {
    let shop: Shop;
    const domain = `closing-${word}.example`;
    const places = () => [domain, `${shop.code}.localhost`, pathOf(shop)];

    before(async () => {
      shop = await openShop({ name: "Closing Clocks", domain });
    });

    afterEach(async () => {
      await asProvisioner((client) => setState(client, shop.id, "open"));
      forgetAllStores();
    });

    it("shows a suspended shop's closed door in its own dress, and says when to come again", async () => {
      await asProvisioner((client) => setState(client, shop.id, "suspended"));
      forgetAllStores();

      for (const place of places()) {
        const page = await visit(place);
        expect(page.status, place).to.equal(503);
        expect(page.headers["retry-after"], place).to.match(/^\d+$/);
        expect(page.headers["cache-control"], place).to.equal("no-store");
        expect(page.text, place).to.include(shop.name).and.to.include("closed for the moment");
        const [stylesheet = ""] = /[^"]*\/theme\.css\?v=[^"]*/.exec(page.text) ?? [];
        expect((await visit(place.split("/")[0] + stylesheet)).status, stylesheet).to.equal(200);
      }
      expect((await visit(`${domain}/shop/products`)).status).to.equal(503);
      expect((await visit(`${domain}/sitemap.xml`)).status).to.equal(503);
    });

    it("asks for patience while a shop is opening", async () => {
      await changeState(shop, "opening");
      for (const place of places()) {
        const page = await visit(place);
        expect(page.status, place).to.equal(503);
        expect(page.text, place).to.include("just opening");
      }
    });

    it("knows a trashed shop no more, and says so in the words for one that never was", async () => {
      await changeState(shop, "trashed");
      for (const place of places()) expectNobody(await visit(place), place);

      const trashed = await visit(`${shop.code}.localhost/`);
      const never = await visit(`never-${word}.localhost/`);
      expect(trashed.text).to.equal(never.text);
    });

    it("opens again", async () => {
      for (const place of places()) expectShop(await visit(place), shop);
    });
  });

  describe("behind proxies", () => {
    let trusting: Application;

    before(async () => {
      trusting = await startApplication({ TRUSTED_PROXIES: "127.0.0.1/32" });
    });

    after(() => trusting.stop());

    it("does not believe a stranger's X-Forwarded headers", async () => {
      const page = await visit(`${premium.code}.localhost/shop/products`, {
        "X-Forwarded-Host": `${standard.code}.localhost`,
        "X-Forwarded-Proto": "https",
      });
      expectShop(page, premium);
      expect(canonicalLink(page.text)).to.equal(`http://${domains.premium}/shop/products`);
      const nobody = { "X-Forwarded-Host": `${premium.code}.localhost` };
      expectNobody(await visit(`nobody-${word}.localhost/`, nobody));
    });

    it("believes those of a trusted proxy", async () => {
      const page = await get(trusting.port, "/shop/products", {
        Host: "inside.example",
        "X-Forwarded-Host": `${premium.code.toUpperCase()}.localhost.`,
        "X-Forwarded-Proto": "https",
      });
      expectShop(page, premium);
      expect(canonicalLink(page.text)).to.equal(`https://${domains.premium}/shop/products`);
    });

    it("goes by the Host header where a trusted proxy forwards none", async () => {
      expectShop(await get(trusting.port, "/", { Host: `${standard.code}.localhost` }), standard);
    });

    it("refuses what a proxy forwards when it is not one host name", async () => {
      for (const forwarded of [
        [`${premium.code}.localhost`, "evil.example"],
        `${premium.code}.localhost, evil.example`,
        `evil@${premium.code}.localhost`,
        "127.0.0.1",
      ]) {
        const headers = { Host: "inside.example", "X-Forwarded-Host": forwarded };
        expectRefused(await get(trusting.port, "/", headers), String(forwarded));
      }
    });
  });

  describe("with CANONICAL_REDIRECT=on", () => {
    let strict: Application;
    const ask = (address: string, method = "GET") => {
      const [host = "", ...rest] = address.split("/");
      const headers = { Host: host, Origin: `http://${host}` };
      return get(strict.port, `/${rest.join("/")}`, headers, method);
    };

    before(async () => {
      strict = await startApplication({ CANONICAL_REDIRECT: "on" });
    });

    after(() => strict.stop());

    it("leads readers to the primary address, with path and query", async () => {
      const best = `http://${domains.premium}`;
      for (const [address, target] of [
        [
          `${domains.second}/shop/products?page=2&sort=title`,
          `${best}/shop/products?page=2&sort=title`,
        ],
        [`${premium.code}.localhost/`, `${best}/`],
        [`${premium.code}.localhost:3000/shop/search?q=a%20b`, `${best}:3000/shop/search?q=a%20b`],
        [`localhost/stores/${premium.code.toUpperCase()}`, `${best}/`],
        [
          `localhost/stores/${premium.code}/shop/products/pot?variant=1`,
          `${best}/shop/products/pot?variant=1`,
        ],
        [`localhost/stores/${premium.code}/shop/sitemap.xml`, `${best}/sitemap.xml`],
        [
          `localhost/stores/${standard.code}/shop/pages/about`,
          `http://${standard.code}.localhost/shop/pages/about`,
        ],
      ] as const) {
        for (const method of ["GET", "HEAD"]) {
          const page = await ask(address, method);
          expect(page.status, address).to.equal(301);
          expect(page.headers.location, address).to.equal(target);
        }
      }
    });

    it("stays where the primary address is", async () => {
      expectShop(await ask(`${domains.premium}/`), premium);
      expectShop(await ask(`${domains.premium.toUpperCase()}.:8080/`), premium);
      expectShop(await ask(`${standard.code}.localhost/`), standard);
      expectShop(await ask(`localhost/stores/${free.code}/shop`), free);
    });

    it("does not send a form elsewhere", async () => {
      const page = await ask(`${premium.code}.localhost/shop/products`, "POST");
      expect(page.status).to.equal(405);
      expect(page.headers.location).to.equal(undefined);
    });

    it("keeps readers on the shop's host, whatever path they bring", async () => {
      for (const path of [
        "/evil.example/x",
        "\\evil.example",
        "/evil.example%2f..",
        "@evil.example",
      ]) {
        const page = await ask(`${premium.code}.localhost/${path}`);
        expect(page.status, path).to.equal(301);
        expect(new URL(page.headers.location ?? "").host, path).to.equal(domains.premium);
      }
    });
  });

  describe("with SHOPS_DOMAIN", () => {
    let apart: Application;
    const shops = `shops-${word}.example`;
    const ask = (host: string, path = "/") => get(apart.port, path, { Host: host });

    before(async () => {
      apart = await startApplication({ SHOPS_DOMAIN: shops });
    });

    after(() => apart.stop());

    it("serves subdomains and path shops there", async () => {
      expectShop(await ask(`${standard.code}.${shops}`), standard);
      const page = await ask(shops, `/stores/${free.code}/shop/products`);
      expectShop(page, free);
      expect(canonicalLink(page.text)).to.equal(
        `http://${shops}/stores/${free.code}/shop/products`,
      );
    });

    it("serves neither on the platform's domain", async () => {
      expectNobody(await ask(`${standard.code}.localhost`));
      const page = await ask("localhost", `/stores/${free.code}/shop`);
      expect(page.status).to.equal(404);
      expect(page.text).not.to.include(free.name);
    });

    it("has nothing of the platform's there", async () => {
      for (const path of ["/", "/login", "/admin", `/store/${free.code}/dashboard`]) {
        expectNobody(await ask(shops, path), path);
      }
      expectNobody(await ask(`admin.${shops}`));
    });

    it("serves the platform and custom domains as ever", async () => {
      expect((await ask("localhost")).status).to.equal(200);
      expect((await ask("admin.localhost")).headers.location).to.equal("http://localhost/admin");
      expectShop(await ask(domains.premium), premium);
    });
  });

  function expectNobody(page: Page, what = ""): void {
    expect(page.status, what).to.equal(404);
    expect(page.text, what).to.include("No shop answers at this address");
    for (const shop of [premium, standard, free]) {
      expect(page.text, what).not.to.include(shop.name);
      expect(page.text, what).not.to.include(shop.code);
    }
  }
});

function pathOf(shop: Shop): string {
  return `localhost/stores/${shop.code}/shop`;
}

function productsAt(place: string): string {
  return place.includes("/") ? `${place}/products` : `${place}/shop/products`;
}

function expectShop(page: Page, shop: Shop): void {
  expect(page.status).to.equal(200);
  expect(/<title>([^<]*)<\/title>/.exec(page.text)?.[1]).to.include(shop.name);
}

function expectRefused(page: Page, what: string): void {
  expect(page.status, what).to.equal(400);
  expect(page.headers["content-type"], what).to.include("text/html");
}

async function changeState(shop: Shop, state: "opening" | "trashed"): Promise<void> {
  await asPlatform("write", () => Store.update({ state }, { where: { id: shop.id } }));
  forgetAllStores();
}
