import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Plan, StoreState } from "../store.ts";

/** Closes a store's door for a while; false when it is not open. The worker locks its role out. */
export function suspendStore(id: number): Promise<boolean> {
  return move(id, "state = 'suspended'", ["open"]);
}

/** Lets the worker open it again; false when it is not suspended. */
export function resumeStore(id: number): Promise<boolean> {
  return move(id, "state = 'opening'", ["suspended"]);
}

/** Throws a store away, nobody acts for it any more; false when it is there already, or just opening. */
export async function trashStore(id: number): Promise<boolean> {
  const moved = await move(id, "state = 'trashed'", ["open", "suspended"]);
  if (moved) {
    await sequelize.query(
      "update staff_sessions set acting_store = null, acting_until = null where acting_store = $1",
      { bind: [id] },
    );
  }
  return moved;
}

/** Brings a store back as it was: suspended, or opened by the worker. False when it is not in the trash. */
export function restoreStore(id: number): Promise<boolean> {
  const state = "state = case restores_to when 'open' then 'opening' else restores_to end";
  return move(id, state, ["trashed"]);
}

/** Sets the plan, of which nothing is lost: what a smaller one has no room for, waits. Gives the one before. */
export async function changePlan(id: number, plan: Plan): Promise<Plan | undefined> {
  const [row] = await sequelize.query<{ before: Plan }>(
    `with before as (select id, plan from stores where id = $1 for update)
     update stores s set plan = $2 from before b where s.id = b.id returning b.plan as before`,
    { bind: [id, plan], type: QueryTypes.SELECT },
  );
  return row?.before;
}

async function move(id: number, change: string, from: readonly StoreState[]): Promise<boolean> {
  const rows = await sequelize.query(
    `update stores set ${change} where id = $1 and state = any ($2) returning id`,
    { bind: [id, from], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}
