import { QueryTypes, UniqueConstraintError } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import { newestVersion } from "../../../db/migrations.ts";
import type { Plan } from "./store.ts";

/** A shop that is to be opened. */
export interface NewShop {
  code: string;
  name: string;
  plan: Plan;
  /** ISO 4217, such as "EUR". */
  currency: string;
  /** BCP 47, such as "en-IE". */
  locale: string;
  /** Its first published theme. */
  theme: object;
}

/** There is a store with this code already. */
export class CodeTaken extends Error {
  override name = "CodeTaken";
}

/**
 * Opens a shop in the schema that waits for one, and gives its id; null when none is ready: the worker makes another
 * within seconds. For a unit of the platform. @throws CodeTaken
 */
export async function claimStore(shop: NewShop): Promise<number | null> {
  const { code, name, plan, currency, locale, theme } = shop;
  const bind = [code, name, plan, currency, locale, JSON.stringify(theme), newestVersion("store")];
  try {
    const [row] = await sequelize.query<{ id: number | null }>(
      "select public.claim_store($1, $2, $3, $4, $5, $6, $7) as id",
      { bind, type: QueryTypes.SELECT },
    );
    return row?.id ?? null;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new CodeTaken(`There is a shop "${code}" already: choose another code.`);
  }
}
