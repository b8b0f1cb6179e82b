import { QueryTypes } from "sequelize";
import { sequelize } from "../../connection.ts";
import { insertRows } from "../insert.ts";
import type { DemoShop } from "../shop.ts";
import { type Books, booksOf } from "./books.ts";
import type { Goods } from "./goods.ts";
import {
  customerRow,
  eventRow,
  type KeptPasswords,
  lineRow,
  movementRow,
  orderRow,
  parcelRow,
  paymentRow,
  refundRow,
} from "./rows.ts";
import type { Story } from "./story.ts";

/**
 * Writes a year of orders into a shop that has its goods and its trade: afterwards as much of everything can be bought as
 * before, and nothing is left for the worker to do. Call inside the store's write unit, once.
 */
export async function saveBooks(
  shop: DemoShop,
  passwords: KeptPasswords,
  now = Date.now(),
): Promise<void> {
  const books = booksOf(shop, await readGoods(), now);
  await countEarlier();
  await savePeople(books, passwords);
  await saveOrders(books, shop);
  await saveParts(books, shop);
  await sayWhatIsUsed(books);
}

async function readGoods(): Promise<Goods[]> {
  const rows = await sequelize.query<Goods & { publishedAt: Date }>(
    `select v.id as variant, p.slug, p.title, v.sku, v.price, v.grams, v.on_hand as "onHand", p.published_at as "publishedAt",
       concat_ws(' / ', nullif(v.option1, ''), nullif(v.option2, ''), nullif(v.option3, '')) as "variantTitle"
     from variants v join products p on p.id = v.product_id order by v.id`,
    { type: QueryTypes.SELECT },
  );
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.getTime() }));
}

/** What the goods came into the shop with was counted before the first of them was sold. */
async function countEarlier(): Promise<void> {
  await sequelize.query(
    `update stock_movements m set at = p.published_at - interval '5 days'
     from variants v join products p on p.id = v.product_id where v.id = m.variant_id`,
  );
}

async function savePeople({ people }: Books, passwords: KeptPasswords): Promise<void> {
  const rows = people.map((person) => customerRow(person, passwords));
  name(people, await insertRows("customers", rows));
}

async function saveOrders({ stories }: Books, { currency }: DemoShop): Promise<void> {
  const found = await sequelize.query<{ code: string; id: number }>(
    "select code, id from discounts",
    { type: QueryTypes.SELECT },
  );
  const discounts = new Map(found.map(({ code, id }) => [code, id]));
  const rows = stories.map((story, index) =>
    orderRow(story, 1001 + index, { currency, discounts }),
  );
  name(stories, await insertRows("orders", rows));
}

/** What belongs to the orders, in an order in which each finds the ids that it names. */
async function saveParts({ stories, ledger }: Books, shop: DemoShop): Promise<void> {
  const payment = (part: Story["payment"], story: Story) => paymentRow(part, story, shop);
  await saveOwn("order_lines", stories, ({ lines }) => lines, lineRow);
  await saveOwn("payments", stories, (story) => [story.payment], payment);
  await saveOwn("fulfilments", stories, ({ parcels }) => parcels, parcelRow);
  await saveOwn("refunds", stories, ({ refunds }) => refunds, refundRow);
  await insertRows(
    "order_events",
    stories.flatMap((story) => story.events.map((event) => eventRow(event, story))),
  );
  await insertRows("stock_movements", ledger.map(movementRow));
}

async function sayWhatIsUsed({ stories }: Books): Promise<void> {
  const bind = [1000 + stories.length];
  await sequelize.query("update counters set last_order = $1", { bind });
  await sequelize.query(
    `update discounts d set used =
       (select count(*) from orders o where o.discount_id = d.id and o.state <> 'cancelled')`,
  );
}

async function saveOwn<Part extends { id: number }>(
  table: string,
  stories: readonly Story[],
  partsOf: (story: Story) => readonly Part[],
  rowOf: (part: Part, story: Story) => object,
): Promise<void> {
  const parts = stories.flatMap((story) => partsOf(story).map((part) => ({ part, story })));
  const rows = parts.map(({ part, story }) => rowOf(part, story));
  name(
    parts.map(({ part }) => part),
    await insertRows(table, rows),
  );
}

function name(parts: readonly { id: number }[], ids: readonly number[]): void {
  for (const [index, part] of parts.entries()) part.id = ids[index] ?? 0;
}
