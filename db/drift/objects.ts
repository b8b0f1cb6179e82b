import { quoteName } from "../roles.ts";
import { sameDefinition } from "./definition.ts";
import type { Item, Kind } from "./items.ts";
import type { Difference, Phase, Step } from "./repair.ts";

/** How things with a definition of their own are named, made and removed. */
interface Manner {
  noun: string;
  phase: (item: Item) => Phase;
  create: (item: Item) => string;
  drop: (item: Item) => string;
  /** The definition as far as it tells a reader something. */
  short: (item: Item) => string;
}

/** Constraints, indexes, triggers, policies, rules, functions and types. */
export type ObjectKind = keyof typeof manners;

const table = (item: Item) => `store_N.${quoteName(item.of)}`;
const definition = (item: Item) => item.detail.definition ?? "";
const afterName = (item: Item) => definition(item).replace(/^CREATE .*? ON \S+ /, "");
const routine: Record<string, string> = { p: "PROCEDURE", a: "AGGREGATE" };
const kindOfType: Record<string, string> = { d: "DOMAIN" };

const manners = {
  constraint: {
    noun: "constraint",
    phase: ({ detail }) => (/[pux]/.test(detail.contype ?? "") ? "key" : "constraint"),
    create: (item) =>
      `ALTER TABLE ${table(item)} ADD CONSTRAINT ${quoteName(item.name)} ${definition(item)}`,
    drop: (item) => `ALTER TABLE ${table(item)} DROP CONSTRAINT ${quoteName(item.name)}`,
    short: definition,
  },
  index: {
    noun: "index",
    phase: () => "index",
    create: definition,
    drop: (item) => `DROP INDEX store_N.${quoteName(item.name)}`,
    short: (item) =>
      (definition(item).startsWith("CREATE UNIQUE") ? "unique, " : "") +
      afterName(item).replace(/^USING /, ""),
  },
  trigger: {
    noun: "trigger",
    phase: () => "trigger",
    create: definition,
    drop: (item) => `DROP TRIGGER ${quoteName(item.name)} ON ${table(item)}`,
    short: (item) => definition(item).replace(/^CREATE (CONSTRAINT )?TRIGGER \S+ /, ""),
  },
  policy: {
    noun: "policy",
    phase: () => "trigger",
    create: definition,
    drop: (item) => `DROP POLICY ${quoteName(item.name)} ON ${table(item)}`,
    short: afterName,
  },
  rule: {
    noun: "rule",
    phase: () => "trigger",
    create: definition,
    drop: (item) => `DROP RULE ${quoteName(item.name)} ON ${table(item)}`,
    short: definition,
  },
  function: {
    noun: "function",
    phase: () => "table",
    create: definition,
    drop: ({ name, detail }) =>
      `DROP ${routine[detail.relkind ?? ""] ?? "FUNCTION"} store_N.${name}`,
    short: () => "see its body",
  },
  type: {
    noun: "type",
    phase: () => "schema",
    create: () => "",
    drop: ({ name, detail }) =>
      `DROP ${kindOfType[detail.relkind ?? ""] ?? "TYPE"} store_N.${quoteName(name)}`,
    short: definition,
  },
} as const satisfies Partial<Record<Kind, Manner>>;

export function isObject(kind: Kind): kind is ObjectKind {
  return kind in manners;
}

export function missingObject(wanted: Item, kind: ObjectKind): Difference {
  const manner: Manner = manners[kind];
  return {
    message: `${named(manner, wanted)} is missing: ${manner.short(wanted)}`,
    repair: steps(manner.phase(wanted), manner.create(wanted)),
  };
}

export function extraObject(found: Item, kind: ObjectKind): Difference {
  const manner: Manner = manners[kind];
  return {
    message: `${named(manner, found)}: no migration makes it (${manner.short(found)})`,
    repair: [{ phase: manner.phase(found), proposed: true, sql: manner.drop(found) }],
  };
}

/** What differs between what is wanted and what is there under the same name. */
export function compareObjects(wanted: Item, found: Item, kind: ObjectKind): Difference[] {
  const manner: Manner = manners[kind];
  const name = named(manner, wanted);
  if (!sameDefinition(definition(wanted), definition(found)))
    return [redefined(manner, wanted, found)];
  return [...invalid(name, wanted, found), ...switched(name, wanted, found)];
}

/** A foreign key whose triggers are off: what was written meanwhile is checked as it is made anew. */
export function unenforced(found: Item): Difference {
  const manner: Manner = manners.constraint;
  return {
    message: `${named(manner, found)} is not enforced: its own triggers are switched off`,
    repair: steps("constraint", manner.drop(found), manner.create(found)),
  };
}

function redefined(manner: Manner, wanted: Item, found: Item): Difference {
  const phase = manner.phase(wanted);
  const name = named(manner, wanted);
  if (sameDefinition(definition(found), `${definition(wanted)} NOT VALID`)) {
    const sql = `ALTER TABLE ${table(wanted)} VALIDATE CONSTRAINT ${quoteName(wanted.name)}`;
    return { message: `${name} was never validated`, repair: [{ phase, sql }] };
  }
  return {
    message: `${name} is ${manner.short(found)}, should be ${manner.short(wanted)}`,
    repair: steps(phase, manner.drop(found), manner.create(wanted)),
  };
}

function invalid(name: string, wanted: Item, found: Item): Difference[] {
  if (wanted.detail.valid === found.detail.valid) return [];
  const sql = `REINDEX INDEX store_N.${quoteName(found.name)}`;
  return [
    {
      message: `${name} is invalid: queries do not use it, and every write keeps it up`,
      repair: [{ phase: "index", sql }],
    },
  ];
}

const enabling: Record<string, string> = {
  O: "ENABLE",
  D: "DISABLE",
  R: "ENABLE REPLICA",
  A: "ENABLE ALWAYS",
};

const enabled: Record<string, string> = {
  O: "enabled",
  D: "disabled",
  R: "enabled for replicas only",
  A: "always enabled",
};

function switched(name: string, { of, detail }: Item, found: Item): Difference[] {
  const [should, is] = [detail.enabled ?? "", found.detail.enabled ?? ""];
  if (should === is) return [];
  const sql = `ALTER TABLE store_N.${quoteName(of)} ${enabling[should]} TRIGGER ${quoteName(found.name)}`;
  return [
    {
      message: `${name} is ${enabled[is]}, should be ${enabled[should]}`,
      repair: [{ phase: "trigger", sql }],
    },
  ];
}

function named({ noun }: Manner, { name, of }: Item): string {
  return of ? `${noun} ${name} of ${of}` : `${noun} ${name}`;
}

function steps(phase: Phase, ...statements: string[]): Step[] {
  return statements.filter(Boolean).map((sql) => ({ phase, sql }));
}
