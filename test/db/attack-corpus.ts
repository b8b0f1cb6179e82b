/**
 * A statement that must not get anywhere. In it, {mine} is the store that runs it, {theirs} the neighbour's schema,
 * {role} the neighbour's role, {id} its number, {oid} its products and {sequence} their sequence by oid.
 */
export interface Probe {
  name: string;
  sql: string;
  /** An SQLSTATE, several, "refused" before it leaves, "empty": no row, or "harmless": it may run. */
  expected: string | string[];
}

const denied = "42501";
const refused = "refused";
const empty = "empty";
const harmless = "harmless";

export const corpus: Record<string, Probe[]> = {
  "the neighbour's tables": [
    probe("read", "select * from {theirs}.products", denied),
    probe("read by ONLY", "select title from only {theirs}.products", denied),
    probe("read quoted", 'select * from "{theirs}"."products"', denied),
    probe("read by an escaped name", `select * from U&"{theirs}"."\\0070roducts"`, denied),
    probe("read a sample", "select * from {theirs}.products tablesample system (100)", denied),
    probe("read the settings", "select email from {theirs}.settings", denied),
    probe("insert", "insert into {theirs}.pages (slug, title) values ('x', 'x')", denied),
    probe("insert defaults", "insert into {theirs}.pages default values", denied),
    probe("update", "update {theirs}.products set title = 'x'", denied),
    probe("delete", "delete from {theirs}.products", denied),
    probe("delete nothing", "delete from {theirs}.products where false", denied),
    probe(
      "merge",
      "merge into {theirs}.pages p using (values ('x')) v (s) on p.slug = v.s when not matched then insert (slug, title) values ('x', 'x')",
      denied,
    ),
    probe(
      "copy into one's own",
      "insert into pages (slug, title) select slug, title from {theirs}.products",
      denied,
    ),
    probe(
      "look while inserting",
      "insert into pages (slug, title) values ('x', (select email from {theirs}.settings)) returning title",
      denied,
    ),
    probe("lock rows", "select 1 from {theirs}.products for update", denied),
    probe("draw a number", "select nextval('{theirs}.products_id_seq')", denied),
    probe("draw a number by oid", "select nextval({sequence}::regclass)", denied),
    probe("set a number by oid", "select setval({sequence}::regclass, 1)", denied),
    probe("read a number by oid", "select currval({sequence}::regclass)", denied),
    probe("read a sequence", "select last_value from {theirs}.products_id_seq", denied),
    probe("name a table by regclass", "select '{theirs}.products'::regclass", denied),
    probe("name a row type", "select null::{theirs}.products", denied),
    probe("ask about rights", "select has_table_privilege({oid}, 'select')", harmless),
    probe("name a table by oid", "select {oid}::regclass::text", harmless),
    probe("ask for visibility", "select pg_table_is_visible({oid})", harmless),
  ],

  "union and common table expressions": [
    probe("union", inject("' union all select title from {theirs}.products --"), denied),
    probe("union of settings", inject("' union select email from {theirs}.settings --"), denied),
    probe(
      "subquery in a condition",
      inject("' or exists (select from {theirs}.products) --"),
      denied,
    ),
    probe("a CTE that reads", "with x as (select * from {theirs}.pages) select * from x", denied),
    probe(
      "a CTE that deletes",
      "with x as (delete from {theirs}.products returning *) select * from x",
      denied,
    ),
    probe(
      "a CTE that inserts",
      "with x as (insert into {theirs}.pages (slug, title) values ('y', 'y') returning 1) select * from x",
      denied,
    ),
    probe(
      "a recursive CTE",
      "with recursive x as (select title from {theirs}.products union all select title from x) select * from x",
      denied,
    ),
    probe(
      "a lateral join",
      "select * from products p, lateral (select * from {theirs}.pages) q",
      denied,
    ),
    probe(
      "an error that tells",
      inject("' or 1 = (select title from {theirs}.products)::integer --"),
      denied,
    ),
    probe("a condition on one's own", inject("' or true --"), harmless),
  ],

  "becoming somebody else": [
    probe("set_config", "select set_config('role', '{role}', true)", denied),
    probe(
      "set_config for the session",
      "select pg_catalog.set_config('role', '{role}', false)",
      denied,
    ),
    probe(
      "set_config by an escaped name",
      `select U&"\\0073et_config"('role', '{role}', true)`,
      denied,
    ),
    probe(
      "set_config in a condition",
      inject("' or set_config('role', '{role}', true) = '' --"),
      denied,
    ),
    probe(
      "set_config of role and path, for the next query",
      "select set_config('role', '{role}', true), set_config('search_path', '{theirs}', true)",
      denied,
    ),
    probe(
      "set_config, then SQL text",
      "select query_to_xml(case when set_config('role', '{role}', true) = '{role}' then 'select * from {theirs}.products' end, true, false, '')",
      denied,
    ),
    probe(
      "set_config of the authorization",
      "select set_config('session_authorization', '{role}', true)",
      denied,
    ),
    probe("set_config of the path", "select set_config('search_path', '{theirs}', true)", denied),
    probe("set_config of row security", "select set_config('row_security', 'off', true)", denied),
    probe("set_config of the timeout", "select set_config('statement_timeout', '0', true)", denied),
    probe(
      "update of the settings",
      "update pg_settings set setting = '{role}' where name = 'role'",
      denied,
    ),
    probe(
      "update of the path",
      "update pg_settings set setting = '{theirs}' where name = 'search_path'",
      denied,
    ),
    probe(
      "update of the memberships",
      "update pg_catalog.pg_auth_members set member = roleid",
      denied,
    ),
    probe("update of the roles", "update pg_catalog.pg_authid set rolsuper = true", denied),
    probe("an operator of pg_trgm's limit", "select set_limit(0.1)", denied),
    probe("a seed for the next tenant", "select setseed(0.5)", denied),
    ...sent(
      refused,
      "set role {role}",
      "set local role {role}",
      "SET SESSION AUTHORIZATION {role}",
      "  \n\tset role {role}",
      "reset role",
      "reset all",
      "set local search_path = {theirs}",
      "set transaction read write",
      "set constraints all deferred",
      "discard all",
      "show role",
    ),
    ...sent(
      refused,
      "/* */ set role {role}",
      "--\nset role {role}",
      "(select 1)",
      "\ufeffset role {role}",
    ),
    ...sent(
      refused,
      ";set role {role}",
      "s\u0065t role {role}",
      "explain select 1",
      "table products",
    ),
  ],

  "functions that run SQL text": [
    probe(
      "query_to_xml",
      "select query_to_xml('select * from {theirs}.products', true, false, '')",
      denied,
    ),
    probe("query_to_xmlschema", "select query_to_xmlschema('select 1', true, false, '')", denied),
    probe("table_to_xml", "select table_to_xml({oid}::regclass, true, false, '')", denied),
    probe("schema_to_xml", "select schema_to_xml('{theirs}', true, false, '')", denied),
    probe("database_to_xml", "select database_to_xml(true, false, '')", denied),
    probe("cursor_to_xml", "select cursor_to_xml('loot', 1, true, false, '')", denied),
    probe("ts_stat", "select * from ts_stat('select words from {theirs}.products')", denied),
    probe("ts_stat of one's own", "select * from ts_stat('select words from products')", denied),
    probe(
      "ts_rewrite",
      "select ts_rewrite('a'::tsquery, 'select * from {theirs}.products')",
      denied,
    ),
    probe("dblink", "select * from dblink('dbname=postgres', 'select 1') as t (x text)", "42883"),
    probe("do", "do $$ begin execute 'set role {role}'; end $$", refused),
    probe(
      "xpath",
      "select xpath('/a', '<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>')",
      harmless,
    ),
    probe(
      "a function of the product on another schema",
      "select summarise('{theirs}', array[1])",
      denied,
    ),
    probe("a schema name with a quote", `select summarise('x".products; --', array[1])`, "42P01"),
    probe("a definer function", "select furnish_store({id}, 'EUR', 'en-IE', '{}')", denied),
    probe("the opener", "select claim_store('abc', 'x', 'free', 'EUR', 'en-IE', '{}', 1)", denied),
    probe("a signal", "select announce('store', {id})", denied),
    probe("the login check", "select login_faults()", denied),
  ],

  "stacked statements": [
    probe(
      "a role",
      inject("'; set local role {role}; select title from {theirs}.products --"),
      "42601",
    ),
    probe("a role after a comment", inject("' /* */ ; /* */ set role {role} --"), "42601"),
    probe("a commit", inject("'; commit; set role {role}; begin --"), "42601"),
    probe("a harmless second one", "select 1; select 2", "42601"),
    probe("a trailing semicolon", "select 1 as x;", harmless),
    probe("an end in a savepoint's name", "savepoint x; set role {role}", "42601"),
    probe("after a NUL", "select 1\0; set role {role}", ["08P01", "22021"]),
    probe("a dollar quote left open", "select $$; set role {role}", "42601"),
  ],

  "statements of another kind": [
    ...sent(
      refused,
      "begin",
      "start transaction",
      "commit",
      "end",
      "rollback",
      "abort",
      "rollback and chain",
      "prepare transaction 'x'",
      "call x()",
      "copy products to stdout",
      "copy products to program 'id'",
      "copy {theirs}.products to '/tmp/x'",
      "listen loot",
      "notify wizamart, 'x'",
      "unlisten *",
      "prepare loot as select 1",
      "execute loot",
      "deallocate all",
      "declare loot cursor with hold for select 1",
      "fetch all from loot",
      "lock table products",
      "truncate products",
      "create temp table products (id integer)",
      "create function f() returns integer language sql return 1",
      "create extension dblink",
      "alter role current_user password 'x'",
      "alter table products disable row level security",
      "alter database postgres set role = '{role}'",
      "grant {role} to current_user",
      "drop table products",
      "comment on table products is 'x'",
      "explain analyze delete from products",
      "vacuum",
      "analyze",
      "checkpoint",
      "load 'x'",
      "refresh materialized view x",
      "import foreign schema x from server y into z",
      "",
      ";",
    ),
    probe("values", "values (1)", harmless),
    probe("select into", "select 'x' as x into loot", denied),
    probe("select into another's", "select 'x' as x into {theirs}.loot", denied),
    probe("select into a temporary table", "select 'x' as x into temp products", denied),
    probe("select into pg_temp", "select 'x' as x into pg_temp.products", denied),
    probe("a savepoint", "savepoint x", harmless),
    probe("back to no savepoint", "rollback to savepoint opening", "3B001"),
    probe("release of no savepoint", "release savepoint opening", "3B001"),
  ],

  "what outlives a transaction or holds others up": [
    probe("an advisory lock", "select pg_advisory_lock(1)", denied),
    probe("a tried advisory lock", "select pg_try_advisory_lock(1)", denied),
    probe("a shared one in the transaction", "select pg_advisory_xact_lock_shared(1, 2)", denied),
    probe("unlocking all", "select pg_advisory_unlock_all()", denied),
    probe("pg_notify", "select pg_notify('wizamart', '{}')", denied),
    probe("pg_sleep", "select pg_sleep(1)", denied),
    probe("pg_sleep in a condition", inject("' or pg_sleep_for('1 s') is null --"), denied),
    probe("ending a backend", "select pg_terminate_backend(pg_backend_pid())", denied),
    probe("cancelling a backend", "select pg_cancel_backend(1)", denied),
    probe("burning transaction ids", "select pg_current_xact_id()", denied),
    probe("txid_current", "select txid_current()", denied),
    probe("a log message", "select pg_logical_emit_message(false, 'x', 'y')", denied),
    probe("a snapshot", "select pg_export_snapshot()", denied),
    probe(
      "a replication slot",
      "select pg_create_logical_replication_slot('x', 'pgoutput')",
      denied,
    ),
    probe("a large object", "select lo_create(0)", denied),
    probe("a large object from bytes", "select lo_from_bytea(0, 'x')", denied),
    probe("lo_import", "select lo_import('/etc/passwd')", denied),
    probe("lo_export", "select lo_export(1, '/tmp/x')", denied),
    probe("lo_get", "select lo_get(1)", denied),
    probe("a file", "select pg_read_file('/etc/passwd')", denied),
    probe("a folder", "select pg_ls_dir('.')", denied),
    probe("a memory report in the log", "select pg_log_backend_memory_contexts(1)", denied),
    probe("an index's pages", "select gin_clean_pending_list({oid}::regclass)", denied),
  ],

  "sizes, counts and what others do": [
    probe("a table's size", "select pg_total_relation_size({oid})", denied),
    probe("a relation's size", "select pg_relation_size({oid}::regclass, 'main')", denied),
    probe("the database's size", "select pg_database_size(current_database())", denied),
    probe("a file's name", "select pg_relation_filepath({oid})", denied),
    probe("the counters of a table", "select pg_stat_get_live_tuples({oid})", denied),
    probe("the inserts of a table", "select pg_stat_get_tuples_inserted({oid})", denied),
    probe("who does what", "select * from pg_stat_activity", denied),
    probe("who does what, by function", "select * from pg_stat_get_activity(null)", denied),
    probe("tables' statistics", "select * from pg_stat_user_tables", denied),
    probe("tables' traffic", "select * from pg_statio_all_tables", denied),
    probe("columns' statistics", "select * from pg_stats", denied),
    probe("raw statistics", "select * from pg_statistic", denied),
    probe("locks", "select * from pg_locks", denied),
    probe("row counts", "select relname, reltuples from pg_class", denied),
    probe("schemas", "select nspname from pg_namespace", denied),
    probe("columns", "select attname from pg_attribute", denied),
    probe("functions", "select prosrc from pg_proc", denied),
    probe("roles", "select rolname from pg_roles", denied),
    probe("passwords", "select * from pg_shadow", denied),
    probe("passwords at their source", "select rolpassword from pg_authid", denied),
    probe("memberships", "select * from pg_auth_members", denied),
    probe("databases", "select datname from pg_database", denied),
    probe("settings", "select * from pg_settings", denied),
    probe("cursors", "select * from pg_cursors", denied),
    probe("prepared statements", "select * from pg_prepared_statements", denied),
    probe("slots", "select * from pg_replication_slots", denied),
    probe("a definition", "select pg_get_functiondef('now()'::regprocedure)", denied),
    probe("the place in the log", "select pg_current_wal_lsn()", denied),
    probe("the control file", "select * from pg_control_checkpoint()", denied),
    probe("a role's name by oid", "select pg_get_userbyid(10)", denied),
    probe(
      "the neighbour's tables in information_schema",
      "select * from information_schema.tables where table_schema = '{theirs}'",
      [empty, denied],
    ),
    probe(
      "the neighbour's columns in information_schema",
      "select * from information_schema.columns where table_schema = '{theirs}'",
      [empty, denied],
    ),
    probe(
      "the neighbour's grants in information_schema",
      "select * from information_schema.role_table_grants where table_schema = '{theirs}'",
      [empty, denied],
    ),
    probe("schemata", "select * from information_schema.schemata where schema_name = '{theirs}'", [
      empty,
      denied,
    ]),
    probe(
      "settings one may know",
      "select current_setting('search_path'), current_setting('role')",
      harmless,
    ),
    probe("files' places", "select current_setting('data_directory')", denied),
  ],

  "the shared room": [
    probe("the neighbour's row", "select * from stores where id = {id}", empty),
    probe(
      "the neighbour's row by a leaky condition",
      "select * from stores where id = {id} and 1 / (id - id) = 1",
      empty,
    ),
    probe(
      "all others",
      "select * from public.stores where id <> (select id from public.stores)",
      empty,
    ),
    probe("the neighbour's domains", "select * from store_domains where store_id = {id}", empty),
    probe(
      "the neighbour's domain by a union",
      inject("' union select domain from store_domains --"),
      harmless,
    ),
    probe("a plan", "update stores set plan = 'premium'", denied),
    probe("a state", "update public.stores set state = 'trashed' where id = {id}", denied),
    probe("a store", "insert into stores (code, name) values ('loot', 'loot')", denied),
    probe(
      "a domain",
      "insert into store_domains (store_id, domain) values ({id}, 'loot.example')",
      denied,
    ),
    probe("a domain's proof", "update store_domains set is_verified = true", denied),
    probe("the end of a store", "delete from stores", denied),
    probe("a lock on it", "select 1 from stores for share", denied),
    probe("the spares", "select * from spare_schemas", denied),
    probe("the ledger", "select * from store_migrations", denied),
    probe("the runs", "select * from migration_runs", denied),
    probe("the runs' wishes", "update migration_runs set wish = 'pause'", denied),
    probe("the other ledger", "select * from migrations", denied),
  ],
};

