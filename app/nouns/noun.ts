import { Command } from "commander";
import type { ProvidedDatabase } from "../../db/provide.ts";
import type { Outcome } from "../commands/outcome.ts";

type Run = (...args: never[]) => Promise<Outcome>;
type Load<T> = () => Promise<T>;

/** The command line as a whole. */
export const program = new Command("wizamart")
  .description("Runs the stores of a Wizamart platform")
  .option("--json", "print the result as JSON")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

/** What a group of commands is about: "stores", "orders", ... */
export function noun(name: string, description: string): Command {
  return program.command(name).description(description).exitOverride();
}

/**
 * Adds a command such as "show <code>" to a group. The database is reached for, and the command's code loaded, only when
 * the command runs.
 */
export function add<T>(
  group: Command,
  usage: string,
  description: string,
  load: Load<T>,
  pick: (commands: T) => Run,
): Command {
  const command = group.command(usage).description(description).exitOverride();
  return command.action(async (...args: unknown[]) => {
    const { provideDatabase } = await import("../../db/provide.ts");
    const { embedded, ...database } = await provideDatabase({ share: true });
    try {
      if (embedded) await makeReady(database);
      const run = pick(await load()) as (...given: unknown[]) => Promise<Outcome>;
      print(await run(...args.slice(0, -1)));
    } finally {
      const { closeConnections } = await import("../../db/connection.ts");
      await closeConnections();
      await embedded?.stop();
    }
  });
}

async function makeReady({
  appUrl,
  adminUrl = "",
  provisionerPassword,
}: Omit<ProvidedDatabase, "embedded">) {
  const { initialise, isInitialised } = await import("../../db/init.ts");
  if (await isInitialised(adminUrl)) return;
  await initialise({ appUrl, adminUrl, provisionerPassword });
}

function print({ text, data, found }: Outcome): void {
  process.stdout.write(
    `${program.opts<{ json?: boolean }>().json ? JSON.stringify(data, null, 2) : text}\n`,
  );
  if (found) process.exitCode = 1;
}
