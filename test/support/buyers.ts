import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { inStore } from "../../app/context.ts";
import { CheckoutFault } from "../../app/models/store/orders/placing/checkout-fault.ts";
import type { OrderWish } from "../../app/models/store/orders/placing/draft.ts";
import type { PlacedOrder } from "../../app/models/store/orders/placing/placed-order.ts";
import { placeOrder } from "../../app/models/store/orders/placing/placing.ts";
import { retrying } from "../../app/retry.ts";
import { inShop } from "./rows.ts";
import type { Shop } from "./shops.ts";

/** What became of one wish: the number of its order, or what was said against it. */
export type Outcome =
  | { order: PlacedOrder; fault?: never; error?: never }
  | { fault: CheckoutFault["fields"]; order?: never; error?: never }
  | { error: string; order?: never; fault?: never };

interface Units {
  variant: number;
  quantity: number;
}

export const home = {
  name: "Ada Buyer",
  company: "",
  line1: "1 Main Street",
  line2: "",
  postcode: "D02 X285",
  city: "Dublin",
  region: "",
  country: "IE",
  phone: "",
};

const buying = fileURLToPath(new URL("./buying-process.ts", import.meta.url));

/** The first row of an answer. @throws Error without one */
export async function asksOne<Row extends object>(
  shop: Pick<Shop, "id">,
  sql: string,
  bind: unknown[] = [],
): Promise<Row> {
  const [row] = await inShop<Row>(shop, sql, bind);
  if (!row) throw new Error(`no row: ${sql}`);
  return row;
}

/** A guest with a filled cart, about to order it by bank transfer; it costs 10.00 a unit unless `expected` is said. */
export async function buyer(
  shop: Shop,
  lines: Units[],
  wish: Partial<OrderWish> = {},
): Promise<OrderWish> {
  const [one] = await buyers(shop, [lines]);
  if (!one) throw new Error("no cart");
  return { ...one, ...wish };
}

/** As many guests as there are lists of lines, each with a cart of their own. */
export async function buyers(shop: Shop, carts: Units[][]): Promise<OrderWish[]> {
  const tokens = carts.map(() => createHash("sha256").update(randomBytes(32)).digest());
  const rows = carts.map((units, index) => ({
    token: tokens[index]?.toString("hex"),
    lines: units.map((each) => ({ ...each, price: 1000 })),
  }));
  const made = await inShop<{ id: number; token: string }>(
    shop,
    `insert into carts (token_hash, lines) select decode(token, 'hex'), lines
     from json_to_recordset($1) as c (token text, lines jsonb) returning id, encode(token_hash, 'hex') as token`,
    [JSON.stringify(rows)],
  );
  const ids = new Map(made.map((row) => [row.token, row.id]));
  const [zone] = await inShop<{ id: number }>(shop, "select id from shipping_zones order by id");
  return tokens.map((token, index) => ({
    store: shop.id,
    cart: ids.get(token.toString("hex")) ?? 0,
    owner: { customer: null, token },
    email: `${token.toString("hex").slice(0, 12)}@example.com`,
    shippingAddress: home,
    billingAddress: home,
    shipping: `${zone?.id}:standard`,
    payment: "bank" as const,
    discountCode: "",
    expected: (carts[index] ?? []).reduce((sum, { quantity }) => sum + quantity * 1000, 0),
  }));
}

/** Places an order as the checkout does. */
export function orders(wish: OrderWish, attempts?: number): Promise<PlacedOrder> {
  return retrying(() => inStore(wish.store, "write", () => placeOrder(wish)), attempts);
}

/** Tries to place an order; says what became of it. */
export async function tries(wish: OrderWish, attempts?: number): Promise<Outcome> {
  try {
    return { order: await orders(wish, attempts) };
  } catch (error) {
    if (error instanceof CheckoutFault) return { fault: error.fields };
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** Works through wishes with so many at once, in this process. */
export async function crowd(
  wishes: OrderWish[],
  atOnce: number,
  attempts?: number,
): Promise<Outcome[]> {
  const waiting = [...wishes.entries()];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      outcomes[next[0]] = await tries(next[1], attempts);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

/** The same in two processes with four connections each for the one shop: eight transactions at any time. */
export async function crowdOfEight(wishes: OrderWish[]): Promise<Outcome[]> {
  const half = Math.ceil(wishes.length / 2);
  const parts = [wishes.slice(0, half), wishes.slice(half)];
  return (await Promise.all(parts.map(crowdElsewhere))).flat();
}

async function crowdElsewhere(wishes: OrderWish[]): Promise<Outcome[]> {
  const { DATABASE_ADMIN_URL, ...ours } = process.env;
  // A shop may have 60 % of a pool.
  const env = { ...ours, DATABASE_POOL: "6", DATABASE_WAIT_MS: "20000" };
  const child: ChildProcess = fork(buying, { env, execArgv: ["--import", "tsx"] });
  child.send(wishes.map((wish) => ({ ...wish, owner: plain(wish.owner.token) })));
  const [outcomes] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`buyers ended with ${code}`))),
  ]);
  child.disconnect();
  await once(child, "exit");
  return outcomes;
}

function plain(token: Buffer | null) {
  return { customer: null, token: token?.toString("hex") };
}
