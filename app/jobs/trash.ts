import { asProvisioner } from "../../db/admin.ts";
import { dropTrashed } from "../../db/provisioning/dropping.ts";
import { asPlatform } from "../../db/scope.ts";
import { storeFiles } from "../files/store-files.ts";
import { log } from "../log.ts";
import { Trash } from "../models/shared/admin/trash.ts";
import { postForPlatform } from "../outbox.ts";

/**
 * Removes a store in the trash: schema, role, rows, files. One that was restored meanwhile is left alone. Done again, it
 * removes what files there may still be. Needs the provisioner.
 */
export async function removeStore(id: number): Promise<void> {
  const removal = { actor: "worker", removeFiles: () => storeFiles(id).removeAll() };
  const gone = await asProvisioner((client) => dropTrashed(client, id, removal));
  if (!gone) return;
  await storeFiles(id).removeAll(); // of one that was removed by hand
  log.info({ store: id }, "removed a store that was in the trash");
}

/** Leaves an errand for every store whose days in the trash are over. Gives their ids. */
export async function emptyTrash(): Promise<number[]> {
  return asPlatform("write", async () => {
    const due = await Trash.overdue();
    for (const store of due) await postForPlatform("store-drop", { store });
    return due;
  });
}
