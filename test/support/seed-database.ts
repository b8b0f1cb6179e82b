import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import pg from "pg";
import { removeDatabase } from "./server.ts";

/** A database of an older platform, in which all stores share every table. */
export interface OldDatabase {
  url: string;
  /** Asks it, as its owner; several statements at once when there are no values. */
  ask<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  remove(): Promise<void>;
}

/** The password of every customer and user whose hash can be checked. */
export const oldPassword = "correct horse battery";

/** How many rows of each a store of the seed's database has; an order has two items. */
export const seedSizes = {
  categories: 20,
  products: 600,
  customers: 500,
  orders: 800,
};

/**
 * A database in the seed's design, with what its document tells and what such platforms add to it: three stores (EUR,
 * JPY, KWD) and some eleven thousand rows, with the flaws that years of use leave behind.
 */
export async function seedDatabase(sizes = seedSizes): Promise<OldDatabase> {
  const database = await emptyDatabase();
  await database.ask(tables);
  const known = await hash(oldPassword, { memoryCost: 4096, timeCost: 1 });
  for (const store of [1, 2, 3]) await fillStore(database, store, sizes, known);
  await database.ask(flaws);
  return database;
}

/** Another platform's: uuid ids, other names, variants, cents, hardly any optional table, nothing wrong. */
export async function cousinDatabase(): Promise<OldDatabase> {
  const database = await emptyDatabase();
  await database.ask(cousin);
  return database;
}

/** A database with nothing in it. */
export async function emptyDatabase(): Promise<OldDatabase> {
  const name = `wizamart_test_${randomBytes(4).toString("hex")}_old`;
  const maintenance = on("postgres");
  await ask(maintenance, `create database ${name}`);
  const url = on(name);
  return {
    url,
    ask: (sql, values) => ask(url, sql, values),
    remove: () => removeDatabase(maintenance, name, `${name}_`),
  };
}

function on(database: string): string {
  const url = new URL(process.env.DATABASE_ADMIN_URL ?? "");
  url.pathname = `/${database}`;
  return url.href;
}

async function ask<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

