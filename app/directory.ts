import { createHash } from "node:crypto";
import NodeCache from "node-cache";
import { newestVersion, oldestServed } from "../db/migrations.ts";
import { asPlatform } from "../db/scope.ts";
import { forgetShare, keepShare } from "../db/shares/share.ts";
import type { Signal } from "../db/signals.ts";
import {
  type Plan,
  Store,
  type StoreLimits,
  type StoreRow,
  type StoreState,
} from "./models/shared/store.ts";
import { allowanceOf } from "./plans.ts";
import { parseTheme, type Theme, themeStylesheet } from "./themes.ts";

/** A store as every request sees it: looked up once, then kept until somebody changes it. */
export interface StoreEntry {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly plan: Plan;
  readonly state: StoreState;
  readonly domains: readonly string[];
  /** What was agreed for it beside its plan. */
  readonly limits: StoreLimits | null;
  /** Whether this application works with the version of its tables. */
  readonly served: boolean;
  readonly theme: Theme;
  readonly stylesheet: string;
  /** Changes with the theme, so that a stylesheet may be cached for ever. */
  readonly stylesheetVersion: string;
}

// Both hold frozen plain objects, so nothing is cloned. Misses have a small cache of their own: whoever
// asks for random names fills only that.
const found = new NodeCache({ stdTTL: 60, useClones: false, maxKeys: 20_000, checkperiod: 30 });
const missed = new NodeCache({ stdTTL: 5, useClones: false, maxKeys: 5_000, checkperiod: 5 });

// While thousands of stores are migrated, each tells so: nobody looks through the whole cache for it.
const keysOf = new Map<number, Set<string>>();
found.on("flush", () => keysOf.clear());
found.on("del", (key: string, { id }: StoreEntry) => {
  const keys = keysOf.get(id);
  keys?.delete(key);
  if (keys?.size === 0) keysOf.delete(id);
});

// A look-up that began before a change must not be kept after it.
let generation = 0;

/** The store on a verified custom domain. No query when it was asked for lately. */
export function storeOnDomain(domain: string): Promise<StoreEntry | undefined> {
  return lookUp(`domain:${domain}`, () => Store.onDomain(domain));
}

/** The store with this code. No query when it was asked for lately. */
export async function storeWithCode(code: string): Promise<StoreEntry | undefined> {
  const store = await storeAtCode(code);
  return store?.code === code ? store : undefined;
}

/** The store that had this code before it was renamed, if none has it now. No query when it was asked for lately. */
export async function storeOnceWithCode(code: string): Promise<StoreEntry | undefined> {
  const store = await storeAtCode(code);
  return store?.code === code ? undefined : store;
}

/** The store with this id, as it is now. */
export async function storeWithId(id: number): Promise<StoreEntry | undefined> {
  const row = await asPlatform("read", () => Store.withId(id));
  return row && entryOf(row);
}

/** Forgets what a change of a store's row or domains makes untrue. */
export function forgetStore({ id }: Pick<Signal, "id">): void {
  generation += 1;
  forgetShare(id);
  missed.flushAll();
  if (id === 0) found.flushAll();
  else found.del([...(keysOf.get(id) ?? [])]);
}

/** Forgets everything, for when signals may have been missed. */
export function forgetAllStores(): void {
  forgetStore({ id: 0 });
}

function storeAtCode(code: string): Promise<StoreEntry | undefined> {
  return lookUp(`code:${code}`, () => Store.atCode(code));
}

async function lookUp(
  key: string,
  ask: () => Promise<StoreRow | undefined>,
): Promise<StoreEntry | undefined> {
  const known = found.get<StoreEntry>(key);
  if (known || missed.has(key)) return known;

  const begun = generation;
  const row = await asPlatform("read", ask);
  const entry = row && entryOf(row);
  if (begun === generation) keep(key, entry);
  return entry;
}

function keep(key: string, entry: StoreEntry | undefined): void {
  const cache = entry ? found : missed;
  if (cache.getStats().keys >= (cache.options.maxKeys ?? 0)) cache.flushAll();
  cache.set(key, entry ?? true);
  if (entry) keysOf.set(entry.id, (keysOf.get(entry.id) ?? new Set()).add(key));
  if (entry) keepShare(entry.id, allowanceOf(entry));
}

function entryOf(row: StoreRow): StoreEntry {
  const theme = parseTheme(row.theme, row.name);
  const stylesheet = themeStylesheet(theme);
  const stylesheetVersion = createHash("sha256").update(stylesheet).digest("hex").slice(0, 12);
  const served = row.version >= oldestServed() && row.needs <= newestVersion("store");
  return Object.freeze({ ...row, served, theme, stylesheet, stylesheetVersion });
}
