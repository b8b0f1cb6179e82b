import type { Chance } from "./chance.ts";

/** A variant, as the shop sells it. */
export interface Goods {
  variant: number;
  slug: string;
  title: string;
  variantTitle: string;
  sku: string;
  price: number;
  grams: number;
  onHand: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

export interface Chosen {
  goods: Goods;
  quantity: number;
}

// How many different things people take, and how many of something small.
const breadths = [
  [1, 58],
  [2, 27],
  [3, 11],
  [4, 4],
] as const;
const handfuls = [
  [1, 70],
  [2, 18],
  [4, 9],
  [6, 3],
] as const;

/** What a shop has, with how well each sells: what it features, what is not dear, and what is nearly sold out. */
export class Shelves {
  readonly #sold: { goods: Goods; weight: number }[];
  readonly #small: number;

  constructor(chance: Chance, goods: readonly Goods[], featured: readonly string[]) {
    const popular = new Map<string, number>();
    for (const { slug } of goods) popular.set(slug, popular.get(slug) ?? chance.next() ** 2 + 0.1);
    const prices = goods.map(({ price }) => price).sort((a, b) => a - b);
    const middle = prices[Math.floor(prices.length / 2)] ?? 1;
    this.#small = middle / 2;
    this.#sold = goods.map((item) => ({
      goods: item,
      weight:
        (popular.get(item.slug) ?? 1) *
        (featured.includes(item.slug) ? 2 : 1) *
        Math.sqrt(middle / Math.max(item.price, 1)) *
        (item.onHand <= 3 ? 2 : 1) *
        (chance.next() + 0.4),
    }));
  }

  /** What somebody takes at a time, of what is there by then: each product once. */
  choose(chance: Chance, time: number): Chosen[] {
    const chosen: Chosen[] = [];
    for (let left = chance.weighted(breadths); left > 0; left -= 1) {
      const goods = this.#next(chance, time, chosen);
      if (!goods) break;
      chosen.push({ goods, quantity: goods.price < this.#small ? chance.weighted(handfuls) : 1 });
    }
    return chosen;
  }

  #next(chance: Chance, time: number, chosen: readonly Chosen[]): Goods | undefined {
    const taken = new Set(chosen.map(({ goods }) => goods.slug));
    const there = this.#sold.filter(
      ({ goods }) => goods.publishedAt < time && !taken.has(goods.slug),
    );
    if (there.length === 0) return undefined;
    return chance.weighted(there.map(({ goods, weight }) => [goods, weight] as const));
  }
}
