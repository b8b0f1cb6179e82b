import { readFile } from "node:fs/promises";
import { adoptDatabase, suggestMapping } from "../adopting/adopt.ts";
import type { StoreReport } from "../adopting/adopt-store.ts";
import { parseMapping } from "../adopting/mapping/mapping.ts";
import { adoptionData, adoptionText } from "../adopting/report.ts";
import { Misuse, type Outcome } from "./outcome.ts";
import { progressBar } from "./progress.ts";

interface AdoptCommand {
  dryRun?: boolean;
  map?: string;
  printMap?: boolean;
  only?: string;
}

/** Moves the stores of an older database, in which all share tables, into schemas of their own. */
export async function adopt(url: string, command: AdoptCommand): Promise<Outcome> {
  const mapping = command.map === undefined ? undefined : await readMapping(command.map);
  if (command.printMap) {
    const suggested = mapping ?? (await suggestMapping(url));
    return { text: JSON.stringify(suggested, null, 2), data: suggested };
  }
  const { dryRun = false, only } = command;
  const bar = progressBar(dryRun ? "Reading" : "Adopting");
  const report = await adoptDatabase(url, { mapping, dryRun, only, progress: bar.show }).finally(
    bar.end,
  );
  const found = report.stores.some(needsSomebody);
  return { text: adoptionText(report), data: adoptionData(report), found };
}

async function readMapping(file: string) {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) throw new Misuse(`There is no file ${file}`);
  return parseMapping(text, file);
}

function needsSomebody({ state, tally }: StoreReport): boolean {
  const isBad = ["differs", "refused", "failed"].includes(state);
  return isBad || tally.differences().length > 0;
}
