import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";

/** What was done to a product since a version of it, the oldest first. */
export interface Change {
  actor: string;
  at: string;
  before: Record<string, string>;
  after: Record<string, string>;
}

/** What others changed in a product after its version `version`, by the shop's log. */
export function changesSince(productId: number, version: number): Promise<Change[]> {
  return sequelize.query<Change>(
    `select actor, at, before, after from audit_log
     where subject = $1 and (after ->> 'version')::integer > $2 order by id`,
    { bind: [`product ${productId}`, version], type: QueryTypes.SELECT },
  );
}
