import { withAdmin } from "../../db/admin.ts";
import { schemaOf } from "../../db/roles.ts";
import { Lease } from "../../db/unit.ts";
import type { Shop } from "./shops.ts";

/** A question to the shop's tables, and how PostgreSQL goes about it. */
export interface Plan {
  sql: string;
  plan: string;
}

/** What the application asks a shop's tables while `work` runs, with the plan of each question. */
export async function plansDuring(
  shop: Pick<Shop, "id">,
  work: () => Promise<unknown>,
): Promise<Plan[]> {
  const asked: [sql: string, values: unknown[]][] = [];
  const { query } = Lease.prototype;
  Lease.prototype.query = function noted(this: Lease, ...args: unknown[]) {
    const [sql, values] = args;
    asked.push([String(sql), Array.isArray(values) ? values : []]);
    query.apply(this, args);
  };
  try {
    await work();
  } finally {
    Lease.prototype.query = query;
  }
  return explain(shop, asked);
}

function explain(shop: Pick<Shop, "id">, asked: [string, unknown[]][]): Promise<Plan[]> {
  return withAdmin(async (client) => {
    await client.query(`set search_path = ${schemaOf(shop.id)}, public`);
    // As the server does by itself after a while: what came in bulk is not in order before.
    await client.query("vacuum (analyze) orders, order_lines, customers, products, variants");
    const plans: Plan[] = [];
    for (const [sql, values] of asked) {
      if (!/^\s*(select|with)\b/i.test(sql) || /\bstaff_sessions\b/.test(sql)) continue;
      const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${sql}`, values);
      plans.push({ sql, plan: rows.map((row) => row["QUERY PLAN"]).join("\n") });
    }
    await client.query("reset search_path");
    return plans;
  });
}
