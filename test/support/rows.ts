import { QueryTypes } from "sequelize";
import { inStore } from "../../app/context.ts";
import { sequelize } from "../../db/connection.ts";
import type { Shop } from "./shops.ts";

/** Asks or changes a shop's tables, as its own role, where no model has a verb for what a test needs. */
export function inShop<T extends object>(
  shop: Pick<Shop, "id">,
  sql: string,
  bind: unknown[] = [],
): Promise<T[]> {
  return inStore(shop.id, "write", () =>
    sequelize.query<T>(sql, { bind, type: QueryTypes.SELECT }),
  );
}
