import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { DiscountRow } from "../../../../selling/discounts.ts";
import { likeWords } from "../../../like.ts";
import { type ListPage, type Place, pageOf, wayOf } from "../page.ts";
import { Where } from "../where.ts";

export const discountTabs = ["all", "active", "planned", "over", "paused"] as const;
export type DiscountTab = (typeof discountTabs)[number];

/** Which discounts a list shows; "" where it does not matter. */
export interface DiscountFilter {
  tab: DiscountTab;
  /** Part of a code. */
  words: string;
}

const isOver = "(d.ends_at <= now() or d.used >= d.usage_limit) is true";
const isPlanned = "(d.starts_at > now()) is true";
const conditions: Record<DiscountTab, string> = {
  all: "true",
  active: `d.active and not ${isOver} and not ${isPlanned}`,
  planned: `d.active and not ${isOver} and ${isPlanned}`,
  over: `d.active and ${isOver}`,
  paused: "not d.active",
};

/** A page of the discounts that a filter lets through, the newest first. Places are discounts' ids. */
export async function findDiscounts(
  { tab, words }: DiscountFilter,
  place: Place,
  size = 50,
): Promise<ListPage<DiscountRow>> {
  const where = new Where();
  where.add(conditions[tab]);
  if (words) where.add("lower(d.code) like ?", likeWords(words));
  if (place.before !== undefined) where.add("d.id < ?", place.before);
  if (place.after !== undefined) where.add("d.id > ?", place.after);
  const read = await sequelize.query<DiscountRow>(
    `select d.id, d.code, d.kind, d.value, d.minimum, d.starts_at, d.ends_at, d.usage_limit, d.customer_limit, d.used, d.active
     from discounts d ${where.sql} order by d.id ${wayOf(place)} limit ${size + 1}`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
  return pageOf(read, size, place, ({ id }) => id);
}

/** Whether the shop has any discount. */
export async function hasDiscounts(): Promise<boolean> {
  const rows = await sequelize.query("select id from discounts limit 1", {
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}
