import { asPlatform, inStore } from "../../db/scope.ts";
import { Store } from "../models/shared/store.ts";
import { removeLeftovers } from "../models/store/leftovers.ts";
import { removeUnusedFiles } from "./unused-files.ts";

const day = 24 * 60 * 60 * 1_000;
const mostAtOnce = 500;

/** Goes round all open stores once a day and removes what nobody needs any more, one store at a step. */
export class Sweep {
  #last = 0;
  #roundEnded = Number.NEGATIVE_INFINITY;

  /** Sweeps the next store whose turn it is; gives how much it removed, or nothing when all had theirs today. */
  async step(now = Date.now()): Promise<number | undefined> {
    if (now - this.#roundEnded < day) return undefined;
    const id = await asPlatform("read", () => Store.openAfter(this.#last));
    if (id === undefined) {
      this.#last = 0;
      this.#roundEnded = now;
      return undefined;
    }
    this.#last = id;
    const removed = await inStore(id, "write", () => removeLeftovers(mostAtOnce));
    if (removed < mostAtOnce) return removed + (await removeUnusedFiles(id));
    this.#last = id - 1; // there is more of it
    return removed;
  }
}
