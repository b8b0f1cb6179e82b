import { quoteName, roles } from "../roles.ts";
import { columnSql } from "./columns.ts";
import { sameDefinition } from "./definition.ts";
import type { Item } from "./items.ts";
import type { Difference, Step } from "./repair.ts";
import { compareRights } from "./rights.ts";

const kinds: Record<string, string> = {
  r: "table",
  p: "partitioned table",
  v: "view",
  m: "materialized view",
  f: "foreign table",
  S: "sequence",
  c: "type",
};

const objects: Record<string, string> = {
  r: "TABLES",
  S: "SEQUENCES",
  f: "FUNCTIONS",
  T: "TYPES",
  n: "SCHEMAS",
};

/** `parts` is what the template has of it: columns, constraints and so on come with it. */
export function missingRelation(wanted: Item, parts: readonly Item[], rest: Step[]): Difference {
  return {
    message: `${kindOf(wanted)} ${wanted.of} is missing, with all that it held`,
    repair: [{ phase: "table", sql: createSql(wanted, parts) }, ...rightsOf(wanted), ...rest],
  };
}

export function extraRelation(found: Item): Difference {
  const sql = `DROP ${kindOf(found).toUpperCase()} ${nameOf(found)}`;
  return {
    message: `${kindOf(found)} ${found.of}: no migration makes it`,
    repair: [{ phase: "table", proposed: true, sql }],
  };
}

/** What differs between the table, view or sequence that is wanted and the one that is there. */
export function compareRelations(wanted: Item, found: Item): Difference[] {
  if (wanted.detail.relkind !== found.detail.relkind)
    return [
      { message: `${wanted.of} is a ${kindOf(found)}, should be a ${kindOf(wanted)}`, repair: [] },
    ];
  return [
    ...differentOwner(wanted, found),
    ...differentPersistence(wanted, found),
    ...differentSecurity(wanted, found),
    ...differentDefinition(wanted, found),
    ...compareRights({
      subject: wanted.of,
      wanted: wanted.detail.access,
      found: found.detail.access,
      statement: on(wanted.detail.relkind === "S" ? "SEQUENCE" : "TABLE", nameOf(wanted)),
    }),
  ];
}

/** The owner of a schema and the rights on it; whether its own role may enter is another matter. */
export function compareSchemas(wanted: Item, found: Item): Difference[] {
  const { owner } = wanted.detail;
  const message = `the schema belongs to ${found.detail.owner}, should belong to ${owner}`;
  const sql = `ALTER SCHEMA store_N OWNER TO ${owner}`;
  const owned: Difference[] =
    owner === found.detail.owner ? [] : [{ message, repair: [{ phase: "login", sql }] }];
  const rights = compareRights({
    subject: "the schema",
    wanted: wanted.detail.access,
    found: found.detail.access,
    statement: on("SCHEMA", "store_N"),
  });
  return [...owned, ...rights];
}

