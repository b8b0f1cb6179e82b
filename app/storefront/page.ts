import { inStore, render, type StoreContext } from "../context.ts";
import { formToken } from "../form-token.ts";
import type { ShownPicture } from "../models/store/picture.ts";
import { takeNotice } from "../notice.ts";
import { frameFor, readContents, type ShopContents } from "../shop-frame.ts";
import { isShut } from "./closed.ts";
import { nobody, readVisitor } from "./visitor.ts";

/** What the head of a page says about it. */
export interface PageFacts {
  title: string;
  description?: string;
  /** The path that search engines are to keep, as the routes know it; "" for none. */
  canonical: string;
  robots?: "" | "noindex";
  picture?: ShownPicture | null | undefined;
  type?: "website" | "product";
  jsonLd?: object[];
}

/** Handlers that show a page get the shop's contents first: what surrounds the page, read or kept. */
export type PageHandler = (ctx: StoreContext, contents: ShopContents) => Promise<void>;

/** Makes a route's handler of a page's handler. */
export function page(handler: PageHandler): (ctx: StoreContext) => Promise<void> {
  return async (ctx) => {
    const [contents] = await Promise.all([readContents(ctx.state.store.id), readVisitor(ctx)]);
    if (isShut(ctx, contents)) showShut(ctx, contents);
    else await handler(ctx, contents);
  };
}

/** Shows a page in answer to a form, with a status that says why: 422, or 429. In a unit of its own. */
export async function showAgain(
  ctx: StoreContext,
  handler: PageHandler,
  status = 422,
): Promise<void> {
  await inStore(ctx.state.store.id, "read", () => page(handler)(ctx));
  keepPrivate(ctx);
  if (ctx.state.view) ctx.status = status;
}

/** Says of an answer that it is for this visitor alone: no cache may keep it. */
export function keepPrivate(ctx: StoreContext): void {
  ctx.set("Cache-Control", "private, no-store");
}

/** What the head says of a page that is for its visitor alone. */
export function unlisted(title: string): PageFacts {
  return { title, canonical: "", robots: "noindex" };
}

/** Names a view of the storefront, with everything that its layout needs. */
export function showPage(
  ctx: StoreContext,
  contents: ShopContents,
  view: string,
  facts: PageFacts,
  values: Record<string, unknown>,
): void {
  const notice = takeNotice(ctx);
  if (notice || (ctx.state.visitor ?? nobody) !== nobody) keepPrivate(ctx);
  render(ctx, view, {
    ...layoutOf(ctx, contents, facts),
    notice,
    token: formToken(ctx),
    ...values,
  });
}

/** What the layout of every page of a shop needs; no contents where what surrounds the page is not known. */
export function layoutOf(ctx: StoreContext, contents: ShopContents | undefined, facts: PageFacts) {
  const { store, links, visitor = nobody } = ctx.state;
  return {
    store,
    theme: store.theme,
    links,
    visitor,
    notice: null,
    token: "",
    frame: contents ? frameFor(contents, links, links.at(ctx.path)) : null,
    page: headOf(ctx, facts),
  };
}

/** All that a closed shop shows. */
function showShut(ctx: StoreContext, contents: ShopContents): void {
  const facts = unlisted("Opening soon");
  showPage(ctx, contents, "storefront/closed", facts, { frame: null, settings: contents.settings });
  keepPrivate(ctx);
  ctx.set("Retry-After", "86400");
  ctx.status = 503;
}

/** An absolute address of a file that every host serves. */
export function absolute(ctx: StoreContext, path: string): string {
  return new URL(path, ctx.state.links.canonical("/")).href;
}

function headOf(ctx: StoreContext, facts: PageFacts) {
  const { store, links } = ctx.state;
  return {
    title: facts.title === store.name ? facts.title : `${facts.title} · ${store.name}`,
    description: facts.description ?? "",
    canonical: facts.canonical ? links.canonical(facts.canonical) : "",
    robots: facts.robots ?? "",
    picture: facts.picture ? absolute(ctx, links.picture(facts.picture.file, 1200)) : null,
    type: facts.type ?? "website",
    jsonLd: facts.jsonLd ?? [],
    path: ctx.path,
  };
}
