import { config } from "../config.ts";
import type { AnyContext, Area, Next, RoutingMode } from "../context.ts";
import { type StoreEntry, storeOnceWithCode, storeOnDomain, storeWithCode } from "../directory.ts";
import { BadRequest, StoreClosed, StoreNotFound, StoreOutdated } from "../errors.ts";
import { readVisit, type Visit } from "../hosts.ts";
import { isCode } from "../store-code.ts";
import { addressIn, canonicalAddress, isPrimary, linksFor } from "../urls.ts";

interface Place {
  area: Area;
  cleanPath: string;
  mode?: RoutingMode;
  store?: StoreEntry | undefined;
  deskCode?: string;
  /** The store that had the address's code before it was renamed. */
  former?: StoreEntry | undefined;
}

/** A store at its code, or at one that it had before. */
interface Found {
  store?: StoreEntry | undefined;
  former?: StoreEntry | undefined;
}

const shopPath = /^\/stores\/([^/]+)(?:\/shop(\/.*)?|\/?)$/;
const dashboardPath = /^\/store\/([^/]+)(\/.*)?$/;
const rootFiles = new Set(["/sitemap.xml", "/robots.txt", "/theme.css", "/favicon.svg"]);
const dress = new Set(["/theme.css", "/favicon.svg"]);
const machines = /^\/shop\/webhooks\//;

/**
 * Finds out for whom an address is: host and path become a store, a routing mode and a clean path.
 * Order: a verified custom domain, then a subdomain, then the path.
 * @throws StoreNotFound · StoreClosed · StoreOutdated · BadRequest
 */
export async function resolveStore(ctx: AnyContext, next: Next): Promise<unknown> {
  const visit = readVisit(ctx.req);
  ctx.state.visit = visit;
  if (ctx.url.includes("%00")) throw new BadRequest("This address has a sign that no text has.");
  if (visit.host === `admin.${config.PLATFORM_DOMAIN}`) return redirectToAdmin(ctx, visit);

  const place = await placeOf(visit.host, ctx.path);
  takePlace(ctx, place);
  if (place.former) return leadToNewAddress(ctx, place, place.former, visit);
  if (place.area !== "storefront") return next();
  if (!place.store || place.store.state === "trashed" || !place.mode) throw new StoreNotFound();

  enter(ctx, place.store, place.mode, visit);
  if (!dress.has(ctx.path)) refuseWhenClosed(place.store); // the page that says so is dressed
  return redirectToPrimary(ctx, place.store, place.mode) || next();
}

function takePlace(ctx: AnyContext, { area, cleanPath, deskCode }: Place): void {
  ctx.state.area = area;
  ctx.path = cleanPath; // the routers know only this one
  if (deskCode) ctx.state.deskCode = deskCode;
}

async function placeOf(host: string, path: string): Promise<Place> {
  const { PLATFORM_DOMAIN: platform, SHOPS_DOMAIN: shops } = config;
  if (host === shops || host === platform) return placeOnPlatform(host, path);

  const cleanPath = path;
  if (host.endsWith(`.${shops}`))
    return placeOnSubdomain(host.slice(0, -shops.length - 1), cleanPath);
  if (host.endsWith(`.${platform}`)) return { area: "storefront", cleanPath };
  const store = await storeOnDomain(host);
  const entitled = store?.plan === "premium" ? store : undefined;
  return { area: "storefront", mode: "domain", store: entitled, cleanPath };
}

async function placeOnSubdomain(label: string, cleanPath: string): Promise<Place> {
  const { store, former } = await storeAt(label, cleanPath);
  const entitled = (found?: StoreEntry) => (found?.plan === "free" ? undefined : found);
  return {
    area: "storefront",
    mode: "subdomain",
    store: entitled(store),
    former: entitled(former),
    cleanPath,
  };
}