/** What is granted on all that is yet to be made; either side may have none. */
export function compareDefaults(wanted: Item | undefined, found: Item | undefined): Difference[] {
  const { relkind = "r", owner = roles.owner } = (wanted ?? found)?.detail ?? {};
  const things = objects[relkind] ?? "TABLES";
  return compareRights({
    subject: `default rights on new ${things.toLowerCase()} of ${owner}`,
    wanted: wanted?.detail.access,
    found: found?.detail.access,
    statement: (verb, rights) =>
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA store_N ${verb} ${rights.join(", ")} ON ${things}`,
  });
}

/** The owner of a function and the rights on it. */
export function compareFunctionRights(wanted: Item, found: Item): Difference[] {
  return [
    ...differentOwner(wanted, found),
    ...compareRights({
      subject: `function ${wanted.name}`,
      wanted: wanted.detail.access,
      found: found.detail.access,
      statement: on("FUNCTION", `store_N.${wanted.name}`),
    }),
  ];
}

function differentOwner(wanted: Item, found: Item): Difference[] {
  const { owner, belongs } = wanted.detail;
  if (belongs || owner === found.detail.owner) return [];
  const isFunction = wanted.kind === "function";
  const [noun, name] = isFunction ? ["function", wanted.name] : [kindOf(wanted), wanted.of];
  const sql = isFunction ? `FUNCTION store_N.${name}` : `${noun.toUpperCase()} ${nameOf(wanted)}`;
  return [
    {
      message: `${noun} ${name} belongs to ${found.detail.owner}, should belong to ${owner}`,
      repair: [{ phase: "login", sql: `ALTER ${sql} OWNER TO ${owner}` }],
    },
  ];
}

function differentPersistence(wanted: Item, found: Item): Difference[] {
  const [should, is] = [wanted.detail.persistence, found.detail.persistence];
  if (should === is) return [];
  const isUnlogged = is === "u";
  return [
    {
      message: isUnlogged
        ? `${kindOf(wanted)} ${wanted.of} is unlogged: a crash empties it`
        : `${kindOf(wanted)} ${wanted.of} should be unlogged`,
      repair: [
        {
          phase: "table",
          sql: `ALTER TABLE ${nameOf(wanted)} SET ${isUnlogged ? "LOGGED" : "UNLOGGED"}`,
        },
      ],
    },
  ];
}

function differentSecurity(wanted: Item, found: Item): Difference[] {
  const [should, is] = [wanted.detail.rowSecurity, found.detail.rowSecurity];
  if (should === is) return [];
  const change = should
    ? "ENABLE ROW LEVEL SECURITY"
    : "DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY";
  const sql = `ALTER TABLE ${nameOf(wanted)} ${change}`;
  return [
    {
      message: `${wanted.of}: row level security is ${is ? "on, should be off: without a policy it hides every row" : "off, should be on"}`,
      repair: [should ? { phase: "trigger", sql } : { phase: "trigger", sql, proposed: true }],
    },
  ];
}

function differentDefinition(wanted: Item, found: Item): Difference[] {
  const [should, is] = [wanted.detail.definition, found.detail.definition];
  if (sameDefinition(should, is)) return [];
  const message = `${kindOf(wanted)} ${wanted.of} is ${is}, should be ${should}`;
  const repair: Record<string, string> = {
    S: `ALTER SEQUENCE ${nameOf(wanted)} ${should}`,
    v: `CREATE OR REPLACE VIEW ${nameOf(wanted)} AS ${should}`,
  };
  const sql = repair[wanted.detail.relkind ?? ""];
  return [{ message, repair: sql ? [{ phase: "table", sql }] : [] }];
}

function createSql(wanted: Item, parts: readonly Item[]): string {
  const { relkind, definition, persistence } = wanted.detail;
  if (relkind === "S") return `CREATE SEQUENCE ${nameOf(wanted)} ${definition}`;
  if (relkind === "v" || relkind === "m")
    return `CREATE ${kindOf(wanted).toUpperCase()} ${nameOf(wanted)} AS ${definition}`;
  const columns = parts.filter(({ kind }) => kind === "column");
  const lines = columns.sort((a, b) => a.place - b.place).map((column) => `  ${columnSql(column)}`);
  return `CREATE ${persistence === "u" ? "UNLOGGED " : ""}TABLE ${nameOf(wanted)} (\n${lines.join(",\n")}\n)`;
}

function rightsOf(wanted: Item): Step[] {
  const { access, relkind } = wanted.detail;
  const statement = on(relkind === "S" ? "SEQUENCE" : "TABLE", nameOf(wanted));
  const { owner: _, ...others } = access ?? {};
  return compareRights({ subject: "", wanted: others, found: {}, statement }).flatMap(
    ({ repair }) => repair,
  );
}

function on(what: string, name: string) {
  return (verb: "GRANT" | "REVOKE", rights: readonly string[]) =>
    `${verb} ${rights.join(", ")} ON ${what} ${name}`;
}

function kindOf({ detail }: Item): string {
  return kinds[detail.relkind ?? ""] ?? "relation";
}

function nameOf({ of }: Item): string {
  return `store_N.${quoteName(of)}`;
}
