import { DatabaseError } from "sequelize";
import { asPlatform } from "../db/scope.ts";
import { checkPooling } from "../db/server/pooler.ts";
import { config } from "./config.ts";
import { log } from "./log.ts";
import { Ledger } from "./models/shared/ledger.ts";

/** The database, or the login with which this process would use it, is not as it must be. */
export class UnsafeLogin extends Error {
  override name = "UnsafeLogin";
}

/**
 * Looks at the login of this process before it serves anybody: with more rights than it needs, one
 * mistake in one shop could reach the others.
 * @throws UnsafeLogin saying what is wrong and what to do
 */
export async function checkLogin(): Promise<void> {
  if (!config.DATABASE_URL) throw new UnsafeLogin("DATABASE_URL is not set");
  const faults = await Ledger.loginFaults().catch((error: unknown) => {
    throw new UnsafeLogin(explain(error));
  });
  if (faults.length === 0) {
    await asPlatform("read", () => Ledger.sharedRoom());
    return;
  }
  throw new UnsafeLogin(
    `DATABASE_URL's login ${faults.join(", ")}: use the one that \`db init\` makes`,
  );
}

/**
 * Looks at what stands between this process and the database.
 * @throws UnsafePooling when that is a pooler that it cannot work through, saying what to set
 */
export async function checkPooler(): Promise<void> {
  const pooling = await checkPooling(config.DATABASE_URL ?? "", config.DATABASE_LISTEN_URL);
  if (pooling !== "none") log.info({ pooling }, "a pooler stands before the database");
}

function explain(error: unknown): string {
  if (!(error instanceof DatabaseError)) return `the database does not answer (${String(error)})`;
  return "this database was not made ready: run `npx wizamart db init`";
}