// The first two tables are the document's own, to the letter.
const tables = `
  CREATE TABLE stores (
    id SERIAL PRIMARY KEY,
    code VARCHAR(50) UNIQUE NOT NULL,
    name VARCHAR(255) NOT NULL,
    is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT NOW()
  );
  CREATE TABLE store_domains (
    id SERIAL PRIMARY KEY,
    store_id INTEGER REFERENCES stores(id),
    domain VARCHAR(255) UNIQUE NOT NULL,
    is_verified BOOLEAN DEFAULT false,
    created_at TIMESTAMP DEFAULT NOW()
  );
  create table store_themes (
    id serial primary key, store_id integer references stores(id), primary_color varchar(7), logo_url varchar(500),
    theme_config jsonb);
  create table store_settings (
    id serial primary key, store_id integer references stores(id), currency varchar(3), language varchar(10),
    contact_email varchar(255), description text);
  create table users (
    id serial primary key, email varchar(255) unique not null, username varchar(100), hashed_password varchar(255),
    first_name varchar(100), last_name varchar(100), is_admin boolean default false, is_active boolean default true,
    is_email_verified boolean default true, created_at timestamp default now());
  create table store_users (
    id serial primary key, store_id integer references stores(id), user_id integer references users(id),
    role varchar(30), is_active boolean default true);
  create table categories (
    id serial primary key, store_id integer, parent_id integer, name varchar(200) not null, slug varchar(200),
    description text, sort_order integer);
  create table products (
    id serial primary key, store_id integer, category_id integer, name varchar(255) not null, slug varchar(255),
    description text, price numeric(14,5), cost_price numeric(14,5), stock_quantity integer, sku varchar(100),
    brand varchar(100), image_url varchar(500), additional_images jsonb, tags text[], is_active boolean default true,
    energy_label varchar(3), deleted_at timestamp, created_at timestamp default now(), updated_at timestamp);
  CREATE INDEX idx_products_store_id ON products(store_id);
  create table customers (
    id serial primary key, store_id integer, email varchar(255), hashed_password varchar(255), first_name varchar(100),
    last_name varchar(100), phone varchar(50), is_active boolean default true, email_verified boolean,
    marketing_consent boolean default false, created_at timestamp default now());
  create table customer_addresses (
    id serial primary key, store_id integer, customer_id integer, address_line_1 varchar(255), address_line_2 varchar(255),
    city varchar(100), postal_code varchar(20), country_name varchar(100), country_iso varchar(5), is_default boolean default false);
  create table orders (
    id serial primary key, store_id integer, customer_id integer, order_number varchar(50), status varchar(20),
    payment_status varchar(20), subtotal numeric(14,5), tax_amount numeric(14,5), shipping_amount numeric(14,5),
    discount_amount numeric(14,5), total_amount numeric(14,5), currency varchar(3), customer_email varchar(255),
    shipping_address jsonb, payment_method varchar(50), tracking_number varchar(100), notes text,
    created_at timestamp default now(), paid_at timestamp, shipped_at timestamp);
  create table order_items (
    id serial primary key, order_id integer, product_id integer, product_name varchar(255), product_sku varchar(100),
    quantity integer not null, unit_price numeric(14,5), total_price numeric(14,5));
  create table content_pages (
    id serial primary key, store_id integer, slug varchar(100), title varchar(200), content text,
    is_published boolean default true, updated_at timestamp default now());
  create table newsletter_subscribers (id serial primary key, store_id integer, email varchar(255));
  create table alembic_version (version_num varchar(32));
  create table empty_one (id serial primary key, store_id integer);
  insert into alembic_version values ('a1b2c3');
  insert into stores (code, name, created_at) values
    ('wizamart', 'Wizamart Shop', '2021-03-04 05:06:07'), ('techstore', 'Tech Store', now()), ('fashionhub', 'Fashion Hub', now());
  insert into store_domains (store_id, domain, is_verified) values (1, 'wizamart.com', true), (2, 'mytechstore.net', false);
  insert into store_themes (store_id, primary_color, logo_url) values
    (1, '#3B82F6', '/static/stores/store1/logo.png'), (2, '#10B981', '/static/stores/store2/logo.png');
  insert into store_settings (store_id, currency, language, contact_email, description) values
    (1, 'EUR', 'de', 'hello@wizamart.com', 'Things for the home'), (2, 'JPY', 'ja-JP', 'hello@techstore.example', null),
    (3, 'KWD', 'en', null, '<b>Clothes</b> for people');
  insert into newsletter_subscribers (store_id, email) select 1, 'n' || n || '@example.com' from generate_series(1, 7) n;`;

