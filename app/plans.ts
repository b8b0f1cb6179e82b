import type { Plan } from "./models/shared/store.ts";

/** What a plan gives a shop. */
export interface PlanOffer {
  name: string;
  /** Where a shop of this plan answers, for people. */
  addresses: string;
  /** Who may work there at most, its owner and open invitations counted. */
  staff: number;
  /** Products, archived ones counted. */
  products: number;
  /** Bytes of its pictures, in all their sizes. */
  fileBytes: number;
}

/** What a plan sets a limit to. */
export type Limit = "staff" | "products" | "fileBytes";

const megabyte = 1_000_000;

export const planNames = ["free", "standard", "premium"] as const satisfies readonly Plan[];

export const plans: Readonly<Record<Plan, PlanOffer>> = {
  free: {
    name: "Free",
    addresses: "a path on the platform",
    staff: 2,
    products: 250,
    fileBytes: 500 * megabyte,
  },
  standard: {
    name: "Standard",
    addresses: "a path and a subdomain",
    staff: 10,
    products: 10_000,
    fileBytes: 10_000 * megabyte,
  },
  premium: {
    name: "Premium",
    addresses: "a path, a subdomain and domains of its own",
    staff: 50,
    products: 200_000,
    fileBytes: 100_000 * megabyte,
  },
};

/** The plan that a form or a command names; undefined for anything else. */
export function planNamed(text: string): Plan | undefined {
  return planNames.find((name) => name === text);
}

/**
 * Why a shop of this plan cannot have `wanted` of something (people, products, bytes), as a sentence for its owner;
 * undefined when it can. What a shop has already stays, also beyond a limit: ask before something is added.
 */
export function planFault(plan: Plan, limit: Limit, wanted: number): string | undefined {
  const offer = plans[plan];
  if (wanted <= offer[limit]) return undefined;
  const most = {
    staff: `${offer.staff} people, invitations counted`,
    products: `${offer.products.toLocaleString("en-IE")} products`,
    fileBytes: `${(offer.fileBytes / megabyte).toLocaleString("en-IE")} MB of pictures`,
  };
  return `The plan ${offer.name} has room for ${most[limit]}. A larger plan has more.`;
}
