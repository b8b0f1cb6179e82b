import type { ParameterizedContext } from "koa";
import { inStore, type Mode } from "../db/scope.ts";
import type { StoreEntry } from "./directory.ts";
import type { Visit } from "./hosts.ts";
import type { Staff } from "./models/shared/staff.ts";
import type { Visitor } from "./models/store/customers/visitor.ts";
import type { Role } from "./staff/roles.ts";
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

/** A file that a form brought: whatever its name says, its bytes may be anything. */
export interface Upload {
  /** The name of the form's field. */
  field: string;
  name: string;
  bytes: Buffer;
}

/** What every request knows once it has been resolved. */
export interface RequestState {
  requestId: string;
  visit: Visit;
  area: Area;
  /** What a form sent; empty where there was none. */
  form?: URLSearchParams;
  /** The files that came with it, at a desk. */
  files?: Upload[];
  /** Which shop's desk a path names, in lower case; nothing is known of it yet. */
  deskCode?: string;
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

/** What a page may rely on whose visitor is signed in as one of the people who run shops or the platform. */
export interface StaffState extends RequestState {
  staff: Staff;
}

/** What a page of a shop's desk may rely on: the shop, and what its visitor may do there. */
export interface DeskState extends StaffState {
  store: StoreEntry;
  links: ShopLinks;
  role: Role;
}

export type AnyContext = ParameterizedContext<Partial<StoreState & DeskState>>;
export type StoreContext = ParameterizedContext<StoreState> & { params: Record<string, string> };
export type StaffContext = ParameterizedContext<StaffState> & { params: Record<string, string> };
export type DeskContext = ParameterizedContext<DeskState> & { params: Record<string, string> };

export type Handler = (ctx: StoreContext) => Promise<void>;
export type Next = () => Promise<unknown>;

/** A route that only looks: its handler runs in one READ ONLY transaction of the store. */
export function reading<C extends InStore>(handler: (ctx: C) => Promise<void>) {
  return inUnit("read", handler);
}

/** A route that changes something: committed before the response leaves, or not done at all. */
export function writing<C extends InStore>(handler: (ctx: C) => Promise<void>) {
  return inUnit("write", handler);
}

/** Names the view that `renderView` makes the page of, once the transaction has ended. */
export function render(ctx: AnyContext, name: string, values: Record<string, unknown> = {}): void {
  ctx.state.view = { name, values };
}

/** Sends the visitor on to another page, which is asked for anew (303). */
export function goTo(ctx: AnyContext, address: string): void {
  ctx.status = 303;
  ctx.redirect(address);
}

/** A named part of the route's path, such as the slug in /products/:slug. */
export function param(ctx: { params: Record<string, string> }, name: string): string {
  return ctx.params[name] ?? "";
}

/** A value that a form sent, without the blanks around it; "" where there was none. */
export function field(ctx: AnyContext, name: string): string {
  return ctx.state.form?.get(name)?.trim() ?? "";
}

/** Whatever knows its store: a page of the shop, or of its desk. */
interface InStore {
  state: { store: StoreEntry };
}

function inUnit<C extends InStore>(mode: Mode, handler: (ctx: C) => Promise<void>) {
  return (ctx: C): Promise<void> => inStore(ctx.state.store.id, mode, () => handler(ctx));
}
