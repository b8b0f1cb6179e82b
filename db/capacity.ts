import type pg from "pg";
import { config } from "../app/config.ts";
import {
  catalogueBytes,
  cataloguePerStore,
  type Facts,
  readFacts,
  relationsOf,
  schemasOf,
} from "./capacity/facts.ts";
import {
  backupEstimate,
  inBytes,
  type Limit,
  limitsOf,
  lockSlots,
  type Measured,
  restartEstimate,
} from "./capacity/limits.ts";
import {
  countConnections,
  lookAtMachine,
  measureFirstRole,
  measureMemory,
  readWeight,
} from "./capacity/measuring.ts";

/** How far this database is from what it cannot hold. */
export interface Capacity {
  facts: Facts;
  measured: Measured;
  /** The nearest first. */
  limits: Limit[];
  /** One line for each limit that is nearer than twice the present number of stores. */
  warnings: string[];
}

/**
 * Measures where the database stands and reckons at how many stores it meets which limit. `client` is the provisioner's
 * or a superuser's; `memory` is that of the server's machine, in bytes, where this is another one.
 */
export async function capacity(client: pg.Client, memory?: number): Promise<Capacity> {
  const facts = await readFacts(client);
  const measured: Measured = {
    weight: await readWeight(client),
    memory: await measureMemory(),
    firstRole: await measureFirstRole(client),
    machine: await lookAtMachine(client, memory),
    connections: await countConnections(client),
    poolUses: config.DATABASE_POOL_USES,
  };
  const limits = limitsOf(facts, measured);
  return { facts, measured, limits, warnings: warningsOf(facts, limits) };
}

/** The lines that `db status` shows: two short queries, nothing is measured. */
export async function capacityWarnings(client: pg.Client): Promise<string[]> {
  const facts = await readFacts(client);
  const unmeasured = { weight: null, memory: null, firstRole: null, machine: null };
  const limits = limitsOf(facts, { ...unmeasured, connections: 0, poolUses: 0 });
  return warningsOf(facts, limits);
}

/** The report as text for a terminal. */
export function capacityReport({ facts, measured, limits, warnings }: Capacity): string {
  const { stores, spares, perDay, perStore, settings } = facts;
  const { weight, memory, firstRole } = measured;
  const schemas = schemasOf(facts);
  const bytes = weight?.databaseBytes ?? 0;
  return [
    `Stores        ${whole(stores)} and ${whole(spares)} spares; ${perDay.toFixed(1)} more a day`,
    `Relations     ${whole(relationsOf(facts))} a store: ${perStore.tables} tables, ${perStore.indexes} indexes, ${perStore.sequences} sequences, the rest for long values; about ${whole(schemas * relationsOf(facts))} files in all`,
    `Catalogues    ${inBytes(catalogueBytes(facts))}, ${inBytes(cataloguePerStore(facts))} a store: ${facts.catalogues
      .slice(0, 4)
      .map((each) => `${each.name} ${inBytes(each.bytes)}`)
      .join(", ")}`,
    `Data          ${inBytes(bytes)} in all; ${whole(weight?.rows ?? 0)} rows and ${inBytes(weight?.storeBytes ?? 0)} in the stores, as last counted`,
    `Connections   ${memoryLine(memory)}${firstRole === null ? "" : `; the first SET ROLE takes ${firstRole.toFixed(1)} ms more than the next`}`,
    `Locks         room for ${whole(lockSlots(facts))}: removing a store takes about ${whole(relationsOf(facts))}, a dump of it ${whole(perStore.tables)}`,
    `Restart       after a crash about ${duration(restartEstimate(facts))} for looking at every file (${settings.sync}), before the WAL is replayed`,
    `Backup        about ${duration(backupEstimate(facts, bytes))} by pg_dump on one connection`,
    "",
    ...limits.flatMap((limit) => limitLines(limit, facts)),
    ...(warnings.length > 0 ? ["", ...warnings.map((line) => `WARNING  ${line}`)] : []),
  ].join("\n");
}

function memoryLine(memory: Measured["memory"]): string {
  return memory
    ? `${inBytes(memory.base)} of memory at first, ${inBytes(memory.perStore)} more for each store of which it has read every table (measured with ${memory.sample})`
    : "memory was not measured: that needs two stores, and `db harden` by a superuser";
}

function limitLines({ name, stores, formula, remedy }: Limit, facts: Facts): string[] {
  const met = stores === null ? "never" : `at ${whole(stores)} stores`;
  return [
    `${met.padStart(22)}  ${name}${whenMet(stores, facts)}`,
    `${"".padStart(22)}  = ${formula}; ${remedy}`,
  ];
}

/** When that is, should stores go on being opened at this pace. */
function whenMet(limit: number | null, facts: Facts): string {
  if (limit === null || facts.perDay <= 0) return "";
  const days = (limit - schemasOf(facts)) / facts.perDay;
  if (days <= 0) return " (it is met)";
  if (days > 3650) return "";
  return ` (${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)} at this pace)`;
}

function warningsOf(facts: Facts, limits: readonly Limit[]): string[] {
  const schemas = schemasOf(facts);
  return limits
    .filter(({ stores }) => stores !== null && stores < 2 * schemas)
    .map(
      ({ name, stores, remedy }) =>
        `${name}: at ${whole(stores ?? 0)} stores; there are ${whole(schemas)} with the spares. To move it: ${remedy}`,
    );
}

function whole(number: number): string {
  return Math.round(number).toLocaleString("en");
}

function duration(seconds: number): string {
  if (seconds < 1) return "a second";
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
