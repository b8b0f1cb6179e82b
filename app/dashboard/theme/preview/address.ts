import { assetAddress } from "../../../assets.ts";
import { isSigned, signatureOf } from "../../../signing.ts";
import { type Look, lookSchema } from "../../../themes.ts";
import type { ShopLinks } from "../../../urls.ts";

const purpose = "theme-preview";
const lifetime = 2 * 3_600_000;

/** What a preview's addresses carry: good for two hours, in one shop. */
export function previewKey(storeId: number, now = Date.now()): string {
  const until = (now + lifetime).toString(36);
  return `${until}.${signatureOf(purpose, storeId, until)}`;
}

/** Whether a key is one of this shop's, and still good. */
export function isPreviewKey(storeId: number, key: string, now = Date.now()): boolean {
  const [until = "", signature = ""] = key.split(".");
  return isSigned(purpose, storeId, until, signature) && Number.parseInt(until, 36) > now;
}

/** A look as a parameter of an address. */
export function lookParameter(theme: Look): string {
  return Buffer.from(JSON.stringify(lookSchema.parse(theme))).toString("base64url");
}

/** The look that a parameter says; undefined for anything else. */
export function readLook(parameter: unknown): Look | undefined {
  if (typeof parameter !== "string" || parameter.length > 4_000) return undefined;
  try {
    const value = JSON.parse(Buffer.from(parameter, "base64url").toString("utf8"));
    return lookSchema.safeParse(value).data;
  } catch {
    return undefined;
  }
}

const shownPages = /^\/shop\/(products|categories|pages)([/?]|$)/;

/** A shop's links so that they stay inside its preview below `base`; what it does not show leads nowhere. */
export function previewLinks(links: ShopLinks, base: string, look: string): ShopLinks {
  const to = (cleanPath: string): string => {
    if (cleanPath === "/") return base;
    return shownPages.test(cleanPath) ? base + cleanPath : "#content";
  };
  return {
    ...links,
    home: () => base,
    products: () => to("/shop/products"),
    product: (slug) => to(`/shop/products/${slug}`),
    category: (slug) => to(`/shop/categories/${slug}`),
    collection: (slug) => to(`/shop/products?collection=${slug}`),
    page: (slug) => to(`/shop/pages/${slug}`),
    search: () => "#content",
    cart: () => "#content",
    checkout: () => "#content",
    order: () => "#content",
    account: () => "#content",
    themeStylesheet: () => `${base}/look.css?look=${look}`,
    favicon: () => assetAddress("desk/favicon.svg"),
    at: to,
  };
}
