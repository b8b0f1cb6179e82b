/** A difference that a test makes in a store's schema. */
export interface Plant {
  name: string;
  /** Run as the owner, with the store's schema as the search_path. */
  sql: (names: Names) => string;
  /** Run as a superuser instead. */
  asSuperuser?: true;
  /** Every message that comes of it, whole. */
  says: RegExp[];
  /** The role of the store needs it for nothing: the repair is only proposed. */
  proposed?: true;
}

export interface Names {
  schema: string;
  role: string;
  owner: string;
  neighbour: string;
}

/** Every kind of difference that a schema can have. */
export const plants: Plant[] = [
  {
    name: "a table that is gone",
    sql: () => "drop table carts cascade",
    says: [
      /^table carts is missing, with all that it held$/,
      /^constraint orders_cart_id_fkey of orders is missing: FOREIGN KEY \(cart_id\) REFERENCES carts/,
    ],
  },
  {
    name: "a table that somebody added",
    sql: () => "create table notes (id serial primary key, text text check (text <> ''))",
    says: [/^table notes: no migration makes it$/],
    proposed: true,
  },
  {
    name: "a column that is gone, with what was on it",
    sql: () => "alter table themes drop column state cascade",
    says: [
      /^themes\.state is missing: text DEFAULT 'draft'::text not null$/,
      /^constraint themes_state_check of themes is missing: CHECK /,
      /^index themes_one_published of themes is missing: unique, btree \(state\) WHERE /,
      /^trigger publish_theme of themes is missing: AFTER INSERT OR UPDATE/,
    ],
  },
  {
    name: "a column that somebody added",
    sql: () => "alter table products add column colour varchar(20)",
    says: [/^products\.colour \(varchar\(20\)\): no migration makes this column$/],
    proposed: true,
  },
  {
    name: "a narrower type, without what follows from it",
    sql: () => "alter table products alter column title type varchar(50)",
    says: [/^products\.title is varchar\(50\), should be text$/],
  },
  {
    name: "a wider type",
    sql: () => "alter table menu_items alter column position type bigint",
    says: [/^menu_items\.position is bigint, should be integer$/],
    proposed: true,
  },
  {
    name: "another collation",
    sql: () => `alter table pages alter column title type text collate "C"`,
    says: [/^pages\.title is text collate "C", should be text$/],
    proposed: true,
  },
  {
    name: "another default",
    sql: () => "alter table products alter column status set default 'active'",
    says: [
      /^products\.status has the default 'active'::text, should have the default 'draft'::text$/,
    ],
  },
  {
    name: "a default that is gone",
    sql: () => "alter table products alter column created_at drop default",
    says: [/^products\.created_at has no default, should have the default now\(\)$/],
  },
  {
    name: "a default too many",
    sql: () => "alter table products alter column title set default 'New'",
    says: [/^products\.title has the default 'New'::text, should have no default$/],
  },
  {
    name: "a column that may be null",
    sql: () => "alter table products alter column vendor drop not null",
    says: [/^products\.vendor may be null, should be not null$/],
  },
  {
    name: "a column that may not be null",
    sql: () => "alter table variants alter column cost set not null",
    says: [/^variants\.cost is not null, should be allowed to be null$/],
  },
  {
    name: "an identity that is gone",
    sql: () => "alter table pages alter column id drop identity",
    says: [/^pages\.id is a plain column, should be an identity \(by default\)$/],
  },
  {
    name: "an identity of the other kind",
    sql: () => "alter table pages alter column id set generated always",
    says: [/^pages\.id is an identity \(always\), should be an identity \(by default\)$/],
  },
  {
    name: "an identity too many",
    sql: () =>
      "alter table menu_items alter column position drop default, alter column position add generated always as identity",
    says: [
      /^menu_items\.position is an identity \(always\), should be a column with the default 1$/,
    ],
    proposed: true,
  },
  {
    name: "an expression that is gone",
    sql: () => "alter table variants alter column stock drop expression",
    says: [/^variants\.stock is a plain column, should be generated as \(\s*CASE/],
    proposed: true,
  },
  {
    name: "a key that is gone",
    sql: () => "alter table sessions drop constraint sessions_pkey",
    says: [/^constraint sessions_pkey of sessions is missing: PRIMARY KEY \(token_hash\)$/],
  },
  {
    name: "a check that is gone",
    sql: () => "alter table variants drop constraint variants_price_check",
    says: [/^constraint variants_price_check of variants is missing: CHECK \(\(price >= 0\)\)$/],
  },
  {
    name: "another check of the same name",
    sql: () =>
      "alter table variants drop constraint variants_price_check, add constraint variants_price_check check (price > 0)",
    says: [
      /^constraint variants_price_check of variants is CHECK \(\(price > 0\)\), should be CHECK \(\(price >= 0\)\)$/,
    ],
  },
  {
    name: "a check too many",
    sql: () => "alter table products add constraint no_lamps check (title <> 'lamp')",
    says: [/^constraint no_lamps of products: no migration makes it \(CHECK /],
    proposed: true,
  },
  {
    name: "a foreign key that was never validated",
    sql: () =>
      "alter table pictures drop constraint pictures_product_id_fkey, add constraint pictures_product_id_fkey foreign key (product_id) references products on delete cascade not valid",
    says: [/^constraint pictures_product_id_fkey of pictures was never validated$/],
  },
  {
    name: "a foreign key that deletes otherwise",
    sql: () =>
      "alter table pictures drop constraint pictures_product_id_fkey, add constraint pictures_product_id_fkey foreign key (product_id) references products",
    says: [
      /^constraint pictures_product_id_fkey of pictures is FOREIGN KEY \(product_id\) REFERENCES products\(id\), should be FOREIGN KEY \(product_id\) REFERENCES products\(id\) ON DELETE CASCADE$/,
    ],
  },
  {
    name: "a foreign key whose triggers are switched off",
    sql: ({ schema }) => `alter table ${schema}.pictures disable trigger all`,
    asSuperuser: true,
    says: [
      /^constraint pictures_product_id_fkey of pictures is not enforced/,
      /^trigger announce of pictures is disabled, should be enabled$/,
      /^trigger summarise_\w+ of pictures is disabled/,
      /^trigger summarise_\w+ of pictures is disabled/,
      /^trigger summarise_\w+ of pictures is disabled/,
      /^constraint \w+ of (products|variants|categories) is not enforced/,
      /^constraint \w+ of (products|variants|categories) is not enforced/,
      /^constraint \w+ of (products|variants|categories) is not enforced/,
    ],
  },
  {
    name: "an index that is gone",
    sql: () => "drop index products_by_price",
    says: [
      /^index products_by_price of products is missing: btree \(price_min, id\) WHERE \(status = 'active'::text\)$/,
    ],
  },
  {
    name: "an index on something else",
    sql: () => "drop index products_by_cover; create index products_by_cover on products (vendor)",
    says: [
      /^index products_by_cover of products is btree \(vendor\), should be btree \(cover_id\)$/,
    ],
  },
  {
    name: "an index too many",
    sql: () => "create index by_vendor on products (vendor)",
    says: [/^index by_vendor of products: no migration makes it \(btree \(vendor\)\)$/],
    proposed: true,
  },
  {
    name: "an index that is invalid",
    sql: ({ schema }) =>
      `update pg_index set indisvalid = false where indexrelid = '${schema}.products_by_words'::regclass`,
    asSuperuser: true,
    says: [/^index products_by_words of products is invalid/],
  },
  {
    name: "a trigger that is gone",
    sql: () => "drop trigger index_words on products",
    says: [/^trigger index_words of products is missing: BEFORE INSERT OR UPDATE/],
  },
  {
    name: "a trigger that is switched off",
    sql: () => "alter table settings disable trigger announce",
    says: [/^trigger announce of settings is disabled, should be enabled$/],
  },
  {
    name: "a trigger at another time",
    sql: () =>
      "drop trigger announce on settings; create trigger announce after insert on settings for each statement execute function public.announce_change()",
    says: [/^trigger announce of settings is AFTER INSERT ON .*, should be AFTER INSERT OR DELETE/],
  },
  {
    name: "a trigger too many",
    sql: () =>
      "create trigger twice after insert on pages for each statement execute function public.announce_change()",
    says: [/^trigger twice of pages: no migration makes it/],
    proposed: true,
  },
  {
    name: "row level security and a policy",
    sql: ({ role }) =>
      `alter table pages enable row level security; create policy few on pages for select to ${role} using (id > 1)`,
    says: [
      /^pages: row level security is on/,
      /^policy few of pages: no migration makes it \(AS PERMISSIVE FOR SELECT TO .* USING \(\(id > 1\)\)\)$/,
    ],
    proposed: true,
  },
  {
    name: "a rule",
    sql: () => "create rule quiet as on delete to pages do instead nothing",
    says: [/^rule quiet of pages: no migration makes it/],
    proposed: true,
  },
  {
    name: "rights that its own role lacks",
    sql: ({ role }) => `revoke insert, delete on orders from ${role}`,
    says: [/^orders: its own role lacks DELETE, INSERT$/],
  },
  {
    name: "rights that its own role has too many",
    sql: ({ role }) => `grant truncate on orders to ${role}`,
    says: [/^orders: its own role has TRUNCATE, which no migration gives$/],
    proposed: true,
  },
  {
    name: "a right that can be handed on",
    sql: ({ role }) => `grant select on orders to ${role} with grant option`,
    says: [/^orders: its own role has SELECT WITH GRANT OPTION, which no migration gives$/],
    proposed: true,
  },
  {
    name: "rights of a neighbour, on a table and on a column",
    sql: ({ neighbour }) =>
      `grant select on orders to ${neighbour}; grant update (title) on pages to ${neighbour}`,
    says: [
      /^orders: \S+store_\d+ has SELECT, which no migration gives$/,
      /^pages\.title: \S+store_\d+ has UPDATE, which no migration gives$/,
    ],
    proposed: true,
  },
  {
    name: "rights of everybody on the schema and on a sequence",
    sql: ({ schema }) =>
      `grant usage on schema ${schema} to public; grant usage on sequence pages_id_seq to public`,
    says: [/^the schema: everybody has USAGE/, /^pages_id_seq: everybody has USAGE/],
    proposed: true,
  },
  {
    name: "default rights that are gone",
    sql: ({ schema, role }) =>
      `alter default privileges in schema ${schema} revoke all on tables from ${role}`,
    says: [
      /^default rights on new tables of \S+owner: its own role lacks DELETE, INSERT, SELECT, UPDATE$/,
    ],
  },
  {
    name: "default rights too many",
    sql: ({ schema, neighbour }) =>
      `alter default privileges in schema ${schema} grant usage on sequences to ${neighbour}`,
    says: [/^default rights on new sequences of \S+owner: \S+store_\d+ has USAGE/],
    proposed: true,
  },
  {
    name: "a table that belongs to somebody else",
    sql: ({ schema }) => `alter table ${schema}.pages owner to postgres`,
    asSuperuser: true,
    says: [/^table pages belongs to postgres, should belong to \S+owner$/],
  },
  {
    name: "a schema that belongs to somebody else",
    sql: ({ schema }) => `alter schema ${schema} owner to postgres`,
    asSuperuser: true,
    says: [/^the schema belongs to postgres, should belong to \S+owner$/],
  },
  {
    name: "a table that a crash would empty",
    sql: () => "alter table sessions set unlogged",
    says: [/^table sessions is unlogged: a crash empties it$/],
  },
  {
    name: "a sequence that counts otherwise",
    sql: () => "alter sequence products_id_seq increment by 2",
    says: [
      /^sequence products_id_seq is AS integer INCREMENT 2 .*, should be AS integer INCREMENT 1 /,
    ],
  },
  {
    name: "a sequence, a view, functions and types that somebody added",
    sql: () => `create sequence tickets; create view cheap as select id from products where price_min < 100;
      create materialized view dear as select id from products where price_min > 100;
      create function twice(n integer) returns integer language sql as 'select n * 2';
      create procedure nothing() language sql as ''; create aggregate most(integer) (sfunc = int4larger, stype = integer);
      create type mood as enum ('good', 'bad'); create domain word as text`,
    says: [
      /^function most\(integer\): no migration makes it/,
      /^function nothing\(\): no migration makes it/,
      /^function twice\(n integer\): no migration makes it/,
      /^materialized view dear: no migration makes it$/,
      /^sequence tickets: no migration makes it$/,
      /^type mood: no migration makes it \(one of 'good', 'bad'\)$/,
      /^type word: no migration makes it \(a domain of text\)$/,
      /^view cheap: no migration makes it$/,
    ],
    proposed: true,
  },
  {
    name: "a role that may not enter its own schema",
    sql: ({ schema, role }) => `revoke usage on schema ${schema} from ${role}`,
    says: [/^its own role may not enter its schema: the shop is down$/],
  },
  {
    name: "a role outside of the group",
    sql: ({ role, owner }) =>
      `set role ${owner.replace("owner", "provisioner")}; revoke ${owner.replace("owner", "store")} from ${role}`,
    asSuperuser: true,
    says: [/^its role is not a member of \S+wizamart_store/],
  },
  {
    name: "a role that the web processes cannot become",
    sql: ({ role, owner }) =>
      `set role ${owner.replace("owner", "provisioner")}; revoke ${role} from ${owner.replace("owner", "app")}`,
    asSuperuser: true,
    says: [/^\S+wizamart_app cannot become its role: the shop is down$/],
  },
];
