import pg from "pg";
import { CodeTaken } from "../../db/provision.ts";
import type { Mapping } from "./mapping/mapping.ts";
import { type Begun, moveInto, moveStore } from "./move-store.ts";
import { isGone } from "./moving/catalogue/categories.ts";
import { type Adoption, dropHalf } from "./room/adoptions.ts";
import { Rehearsal } from "./room/rehearsal.ts";
import type { OldTables } from "./source/tables.ts";
import { factsOf, type Wanted } from "./stores.ts";
import { Tally } from "./tally.ts";

export interface AdoptOptions {
  /** Instead of what the names and types of the tables suggest. */
  mapping?: Mapping | undefined;
  /** Reads everything and changes nothing. */
  dryRun?: boolean | undefined;
  /** The code of the only store to adopt, the old or the new one. */
  only?: string | undefined;
  progress?: (done: number, total: number) => void;
}

/** What became of one store. */
export interface StoreReport {
  oldId: string;
  oldCode: string;
  code: string;
  name: string;
  /** Null before there is one. */
  storeId: number | null;
  /** "skipped" came before; "refused" and "failed" did not come; "differs" came, but is not the same and stays closed. */
  state: "adopted" | "differs" | "skipped" | "left out" | "refused" | "failed" | "rehearsed";
  why: string;
  plan: "free" | "standard" | "premium";
  active: boolean;
  tally: Tally;
}

/** What `db adopt` is run with, once the old database is understood. */
export interface Plan {
  /** Under which the adoptions are remembered. */
  name: string;
  old: OldTables;
  mapping: Mapping;
  options: AdoptOptions;
  lockedHash: string;
  /** Called with rows read. */
  count(rows: number): void;
}

/** One store with what is known of it beforehand. */
export interface Turn {
  store: Wanted;
  before: Adoption | undefined;
  /** Taken in a rehearsal. */
  domains: Set<string>;
}

/** Moves one store, unless something stands in its way; says what became of it. */
export async function adoptStore(client: pg.Client, plan: Plan, turn: Turn): Promise<StoreReport> {
  const tally = new Tally();
  const facts = await factsOf(plan.old, plan.mapping, turn.store, tally);
  const { id: oldId, oldCode, code, name, active } = facts;
  const report: StoreReport = {
    ...{ oldId, oldCode, code, name, active, tally, plan: facts.plan },
    ...{ storeId: turn.before?.store_id ?? null, state: "refused", why: "" },
  };
  const obstacle = obstacleOf(turn, plan.options);
  if (obstacle) return { ...report, ...obstacle };
  const begun = begin(plan, facts, tally);
  if (plan.options.dryRun) return rehearse(report, begun, turn);
  if (turn.before) await dropHalf(client, turn.before);
  return carryOut(client, plan.name, report, begun);
}

type Obstacle = Pick<StoreReport, "state" | "why">;

/** Why a store is not moved now; undefined when it is. */
function obstacleOf({ store, before }: Turn, { only }: AdoptOptions): Obstacle | undefined {
  if (before) return standingInTheWay(before);
  if (store.isTaken)
    return {
      state: "refused",
      why: `a store that came from elsewhere has the code "${store.code}": give it another one in the mapping, "codes": {"${store.oldCode}": "another-code"}`,
    };
  if (isGone(store.row) && only === undefined)
    return {
      state: "left out",
      why: `it was deleted there: --only ${store.oldCode} brings it all the same`,
    };
  return undefined;
}

/** A first try that is not whole is begun anew, unless somebody has done something with it. */
function standingInTheWay(before: Adoption): Obstacle | undefined {
  const { state, store_state: now, code, dropping } = before;
  if (state === "done") return { state: "skipped", why: "it was adopted before" };
  if (now === "open")
    return { state: "skipped", why: "somebody opened it as it was: it is left as it is" };
  if (now === "trashed" && !dropping)
    return {
      state: "refused",
      why: `its first try is in the trash: \`stores drop ${code}\`, then again`,
    };
  return undefined;
}

function begin(plan: Plan, store: Begun["store"], tally: Tally): Begun {
  const { old, mapping, lockedHash, count: progress } = plan;
  return {
    ...{ old, mapping, store, tally, lockedHash, progress },
    categories: new Map(),
    products: new Map(),
    variants: new Map(),
    customers: new Map(),
    customersByMail: new Map(),
  };
}

async function rehearse(
  report: StoreReport,
  begun: Begun,
  { domains }: Turn,
): Promise<StoreReport> {
  await moveInto(begun, new Rehearsal(domains));
  return { ...report, state: "rehearsed" };
}

async function carryOut(
  client: pg.Client,
  source: string,
  report: StoreReport,
  begun: Begun,
): Promise<StoreReport> {
  try {
    const storeId = await moveStore(client, source, begun);
    const differences = report.tally.differences();
    const state = differences.length > 0 ? "differs" : "adopted";
    return { ...report, storeId, state, why: differences.join("; ") };
  } catch (error) {
    return { ...report, ...reasonOf(error) };
  }
}

/** What the data caused stops this store only. @throws whatever else it was, such as a lost connection */
function reasonOf(error: unknown): Obstacle {
  if (error instanceof CodeTaken) return { state: "refused", why: error.message };
  if (!(error instanceof pg.DatabaseError) || !/^(22|23|P0)/.test(error.code ?? "")) throw error;
  const { message, table = "", constraint = "" } = error;
  const where = [table, constraint].filter(Boolean).join(", ");
  return { state: "failed", why: `${message} (${where}): nothing of it was kept` };
}
