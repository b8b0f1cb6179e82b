import { asPlatform } from "../../db/scope.ts";
import { type ListedErrand, Outbox } from "../models/shared/outbox.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

const longestError = 80;

/** What waits to be done, or with `dead` what was given up; that ends with 1 when there is any. */
export async function list({ dead = false }: { dead?: boolean }): Promise<Outcome> {
  const errands = await asPlatform("read", () => Outbox.list(dead ? "dead" : "waiting"));
  const none = dead ? "Nothing was given up." : "Nothing waits.";
  return {
    text: errands.length > 0 ? asTable(errands) : none,
    data: errands,
    found: dead && errands.length > 0,
  };
}

/** Begins anew with one errand that was given up, or with all of them. @throws Misuse unless it says which */
export async function retry(
  given: string | undefined,
  { all = false }: { all?: boolean },
): Promise<Outcome> {
  const id = idOf(given, all);
  const revived = await asPlatform("write", () => Outbox.revive(id));
  if (id !== null && revived.length === 0) {
    throw new Error(`No errand ${id} was given up: see \`mail list --dead\``);
  }
  return { text: `Begun anew: ${revived.join(", ") || "nothing"}`, data: { revived } };
}

function idOf(given: string | undefined, all: boolean): number | null {
  if (all === (given !== undefined)) {
    throw new Misuse("Say which: `mail retry ID`, or all: `mail retry --all`");
  }
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,14}$/.test(given)) throw new Misuse(`"${given}" is not the number of an errand`);
  return Number(given);
}

function asTable(errands: readonly ListedErrand[]): string {
  const rows = errands.map((row) => [
    String(row.id),
    row.store,
    row.kind,
    JSON.stringify(row.payload),
    row.due_at.toISOString().slice(0, 19),
    String(row.attempts),
    row.error.slice(0, longestError),
  ]);
  return table(["id", "store", "kind", "about", "due", "attempts", "last error"], rows);
}
