import { render, type StoreContext } from "../context.ts";
import { formToken } from "../form-token.ts";
import type { ShownPicture } from "../models/store/picture.ts";
import { takeNotice } from "../notice.ts";
import { frameFor, readContents, type ShopContents } from "../shop-frame.ts";
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
    await handler(ctx, contents);
  };
}

/** Names a view of the storefront, with everything that its layout needs. */
export function showPage(
  ctx: StoreContext,
  contents: ShopContents,
  view: string,
  facts: PageFacts,
  values: Record<string, unknown>,
): void {
  const { store, links, visitor = nobody } = ctx.state;
  const notice = takeNotice(ctx);
  if (notice || visitor !== nobody) ctx.set("Cache-Control", "private, no-store");
  render(ctx, view, {
    store,
    theme: store.theme,
    links,
    visitor,
    notice,
    token: formToken(ctx),
    frame: frameFor(contents, links, links.at(ctx.path)),
    page: headOf(ctx, facts),
    ...values,
  });
}

/** Those that sanitised HTML has. */
const entities: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', amp: "&" };

/** Plain text of at most `most` characters from HTML, for descriptions. */
export function plainText(html: string, most = 160): string {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(nbsp|lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/\s+\S*$/, "")}…`;
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
