import { QueryTypes } from "sequelize";
import { inStore } from "../../app/context.ts";
import { sequelize } from "../../db/connection.ts";
import type { Shop } from "./shops.ts";

/** A line of a shop's log. */
export interface LogLine {
  actor: string;
  kind: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string;
}

/** What a shop's log says, the newest line first. */
export function logOf(shop: Pick<Shop, "id">): Promise<LogLine[]> {
  return inStore(shop.id, "read", () =>
    sequelize.query<LogLine>(
      "select actor, kind, subject, before, after, ip from audit_log order by id desc",
      { type: QueryTypes.SELECT },
    ),
  );
}
