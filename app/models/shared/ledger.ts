import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** What the platform's role may know of the migrations. */
export class Ledger {
  /** The newest migration of the shared room; 0 before the first. */
  static async sharedVersion(): Promise<number> {
    const [row] = await sequelize.query<{ version: number }>(
      "select coalesce(max(version), 0) as version from migrations where room = 'shared'",
      { type: QueryTypes.SELECT },
    );
    return row?.version ?? 0;
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
