import { exponent } from "../../money.ts";
import type { KindName } from "../mapping/fields.ts";
import type { Move } from "../moving/move.ts";
import type { CountedKind } from "../tally.ts";
import { exactSum, fromMinorUnits, fromUnits } from "../values.ts";

/** Counts and adds up the store in the old database, by PostgreSQL itself. */
export async function countOld({ old, store, tally }: Move): Promise<void> {
  const counted = {
    domains: "domains",
    categories: "categories",
    customers: "customers",
    pages: "pages",
    variants: "variants",
    pictures: "pictures",
    addresses: "addresses",
    "product categories": "productCategories",
  } as const;
  for (const [name, kind] of Object.entries(counted))
    tally.count(name as CountedKind, { old: await old.count(kind, store.id) });
  const members = await old.count("members", store.id);
  const users = old.has("users", "storeId") ? await old.count("users", store.id) : 0;
  tally.count("people", { old: members + users });
  await countOldGoods({ old, store, tally });
  await countOldOrders({ old, store, tally });
}

type Counting = Pick<Move, "old" | "store" | "tally">;

/** A product sells at its own price, and from its own stock, where it has no variants that say another. */
async function countOldGoods({ old, store, tally }: Counting): Promise<void> {
  const alone = old.without("products", "variants", "productId");
  const all = await old.sums("products", store.id, ["price", "stock"]);
  const single = await old.sums("products", store.id, ["price", "stock"], alone);
  const variants = await old.sums("variants", store.id, ["price", "stock"]);
  tally.count("products", { old: all.rows });
  const shelf = old.has("variants", "stock") ? [single.sums[1], variants.sums[1]] : [all.sums[1]];
  const moneyOf = (kind: KindName, text: string | null | undefined) =>
    old.isMinor(kind, "price") ? inMajor(text, store.currency) : exactSum(text);
  const prices = moneyOf("products", single.sums[0]) + moneyOf("variants", variants.sums[0]);
  tally.sum("prices", { old: prices });
  tally.sum("stock", { old: shelf.reduce((sum, each) => sum + exactSum(each), 0n) });
}

async function countOldOrders({ old, store, tally }: Counting): Promise<void> {
  const orders = await old.sums("orders", store.id, ["total"]);
  const items = await old.sums("orderItems", store.id, ["quantity"]);
  tally.count("orders", { old: orders.rows });
  tally.count("order lines", { old: items.rows });
  const [total] = orders.sums;
  const isMinor = old.isMinor("orders", "total");
  tally.sum("order totals", { old: isMinor ? inMajor(total, store.currency) : exactSum(total) });
  tally.sum("units ordered", { old: exactSum(items.sums[0]) });
}

function inMajor(text: string | null | undefined, currency: string): bigint {
  return exactSum(text) / 10n ** BigInt(exponent(currency));
}

/** Counts and adds up what came of it, by what is there. */
export async function countNow({ room, store, tally }: Move): Promise<void> {
  const { rows, prices, stock, units, totals } = await room.contents();
  for (const [name, now] of Object.entries(rows)) tally.count(name as CountedKind, { now });
  tally.sum("prices", { now: fromMinorUnits(prices, store.currency) });
  tally.sum("stock", { now: fromUnits(stock) });
  tally.sum("units ordered", { now: fromUnits(units) });
  for (const [currency, sum] of totals)
    tally.sum("order totals", { now: fromMinorUnits(sum, currency) });
}
