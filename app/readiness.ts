import { newestVersion } from "../db/migrations.ts";
import { asPlatform } from "../db/scope.ts";
import { Ledger } from "./models/shared/ledger.ts";

let draining = false;

/** From now on this process is to get no new visitors. */
export function drain(): void {
  draining = true;
}

/** Why this process cannot serve; undefined when it can: not draining, database there, shared room up to date. */
export async function isReady(): Promise<string | undefined> {
  if (draining) return "draining";
  try {
    const version = await asPlatform("read", () => Ledger.sharedVersion());
    const expected = newestVersion("shared");
    return version >= expected
      ? undefined
      : `the shared room is at ${version}, this application needs ${expected}`;
  } catch {
    return "the database does not answer";
  }
}
