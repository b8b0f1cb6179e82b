import type { Theme } from "../../app/themes.ts";
import type { DemoTrade } from "./trade.ts";

/** One demo shop, written by hand: everything that `seed.ts` puts into a store. */
export interface DemoShop {
  code: string;
  name: string;
  plan: "free" | "standard" | "premium";
  /** A custom domain, stored as verified. */
  domain?: string;
  currency: string;
  locale: string;
  tagline: string;
  announcement: string;
  email: string;
  address: string;
  theme: Theme;
  /** The picture of the hero and of the story; `seed.ts` stores them and fills in the theme. */
  hero: DemoPicture;
  story: DemoPicture;
  categories: DemoCategory[];
  /** Slugs of products, in order, of the collection that the home page features. */
  featured: string[];
  products: DemoProduct[];
  pages: DemoPage[];
  trade: DemoTrade;
}

export interface DemoCategory {
  slug: string;
  name: string;
  description: string;
  parent?: string;
  picture?: DemoPicture;
}

export interface DemoProduct {
  slug: string;
  title: string;
  /** HTML: paragraphs, lists, emphasis. */
  description: string;
  vendor: string;
  type: string;
  tags: string[];
  categories: string[];
  /** Up to three options, e.g. `{ Size: ["S", "M"], Colour: ["Clay"] }`; {} for a product without. */
  options: Record<string, string[]>;
  /** Minor units. */
  price: number;
  compareAtPrice?: number;
  /** What differs from "price, 12 to 40 in stock": by option values joined with " / ". */
  variants?: Record<string, { price?: number; onHand?: number; missing?: true }>;
  onHand?: number;
  grams: number;
  pictures: DemoPicture[];
}

export interface DemoPage {
  slug: string;
  title: string;
  /** HTML. */
  body: string;
}

/** Drawn when the shop is seeded; `draw` gives a whole SVG document of `width` x `height`. */
export interface DemoPicture {
  alt: string;
  width: number;
  height: number;
  draw: () => string;
  /** Shown with the variants that have this option value. */
  optionValue?: string;
}
