import type pg from "pg";
import { schemaOf } from "../roles.ts";
import type { Trial } from "./neighbours.ts";
import type { Finding, Severity } from "./rule.ts";
import { app, owner, platform, prefix, provisioner, storeRolePattern } from "./rule.ts";

/** Whom the document is about: one store, or all of them. */
export interface Subject {
  id: number;
  code: string;
  name: string;
}

interface Facts {
  at: Date;
  server: string;
  database: string;
  stores: number;
  spares: number;
}

/** A role that can reach the rows, and how. */
interface Reader {
  role: string;
  reason: string;
  /** Whether anybody can log in as it. */
  login: boolean;
}

interface Content {
  audited: { findings: readonly Finding[]; trial: Omit<Trial, "findings"> };
  subject?: Subject | undefined;
}

/**
 * The audit as a document in Markdown that can be shown to a customer: what is said, what it rests on, who can reach the
 * rows all the same, and what was found. It reads; `client` is the one that the audit had.
 */
export async function document(client: pg.Client, { audited, subject }: Content): Promise<string> {
  const facts = await readFacts(client);
  const readers = subject ? await readersOf(client, subject.id) : await readersOfAll(client);
  return [
    ...heading(facts, subject),
    ...statement(audited.findings, subject),
    ...basis(facts, audited.trial, subject),
    ...whoReaches(readers),
    ...limits,
    ...findingsIn(audited.findings, subject),
  ].join("\n");
}

async function readFacts(client: pg.Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `select now() as at, split_part(version(), ' on ', 1) as server, current_database() as database,
       (select count(*)::integer from public.stores) as stores, (select count(*)::integer from public.spare_schemas) as spares`,
  );
  if (!rows[0]) throw new Error("The query of the facts gave no row");
  return rows[0];
}

// Why a role can reach them, the strongest reason only.
const reason = (own: string) => `case
  when r.rolsuper then 'a superuser: may do everything on this server'
  when ${own} then 'the store''s own role: SELECT, INSERT, UPDATE, DELETE in its own schema'
  when r.rolname = ${owner} then 'owns every schema, table and function'
  when r.rolname = ${provisioner} then 'makes stores and migrates them, as a member of the owner; used by the command line and the worker'
  when r.rolname = ${app} then 'the web processes: becomes one store''s role for one transaction at a time'
  when r.rolname in ('pg_read_all_data', 'pg_write_all_data') then 'a role of PostgreSQL''s own: every table of the server'
  when pg_has_role(r.oid, 'pg_read_all_data', 'USAGE') or pg_has_role(r.oid, 'pg_write_all_data', 'USAGE') then 'is a member of a role that reads or writes every table'
  when pg_has_role(r.oid, (select oid from pg_roles where rolname = ${owner}), 'MEMBER') then 'is a member of the owner'
  when r.rolreplication then 'may copy the whole server (REPLICATION)'
  when pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER') or pg_has_role(r.oid, 'pg_read_server_files', 'MEMBER') then 'reaches the files of the server'`;

/** Every role that can read a row of the store, or become one that can, by what the server itself says. */
async function readersOf(client: pg.Client, id: number): Promise<Reader[]> {
  const { rows } = await client.query<Reader>(
    `with room as (select n.oid, o.oid as own, o.rolname from pg_namespace n left join pg_roles o on o.rolname = ${prefix} || n.nspname where n.nspname = $1),
       tables as (select c.oid from pg_class c join room on c.relnamespace = room.oid where c.relkind in ('r', 'p', 'v', 'm', 'f'))
     select r.rolname as role, r.rolcanlogin as login, ${reason("r.oid = room.own")}
         when pg_has_role(r.oid, room.own, 'MEMBER') then 'may become the store''s role' else 'was granted rights on it' end as reason
     from pg_roles r, room
     where r.rolsuper or r.rolreplication or pg_has_role(r.oid, room.own, 'MEMBER') or r.rolname in ('pg_read_all_data', 'pg_write_all_data')
       or pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER') or pg_has_role(r.oid, 'pg_read_server_files', 'MEMBER')
       or pg_has_role(r.oid, (select oid from pg_roles where rolname = ${owner}), 'MEMBER')
       or has_schema_privilege(r.oid, room.oid, 'USAGE') and exists (select from tables t
         where has_any_column_privilege(r.oid, t.oid, 'SELECT, INSERT, UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE, TRUNCATE'))
     order by r.rolsuper desc, r.rolname`,
    [schemaOf(id)],
  );
  return rows;
}