async function placeOnPlatform(host: string, path: string): Promise<Place> {
  const [matched, code = "", rest] = (host === config.SHOPS_DOMAIN && shopPath.exec(path)) || [];
  if (matched) return placeOfShopPath(code.toLowerCase(), rest);
  if (host !== config.PLATFORM_DOMAIN) return { area: "storefront", cleanPath: path };

  const [, deskCode, page = "/"] = dashboardPath.exec(path) ?? [];
  if (deskCode) return placeOfDesk(deskCode.toLowerCase(), page);
  return { area: /^\/admin(\/|$)/.test(path) ? "admin" : "platform", cleanPath: path };
}

async function placeOfShopPath(code: string, rest: string | undefined): Promise<Place> {
  const cleanPath = cleanShopPath(rest);
  return { area: "storefront", mode: "path", ...(await storeAt(code, cleanPath)), cleanPath };
}

async function placeOfDesk(deskCode: string, cleanPath: string): Promise<Place> {
  const { former } = await storeAt(deskCode, cleanPath);
  return { area: "dashboard", deskCode, former, cleanPath };
}

/** Machines follow no redirect: what they send to an address of before is for the store that had it. */
async function storeAt(code: string, cleanPath: string): Promise<Found> {
  if (!isCode(code)) return {};
  const store = await storeWithCode(code);
  if (store) return { store };
  const former = await storeOnceWithCode(code);
  if (former?.state === "trashed") return {};
  return machines.test(cleanPath) ? { store: former } : { former };
}

function cleanShopPath(rest = "/"): string {
  return rest === "/" || rootFiles.has(rest) ? rest : `/shop${rest}`;
}

function enter(ctx: AnyContext, store: StoreEntry, mode: RoutingMode, visit: Visit): void {
  ctx.state.store = store;
  ctx.state.mode = mode;
  ctx.state.links = linksFor(store, mode, visit);
}

function refuseWhenClosed({ state, served }: StoreEntry): void {
  if (state === "suspended") {
    throw new StoreClosed("This shop is closed for the moment. Please come back later.");
  }
  if (state === "opening") {
    throw new StoreClosed("This shop is just opening. Please come back in a minute.");
  }
  if (!served) throw new StoreOutdated();
}

/**
 * A renamed store's old address leads to the same place at its new one. A browser has to ask again each time: one day
 * the store may have its old code back, or another store may.
 */
function leadToNewAddress(ctx: AnyContext, place: Place, store: StoreEntry, visit: Visit): void {
  const reads = isReading(ctx);
  ctx.status = reads ? 301 : 308;
  ctx.set("Cache-Control", "no-cache");
  ctx.redirect(newAddress(place, store, visit, reads) + ctx.search);
}

function newAddress({ mode, cleanPath }: Place, store: StoreEntry, visit: Visit, reads: boolean) {
  if (!mode) {
    const desk = `${config.PLATFORM_DOMAIN}${visit.port}/store/${store.code}`;
    return `${visit.protocol}://${desk}${cleanPath === "/" ? "" : cleanPath}`;
  }
  return config.CANONICAL_REDIRECT && reads
    ? canonicalAddress(store, visit, cleanPath)
    : addressIn(mode, store, visit, cleanPath);
}

/** The admin's session lives on the platform's own host. */
function redirectToAdmin(ctx: AnyContext, { protocol, port }: Visit): void {
  ctx.redirect(`${protocol}://${config.PLATFORM_DOMAIN}${port}/admin`);
}

/** Sends a reader to the store's best address, where the platform wants that; true when it did. */
function redirectToPrimary(ctx: AnyContext, store: StoreEntry, mode: RoutingMode): boolean {
  const { visit } = ctx.state;
  if (!config.CANONICAL_REDIRECT || !isReading(ctx)) return false;
  if (!visit || isPrimary(store, mode, visit)) return false;

  ctx.status = 301;
  ctx.redirect(canonicalAddress(store, visit, ctx.path) + ctx.search);
  return true;
}

function isReading({ method }: AnyContext): boolean {
  return method === "GET" || method === "HEAD";
}
