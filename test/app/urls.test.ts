import { expect } from "chai";
import { config } from "../../app/config.ts";
import type { RoutingMode } from "../../app/context.ts";
import type { StoreEntry } from "../../app/directory.ts";
import { defaultTheme } from "../../app/themes.ts";
import {
  addressesOf,
  canonicalAddress,
  hostOf,
  isPrimary,
  linksFor,
  primaryMode,
  publicAddress,
} from "../../app/urls.ts";

const theme = defaultTheme("Acme");
const acme: StoreEntry = {
  id: 7,
  code: "acme",
  name: "Acme",
  plan: "premium",
  state: "open",
  domains: ["acme.example", "acme.test"],
  limits: null,
  served: true,
  theme,
  stylesheet: "",
  stylesheetVersion: "v1",
};
const visit = { host: "acme.example", port: ":3000", protocol: "https", ip: "::1" } as const;
const linksIn = (mode: RoutingMode) => linksFor(acme, mode, visit);

describe("linksFor", () => {
  const places: [what: string, at: string, inPath: string, of: (mode: RoutingMode) => string][] = [
    ["home", "/", "/stores/acme/shop", (mode) => linksIn(mode).home()],
    [
      "products",
      "/shop/products",
      "/stores/acme/shop/products",
      (mode) => linksIn(mode).products(),
    ],
    [
      "a product",
      "/shop/products/a",
      "/stores/acme/shop/products/a",
      (mode) => linksIn(mode).product("a"),
    ],
    [
      "a category",
      "/shop/categories/a",
      "/stores/acme/shop/categories/a",
      (mode) => linksIn(mode).category("a"),
    ],
    [
      "a collection",
      "/shop/products?collection=a",
      "/stores/acme/shop/products?collection=a",
      (mode) => linksIn(mode).collection("a"),
    ],
    ["a page", "/shop/pages/a", "/stores/acme/shop/pages/a", (mode) => linksIn(mode).page("a")],
    ["search", "/shop/search", "/stores/acme/shop/search", (mode) => linksIn(mode).search()],
    [
      "the theme",
      "/theme.css?v=v1",
      "/stores/acme/shop/theme.css?v=v1",
      (mode) => linksIn(mode).themeStylesheet(),
    ],
    [
      "the icon",
      "/favicon.svg?v=v1",
      "/stores/acme/shop/favicon.svg?v=v1",
      (mode) => linksIn(mode).favicon(),
    ],
    ["/shop", "/shop", "/stores/acme/shop", (mode) => linksIn(mode).at("/shop")],
    [
      "/shopping",
      "/shopping",
      "/stores/acme/shop/shopping",
      (mode) => linksIn(mode).at("/shopping"),
    ],
    [
      "/sitemap.xml",
      "/sitemap.xml",
      "/stores/acme/shop/sitemap.xml",
      (mode) => linksIn(mode).at("/sitemap.xml"),
    ],
  ];
  for (const [what, at, inPath, of] of places) {
    it(`leads to ${what} in every mode`, () => {
      expect(of("domain")).to.equal(at);
      expect(of("subdomain")).to.equal(at);
      expect(of("path")).to.equal(inPath);
    });
  }

  it("names pictures by store, file and size", () => {
    expect(linksIn("path").picture("abc", 800)).to.equal("/uploads/stores/7/abc-800.webp");
  });

  it("puts the version of a file into its address, and knows no file that is not there", () => {
    expect(linksIn("path").asset("storefront/base.css")).to.match(/^\/assets\/.*\?v=[0-9a-f]{12}$/);
    expect(() => linksIn("path").asset("storefront/nothing.css")).to.throw("nothing.css");
  });

  it("makes canonical addresses on the primary host, whatever the mode of the visit", () => {
    for (const mode of ["domain", "subdomain", "path"] as const) {
      expect(linksIn(mode).canonical("/shop/products")).to.equal(
        "https://acme.example:3000/shop/products",
      );
    }
  });
});

describe("primaryMode", () => {
  const cases: [plan: StoreEntry["plan"], domains: string[], mode: RoutingMode, address: string][] =
    [
      ["premium", ["acme.example"], "domain", "https://acme.example:3000/shop/pages/a"],
      ["premium", [], "subdomain", "https://acme.localhost:3000/shop/pages/a"],
      ["standard", ["acme.example"], "subdomain", "https://acme.localhost:3000/shop/pages/a"],
      ["free", ["acme.example"], "path", "https://localhost:3000/stores/acme/shop/pages/a"],
    ];
  for (const [plan, domains, mode, address] of cases) {
    it(`is ${mode} on the ${plan} plan with ${domains.length} domains`, () => {
      const store = { ...acme, plan, domains };
      expect(primaryMode(store)).to.equal(mode);
      expect(canonicalAddress(store, visit, "/shop/pages/a")).to.equal(address);
      expect(isPrimary(store, mode, { ...visit, host: hostOf(store, mode) })).to.equal(true);
    });
  }

  it("is not what a second domain is", () => {
    expect(isPrimary(acme, "domain", { ...visit, host: "acme.test" })).to.equal(false);
    expect(isPrimary(acme, "subdomain", { ...visit, host: "acme.localhost" })).to.equal(false);
  });
});

describe("publicAddress", () => {
  const { NODE_ENV, PUBLIC_PROTOCOL, PUBLIC_PORT } = config;
  afterEach(() => Object.assign(config, { NODE_ENV, PUBLIC_PROTOCOL, PUBLIC_PORT }));

  for (const [protocol, port, address] of [
    ["http", 3000, "http://acme.example:3000/shop/cart"],
    ["http", 80, "http://acme.example/shop/cart"],
    ["https", 443, "https://acme.example/shop/cart"],
    ["https", 0, "https://acme.example/shop/cart"],
    ["https", 8443, "https://acme.example:8443/shop/cart"],
  ] as const) {
    it(`is the primary address with ${protocol} and port ${port}`, () => {
      Object.assign(config, { PUBLIC_PROTOCOL: protocol, PUBLIC_PORT: port });
      expect(publicAddress(acme, "/shop/cart")).to.equal(address);
    });
  }

  it("keeps to this machine in development, where an own domain leads to strangers", () => {
    Object.assign(config, { NODE_ENV: "development", PUBLIC_PROTOCOL: "http", PUBLIC_PORT: 3000 });
    expect(publicAddress(acme, "/shop/cart")).to.equal("http://acme.localhost:3000/shop/cart");
  });
});

describe("addressesOf", () => {
  it("lists what the plan allows, the primary one first", () => {
    const path = "http://localhost:80/stores/acme/shop";
    const subdomain = "http://acme.localhost:80/";
    expect(addressesOf({ ...acme, plan: "free" }, ":80")).to.deep.equal([path]);
    expect(addressesOf({ ...acme, plan: "standard" }, ":80")).to.deep.equal([subdomain, path]);
    expect(addressesOf(acme, ":80")).to.deep.equal([
      "http://acme.example:80/",
      "http://acme.test:80/",
      subdomain,
      path,
    ]);
  });
});
