import { parseArgs } from "node:util";

export interface BenchOptions {
  rounds: number;
  seconds: number;
  connections: number;
  stores: number;
  products: number;
  /** How many stores are opened with a spare schema, and as many without. */
  openings: number;
  json: boolean;
  /** A folder that gets a CPU profile of each server; "" for none. */
  profile: string;
}

/** The command line is wrong; the message says how it should be. */
export class WrongOptions extends Error {
  override name = "WrongOptions";
}

const options = {
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "4" },
  connections: { type: "string", default: "16" },
  stores: { type: "string", default: "100" },
  products: { type: "string", default: "200" },
  openings: { type: "string", default: "20" },
  json: { type: "boolean", default: false },
  profile: { type: "string", default: "" },
} as const;

/** Reads the command line of the bench. @throws WrongOptions */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parse(args);
  return {
    rounds: whole("rounds", values.rounds, 1, 100),
    seconds: whole("seconds", values.seconds, 1, 600),
    connections: whole("connections", values.connections, 1, 1_000),
    stores: whole("stores", values.stores, 1, 20_000),
    products: whole("products", values.products, 24, 5_000),
    openings: whole("openings", values.openings, 1, 1_000),
    json: values.json,
    profile: values.profile,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options });
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new WrongOptions(`--${name} is a whole number from ${least} to ${most}`);
}
