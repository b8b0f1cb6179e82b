import { BadDomain, canonicalDomain } from "../../../domains/domain-name.ts";
import type { FieldRow } from "../../source/tables.ts";
import { flagOf } from "../../values.ts";
import { isGone } from "../catalogue/categories.ts";
import type { Move } from "../move.ts";

/** Moves the names of a store's own; what was verified there is verified here. */
export async function moveDomains(move: Move): Promise<void> {
  const rows = await move.old.all("domains", move.store.id);
  const wanted = rows.filter((row) => !isGone(row)).sort(primaryFirst);
  for (const row of rows.filter(isGone)) leaveOut(move, row, "deleted there");
  let isFirst = true;
  for (const row of wanted) {
    const fault = await moveDomain(move, row, isFirst);
    if (fault) leaveOut(move, row, fault);
    else isFirst = false;
  }
}

function primaryFirst(a: FieldRow, b: FieldRow): number {
  const weight = (row: FieldRow) =>
    Number(flagOf(row("primary")) ?? false) * 2 + Number(flagOf(row("verified")) ?? false);
  return weight(b) - weight(a);
}

/** Gives why it could not be, in words; "" when it was. */
async function moveDomain(
  { room, tally }: Move,
  row: FieldRow,
  isPrimary: boolean,
): Promise<string> {
  const written = row("domain") ?? "";
  const domain = canonical(written.replace(/^https?:\/\//i, "").replace(/\/.*$/, ""));
  if (typeof domain !== "string") return domain.fault;
  const isVerified = flagOf(row("verified")) ?? false;
  if (!(await room.addDomain(domain, isVerified, isPrimary))) return "another store has it";
  if (domain !== written)
    tally.note("domains", "written as it is looked up", `${written} -> ${domain}`);
  if (!isVerified) tally.note("domains", "not verified there, so not answered here", domain);
  return "";
}

function canonical(written: string): string | { fault: string } {
  try {
    return canonicalDomain(written);
  } catch (error) {
    if (error instanceof BadDomain) return { fault: error.message };
    throw error;
  }
}

function leaveOut({ tally }: Move, row: FieldRow, why: string): void {
  tally.count("domains", { left: 1 });
  tally.note("domains", `left out: ${why}`, `${row("domain")}`);
}
