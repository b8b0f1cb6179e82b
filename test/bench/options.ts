import { parseArgs } from "node:util";

/** What is measured: the list page beside the same page without tenancy, or the DBA's tools. */
export type Part = "page" | "toolbox";

export interface BenchOptions {
  parts: readonly Part[];
  rounds: number;
  seconds: number;
  connections: number;
  /** Shops whose pages are asked for. */
  shops: number;
  products: number;
  /** How many stores are opened with a spare schema, and as many without. */
  openings: number;
  /** Stores that the DBA's tools have to do with. */
  stores: number;
  /** Connections with which stores are migrated. */
  workers: number;
  psql: string;
  json: boolean;
  /** A folder that gets a CPU profile of each server; "" for none. */
  profile: string;
}

/** The command line is wrong; the message says how it should be. */
export class WrongOptions extends Error {
  override name = "WrongOptions";
}

const parts: readonly Part[] = ["page", "toolbox"];
const options = {
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "4" },
  connections: { type: "string", default: "16" },
  shops: { type: "string", default: "100" },
  products: { type: "string", default: "200" },
  openings: { type: "string", default: "20" },
  stores: { type: "string", default: "200" },
  workers: { type: "string", default: "2" },
  psql: { type: "string", default: "psql" },
  json: { type: "boolean", default: false },
  profile: { type: "string", default: "" },
} as const;

/** Reads the command line of the bench, such as `toolbox stores=10000`. @throws WrongOptions */
export function readOptions(args: string[]): BenchOptions {
  const { values, positionals } = parse(args.map((arg) => arg.replace(/^(?=[a-z]+=)/, "--")));
  return {
    parts: partsOf(positionals),
    rounds: whole("rounds", values.rounds, 1, 100),
    seconds: whole("seconds", values.seconds, 1, 600),
    connections: whole("connections", values.connections, 1, 1_000),
    shops: whole("shops", values.shops, 1, 20_000),
    products: whole("products", values.products, 24, 5_000),
    openings: whole("openings", values.openings, 1, 1_000),
    stores: whole("stores", values.stores, 1, 20_000),
    workers: whole("workers", values.workers, 1, 32),
    psql: values.psql,
    json: values.json,
    profile: values.profile,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error));
  }
}

function partsOf(names: string[]): readonly Part[] {
  const strange = names.find((name) => !parts.some((part) => part === name));
  if (strange) throw new WrongOptions(`"${strange}" is none of ${parts.join(", ")}`);
  return names.length === 0 ? parts : parts.filter((part) => names.includes(part));
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new WrongOptions(`--${name} is a whole number from ${least} to ${most}`);
}
