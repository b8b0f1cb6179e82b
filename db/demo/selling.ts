import { sequelize } from "../connection.ts";
import { insertRows } from "./insert.ts";
import type { DemoDiscount, DemoTrade } from "./trade.ts";

/** Writes how a shop sells, in place of what every new shop begins with. Call inside the store's write unit. */
export async function saveTrade(trade: DemoTrade): Promise<void> {
  const { country, taxNumber, zones, taxes, methods, discounts } = trade;
  await sequelize.query("update settings set country = $1, tax_number = $2", {
    bind: [country, taxNumber],
  });
  for (const table of ["shipping_zones", "payment_methods"]) {
    await sequelize.query(`delete from ${table}`);
  }
  await insertRows("shipping_zones", zones.map(inPlace));
  await insertRows("tax_rates", taxes);
  await insertRows("payment_methods", methods.map(inPlace));
  await insertRows("discounts", discounts.map(dated));
}

function inPlace<Row extends object>(row: Row, index: number) {
  return { ...row, position: index + 1 };
}

function dated(discount: DemoDiscount) {
  const { code, kind, value, minimum } = discount;
  return {
    ...{ code, kind, value, minimum },
    starts_at: daysAgo(discount.begins),
    ends_at: discount.ends === null ? null : daysAgo(discount.ends),
    usage_limit: discount.usageLimit,
    customer_limit: discount.customerLimit,
    created_at: daysAgo(discount.begins + 1),
  };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
