import { config } from "../../app/config.ts";
import { quoteName, roles } from "../roles.ts";

/** Something that is not as the migrations make it. Its texts say `store_N` for whatever store it is about. */
export interface Difference {
  /** In one sentence. */
  message: string;
  repair: Step[];
}

/** One statement that puts it right. */
export interface Step {
  sql: string;
  /** Where it belongs among the others of its store: what others need comes first. */
  phase: Phase;
  /** It would take something away, or may change rows: somebody has to look first. */
  proposed?: boolean;
}

/** The parts of a repair, in order. */
export const phases = [
  "login", // as whoever runs the script: objects of others
  "role", // as the provisioner
  "schema",
  "table",
  "column",
  "key",
  "constraint",
  "index",
  "trigger",
  "right",
  "after", // as whoever runs the script again
] as const;

export type Phase = (typeof phases)[number];

/** The schemas that differ in the same way, and how. */
export interface Group {
  rooms: { schema: string; code: string | null; state: string | null }[];
  differences: Difference[];
}

/** The whole script, piece by piece: a transaction for every store. */
export function* repairScript(groups: readonly Group[]): Generator<string> {
  yield `-- Run it by psql as ${roles.provisioner} or as a superuser. Every store is one transaction: one that fails
-- changes nothing of that store. What would take something away, or may change rows, is only proposed: such lines begin
-- with "--? ". Look at what they are about, then remove that.
-- A new index or constraint keeps its table from being written to while it is made.
`;
  const mendable = groups.filter(({ differences }) => stepsOf(differences).length > 0);
  if (mendable.length === 0) yield "\n-- Nothing that SQL could mend.\n";
  for (const { rooms, differences } of mendable) {
    const script = transaction(stepsOf(differences));
    for (const { schema, code } of rooms)
      yield `\n-- ${schema}${code ? ` (${code})` : ""}\n${named(script, schema)}\n`;
  }
}

function stepsOf(differences: readonly Difference[]): Step[] {
  const steps = differences.flatMap(({ repair }) => repair);
  return [...new Map(steps.map((step) => [step.sql, step])).values()];
}

/** Puts a store's own names in the place of `store_N`. */
export function named(text: string, schema: string): string {
  return text
    .replaceAll(/\brole_of_store_N\b/g, config.ROLE_PREFIX + schema)
    .replaceAll(/\bstore_N\b/g, schema);
}

function transaction(steps: readonly Step[]): string {
  const parts = phases.map((phase) => inPhase(phase, steps));
  return ["BEGIN;", "SET LOCAL lock_timeout = '5s';", ...parts.flat(), "COMMIT;"].join("\n");
}

function inPhase(phase: Phase, steps: readonly Step[]): string[] {
  const lines = steps.filter((step) => step.phase === phase).map(lineOf);
  const isNeeded = lines.length > 0 || phase === "schema";
  return isNeeded ? [...(becoming[phase] ?? []), ...lines] : [];
}

/** Who does it, from this phase on. */
const becoming: Partial<Record<Phase, string[]>> = {
  role: [`SET LOCAL ROLE ${quoteName(roles.provisioner)};`],
  schema: [
    `SET LOCAL ROLE ${quoteName(roles.owner)};`,
    "SET LOCAL search_path = pg_catalog, pg_temp;",
  ],
  after: ["SET LOCAL ROLE NONE;"],
};

function lineOf({ sql, proposed }: Step): string {
  const statement = `${sql.replace(/;?\s*$/, "")};`;
  return proposed ? statement.replaceAll(/^/gm, "--? ") : statement;
}
