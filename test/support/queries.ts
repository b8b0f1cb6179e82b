import { Lease } from "../../db/unit.ts";

/** How many queries this process sends while `work` runs, the opening and the end of units aside. */
export async function queriesDuring(work: () => Promise<unknown>): Promise<number> {
  const { query } = Lease.prototype;
  let sent = 0;
  Lease.prototype.query = function counted(this: Lease, ...args: unknown[]) {
    sent += 1;
    query.apply(this, args);
  };
  try {
    await work();
  } finally {
    Lease.prototype.query = query;
  }
  return sent;
}
