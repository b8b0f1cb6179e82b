import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/**
 * Remembers that what was at one path of the shop is at another now (paths as the routes know them, such as
 * "/shop/products/mug"). Whoever was sent to the old one before is sent to the new one at once.
 */
export async function leaveRedirect(from: string, to: string): Promise<void> {
  const bind = [from, to];
  await sequelize.query("delete from redirects where path = $1", { bind: [to] });
  await sequelize.query("update redirects set target = $2 where target = $1", { bind });
  await sequelize.query(
    `insert into redirects (path, target) values ($1, $2) on conflict (path) do update set target = excluded.target`,
    { bind },
  );
}

/** Where that which was at a path is now; undefined when nothing was. */
export async function movedTo(path: string): Promise<string | undefined> {
  const [row] = await sequelize.query<{ target: string }>(
    "select target from redirects where path = $1",
    { bind: [path], type: QueryTypes.SELECT },
  );
  return row?.target;
}
