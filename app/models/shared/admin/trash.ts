import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { config } from "../../../config.ts";

/** For how long a store in the trash can be restored, in days. */
export const graceDays = config.TRASH_DAYS;

/** When the worker removes a store that was thrown away at a moment. */
export function removalDay(trashed: Date): Date {
  return new Date(trashed.getTime() + graceDays * 86_400_000);
}

/** Stores that were thrown away, for the platform's role. */
export class Trash {
  /** Those whose days are over, or whose removal broke off, and that nobody was told to remove yet. */
  static async overdue(): Promise<number[]> {
    const rows = await sequelize.query<{ id: number }>(
      `select s.id from stores s
       where s.state = 'trashed' and (s.trashed_at < now() - make_interval(days => $1) or s.dropping_since < now() - interval '5 minutes')
         and not exists (select from outbox o where o.kind = 'store-drop' and (o.payload ->> 'store')::integer = s.id)
       order by s.trashed_at limit 20`,
      { bind: [graceDays], type: QueryTypes.SELECT },
    );
    return rows.map(({ id }) => id);
  }
}