/** Prices with as many decimals as the store's currency has; what costs what and who bought it depends on numbers alone. */
async function fillStore(
  { ask }: OldDatabase,
  store: number,
  { categories, products, customers, orders }: typeof seedSizes,
  known: string,
): Promise<void> {
  const decimals = { 1: 2, 2: 0, 3: 3 }[store] ?? 2;
  const currency = { 1: "EUR", 2: "JPY", 3: "KWD" }[store] ?? "EUR";
  const first = (size: number) => (store - 1) * size;
  await ask(`
    insert into categories (store_id, parent_id, name, slug, sort_order)
      select ${store}, case when n > 5 then ${first(categories)} + n % 5 + 1 end, 'Category ' || n, 'category-' || n, n
      from generate_series(1, ${categories}) n;
    insert into products (store_id, category_id, name, slug, description, price, cost_price, stock_quantity, sku, brand, image_url,
        additional_images, tags, energy_label, created_at)
      select ${store}, ${first(categories)} + n % ${categories} + 1, 'Product ' || n || ' of store ${store}', 'product-' || n,
        '<p>About product <strong>' || n || '</strong></p>', round((n * 7919 % 99991)::numeric / 7 + 1, ${decimals}), 1, n % 50,
        'S${store}-' || n, 'Brand ' || n % 7, '/static/stores/store${store}/products/product' || n || '.jpg',
        case when n % 3 = 0 then '["https://img.example/a.jpg", "https://img.example/b.jpg"]'::jsonb end,
        array['tag ' || n % 4, 'all'], case when n % 10 = 0 then 'A+' end, timestamp '2023-01-01' + n * interval '1 hour'
      from generate_series(1, ${products}) n;
    insert into customers (store_id, email, hashed_password, first_name, last_name, phone, email_verified, created_at)
      select ${store}, 'customer' || n || '@example.com',
        case when n % 3 = 0 then null when n % 3 = 1 then '${known}' else '$2b$12$KIXQ4S1Zz9b0R0p3Y8q1uOe0o8k1J8k1J8k1J8k1J8k1J8k1J8k1J' end,
        'First' || n, 'Last' || n, '+49 30 ' || n, n % 2 = 1, timestamp '2023-02-01' + n * interval '1 minute'
      from generate_series(1, ${customers}) n;
    insert into customer_addresses (store_id, customer_id, address_line_1, city, postal_code, country_name, country_iso, is_default)
      select ${store}, ${first(customers)} + n, n || ' Long Street', 'Berlin', '10115', 'Germany', 'DE', true
      from generate_series(1, ${customers}, 2) n;
    insert into orders (store_id, customer_id, order_number, status, payment_status, tax_amount, shipping_amount, discount_amount,
        total_amount, currency, shipping_address, payment_method, created_at)
      select ${store}, ${first(customers)} + n % ${customers} + 1, 'WM-' || (5000 + n),
        (array['pending', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded'])[n % 6 + 1],
        (array['pending', 'paid', 'paid', 'paid', 'pending', 'refunded'])[n % 6 + 1], 0, round(4.9::numeric, ${decimals}), 0, 0,
        '${currency}', jsonb_build_object('first_name', 'First', 'last_name', 'Last', 'address_line_1', n || ' Long Street',
          'city', 'Berlin', 'postal_code', '10115', 'country', 'Germany'), 'stripe', timestamp '2024-01-01' + n * interval '1 hour'
      from generate_series(1, ${orders}) n;
    insert into order_items (order_id, product_id, product_name, product_sku, quantity, unit_price, total_price)
      select o.id, p.id, p.name, p.sku, (o.id + k) % 3 + 1, p.price, p.price * ((o.id + k) % 3 + 1)
      from orders o cross join generate_series(1, 2) k
        join products p on p.id = ${first(products)} + (o.id * 31 + k * 17) % ${products} + 1
      where o.store_id = ${store};
    update orders o set subtotal = i.total, total_amount = i.total + shipping_amount
      from (select order_id, sum(total_price) as total from order_items group by 1) i
      where i.order_id = o.id and o.store_id = ${store};
    insert into content_pages (store_id, slug, title, content) values
      (${store}, '/about', 'About us', '<h1>About</h1><script>alert(1)</script><p>We are store ${store}.</p>');
    insert into users (email, hashed_password, first_name, last_name, is_admin) values
      ('owner${store}@old.example', '${known}', 'Olga', 'Owner', ${store === 1});
    insert into store_users (store_id, user_id, role) values (${store}, currval('users_id_seq'), 'owner');`);
}

