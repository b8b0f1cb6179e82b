import { config } from "./config.ts";
import type { Plan, StoreLimits } from "./models/shared/store.ts";

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
  /** Bytes of its tables and their indexes. Beyond them its owners are told, and nothing stops. */
  rowBytes: number;
  /** The share of a process's connections that its visitors may hold at once. */
  connections: number;
  /** How long one statement may take, in milliseconds. */
  statementMs: number;
}

/** What one shop may take: by its plan, or by an exception that the platform's people made for it. */
export type Allowance = Pick<PlanOffer, "fileBytes" | "rowBytes" | "connections" | "statementMs">;

/** What a plan sets a limit to. */
export type Limit = "staff" | "products" | "fileBytes" | "rowBytes";

const megabyte = 1_000_000;

export const planNames = ["free", "standard", "premium"] as const satisfies readonly Plan[];

export const plans: Readonly<Record<Plan, PlanOffer>> = {
  free: {
    name: "Free",
    addresses: "a path on the platform",
    staff: 2,
    products: 250,
    fileBytes: 500 * megabyte,
    rowBytes: 250 * megabyte,
    connections: 0.4,
    statementMs: Math.ceil(config.DATABASE_STATEMENT_MS * 0.6),
  },
  standard: {
    name: "Standard",
    addresses: "a path and a subdomain",
    staff: 10,
    products: 10_000,
    fileBytes: 10_000 * megabyte,
    rowBytes: 2_500 * megabyte,
    connections: 0.6,
    statementMs: config.DATABASE_STATEMENT_MS,
  },
  premium: {
    name: "Premium",
    addresses: "a path, a subdomain and domains of its own",
    staff: 50,
    products: 200_000,
    fileBytes: 100_000 * megabyte,
    rowBytes: 25_000 * megabyte,
    connections: 0.7,
    statementMs: config.DATABASE_STATEMENT_MS * 2,
  },
};

/** The plan that a form or a command names; undefined for anything else. */
export function planNamed(text: string): Plan | undefined {
  return planNames.find((name) => name === text);
}

/** What a shop may take. `connections` counts those of one process, of which a plan gives a share. */
export function allowanceOf({
  plan,
  limits,
}: {
  plan: Plan;
  limits: StoreLimits | null;
}): Allowance {
  const offer = plans[plan];
  return {
    fileBytes: limits?.fileBytes ?? offer.fileBytes,
    rowBytes: limits?.rowBytes ?? offer.rowBytes,
    connections: limits?.connections ?? Math.ceil(config.DATABASE_POOL * offer.connections),
    statementMs: limits?.statementMs ?? offer.statementMs,
  };
}

/**
 * Why a shop of this plan cannot have `wanted` of something (people, products, bytes), as a sentence for its owner;
 * undefined when it can. What a shop has already stays, also beyond a limit: ask before something is added. `limits` are
 * the exceptions made for it.
 */
export function planFault(
  plan: Plan,
  limit: Limit,
  wanted: number,
  limits: StoreLimits | null = null,
): string | undefined {
  const offer = { ...plans[plan], ...bytesOf(allowanceOf({ plan, limits })) };
  if (wanted <= offer[limit]) return undefined;
  const most = {
    staff: `${offer.staff} people, invitations counted`,
    products: `${offer.products.toLocaleString("en-IE")} products`,
    fileBytes: `${megabytes(offer.fileBytes)} of pictures`,
    rowBytes: `${megabytes(offer.rowBytes)} in the database`,
  };
  return `The plan ${offer.name} has room for ${most[limit]}. A larger plan has more.`;
}

function bytesOf({ fileBytes, rowBytes }: Allowance): Pick<Allowance, "fileBytes" | "rowBytes"> {
  return { fileBytes, rowBytes };
}

function megabytes(bytes: number): string {
  return `${(bytes / megabyte).toLocaleString("en-IE")} MB`;
}
