import { quoteName, quoteText } from "../roles.ts";
import { sameDefinition } from "./definition.ts";
import type { Detail, Item, ServerVersion } from "./items.ts";
import type { Difference, Step } from "./repair.ts";
import { compareRights } from "./rights.ts";

interface Place {
  /** In words: `products.title`. */
  subject: string;
  table: string;
  column: string;
}

/** A column that both have. */
interface Both {
  place: Place;
  wanted: Detail;
  found: Detail;
  server: ServerVersion;
}

const phase = "column";

/** What differs between the column that is wanted and the one that is there. */
export function compareColumns(wanted: Item, found: Item, server: ServerVersion): Difference[] {
  const place = placeOf(wanted);
  const both = { place, wanted: wanted.detail, found: found.detail, server };
  return [
    ...differentType(both),
    ...differentExpression(both),
    ...differentDefault(both),
    ...differentNull(both),
    ...differentIdentity(both),
    ...compareRights({
      subject: place.subject,
      wanted: wanted.detail.access,
      found: found.detail.access,
      statement: (verb, rights) =>
        `${verb} ${rights.map((right) => `${right} (${place.column})`).join(", ")} ON TABLE ${place.table}`,
    }),
  ];
}

export function missingColumn(wanted: Item): Difference {
  const { subject, table } = placeOf(wanted);
  return {
    message: `${subject} is missing: ${inWords(wanted.detail)}`,
    repair: [{ phase, sql: `ALTER TABLE ${table} ADD COLUMN ${columnSql(wanted)}` }],
  };
}

export function extraColumn(found: Item): Difference {
  const { subject, table, column } = placeOf(found);
  return {
    message: `${subject} (${shortType(found.detail)}): no migration makes this column`,
    repair: [{ phase, proposed: true, sql: `ALTER TABLE ${table} DROP COLUMN ${column}` }],
  };
}

