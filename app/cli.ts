import { CommanderError } from "commander";
import { Misuse } from "./commands/outcome.ts";
import { WrongEnvironment } from "./config.ts";
import { program } from "./nouns/noun.ts";
import "./nouns/stores.ts";
import "./nouns/products.ts";
import "./nouns/orders.ts";
import "./nouns/domains.ts";
import "./nouns/admins.ts";
import "./nouns/mail.ts";
import "./nouns/database.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      process.stderr.write(`wizamart: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    return exitCodeOf(error);
  }
}

/** 0 done, 1 failed or found something, 2 misuse. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof Misuse || error instanceof WrongEnvironment ? 2 : 1;
}
