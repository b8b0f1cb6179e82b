import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import sharp from "sharp";
import yauzl from "yauzl";
import { ZipFile } from "yazl";
import { storeFiles } from "../../app/files/store-files.ts";
import { withAdmin } from "../../db/admin.ts";
import type { Manifest } from "../../db/copies/manifest.ts";
import { addCategory, addMenuItem, addPage, addPicture } from "./furnish.ts";
import { anOrder } from "./orders.ts";
import { openShop, type Shop, type ShopOptions } from "./shops.ts";

/** Texts that a format of lines and columns could trip over. */
export const hostileTexts = [
  "\\.",
  "\\N",
  "a\tb\r\nc\rd\ne",
  "\\x00 \\0 \\u0000 \\\\.",
  "\"quoted\", 'single', {braces}, NULL",
  "emoji 🛋️ 👩‍👩‍👧 · ß İ ı ﷽ \u202e backwards",
  "\u0001\u0008\u001b\u007f\u0085\u2028\ufeff",
  " ends with a space ",
  "\\.\n\\.\n",
];

/** Opens a shop that has something in every table, some of it odd. */
export async function fullShop(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop(options);
  const lamp = await shop.sells(
    "lamp",
    {
      title: "Lamp & <b>Shade</b>",
      description: "<p>Bright</p>",
      tags: ["a,b", '"c"', "d\\e", ""],
    },
    { sku: "LAMP", price: 123_456, onHand: 7 },
  );
  const vase = await shop.sells("vase", { title: "Vase" }, { sku: "VASE", onHand: 2 });
  await addCategory(shop, "home", { holds: [lamp, vase] });
  await addPage(shop, "about", { body: "<p>About\r\nus</p>" });
  await addMenuItem(shop, { label: "All", kind: "products" });
  for (const product of [lamp, vase]) {
    const { file } = await storeFiles(shop.id).savePicture(await somePicture());
    await addPicture(shop, product, file);
  }
  await anOrder(shop);
  await anOrder(shop, { paid: false, expiresAt: new Date(Date.now() + 3_600_000) });
  await anOrder(shop, { email: "bob@example.com", note: hostileTexts.join("\n") });
  await insertOddRows(shop);
  return shop;
}

