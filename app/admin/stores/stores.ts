import { asPlatform, goTo, param, type StaffContext } from "../../context.ts";
import { storeOnceWithCode } from "../../directory.ts";
import { NotFound } from "../../errors.ts";
import { actingMinutes } from "../../models/shared/admin/acting.ts";
import { listEvents } from "../../models/shared/admin/events.ts";
import {
  AdminStores,
  type StoreOrder,
  type StoreSheet,
  type StoresWanted,
  storesAPage,
} from "../../models/shared/admin/stores.ts";
import type { StoreState } from "../../models/shared/store.ts";
import { planNamed } from "../../plans.ts";
import { addressWith, asked } from "../../staff/asked.ts";
import { askedNumber, pagerOf } from "../lists.ts";
import { shownEvent } from "../log.ts";
import { showAdmin } from "../show.ts";
import { count, size, stateWords } from "../words.ts";
import { listedStore, planChoices, shownStore } from "./shown.ts";

const section = "/admin/stores";
const orders = [
  { value: "newest", label: "Newest first" },
  { value: "name", label: "By name" },
  { value: "orders", label: "Most orders" },
  { value: "size", label: "Largest" },
] as const;

/** All shops. */
export async function index(ctx: StaffContext): Promise<void> {
  const wish = wishOf(ctx);
  const { list, counts, totals } = await asPlatform("read", async () => {
    const [found, states, sums] = await Promise.all([
      AdminStores.list(wish),
      AdminStores.counts(wish),
      AdminStores.totals(),
    ]);
    return { list: found, counts: states, totals: sums };
  });
  const query = queryOf(wish);
  const { page } = wish;
  const shown = list.stores.length;
  showAdmin(
    ctx,
    "admin/stores/index",
    { title: "Shops", section },
    {
      rows: list.stores.map(listedStore),
      tabs: tabsOf(wish, counts),
      pages: pagerOf(section, query, { page, aPage: storesAPage, total: list.total, shown }),
      query,
      plans: planChoices,
      orders,
      totals: {
        orders: count(totals.orders),
        products: count(totals.products),
        size: size(totals.bytes),
      },
      isFiltered: wish.words !== "" || wish.plan !== undefined || wish.state !== undefined,
    },
  );
}

/** One shop, and what can be done with it. */
export async function show(ctx: StaffContext): Promise<void> {
  const renamed = await storeOnceWithCode(param(ctx, "code"));
  if (renamed) return goTo(ctx, `${section}/${renamed.code}`);
  await showStore(ctx, await readStore(ctx));
}

/** The shop that the path names. @throws NotFound */
export async function readStore(ctx: StaffContext): Promise<StoreSheet> {
  const store = await asPlatform("read", () => AdminStores.withCode(param(ctx, "code")));
  if (!store) throw new NotFound();
  return store;
}

/** Its page, with what was wrong with a form on it. */
export async function showStore(
  ctx: StaffContext,
  store: StoreSheet,
  { errors = {}, typed = {} }: { errors?: object; typed?: object } = {},
): Promise<void> {
  const events = await asPlatform("read", () => listEvents({ store: store.id }));
  showAdmin(
    ctx,
    "admin/stores/show",
    { title: store.name, section },
    {
      shop: shownStore(store, ctx.state.visit),
      events: events.slice(0, 8).map(shownEvent),
      plans: planChoices,
      minutes: actingMinutes,
      errors,
      typed: { code: "", newCode: "", reason: "", ...typed },
    },
  );
}

function wishOf(ctx: StaffContext): StoresWanted {
  const state = asked(ctx, "state");
  const order = orders.find(({ value }) => value === asked(ctx, "order"))?.value ?? "newest";
  return {
    words: asked(ctx, "words"),
    state: Object.hasOwn(stateWords, state) ? (state as StoreState) : undefined,
    plan: planNamed(asked(ctx, "plan")),
    order: order satisfies StoreOrder,
    page: askedNumber(ctx, "page") ?? 1,
  };
}

function queryOf({ words, state, plan, order }: StoresWanted) {
  return { words, state: state ?? "", plan: plan ?? "", order: order === "newest" ? "" : order };
}

function tabsOf(wish: StoresWanted, counts: Partial<Record<StoreState, number>>) {
  const query = queryOf(wish);
  const all = Object.values(counts).reduce((sum, stores) => sum + stores, 0);
  const to = (state: string) => addressWith(section, { ...query, state });
  const states = ["open", "opening", "suspended", "trashed"] as const;
  return [
    { label: "All", href: to(""), current: !wish.state, count: all },
    ...states
      .filter((state) => counts[state] || wish.state === state)
      .map((state) => ({
        label: stateWords[state].name,
        href: to(state),
        current: wish.state === state,
        count: counts[state] ?? 0,
      })),
  ];
}
