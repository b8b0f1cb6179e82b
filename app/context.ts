import type { ParameterizedContext } from "koa";
import { inStore, type Mode } from "../db/scope.ts";
import type { StoreEntry } from "./directory.ts";
import type { Visit } from "./hosts.ts";
import type { Visitor } from "./storefront/visitor.ts";
import type { ShopLinks } from "./urls.ts";

export { asPlatform, inStore } from "../db/scope.ts";

/** Whom an address is for. */
export type Area = "platform" | "admin" | "dashboard" | "storefront";

/** How a shop was reached. */
export type RoutingMode = "domain" | "subdomain" | "path";

export interface View {
  name: string;
  values: Record<string, unknown>;
}

/** What every request knows once it has been resolved. */
export interface RequestState {
  requestId: string;
  visit: Visit;
  area: Area;
  /** What a form sent; empty where there was none. */
  form?: URLSearchParams;
  view?: View;
}

/** What a storefront handler may rely on. */
export interface StoreState extends RequestState {
  store: StoreEntry;
  mode: RoutingMode;
  links: ShopLinks;
  /** Who visits, once a page's handler has asked (storefront/visitor.ts). */
  visitor?: Visitor;
}

export type AnyContext = ParameterizedContext<Partial<StoreState>>;
export type StoreContext = ParameterizedContext<StoreState> & { params: Record<string, string> };

export type Handler = (ctx: StoreContext) => Promise<void>;
export type Next = () => Promise<unknown>;

/** A route that only looks: its handler runs in one READ ONLY transaction of the store. */
export function reading(handler: Handler): Handler {
  return inUnit("read", handler);
}

/** A route that changes something: committed before the response leaves, or not done at all. */
export function writing(handler: Handler): Handler {
  return inUnit("write", handler);
}

/** Names the view that `renderView` makes the page of, once the transaction has ended. */
export function render(ctx: AnyContext, name: string, values: Record<string, unknown> = {}): void {
  ctx.state.view = { name, values };
}

/** A named part of the route's path, such as the slug in /products/:slug. */
export function param(ctx: StoreContext, name: string): string {
  return ctx.params[name] ?? "";
}

/** A value that a form sent, without the blanks around it; "" where there was none. */
export function field(ctx: AnyContext, name: string): string {
  return ctx.state.form?.get(name)?.trim() ?? "";
}

function inUnit(mode: Mode, handler: Handler): Handler {
  return (ctx) => inStore(ctx.state.store.id, mode, () => handler(ctx));
}
