import { asProvisioner } from "../../db/admin.ts";
import {
  type Agreement,
  clearLimits,
  type Limits,
  readLimits,
  setLimits,
} from "../../db/shares/limits.ts";
import { type Measure, measures, readTop, type Top, type TopStore } from "../../db/shares/top.ts";
import { findStore, type StoreSummary } from "../../db/stores.ts";
import { config } from "../config.ts";
import type { Plan } from "../models/shared/store.ts";
import { type Allowance, allowanceOf } from "../plans.ts";
import { commandLineActor } from "./actor.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

interface TopOptions {
  by: string;
  limit: string;
  since?: string;
}

interface LimitOptions {
  statementMs?: string;
  connections?: string;
  storageMb?: string;
  databaseMb?: string;
  reason?: string;
  clear?: boolean;
}

const megabyte = 1_000_000;
const hoursKept = 7 * 24;

/** The stores that take the most. */
export async function top({ by, limit, since }: TopOptions): Promise<Outcome> {
  const measure = measures.find((each) => each === by);
  if (!measure) throw new Misuse(`--by is one of ${measures.join(", ")}`);
  const wish = {
    by: measure,
    limit: whole("--limit", limit, 1, 10_000),
    hours: since === undefined ? undefined : hoursIn(since),
  };
  const found = await asProvisioner((client) => readTop(client, wish));
  return { text: topReport(found, measure), data: found };
}

/** Shows what a store may take, or makes an exception to what its plan says, or ends that. */
export async function limit(code: string, options: LimitOptions): Promise<Outcome> {
  const limits = limitsIn(options);
  const { reason, clear } = options;
  const changes = Object.keys(limits).length > 0;
  if (clear && changes) throw new Misuse("--clear ends every exception: leave out the limits");
  if ((clear || changes) && !reason?.trim()) throw new Misuse("Say why: --reason <why>");
  const why = { reason: reason?.trim().slice(0, 200) ?? "", setBy: commandLineActor() };

  const shown = await asProvisioner(async (client) => {
    const store = await findStore(client, code);
    if (clear) await clearLimits(client, store.id, why);
    if (changes) await setLimits(client, store.id, limits, why);
    return { store, agreed: (await readLimits(client, store.id)) ?? null };
  });
  return {
    text: [`${shown.store.name} (${shown.store.code})`, ...limitLines(shown)].join("\n"),
    data: dataOf(shown),
  };
}

/** What a store may take, as lines of a report; `agreed` is what was agreed beside its plan. */
export function limitLines({ store, agreed }: { store: StoreSummary; agreed: Agreement | null }) {
  const allowance = allowanceOf({ plan: store.plan as Plan, limits: agreed });
  const lines = [
    line(
      "statement",
      `${allowance.statementMs.toLocaleString("en-IE")} ms at most`,
      agreed?.statementMs,
    ),
    line(
      "share",
      `${allowance.connections} of ${config.DATABASE_POOL} connections of a process`,
      agreed?.connections,
    ),
    line("pictures", `${megabytes(allowance.fileBytes)}`, agreed?.fileBytes),
    line(
      "database",
      `${megabytes(allowance.rowBytes)} (beyond that its owners are told)`,
      agreed?.rowBytes,
    ),
  ];
  if (!agreed) return lines;
  const { setBy, setAt, reason } = agreed;
  return [
    ...lines,
    `  because  ${reason} (${setBy}, ${new Date(setAt).toISOString().slice(0, 10)})`,
  ];
}

function line(name: string, text: string, exception: number | null | undefined): string {
  return `  ${name.padEnd(10)} ${text}${exception == null ? "" : ", by exception"}`;
}

function dataOf({ store, agreed }: { store: StoreSummary; agreed: Agreement | null }) {
  const allowance: Allowance = allowanceOf({ plan: store.plan as Plan, limits: agreed });
  return { id: store.id, code: store.code, plan: store.plan, ...allowance, exception: agreed };
}

function limitsIn(options: LimitOptions): Partial<Limits> {
  const { statementMs, connections, storageMb, databaseMb } = options;
  return {
    ...(statementMs && { statementMs: whole("--statement-ms", statementMs, 100, 600_000) }),
    ...(connections && { connections: whole("--connections", connections, 1, 200) }),
    ...(storageMb && { fileBytes: whole("--storage-mb", storageMb, 0, 10_000_000) * megabyte }),
    ...(databaseMb && { rowBytes: whole("--database-mb", databaseMb, 0, 10_000_000) * megabyte }),
  };
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new Misuse(`${name} is a whole number from ${least} to ${most.toLocaleString("en-IE")}`);
  }
  return value;
}

/** "1h" is this hour and what of the last one has gone. */
function hoursIn(text: string): number {
  const [, digits, unit] = /^(\d{1,3})([hd])$/.exec(text) ?? [];
  const hours = Number(digits) * (unit === "d" ? 24 : 1);
  if (!(hours >= 1 && hours <= hoursKept)) {
    throw new Misuse("--since is a number of hours or days, such as 1h or 2d, and 7d at most");
  }
  return hours + 1;
}

function topReport(found: Top, by: Measure): string {
  const { source, since, forgotten, stores, total } = found;
  const rows = stores.map((store) => topRow(store, of(store, by) / (total[by] || 1)));
  const headings = [
    "store",
    by === "bytes" ? "of bytes" : `of ${by}`,
    "",
    "time",
    "calls",
    "rows",
    "requests",
  ];
  const rest = ["database", "files", "refused", "cancelled"];
  const origin =
    source === "counts"
      ? "Time (for which connections were held), calls and rows as the processes counted them"
      : "Time (in the server), calls and rows from pg_stat_statements";
  const notes = [
    `${origin}, since ${since.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
    ...(forgotten > 0 ? [forgottenNote(forgotten)] : []),
  ];
  if (rows.length === 0) return "No stores yet.";
  return [table([...headings, ...rest], rows), "", ...notes].join("\n");
}

function forgottenNote(forgotten: number): string {
  return `pg_stat_statements had no room for all: it forgot the rarest statements ${forgotten} times. Raise pg_stat_statements.max, or ask with --since for what the processes counted.`;
}

function topRow(store: TopStore, share: number): string[] {
  const bar = "#".repeat(Math.round(share * 20)).padEnd(20, ".");
  const figures = [store.calls, store.rows, store.requests];
  return [
    store.isOver ? `${store.code} (over its room)` : store.code,
    `${(share * 100).toFixed(1)}%`,
    bar,
    `${(store.time / 1_000).toFixed(1)} s`,
    ...figures.map((figure) => figure.toLocaleString("en-IE")),
    megabytes(store.bytes),
    megabytes(store.fileBytes),
    String(store.refused),
    String(store.cancelled),
  ];
}

function of(store: TopStore, by: Measure): number {
  return by === "bytes" ? store.bytes + store.fileBytes : store[by];
}

function megabytes(bytes: number): string {
  const value = bytes / megabyte;
  return `${value.toLocaleString("en-IE", { maximumFractionDigits: value < 10 ? 1 : 0 })} MB`;
}