/** Those that can reach every store; who else has rights on one of them is a finding. */
async function readersOfAll(client: pg.Client): Promise<Reader[]> {
  const { rows } = await client.query<Reader>(
    `select r.rolname as role, r.rolcanlogin as login, ${reason("false")} end as reason
     from pg_roles r
     where r.rolname !~ ${storeRolePattern} and r.rolname <> ${platform}
       and (r.rolsuper or r.rolreplication or r.rolname in ('pg_read_all_data', 'pg_write_all_data', ${app}, ${provisioner})
         or pg_has_role(r.oid, 'pg_read_all_data', 'MEMBER') or pg_has_role(r.oid, 'pg_write_all_data', 'MEMBER')
         or pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER') or pg_has_role(r.oid, 'pg_read_server_files', 'MEMBER')
         or pg_has_role(r.oid, (select oid from pg_roles where rolname = ${owner}), 'MEMBER'))
     order by r.rolsuper desc, r.rolname`,
  );
  const each = {
    role: "store_<number>",
    reason: "each store's own role, on that store's schema only",
    login: false,
  };
  return [...rows, each];
}

function heading({ at, server, database, stores, spares }: Facts, subject?: Subject): string[] {
  return [
    subject
      ? `# Who can reach the data of ${subject.name}`
      : "# Who can reach the data of the stores",
    "",
    ...(subject
      ? [
          `- Store: ${subject.code}, number ${subject.id}; its tables are in the schema ${schemaOf(subject.id)}`,
        ]
      : [`- Stores: ${stores}, and ${spares} schemas made ready for new ones`]),
    `- Looked at: ${at.toISOString()}`,
    `- Server: ${server}, database ${database}`,
    "",
  ];
}

function statement(findings: readonly Finding[], subject?: Subject): string[] {
  const holes = findings.filter(({ severity }) => severity === "hole").length;
  const who = subject ? `the role ${schemaOf(subject.id)}` : "its own role";
  const whose = subject ? `store ${subject.id}` : "a store";
  const text =
    holes === 0
      ? `Nobody but ${who} can read or change the data of ${whose}, and no other store's role can become it. The exceptions are the roles that run the platform and the server; all of them are named below.`
      : `**This cannot be said of this database: ${holes} ${holes === 1 ? "way" : "ways"} around it ${holes === 1 ? "was" : "were"} found; see the end.**`;
  return ["## What is said", "", text, ""];
}

function basis({ stores, spares }: Facts, trial: Content["audited"]["trial"], subject?: Subject) {
  const tried =
    trial.attempts === 0
      ? "Nothing was tried: there is no other store, or this login may not act as one."
      : `In ${trial.pairs} pairs of stores${subject ? ", with this one on either side," : ""} the role of one store tried to read, insert into, update and delete from every table of the other, to make a table there, to change the list of stores, and to find the other's rows in what all stores share: ${trial.attempts} statements, each of which had to be refused. All of it was taken back.`;
  return [
    "## What this rests on",
    "",
    `From the catalogues of the server, for ${subject ? "every schema" : `all ${stores + spares} schemas`} and every role:`,
    "",
    ...looked.map((line) => `- ${line}`),
    "",
    "By trying:",
    "",
    `- ${tried}`,
    "",
  ];
}

const looked = [
  "who owns the schemas, tables, sequences and functions",
  "every right on them, on their columns, and on what is yet to be made (default privileges)",
  "memberships of roles in roles, their attributes (superuser, BYPASSRLS, CREATEROLE, LOGIN) and the settings they start with",
  "row level security and its policies on the tables that all stores share, and every right on those that is not of a migration",
  "functions that run with the rights of their owner, triggers, rules, views and foreign keys that cross from one schema to another",
  "functions that no migration has made, extensions, foreign servers, publications, languages",
  "functions and catalogues of PostgreSQL that an injected statement could use, which were taken from everybody",
  "rights on the database and on others of this server",
];

function whoReaches(readers: readonly Reader[]): string[] {
  const rows = readers.map(
    ({ role, reason, login }) => `| ${role} | ${login ? "yes" : "no"} | ${reason} |`,
  );
  return [
    "## Who can reach the data all the same, and why",
    "",
    "| role | can log in | why |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ];
}

const limits = [
  "## What this does not cover",
  "",
  "- Whoever runs the server's machine can read its files, its memory and its backups, whatever the database says.",
  "- The web processes choose for each request which store's role they become. A fault in what runs there could choose a wrong one; an injected SQL statement cannot (one statement at a time, and no way to change the role).",
  "- A store's own staff and customers see what the shop shows them. The platform's administrators can act for a store's owner; that is written into the store's log.",
  "- Names of schemas, roles and tables are no secret to other stores' roles; rows are.",
  "- It holds for the moment when it was looked at.",
  "",
];

const meaning: Record<Severity, string> = {
  hole: "rows of another store can be reached",
  risk: "one more mistake, and they can",
  note: "worth knowing",
};

function findingsIn(findings: readonly Finding[], subject?: Subject): string[] {
  const items = findings.flatMap(({ severity, subject: what, message, repair }) => [
    `- **${severity}** (${meaning[severity]}): ${what}: ${message}.`,
    ...(repair && !subject ? ["", ...repair.split("\n").map((line) => `      ${line};`), ""] : []),
  ]);
  return ["## What was found", "", ...(items.length > 0 ? items : ["Nothing."]), ""];
}