/** Each of them is met in a database that was used for years. All are in the first store, but for the orphans. */
const flaws = `
  alter table store_domains drop constraint store_domains_domain_key;
  insert into store_domains (store_id, domain, is_verified) values (3, 'WIZAMART.com', true), (3, 'not a domain', true);
  insert into products (store_id, name, slug, description, price, stock_quantity, deleted_at, is_active) values
    (1, 'Twin', 'product-1', 'The same slug', 10, 1, null, true),
    (1, 'Odd slug', 'Öko Lampe!', '', 10.005, 1, null, true),
    (1, 'Precise', 'precise', '', 19.99999, 1, null, true),
    (1, 'Negative', 'negative', '', -5, -3, null, true),
    (1, 'Priceless', 'priceless', '<img src=x onerror=alert(1)><p>Nobody said</p>', null, null, null, true),
    (1, 'Deleted', 'deleted', '', 7, 4, now(), true),
    (1, 'Hidden', 'hidden', '', 8, 4, null, false),
    (99, 'Of a store that is gone', 'orphan', '', 1, 1, null, true),
    (null, 'Of no store', 'nobody', '', 1, 1, null, true);
  insert into customers (store_id, email, hashed_password, first_name, email_verified) values
    (1, 'CUSTOMER1@Example.com', '$2b$12$other', 'Again', true), (1, 'Mixed.Case@Example.COM', null, 'Mixed', null),
    (1, 'not an address', null, 'Nomail', null), (1, null, null, 'Nobody', null);
  insert into orders (store_id, customer_id, order_number, status, payment_status, shipping_amount, discount_amount, total_amount, currency,
      customer_email, shipping_address, created_at) values
    (1, 999999, 'WM-5001', 'shipped', 'paid', 0, 0, 12.345, 'EUR', 'Guest@Example.com', null, '2024-05-01 00:00:00'),
    (1, null, '20240501123456', 'weird', null, 0, 0, 100, 'EUR', null, null, '2024-05-02 00:00:00'),
    (1, null, null, 'delivered', 'paid', 0, 0, 50, 'USD', 'guest@example.com', '{}', null),
    (1, null, 'FREE', 'delivered', 'paid', 0, 0, 0, 'EUR', 'guest@example.com', null, now()),
    (98, null, 'WM-1', 'delivered', 'paid', 0, 0, 9, 'EUR', null, null, now());
  insert into order_items (order_id, product_id, product_name, quantity, unit_price)
    select id, 987654, 'Gone for good', 2, 60 from orders where order_number = '20240501123456';
  insert into order_items (order_id, product_id, product_name, quantity, unit_price)
    select id, 1, 'Nothing', 0, 60 from orders where order_number = '20240501123456';
  insert into order_items (order_id, product_id, product_name, quantity, unit_price) values (-1, 1, 'Nobody ordered it', 1, 1);
  insert into content_pages (store_id, slug, title, content, is_published) values (1, 'draft', 'Draft', '', false);
  insert into users (email, hashed_password, is_active) values ('gone@old.example', 'x', false), ('Staff@Old.example', '$2b$12$other', true);
  insert into store_users (store_id, user_id, role) select 1, id, 'staff' from users where email in ('gone@old.example', 'Staff@Old.example');
  insert into users (email) values ('shopper@old.example'), ('nobody@old.example');
  insert into store_users (store_id, user_id, role) select 1, id, 'customer' from users where email = 'shopper@old.example';
  analyze;`;

const cousin = `
  create schema if not exists public;
  create table shops (id uuid primary key, slug text unique not null, title text not null, currency_code text, owner_email text);
  create table items (
    id uuid primary key, shop_id uuid not null references shops, title text not null, handle text, body_html text,
    price_cents integer not null, status text);
  create table product_variants (
    id uuid primary key, product_id uuid not null references items, options jsonb, price_cents integer, inventory_quantity integer,
    sku text);
  create table customers (id uuid primary key, shop_id uuid not null references shops, email text not null, name text);
  create table sales (
    id uuid primary key, shop_id uuid not null references shops, customer_id uuid references customers, number integer,
    status text, total_cents integer not null, tax_cents integer, discount_cents integer, created_at timestamptz not null);
  create table line_items (
    id uuid primary key, order_id uuid not null references sales, variant_id uuid, title text, quantity integer not null, price_cents integer);
  insert into shops values
    (md5('a')::uuid, 'Acme_Shop', 'Acme', 'JPY', 'Boss@Acme.example'), (md5('b')::uuid, 'admin', 'Admin & Sons', 'KWD', null),
    (md5('c')::uuid, 'ab', 'Ab', 'XXQ', null);
  insert into items select md5('i' || s.slug || n)::uuid, s.id, 'Shirt ' || n, 'shirt-' || n, null, 1000 + n,
    (array['published', 'draft', 'whatever'])[n % 3 + 1] from shops s, generate_series(1, 9) n;
  insert into product_variants select md5(i.id::text || k)::uuid, i.id, jsonb_build_object('size', (array['S', 'M', 'M'])[k], 'colour', 'red'),
    case when k > 1 then 1500 + k end, k * 2, 'V' || k from items i, generate_series(1, 3) k where i.handle <> 'shirt-9';
  insert into customers select md5('c' || s.slug)::uuid, s.id, 'ada@example.com', 'Ada Example' from shops s;
  insert into sales select md5('o' || s.slug || n)::uuid, s.id, md5('c' || s.slug)::uuid, n, 'completed', 2 * 1502 + 300 - 100, 300, 100, now()
    from shops s, generate_series(1, 4) n;
  insert into line_items select md5(o.id::text)::uuid, o.id, v.id, 'Shirt 1', 2, 1502
    from sales o join items i on i.shop_id = o.shop_id and i.handle = 'shirt-1'
      join product_variants v on v.product_id = i.id and v.inventory_quantity = 4;
  analyze;`;
