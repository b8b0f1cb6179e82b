import { isCurrency } from "../money.ts";
import { codeFault } from "../store-code.ts";
import { codeFrom, freeCode } from "./codes.ts";
import type { Mapping } from "./mapping/mapping.ts";
import type { OldStore } from "./moving/move.ts";
import { AdoptionRefused } from "./refused.ts";
import type { Adoption } from "./room/adoptions.ts";
import type { FieldRow, OldTables } from "./source/tables.ts";
import type { Tally } from "./tally.ts";
import { flagOf } from "./values.ts";

/** A store of the old database with the code that it is to have. */
export interface Wanted {
  row: FieldRow;
  id: string;
  oldCode: string;
  code: string;
  /** The code belongs to a store that came from elsewhere. */
  isTaken: boolean;
}

/**
 * Which stores there are, with codes that no two share. Codes that are right already are given first.
 * @throws AdoptionRefused for a code of the mapping that cannot be one
 */
export function storesWanted(
  rows: readonly FieldRow[],
  mapping: Mapping,
  adoptions: ReadonlyMap<string, Adoption>,
  codes: ReadonlySet<string>,
): Wanted[] {
  const before = new Set([...adoptions.values()].map(({ code }) => code));
  const foreign = new Set([...codes].filter((code) => !before.has(code)));
  const given = new Set<string>();
  const wanted = new Map<FieldRow, Wanted>();
  for (const row of [...rows].sort(
    (a, b) => rank(a, mapping, adoptions) - rank(b, mapping, adoptions),
  )) {
    const store = wantedFor(row, mapping, adoptions, new Set([...foreign, ...given]));
    given.add(store.code);
    wanted.set(row, store);
  }
  return rows.flatMap((row) => wanted.get(row) ?? []);
}

function wantedFor(
  row: FieldRow,
  { codes }: Mapping,
  adoptions: ReadonlyMap<string, Adoption>,
  taken: ReadonlySet<string>,
): Wanted {
  const id = row("id") ?? "";
  const oldCode = row("code") ?? "";
  const before = adoptions.get(id);
  const fixed = before?.state === "done" ? before.code : codes[oldCode];
  if (fixed !== undefined) demandCode(oldCode, fixed);
  const plain = fixed ?? codeFrom(oldCode);
  const mayChange = fixed === undefined && plain !== oldCode.trim().toLowerCase();
  const code = mayChange ? freeCode(plain, taken) : plain;
  return { row, id, oldCode, code, isTaken: taken.has(code) };
}

function demandCode(oldCode: string, code: string): void {
  const fault = codeFault(code);
  if (fault)
    throw new AdoptionRefused(`codes.${oldCode} in the mapping: ${fault} Nothing was changed`);
}

/** What is here already first, then what somebody chose, what can stay, and what has to change. */
function rank(row: FieldRow, { codes }: Mapping, adoptions: ReadonlyMap<string, Adoption>): number {
  const code = row("code") ?? "";
  if (adoptions.get(row("id") ?? "")?.state === "done") return 0;
  if (codes[code] !== undefined) return 1;
  return codeFrom(code) === code.trim().toLowerCase() ? 2 : 3;
}

/** What the shop is to be opened with; what could not be kept is noted. */
export async function factsOf(
  old: OldTables,
  mapping: Mapping,
  { row, id, oldCode, code }: Wanted,
  tally: Tally,
): Promise<OldStore> {
  const [settings] = await old.all("settings", id);
  const said = (field: string) => (settings?.(field) ?? row(field) ?? "").trim();
  const name = said("name").slice(0, 255) || oldCode;
  if (code !== oldCode)
    tally.note("store", "code written as addresses can have it", `${oldCode} -> ${code}`);
  const plan = await planOf(old, mapping, row, id);
  const active = flagOf(row("active")) ?? true;
  if (!active) tally.note("store", "stays closed: it was not active there", oldCode);
  return {
    ...{ id, oldCode, code, name, plan, active, row },
    currency: currencyOf(said("currency"), mapping, tally),
    locale: localeOf(said("locale"), mapping, tally),
  };
}

function currencyOf(said: string, { defaults }: Mapping, tally: Tally): string {
  const currency = said.toUpperCase();
  if (isCurrency(currency)) return currency;
  tally.note(
    "store",
    `no currency there: ${defaults.currency} (defaults.currency says another)`,
    said || "none",
  );
  return defaults.currency;
}

function localeOf(said: string, { defaults }: Mapping, tally: Tally): string {
  const [, language = "", region = ""] = /^([a-z]{2})(?:[-_]([a-z]{2}))?$/i.exec(said) ?? [];
  if (language) return [language.toLowerCase(), region.toUpperCase()].filter(Boolean).join("-");
  if (said) tally.note("store", `no locale: ${defaults.locale}`, said);
  return defaults.locale;
}

/** Only the premium plan has domains of its own. */
async function planOf(old: OldTables, { defaults }: Mapping, row: FieldRow, id: string) {
  const said = row("plan")?.trim().toLowerCase();
  const known = (["free", "standard", "premium"] as const).find((plan) => plan === said);
  if (known) return known;
  return (await old.count("domains", id)) > 0 ? "premium" : defaults.plan;
}
