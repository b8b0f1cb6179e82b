import { DatabaseError, TimeoutError } from "sequelize";
import { Overloaded } from "../../db/scope.ts";
import { assetAddress } from "../assets.ts";
import type { AnyContext, Next, StoreContext } from "../context.ts";
import { Refusal } from "../errors.ts";
import { log } from "../log.ts";
import { draw } from "../render.ts";
import { keptContents } from "../shop-frame.ts";
import { layoutOf, unlisted } from "../storefront/page.ts";

interface ErrorPage {
  status: number;
  heading: string;
  message: string;
}

const headings: Record<number, string> = {
  400: "That address is not right",
  403: "That is not for you to do",
  404: "We cannot find that",
  409: "That is not possible as it stands",
  413: "That is too much at once",
  422: "That does not fit",
  429: "Please wait a moment",
  405: "That cannot be done here",
  501: "That cannot be done here",
  503: "Back in a moment",
};

const unanswered: Record<number, string> = {
  404: "There is nothing at this address.",
  405: "This address is for looking at only.",
  501: "This is not something that a shop does.",
};

const busy = {
  status: 503,
  message: "Many people are here right now. Please try again in a few seconds.",
};
const broken = {
  status: 500,
  message: "That is our fault, not yours. Please try again in a moment.",
};

/** Whatever is thrown below becomes a page, in the shop's dress where the shop is known. No query is made. */
export async function catchErrors(ctx: AnyContext, next: Next): Promise<void> {
  try {
    await next();
    const message = unanswered[ctx.status];
    if (message && !ctx.body) show(ctx, { status: ctx.status, message });
  } catch (error) {
    const answer = answerTo(error);
    if (answer.status >= 500) log.error({ err: error, ...aboutRequest(ctx) }, "request failed");
    show(ctx, answer);
  }
}

function answerTo(error: unknown): { status: number; message: string } {
  if (error instanceof Refusal) return error;
  if (error instanceof Overloaded || isCancelled(error) || isOutage(error)) return busy;
  return broken;
}

/** The statement ran for longer than statement_timeout or lock_timeout allow. */
function isCancelled(error: unknown): boolean {
  if (error instanceof TimeoutError) return true;
  if (!(error instanceof DatabaseError)) return false;
  const code = "code" in error.parent ? error.parent.code : "";
  return code === "57014" || code === "55P03";
}

/** The database cannot be reached, or is starting or stopping. */
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(57P0[123]|08\d{3}|ECONNREFUSED|ECONNRESET)$/.test(code) || isConnectionError(error);
}

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && /^Sequelize(Connection|HostNot)/.test(error.name);
}

function show(ctx: AnyContext, { status, message }: { status: number; message: string }): void {
  const page = { status, heading: headings[status] ?? "Something went wrong", message };
  ctx.status = status;
  ctx.type = "html";
  ctx.set("Cache-Control", "no-store");
  if (status === 503) ctx.set("Retry-After", "5");
  delete ctx.state.view;
  ctx.body = drawDeskPage(ctx, page) ?? drawShopPage(ctx, page) ?? drawPlatformPage(ctx, page);
}

/** The error for somebody at work, with the way back to the desk; undefined for everybody else. */
function drawDeskPage(
  { state: { area, staff, store } }: AnyContext,
  page: ErrorPage,
): string | undefined {
  if (!staff || area === "storefront") return undefined;
  const back = area === "dashboard" && store ? `/store/${store.code}/dashboard` : "/shops";
  return draw("errors/desk", { ...page, back, asset: assetAddress });
}

/** The error in the shop's own dress; undefined when there is no shop, or its dress is what is broken. */
function drawShopPage(ctx: AnyContext, page: ErrorPage): string | undefined {
  const { store, links, area } = ctx.state;
  if (!store || !links || area !== "storefront") return undefined;
  const contents = keptContents(store.id);
  const surroundings = contents?.settings.closed ? undefined : contents;
  try {
    const layout = layoutOf(ctx as StoreContext, surroundings, unlisted(page.heading));
    return draw("errors/storefront", { ...layout, ...page });
  } catch (error) {
    log.error({ err: error, store: store.id }, "the error page itself failed");
    return undefined;
  }
}

/** On a host that nobody knows there is no first page to go to. */
function drawPlatformPage({ state: { area } }: AnyContext, page: ErrorPage): string {
  return draw("errors/platform", { ...page, start: area === "storefront" ? "" : "/" });
}

function aboutRequest(ctx: AnyContext) {
  const { requestId, visit, store, mode } = ctx.state;
  return { request: requestId, host: visit?.host, store: store?.id, mode, path: ctx.originalUrl };
}
