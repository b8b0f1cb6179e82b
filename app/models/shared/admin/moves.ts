import { QueryTypes, UniqueConstraintError } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { CodeTaken } from "../opening.ts";
import type { Plan, StoreState } from "../store.ts";

/** The state after a move; undefined when the store was not in one from which it leads there. */
type Moved = Promise<StoreState | undefined>;

/** Closes a store's door for a while. The worker locks its role out. */
export function suspendStore(id: number): Moved {
  return move(id, "state = 'suspended'", ["open"]);
}

/** Lets the worker open it again. */
export function resumeStore(id: number): Moved {
  return move(id, "state = 'opening'", ["suspended"]);
}

/** Throws a store away that is not just opening; nobody acts for it any more. */
export async function trashStore(id: number): Moved {
  const state = await move(id, "state = 'trashed'", ["open", "suspended"]);
  if (state) {
    await sequelize.query(
      "update staff_sessions set acting_store = null, acting_until = null where acting_store = $1",
      { bind: [id] },
    );
  }
  return state;
}

/** Brings a store back as it was: suspended, or opened by the worker; not one that is being removed. */
export function restoreStore(id: number): Moved {
  const state = "state = case restores_to when 'open' then 'opening' else restores_to end";
  return move(id, state, ["trashed"]);
}

/**
 * Gives a store that is not in the trash another code; its old addresses lead to the new. Gives the code before,
 * undefined where there was nothing to do. @throws CodeTaken
 */
export async function renameCode(id: number, code: string): Promise<string | undefined> {
  try {
    const [row] = await sequelize.query<{ before: string }>(
      `with before as (select id, code from stores where id = $1 and code <> $2 and state <> 'trashed' for update)
       update stores s set code = $2 from before b where s.id = b.id returning b.code as before`,
      { bind: [id, code], type: QueryTypes.SELECT },
    );
    return row?.before;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new CodeTaken(`"${code}" is another shop's, or was: choose another code.`);
  }
}

/** Lets go of a code that a store had before; false when it leads there no more. */
export async function freeFormerCode(id: number, code: string): Promise<boolean> {
  const rows = await sequelize.query(
    "delete from former_codes where store_id = $1 and code = $2 returning code",
    { bind: [id, code], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
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

async function move(id: number, change: string, from: readonly StoreState[]): Moved {
  const [row] = await sequelize.query<{ state: StoreState }>(
    `update stores set ${change} where id = $1 and state = any ($2) and dropping_since is null returning state`,
    { bind: [id, from], type: QueryTypes.SELECT },
  );
  return row?.state;
}