function somePicture(): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  return sharp({ create: { width: 900, height: 700, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
}

async function insertOddRows({ id }: Shop): Promise<void> {
  await withAdmin(async (client) => {
    await client.query(`set search_path = store_${id}, public`);
    for (const [at, text] of hostileTexts.entries()) {
      await client.query(
        `insert into products (status, slug, title, description, vendor, tags, option_names, extra)
         values ('active', $1, $2, $2, $2, array[$2, '', null, 'NULL'], array[$2], $3)`,
        [
          `odd-${at}`,
          text,
          JSON.stringify({ text: text.replaceAll("\u0000", ""), deep: [[{ n: null }]] }),
        ],
      );
      await client.query("insert into redirects (path, target) values ($1, $2)", [
        `/ÄZz-${at}-${text}`,
        `/${text}`,
      ]);
      await client.query(
        "insert into audit_log (actor, kind, before) values ($1, 'odd.text', $2)",
        [text, JSON.stringify(text)],
      );
    }
    await client.query(oddRows);
    await client.query("reset search_path");
  });
}

const oddRows = String.raw`
  insert into discounts (code, kind, value, minimum, used, starts_at, ends_at) values
    ('MOST', 'amount', 9223372036854775807, 9223372036854775807, 2147483647, '-infinity', 'infinity'),
    ('OLD', 'amount', 0, 0, 0, '4713-01-01 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00');
  insert into products (slug, title, extra) values
    ('numbers', 'Numbers', '{"big": 123456789012345678901234567890.123456789, "small": 1e-400, "minus": -0, "yes": true}');
  set session_replication_role = replica;
  update products set words = $$'a''b':1A,2B 'c\\d':3$$, spelling = E'tab\there' where slug = 'numbers';
  update variants set on_hand = on_hand + 5;
  reset session_replication_role;
  insert into sessions (token_hash, customer_id, expires_at)
    select decode(repeat('005c', 16), 'hex'), min(id), now() + interval '1 day' from customers;
  insert into carts (token_hash, lines, note) values (decode(repeat('0a5c', 16), 'hex'), '[]', E'\\.\n');
  insert into imports (name, content, actor, state) values ('odd.csv', decode('005c2e0a5c4e0d0a09ff00', 'hex'), 'Ada', 'done');
  insert into themes (tokens) values ('{"draft": "\u00e9"}');
  insert into payment_methods (kind, name, secrets, position) values ('delivery', 'On delivery', 'c2VhbGVk', 3);
  insert into tax_rates (country, name, ppm) values ('IE', 'VAT', 230000);
  insert into order_events (order_id, kind, key) select min(id), 'odd', 'key' from orders;
  insert into refunds (order_id, payment_id, key, amount) select order_id, id, 'k', 1 from payments limit 1;
  insert into fulfilments (order_id, lines) select min(id), '[]' from orders;`;

/** What a store has: a hash of all rows of each table, generated columns too, and where its numbers go on. */
export async function fingerprint(url: string, id: number): Promise<Record<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'; set bytea_output = 'hex'");
    const { rows: tables } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = $1 order by 1",
      [`store_${id}`],
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ rows: string; text: string | null }>(
        `select count(*) as rows, string_agg(t::text, E'\\n' order by t::text collate "C") as text from store_${id}.${name} t`,
      );
      const hash = createHash("sha256")
        .update(rows[0]?.text ?? "")
        .digest("hex");
      found[name] = `${rows[0]?.rows} rows ${hash}`;
    }
    const { rows: sequences } = await client.query<{ name: string; last: string }>(
      "select sequencename as name, coalesce(last_value::text, 'unused') as last from pg_sequences where schemaname = $1 order by 1",
      [`store_${id}`],
    );
    for (const { name, last } of sequences) found[name] = last;
    return found;
  } finally {
    await client.end();
  }
}

/** The files of a store in a directory, by name, each a hash. */
export async function filesIn(uploads: string, id: number): Promise<Record<string, string>> {
  const folder = join(uploads, "stores", String(id));
  const names = await readdir(folder).catch(() => []);
  const entries = names.sort().map(async (name) => {
    const bytes = await readFile(join(folder, name));
    return [name, createHash("sha256").update(bytes).digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** An archive taken apart: what its entries hold. */
export interface Parts {
  manifest: Manifest;
  entries: Map<string, Buffer>;
}

/** Writes an archive anew with parts that were changed. Unless told otherwise its manifest says what is in it. */
export async function rebuilt(
  from: string,
  to: string,
  change: (parts: Parts) => void,
  { honest = true } = {},
): Promise<string> {
  const entries = new Map<string, Buffer>();
  const source = await yauzl.openPromise(from, { autoClose: false });
  for await (const entry of source.eachEntry())
    entries.set(entry.fileName, await buffer(await source.openReadStreamPromise(entry)));
  source.close();
  const manifest: Manifest = JSON.parse(entries.get("manifest.json")?.toString() ?? "");
  entries.delete("manifest.json");
  if (!honest) fillIn(manifest, entries);
  change({ manifest, entries });
  if (honest) fillIn(manifest, entries);
  const zip = new ZipFile();
  for (const [name, bytes] of entries) zip.addBuffer(bytes, name);
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), "manifest.json");
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(to));
  return to;
}

function fillIn({ tables, files }: Manifest, entries: Map<string, Buffer>): void {
  for (const part of [...tables, ...files]) {
    const bytes = entries.get(`data/${part.name}.copy`) ?? entries.get(`files/${part.name}`);
    if (!bytes) continue;
    part.bytes = bytes.length;
    part.sha256 = createHash("sha256").update(bytes).digest("hex");
  }
}
