import { assetAddress } from "./assets.ts";
import { config } from "./config.ts";
import type { RoutingMode } from "./context.ts";
import type { StoreEntry } from "./directory.ts";
import type { Visit } from "./hosts.ts";
import { fontAddresses } from "./themes.ts";

/** What it takes to know where a store answers. */
type Addressed = Pick<StoreEntry, "code" | "plan" | "domains">;

export type PictureSize = 400 | 800 | 1200;

/** Addresses inside one shop, right for the way in which it was reached. */
export interface ShopLinks {
  home(): string;
  products(): string;
  product(slug: string): string;
  category(slug: string): string;
  collection(slug: string): string;
  page(slug: string): string;
  search(): string;
  cart(): string;
  checkout(): string;
  /** An order's own page; the token is what lets a visitor in (app/selling/orders/link.ts). */
  order(token: string): string;
  /** A page of the customer's account: "" for the account itself, "sign-in", "orders", ... */
  account(page?: string): string;
  picture(file: string, size: PictureSize): string;
  asset(name: string): string;
  themeStylesheet(): string;
  favicon(): string;
  fonts(): string[];
  /** Any path as the routes know it. */
  at(cleanPath: string): string;
  /** The same place on the store's primary address, absolute. */
  canonical(cleanPath: string): string;
}

/** Makes the links of a store for one routing mode. `visit` gives protocol and port of absolute ones. */
export function linksFor(store: StoreEntry, mode: RoutingMode, visit: Visit): ShopLinks {
  const to = (cleanPath: string) => pathOf(store, mode, cleanPath);
  return {
    home: () => to("/"),
    products: () => to("/shop/products"),
    product: (slug) => to(`/shop/products/${slug}`),
    category: (slug) => to(`/shop/categories/${slug}`),
    collection: (slug) => to(`/shop/products?collection=${slug}`),
    page: (slug) => to(`/shop/pages/${slug}`),
    search: () => to("/shop/search"),
    cart: () => to("/shop/cart"),
    checkout: () => to("/shop/checkout"),
    order: (token) => to(`/shop/orders/${token}`),
    account: (page = "") => to(page ? `/shop/account/${page}` : "/shop/account"),
    picture: (file, size) => `/uploads/stores/${store.id}/${file}-${size}.webp`,
    asset: assetAddress,
    themeStylesheet: () => to(`/theme.css?v=${store.stylesheetVersion}`),
    favicon: () => to(`/favicon.svg?v=${store.stylesheetVersion}`),
    fonts: () => fontAddresses(store.theme),
    at: to,
    canonical: (cleanPath) => canonicalAddress(store, visit, cleanPath),
  };
}

/** Every address on which a store answers, the primary one first. `port` is ":3000" or "". */
export function addressesOf(store: Addressed, port: string): string[] {
  const { plan, domains } = store;
  return [
    ...(plan === "premium" ? domains.map((domain) => `http://${domain}${port}/`) : []),
    ...(plan === "free" ? [] : [`http://${hostOf(store, "subdomain")}${port}/`]),
    `http://${hostOf(store, "path")}${port}${pathOf(store, "path", "/")}`,
  ];
}

/** The best way to reach a store: what its plan allows, and its owner has set up. */
export function primaryMode(store: Addressed): RoutingMode {
  if (store.plan === "premium" && store.domains[0]) return "domain";
  return store.plan === "free" ? "path" : "subdomain";
}

/** The host on which a store answers in a routing mode. */
export function hostOf(store: Addressed, mode: RoutingMode): string {
  if (mode === "domain") return store.domains[0] ?? "";
  return mode === "subdomain" ? `${store.code}.${config.SHOPS_DOMAIN}` : config.SHOPS_DOMAIN;
}

/** True when a visit came in at the store's primary address. */
export function isPrimary(store: StoreEntry, mode: RoutingMode, visit: Visit): boolean {
  return mode === primaryMode(store) && visit.host === hostOf(store, mode);
}

/** An absolute address on the store's primary host, for a path as the routes know it. */
export function canonicalAddress(store: Addressed, visit: Visit, cleanPath: string): string {
  return addressIn(primaryMode(store), store, visit, cleanPath);
}

/** The same on the store's host of a routing mode. */
export function addressIn(
  mode: RoutingMode,
  store: Addressed,
  visit: Visit,
  cleanPath: string,
): string {
  return `${visit.protocol}://${hostOf(store, mode)}${visit.port}${pathOf(store, mode, cleanPath)}`;
}

/**
 * The same for links that are made without a visit, such as those in mails: PUBLIC_PROTOCOL and PUBLIC_PORT tell the rest.
 * In development a shop's own domain leads to strangers, who must not get such a link: there it is the subdomain.
 */
export function publicAddress(store: Addressed, cleanPath: string): string {
  const mode = primaryMode(store);
  const isStrange = mode === "domain" && config.NODE_ENV === "development";
  return addressIn(isStrange ? "subdomain" : mode, store, publicVisit(), cleanPath);
}

/** An absolute address of the platform's own pages, made without a visit. */
export function platformAddress(path: string): string {
  const { protocol, port } = publicVisit();
  return `${protocol}://${config.PLATFORM_DOMAIN}${port}${path}`;
}

function publicVisit(): Visit {
  const { PUBLIC_PROTOCOL: protocol, PUBLIC_PORT: port } = config;
  const usual = port === 0 || port === (protocol === "https" ? 443 : 80);
  return { host: "", port: usual ? "" : `:${port}`, protocol, ip: "" };
}

// Path mode has /stores/{code}/shop where the other modes have /shop, and serves the files of a host's
// root (sitemap.xml, theme.css, ...) below it too.
function pathOf(store: Addressed, mode: RoutingMode, cleanPath: string): string {
  if (mode !== "path") return cleanPath;
  const base = `/stores/${store.code}/shop`;
  if (cleanPath === "/") return base;
  return base + cleanPath.replace(/^\/shop(?=\/|$)/, "");
}
