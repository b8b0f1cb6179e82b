import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** What the platform's role may know of the migrations. */
export class Ledger {
  /**
   * The newest migration of the shared room, and the oldest application, by its newest one, that works with that room;
   * zeros before the first.
   */
  static async sharedRoom(): Promise<{ version: number; needs: number }> {
    // The column of a migration's own word is younger than the first migrations.
    const [row] = await sequelize.query<{ version: number; needs: number }>(
      `select coalesce(max(version), 0) as version,
         coalesce(max(coalesce((to_jsonb(m) ->> 'serves')::integer, version)), 0) as needs
       from migrations m where room = 'shared'`,
      { type: QueryTypes.SELECT },
    );
    return row ?? { version: 0, needs: 0 };
  }

  /** What is wrong with the login of this process, asked outside of any unit of work: it is about the login. */
  static async loginFaults(): Promise<string[]> {
    const rows = await sequelize.query<{ fault: string }>(
      "select fault from public.login_faults() as fault",
      { type: QueryTypes.SELECT },
    );
    return rows.map((row) => row.fault);
  }
}
