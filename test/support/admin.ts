import { QueryTypes } from "sequelize";
import { asPlatform } from "../../app/context.ts";
import { forgetAllStores } from "../../app/directory.ts";
import { carryOut } from "../../app/errands.ts";
import type { OutboxRow } from "../../app/models/shared/outbox.ts";
import { defaultTheme } from "../../app/themes.ts";
import { asProvisioner } from "../../db/admin.ts";
import { sequelize } from "../../db/connection.ts";
import { reconcileAccess, settleStores } from "../../db/provision.ts";

/** Asks or changes the shared room, as the platform's role. */
export function inPlatform<T extends object>(sql: string, bind: unknown[] = []): Promise<T[]> {
  return asPlatform("write", () => sequelize.query<T>(sql, { bind, type: QueryTypes.SELECT }));
}

/** One round of the worker: states are carried through. */
export async function workerRound(): Promise<void> {
  await asProvisioner(async (client) => {
    await settleStores(client, defaultTheme);
    await reconcileAccess(client);
  });
  forgetAllStores(); // a web process would hear of it
}

/** Carries out the platform's own errands of a kind, as the worker would. Gives how many. */
export async function doErrands(kind: string): Promise<number> {
  const rows = await inPlatform<OutboxRow>(
    "delete from outbox where store_id is null and kind = $1 returning id, store_id, kind, payload, attempts, created_at",
    [kind],
  );
  for (const row of rows) await carryOut(row);
  return rows.length;
}
