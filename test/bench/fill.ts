import type pg from "pg";
import { defaultTheme } from "../../app/themes.ts";
import { becomeOwner, inTransaction } from "../../db/admin.ts";
import { keepSpares, type NewStore, openStore } from "../../db/provision.ts";
import { quoteName, schemaOf } from "../../db/roles.ts";

/** A store as the bench opens it: all of them are alike but for their numbers. */
export function newStore(code: string): NewStore {
  const name = `Shop ${code}`;
  const theme = defaultTheme(name);
  return { code, name, plan: "standard", currency: "EUR", locale: "en-IE", theme };
}

/** Opens stores and fills each with products, categories, options and a picture row a product; gives ids by code. */
export async function fillStores(
  client: pg.Client,
  stores: number,
  products: number,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  await client.query("SET synchronous_commit = off");
  for (let number = 1; number <= stores; number += 1) {
    const code = `shop-${String(number).padStart(5, "0")}`;
    const id = await openStore(client, newStore(code));
    await inTransaction(client, () => fillStore(client, id, products));
    ids.set(code, id);
  }
  await client.query("RESET synchronous_commit");
  return ids;
}

/** Milliseconds that opening each of `count` stores took, with a spare schema or without one. */
export async function timeOpenings(
  client: pg.Client,
  count: number,
  how: "spare" | "built",
): Promise<number[]> {
  await client.query("delete from public.spare_schemas");
  if (how === "spare") await keepSpares(client, count);
  const times: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    const store = newStore(`${how}-${number}`);
    const begun = performance.now();
    await openStore(client, store);
    times.push(performance.now() - begun);
  }
  return times;
}

/** Puts categories, menus and so many products into a store, in the transaction that is open. */
export async function fillStore(client: pg.Client, id: number, products: number): Promise<void> {
  await becomeOwner(client);
  await client.query(`SET LOCAL search_path = ${quoteName(schemaOf(id))}, public, pg_temp`);
  for (const statement of content) await client.query(statement);
  for (const statement of goods) await client.query(statement, [products]);
}

const content = [
  "update settings set tagline = 'Good things, well made', email = 'hello@example.com'",
  `insert into categories (id, parent_id, position, slug, name)
   select n, case when n > 3 then (n - 4) / 2 + 1 end, n, 'category-' || n, 'Category ' || n
   from generate_series(1, 9) n`,
  `insert into menu_items (menu, position, label, kind, target)
   select menu, n, 'Category ' || n, 'category', 'category-' || n
   from unnest(array['main', 'footer']) menu, generate_series(1, 4) n`,
];

// Two of five colours and three sizes a product, so that the options have something to count.
const goods = [
  `insert into products (id, slug, title, description, vendor, type, tags, status, published_at, option_names)
   select n, 'product-' || n, 'Product ' || n || ' with a name of usual length', repeat('A sentence about it. ', 20),
     'Maker ' || n % 12, 'Kind ' || n % 6, array['tag-' || n % 20, 'tag-' || n % 7], 'active',
     now() - n * interval '1 hour', array['Colour', 'Size']
   from generate_series(1, $1::integer) n`,
  `insert into pictures (product_id, file, width, height, colour, alt)
   select n, md5(current_schema || n), 1200, 1500, '#d8cfc2', 'Product ' || n || ' on a table'
   from generate_series(1, $1::integer) n`,
  `insert into variants (product_id, position, option1, option2, sku, price, compare_at_price, on_hand)
   select n, row_number() over (partition by n), (array['Red', 'Blue', 'Green', 'Black', 'White'])[(n + c) % 5 + 1], size,
     'SKU-' || n || '-' || c || '-' || size, 900 + n % 90 * 100 + c * 50,
     case when n % 5 = 0 then 12900 end, (n * 7 + c) % 25
   from generate_series(1, $1::integer) n, generate_series(0, 1) c, unnest(array['S', 'M', 'L']) size`,
  `insert into product_categories (category_id, product_id)
   select unnest(array[n % 3 + 1, n % 6 + 4]), n from generate_series(1, $1::integer) n`,
];
