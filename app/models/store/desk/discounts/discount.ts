import { QueryTypes, UniqueConstraintError } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { Conflict, NotFound } from "../../../../errors.ts";
import type { DiscountRow } from "../../../../selling/discounts.ts";

/** Another discount has this code already. */
export class CodeTaken extends Conflict {
  constructor(code: string) {
    super(`There is another discount with the code ${code}.`);
  }
}

/** What somebody decides about a discount; how often it was used is counted. */
export type DiscountRules = Omit<DiscountRow, "id" | "used">;

/** A discount with what it did so far. Money in minor units of the shop's currency. */
export interface UsedDiscount extends DiscountRow {
  /** Orders with it, cancelled ones too. */
  orders: number;
  /** What it took off those that were not cancelled. */
  given: number;
}

const columns = `d.id, d.code, d.kind, d.value, d.minimum, d.starts_at, d.ends_at, d.usage_limit, d.customer_limit, d.used,
  d.active`;

/** The discount with an id, and what it did. @throws NotFound */
export async function discountAtDesk(id: number): Promise<UsedDiscount> {
  const [row] = await sequelize.query<UsedDiscount>(
    `select ${columns}, s.orders, s.given from discounts d cross join lateral (
       select count(*)::integer as orders,
         coalesce(sum(o.discount + o.shipping_discount) filter (where o.state <> 'cancelled'), 0)::bigint as given
       from orders o where o.discount_id = d.id) s
     where d.id = $1`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (!row) throw new NotFound("There is no such discount.");
  return row;
}

/** The discount with an id, locked until the unit ends. @throws NotFound */
export async function lockDiscountWith(id: number): Promise<DiscountRow> {
  const [row] = await sequelize.query<DiscountRow>(
    `select ${columns} from discounts d where d.id = $1 for update`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (!row) throw new NotFound("There is no such discount.");
  return row;
}

/** Adds a discount; gives its id. @throws CodeTaken */
export async function addDiscount(rules: DiscountRules): Promise<number> {
  const [row] = await unlessTaken(rules.code, () =>
    sequelize.query<{ id: number }>(
      `insert into discounts (code, kind, value, minimum, starts_at, ends_at, usage_limit, customer_limit, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      { bind: valuesOf(rules), type: QueryTypes.SELECT },
    ),
  );
  return row?.id ?? 0;
}

/** Keeps other rules for a discount; lock it first. @throws CodeTaken */
export async function changeDiscount(id: number, rules: DiscountRules): Promise<void> {
  await unlessTaken(rules.code, () =>
    sequelize.query(
      `update discounts set code = $1, kind = $2, value = $3, minimum = $4, starts_at = $5, ends_at = $6,
         usage_limit = $7, customer_limit = $8, active = $9 where id = $10`,
      { bind: [...valuesOf(rules), id] },
    ),
  );
}

/** Lets shoppers use a discount, or not for now. */
export async function activateDiscount(id: number, active: boolean): Promise<void> {
  await sequelize.query("update discounts set active = $2 where id = $1", { bind: [id, active] });
}

/** Removes a discount that no order was placed with. @throws Conflict for any other */
export async function removeDiscount(id: number): Promise<void> {
  const rows = await sequelize.query(
    `delete from discounts d where d.id = $1 and not exists (select from orders o where o.discount_id = d.id)
     returning d.id`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (rows.length === 0) {
    throw new Conflict("Orders were placed with this discount: it can be paused, not deleted.");
  }
}

function valuesOf(rules: DiscountRules): unknown[] {
  const { code, kind, value, minimum, starts_at, ends_at, usage_limit, customer_limit } = rules;
  return [
    code,
    kind,
    value,
    minimum,
    starts_at,
    ends_at,
    usage_limit,
    customer_limit,
    rules.active,
  ];
}

async function unlessTaken<T>(code: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UniqueConstraintError ? new CodeTaken(code) : error;
  }
}
