import { asProvisioner } from "../../db/admin.ts";
import { asPlatform, inStore } from "../../db/scope.ts";
import { measureStore } from "../../db/usage.ts";
import { storeFiles } from "../files/store-files.ts";
import { log } from "../log.ts";
import { saveUsage, storesToGather } from "../models/shared/admin/usage.ts";
import { membersOf } from "../models/shared/people/membership.ts";
import { Store } from "../models/shared/store.ts";
import { countContents } from "../models/store/contents.ts";
import { postForPlatform } from "../outbox.ts";
import { allowanceOf } from "../plans.ts";

const hour = 3_600_000;
const mostAtOnce = 20;

/** Goes round all open stores and writes down in the shared room, hourly or so, how much each of them uses. */
export class Gathering {
  /** Stores that could not be looked at, and until when they are left alone. */
  readonly #resting = new Map<number, number>();

  /** Gathers of the stores whose turn it is, a few at a step; gives how many. Needs the provisioner. */
  async step(now = Date.now()): Promise<number> {
    for (const [id, until] of this.#resting) if (until <= now) this.#resting.delete(id);
    const resting = [...this.#resting.keys()];
    const due = await asPlatform("read", () => storesToGather(resting, mostAtOnce));
    for (const id of due) {
      await gatherUsage(id).catch((error: unknown) => {
        this.#resting.set(id, now + hour);
        log.error({ err: error, store: id }, "what a store uses could not be gathered");
      });
    }
    return due.length;
  }
}

/**
 * Writes down what one open store uses: contents, rows, bytes, files. Its owners get a mail when that has become more
 * than it has room for. Needs the provisioner.
 */
export async function gatherUsage(id: number): Promise<void> {
  const contents = await inStore(id, "read", countContents);
  const size = await asProvisioner((client) => measureStore(client, id));
  const fileBytes = await storeFiles(id).bytes();
  await asPlatform("write", async () => {
    const store = await Store.withId(id);
    if (!store) return; // dropped meanwhile
    const isNew = await saveUsage(id, { ...contents, ...size, fileBytes }, allowanceOf(store));
    if (isNew) await tellOwners(id);
  });
}

async function tellOwners(store: number): Promise<void> {
  for (const { id, role } of await membersOf(store)) {
    if (role === "owner") await postForPlatform("mail-room", { store, user: id });
  }
}