/** Statements of which nothing may get through without a unit of work, as the login itself. */
export const withoutUnit: Probe[] = [
  probe("the neighbour's rows", "select * from {theirs}.products", denied),
  probe("any store's rows", "select * from products", "42P01"),
  probe("the shared room", "select * from public.stores", denied),
  probe("the domains", "select * from public.store_domains", denied),
  probe("a write", "insert into public.stores (code, name) values ('loot', 'loot')", denied),
  probe("a role", "set role {role}", refused),
  probe("a role by function", "select set_config('role', '{role}', false)", denied),
  probe(
    "SQL text",
    "select query_to_xml('select * from {theirs}.products', true, false, '')",
    denied,
  ),
  probe(
    "an opener",
    "select public.claim_store('abc', 'x', 'free', 'EUR', 'en-IE', '{}', 1)",
    denied,
  ),
  probe("a temporary table", "select 1 as x into temp loot", denied),
  probe("a table", "select 1 as x into public.loot", denied),
  probe("others", "select * from pg_catalog.pg_stat_activity", denied),
  probe("a transaction", "begin", refused),
  probe("itself", "select current_user, session_user", harmless),
  probe("what is wrong with it", "select public.login_faults()", empty),
];

function probe(name: string, sql: string, expected: Probe["expected"]): Probe {
  return { name, sql, expected };
}

function sent(expected: string, ...statements: string[]): Probe[] {
  return statements.map((sql) => probe(JSON.stringify(sql), sql, expected));
}

/** What becomes of a query that puts a visitor's text between quotes. */
function inject(text: string): string {
  return `select title from products where slug = '${text}'`;
}
