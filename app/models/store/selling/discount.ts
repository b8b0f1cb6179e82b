import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { codeOf, type DiscountRow } from "../../../selling/discounts.ts";

export type { DiscountRow } from "../../../selling/discounts.ts";

const columns = `id, code, kind, value, minimum, starts_at, ends_at, usage_limit, customer_limit, used, active`;

/** The discount with a code as a shopper typed it, whether or not it can be used now. */
export async function findDiscount(code: string): Promise<DiscountRow | undefined> {
  const [row] = await sequelize.query<DiscountRow>(
    `select ${columns} from discounts where code = $1`,
    { bind: [codeOf(code)], type: QueryTypes.SELECT },
  );
  return row;
}

/**
 * Finds a discount and locks it until the unit of work ends, so that what `usesBy` counts afterwards stays true until
 * then: of two orders of one customer at once, the second sees the first.
 */
export async function lockDiscount(code: string): Promise<DiscountRow | undefined> {
  const [row] = await sequelize.query<DiscountRow>(
    `select ${columns} from discounts where code = $1 for no key update`,
    { bind: [codeOf(code)], type: QueryTypes.SELECT },
  );
  return row;
}

/** Counts one more use of a discount; gives false, and changes nothing, when its limit is reached. */
export async function useDiscount(id: number): Promise<boolean> {
  const rows = await sequelize.query(
    `update discounts set used = used + 1
     where id = $1 and (usage_limit is null or used < usage_limit) returning id`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Gives one use of a discount back, as when its order is cancelled. */
export async function releaseDiscount(id: number): Promise<void> {
  await sequelize.query("update discounts set used = used - 1 where id = $1 and used > 0", {
    bind: [id],
    type: QueryTypes.UPDATE,
  });
}

/** How many orders of a customer, cancelled ones aside, were placed with a discount. */
export async function usesBy(discountId: number, customerId: number): Promise<number> {
  const [row] = await sequelize.query<{ uses: number }>(
    `select count(*)::integer as uses from orders
     where discount_id = $1 and customer_id = $2 and state <> 'cancelled'`,
    { bind: [discountId, customerId], type: QueryTypes.SELECT },
  );
  return row?.uses ?? 0;
}
