import { newestVersion } from "../db/migrations.ts";
import { asPlatform } from "../db/scope.ts";
import { Ledger } from "./models/shared/ledger.ts";

let draining = false;

/** From now on this process is to get no new visitors. */
export function drain(): void {
  draining = true;
}

/**
 * Why this process cannot serve; undefined when it can: not draining, database there, a shared room that it works with. A
 * store whose tables are older or newer is no reason: its own visitors are asked to come back, all others are served.
 */
export async function isReady(): Promise<string | undefined> {
  if (draining) return "draining";
  try {
    const { version, needs } = await asPlatform("read", () => Ledger.sharedRoom());
    const ours = newestVersion("shared");
    if (version < ours) return `the shared room is at ${version}, this application needs ${ours}`;
    if (needs > ours)
      return `the shared room is at ${version}, which needs an application that knows ${needs}`;
    return undefined;
  } catch {
    return "the database does not answer";
  }
}
