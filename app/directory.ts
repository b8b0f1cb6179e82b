import { createHash } from "node:crypto";
import NodeCache from "node-cache";
import { asPlatform } from "../db/scope.ts";
import type { Signal } from "../db/signals.ts";
import { type Plan, Store, type StoreRow, type StoreState } from "./models/shared/store.ts";
import { parseTheme, type Theme, themeStylesheet } from "./themes.ts";

/** A store as every request sees it: looked up once, then kept until somebody changes it. */
export interface StoreEntry {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly plan: Plan;
  readonly state: StoreState;
  readonly domains: readonly string[];
  readonly theme: Theme;
  readonly stylesheet: string;
  /** Changes with the theme, so that a stylesheet may be cached for ever. */
  readonly stylesheetVersion: string;
}

// Both hold frozen plain objects, so nothing is cloned. Misses have a small cache of their own: whoever
// asks for random names fills only that.
const found = new NodeCache({ stdTTL: 60, useClones: false, maxKeys: 20_000, checkperiod: 30 });
const missed = new NodeCache({ stdTTL: 5, useClones: false, maxKeys: 5_000, checkperiod: 5 });

// A look-up that began before a change must not be kept after it.
let generation = 0;

/** The store on a verified custom domain. No query when it was asked for lately. */
export function storeOnDomain(domain: string): Promise<StoreEntry | undefined> {
  return lookUp(`domain:${domain}`, () => Store.onDomain(domain));
}

/** The store with this code. No query when it was asked for lately. */
export function storeWithCode(code: string): Promise<StoreEntry | undefined> {
  return lookUp(`code:${code}`, () => Store.withCode(code));
}

/** The store with this id, as it is now. */
export async function storeWithId(id: number): Promise<StoreEntry | undefined> {
  const row = await asPlatform("read", () => Store.withId(id));
  return row && entryOf(row);
}

/** Forgets what a change of a store's row or domains makes untrue. */
export function forgetStore({ id }: Pick<Signal, "id">): void {
  generation += 1;
  missed.flushAll();
  for (const key of found.keys()) {
    if (id === 0 || found.get<StoreEntry>(key)?.id === id) found.del(key);
  }
}

/** Forgets everything, for when signals may have been missed. */
export function forgetAllStores(): void {
  forgetStore({ id: 0 });
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
}

function entryOf(row: StoreRow): StoreEntry {
  const theme = parseTheme(row.theme, row.name);
  const stylesheet = themeStylesheet(theme);
  const stylesheetVersion = createHash("sha256").update(stylesheet).digest("hex").slice(0, 12);
  return Object.freeze({ ...row, theme, stylesheet, stylesheetVersion });
}