/** A column as CREATE TABLE and ADD COLUMN take it. */
export function columnSql({ name, detail }: Item): string {
  const { type, collation, notNull } = detail;
  return [
    quoteName(name),
    type,
    collation ? `COLLATE ${collation}` : "",
    originSql(detail),
    notNull ? "NOT NULL" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function originSql({ identity, generated, default: expression }: Detail): string {
  if (identity) return `GENERATED ${identityKind(identity)} AS IDENTITY`;
  if (generated)
    return `GENERATED ALWAYS AS (${expression}) ${generated === "v" ? "VIRTUAL" : "STORED"}`;
  return expression ? `DEFAULT ${expression}` : "";
}

function differentType({ place, wanted, found }: Both): Difference[] {
  if (wanted.type === found.type && wanted.collation === found.collation) return [];
  const collation = wanted.collation ? ` COLLATE ${wanted.collation}` : "";
  const sql = `${alter(place)} TYPE ${wanted.type}${collation}`;
  const step: Step = isWider(found, wanted)
    ? { phase, sql }
    : { phase, proposed: true, sql: `${sql} USING ${place.column}::${wanted.type}` };
  return [
    {
      message: `${place.subject} is ${shortType(found)}, should be ${shortType(wanted)}`,
      repair: [step],
    },
  ];
}

const widenings: Record<string, string[]> = {
  varchar: ["text"],
  smallint: ["integer", "bigint"],
  integer: ["bigint"],
};

/** Whether every value of the one is the same in the other. */
function isWider(from: Detail, to: Detail): boolean {
  const [narrow, wide] = [shortType(from), shortType(to)].map((type) =>
    /^(\w+)(?:\((\d+)\))?$/.exec(type),
  );
  if (!narrow?.[1] || !wide?.[1]) return false;
  if (widenings[narrow[1]]?.includes(wide[1])) return true;
  return narrow[1] === "varchar" && wide[1] === "varchar" && isLonger(narrow[2], wide[2]);
}

function isLonger(from: string | undefined, to: string | undefined): boolean {
  return to === undefined || (from !== undefined && Number(from) <= Number(to));
}

function differentExpression({ place, wanted, found, server }: Both): Difference[] {
  if (!wanted.generated && !found.generated) return [];
  if (wanted.generated === found.generated && sameDefinition(wanted.default, found.default))
    return [];
  const message = `${place.subject} is ${origin(found)}, should be ${origin(wanted)}`;
  if (!wanted.generated)
    return [{ message, repair: [{ phase, sql: `${alter(place)} DROP EXPRESSION` }] }];
  if (found.generated === wanted.generated && server >= 170_000) {
    return [
      {
        message,
        repair: [{ phase, sql: `${alter(place)} SET EXPRESSION AS (${wanted.default})` }],
      },
    ];
  }
  const anew = `${place.column} ${wanted.type} ${originSql(wanted)}${wanted.notNull ? " NOT NULL" : ""}`;
  // Triggers, indexes and constraints on it go too: the next run tells of them, and makes them again.
  const sql = `ALTER TABLE ${place.table} DROP COLUMN ${place.column} CASCADE, ADD COLUMN ${anew}`;
  return [{ message, repair: [{ phase, proposed: true, sql }] }];
}

function differentDefault({ place, wanted, found }: Both): Difference[] {
  const isPlain = [wanted, found].every(({ generated, identity }) => !generated && !identity);
  if (!isPlain || sameDefinition(wanted.default, found.default)) return [];
  return [
    {
      message: `${place.subject} has ${defaultInWords(found)}, should have ${defaultInWords(wanted)}`,
      repair: [setDefault(place, wanted)],
    },
  ];
}

function setDefault(place: Place, { default: expression }: Detail): Step {
  const change = expression ? `SET DEFAULT ${expression}` : "DROP DEFAULT";
  return { phase, sql: `${alter(place)} ${change}` };
}

function defaultInWords({ default: expression }: Detail): string {
  return expression ? `the default ${expression}` : "no default";
}

function differentNull({ place, wanted, found }: Both): Difference[] {
  if (wanted.notNull === found.notNull) return [];
  const message = wanted.notNull
    ? `${place.subject} may be null, should be not null`
    : `${place.subject} is not null, should be allowed to be null`;
  const sql = `${alter(place)} ${wanted.notNull ? "SET" : "DROP"} NOT NULL`;
  return [{ message, repair: [{ phase, sql }] }];
}

function differentIdentity({ place, wanted, found }: Both): Difference[] {
  if (wanted.identity === found.identity) return [];
  const message = `${place.subject} is ${origin(found)}, should be ${origin(wanted)}`;
  if (!wanted.identity) return [{ message, repair: withoutIdentity(place, wanted) }];

  const kind = `GENERATED ${identityKind(wanted.identity)}`;
  const repair: Step[] = found.identity
    ? [{ phase, sql: `${alter(place)} SET ${kind}` }]
    : [
        ...(found.default ? [setDefault(place, { default: null })] : []),
        { phase, sql: `${alter(place)} ADD ${kind} AS IDENTITY` },
        { phase, sql: goOn(place) },
      ];
  return [{ message, repair }];
}

function withoutIdentity(place: Place, wanted: Detail): Step[] {
  const drop: Step = { phase, proposed: true, sql: `${alter(place)} DROP IDENTITY` };
  return wanted.default ? [drop, { ...setDefault(place, wanted), proposed: true }] : [drop];
}

/** A new identity begins with 1, which may be taken. */
function goOn({ table, column }: Place): string {
  const sequence = `pg_get_serial_sequence(${quoteText(table)}, ${quoteText(column.slice(1, -1))})`;
  return `SELECT setval(${sequence}, (SELECT coalesce(max(${column}), 0) + 1 FROM ${table}), false)`;
}

function origin(detail: Detail): string {
  const { identity, generated, default: expression } = detail;
  if (identity) return `an identity (${identityKind(identity).toLowerCase()})`;
  if (generated) return `generated as (${expression})`;
  return expression ? `a column with the default ${expression}` : "a plain column";
}

function identityKind(letter: string): string {
  return letter === "a" ? "ALWAYS" : "BY DEFAULT";
}

function inWords(detail: Detail): string {
  const given = originSql(detail);
  return [shortType(detail), given, detail.notNull ? "not null" : ""].filter(Boolean).join(" ");
}

function shortType({ type = "", collation }: Detail): string {
  const short = type
    .replace("character varying", "varchar")
    .replace("timestamp with time zone", "timestamptz");
  return collation ? `${short} collate ${collation}` : short;
}

function alter({ table, column }: Place): string {
  return `ALTER TABLE ${table} ALTER COLUMN ${column}`;
}

function placeOf({ of, name }: Item): Place {
  return {
    subject: `${of}.${name}`,
    table: `store_N.${quoteName(of)}`,
    column: quoteName(name),
  };
}
