import { table } from "../commands/outcome.ts";
import { publicAddress } from "../urls.ts";
import type { AdoptionReport } from "./adopt.ts";
import type { StoreReport } from "./adopt-store.ts";
import type { Note, Tally } from "./tally.ts";
import { inWords } from "./values.ts";

/** A report of an adoption, or of its rehearsal, for a person. */
export function adoptionText(report: AdoptionReport): string {
  return [
    ...(report.dryRun ? [...mappingLines(report), ""] : []),
    ...report.stores.flatMap((store) => [...storeLines(store, report.dryRun), ""]),
    ...leftLines(report),
    lastLine(report),
  ].join("\n");
}

/** The same for `--json`. */
export function adoptionData(report: AdoptionReport): object {
  const { mapping, stores, ...rest } = report;
  return { ...rest, mapping, stores: stores.map(storeData) };
}

function storeData({ tally, ...store }: StoreReport): object {
  const sums = [...tally.sums].map(([name, { old, rounded, changed, now }]) => [
    name,
    { old: inWords(old), rounded: inWords(rounded), changed: inWords(changed), now: inWords(now) },
  ]);
  return {
    ...store,
    counts: Object.fromEntries(tally.counts),
    sums: Object.fromEntries(sums),
    notes: tally.notes,
    differences: tally.differences(),
  };
}

function mappingLines({ mapping }: AdoptionReport): string[] {
  const rows = Object.entries(mapping.tables).map(([kind, { table: name, columns }]) => {
    const fields = Object.entries(columns).map(([field, column]) =>
      field === column ? field : `${field}=${column}`,
    );
    return [kind, name, fields.join(" ")];
  });
  return [
    table(["what", "from", "columns"], rows),
    "(--print-map writes this as a file to change)",
  ];
}

function storeLines(store: StoreReport, dryRun: boolean): string[] {
  const { oldCode, code, tally } = store;
  const title = oldCode === code ? code : `${oldCode} -> ${code}`;
  if (!["adopted", "differs", "rehearsed"].includes(store.state))
    return [`${title}: ${store.state}: ${store.why}`];
  return [
    `${title}: ${headOf(store)}`,
    ...indented(countTable(tally, dryRun)),
    ...indented(sumTable(tally, dryRun)),
    ...noteLines(tally.notes),
  ];
}

function headOf(store: StoreReport): string {
  const { state, storeId } = store;
  if (state === "differs") return `store ${storeId} DIFFERS and stays closed: ${store.why}`;
  const faults = store.tally.differences();
  if (state === "rehearsed")
    return faults.length > 0
      ? `would DIFFER: ${faults.join("; ")}`
      : `could be adopted, ${rowsOf(store)} rows`;
  if (!store.active) return `is here, closed as it was there (store ${storeId})`;
  return `is open at ${publicAddress({ ...store, domains: [] }, "/")} (store ${storeId})`;
}

function countTable({ counts }: Tally, dryRun: boolean): string {
  const rows = [...counts]
    .filter(([, { old, now }]) => old > 0 || now > 0)
    .map(([kind, { old, left, added, now }]) => [kind, ...[old, left, added, now].map(String)]);
  return table(["rows", "there", "left out", "added", dryRun ? "would be" : "here"], rows);
}

function sumTable({ sums }: Tally, dryRun: boolean): string {
  const rows = [...sums].map(([kind, { old, rounded, changed, now }]) => [
    kind,
    ...[old, rounded, changed, now].map(inWords),
  ]);
  return table(["sums", "there", "rounded", "changed", dryRun ? "would be" : "here"], rows);
}

function noteLines(notes: readonly Note[]): string[] {
  return notes.map(({ about, what, count, examples }) => {
    const more = count > examples.length ? ", ..." : "";
    return `  · ${about}: ${what} (${count}): ${examples.join(", ")}${more}`;
  });
}

function leftLines({ unread, orphans }: AdoptionReport): string[] {
  const lost = orphans.map(({ kind, count, examples }) => {
    const what = `${kind}: ${count} of no store that there is`;
    return `  · ${what}: ${examples.join(", ")}${count > examples.length ? ", ..." : ""}`;
  });
  const behind = unread
    .filter(({ kept }) => !kept)
    .map(({ name, rows }) => `  · ${name}: ${rows} rows`);
  const kept = unread
    .filter((each) => each.kept)
    .map(({ name, rows }) => `  · ${name}: ${rows} rows`);
  return [
    ...headed("Left behind, as it belongs to nobody:", lost),
    ...headed("Left behind, as nothing here is made of it:", behind),
    ...headed("Kept beside the products, and in their CSV:", kept),
  ];
}

function headed(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, ...lines, ""] : [];
}

function lastLine({ stores, dryRun, milliseconds }: AdoptionReport): string {
  const rows = stores.reduce((sum, store) => sum + rowsOf(store), 0);
  const states = [...new Set(stores.map(({ state }) => state))].map(
    (state) => `${stores.filter((store) => store.state === state).length} ${state}`,
  );
  const seconds = Math.max(0.001, milliseconds / 1000);
  const pace = `${rows} rows in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} a second`;
  const nothing = dryRun ? " Nothing was changed." : "";
  return `Stores: ${states.join(", ")} (${pace}).${nothing}`;
}

function rowsOf({ tally }: StoreReport): number {
  return [...tally.counts.values()].reduce((sum, { now }) => sum + now, 0);
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
