import { statementsOf } from "./statements.ts";

/**
 * How a migration is applied to a store. `plain`: in one transaction. `concurrently`: each statement alone, outside of a
 * transaction, beside a shop that sells. `batched`: one statement, again and again until it changes no row.
 */
export type Kind = "plain" | "concurrently" | "batched";

export interface Header {
  kind: Kind;
  /** The oldest application, by its newest migration of the same room, that works with a room that has this. */
  serves: number;
  /** Milliseconds between two batches. */
  pause: number;
  /** The single statements of a migration that is not plain. */
  statements: readonly string[];
}

interface File {
  room: "shared" | "store";
  version: number;
  /** Such as "store/0004-index.sql". */
  name: string;
  text: string;
}

/** A migration's file says something about itself that is not so. */
export class MigrationWrong extends Error {
  override name = "MigrationWrong";
}

const usualPause = 20;
const longestPause = 60_000;

/** What the first lines of a migration's file declare: `-- kind: ...`, `-- serves: ...`, `-- pause: ...`. @throws MigrationWrong */
export function headerOf(file: File): Header {
  const declared = declarations(file);
  const kind = kindOf(file, declared.get("kind") ?? "plain");
  const serves = servesOf(file, declared.get("serves") ?? String(file.version));
  const pause = pauseOf(file, kind, declared.get("pause"));
  const statements = statementsOf(file.text);
  checks[kind](file, statements);
  return { kind, serves, pause, statements: kind === "plain" ? [] : statements };
}

/** A statement that builds an index beside a shop that sells, as it is for a store that nobody uses yet. */
export function withoutConcurrently(statement: string): string {
  return statement.replace(/\bconcurrently\b/i, "");
}

/** The index that a statement of a concurrent migration makes or drops; undefined when it is about none. */
export function indexOf(statement: string): { verb: "create" | "drop"; name: string } | undefined {
  const [, verb = "", quoted, name = ""] = indexStatement.exec(statement) ?? [];
  if (!verb) return undefined;
  const deed = verb.toLowerCase().startsWith("create") ? "create" : "drop";
  return { verb: deed, name: quoted ? quoted.replaceAll('""', '"') : name.toLowerCase() };
}

const indexStatement =
  /^(create\s+(?:unique\s+)?index|drop\s+index)\s+concurrently\s+(?:if\s+(?:not\s+)?exists\s+)?(?:"((?:[^"]|"")+)"|([a-z_]\w*))(?=\s+on\b|\s*$)/i;
const besideOthers = /^(create\s+(unique\s+)?|drop\s+|reindex\s+)\w+\s+concurrently\b/i;
const transactionControl = /^(begin|start\s+transaction|commit|rollback|abort|savepoint|vacuum)\b/i;

const checks: Record<Kind, (file: File, statements: string[]) => void> = {
  plain(file, statements) {
    const strange = statements.find((statement) => transactionControl.test(statement));
    if (strange) throw wrong(file, `"${short(strange)}": it runs inside a transaction already`);
    const beside = statements.find((statement) => besideOthers.test(statement));
    if (beside) throw wrong(file, `"${short(beside)}" needs the line "-- kind: concurrently"`);
  },
  concurrently(file, statements) {
    if (statements.length === 0) throw wrong(file, "it has no statement");
    const strange = statements.find(
      (statement) =>
        !indexOf(statement) && !/^alter\s+table\b.*\bvalidate\s+constraint\b/is.test(statement),
    );
    if (strange)
      throw wrong(
        file,
        `"${short(strange)}": a concurrent migration has only CREATE INDEX CONCURRENTLY with a name, DROP INDEX CONCURRENTLY and ALTER TABLE ... VALIDATE CONSTRAINT`,
      );
  },
  batched(file, statements) {
    const [only = "", more] = statements;
    if (!only || more) throw wrong(file, "a batched migration is one statement");
    if (!/^(with|insert|update|delete)\b/i.test(only) || !/\blimit\b/i.test(only))
      throw wrong(file, "a batched migration is an INSERT, UPDATE or DELETE that has a LIMIT");
    if (/\bskip\s+locked\b/i.test(only))
      throw wrong(file, "with SKIP LOCKED it could change no row while there are some left");
  },
};

/** The lines before the first statement; a comment in plain words has no single word before its colon. */
function declarations(file: File): Map<string, string> {
  const [head = ""] = /^(\s*--[^\n]*\n|\s*\n)*/.exec(`${file.text}\n`) ?? [];
  const found = new Map<string, string>();
  for (const [, key = "", value = ""] of head.matchAll(/^\s*--\s*([a-z]+)\s*:\s*(.*?)\s*$/gim)) {
    const name = key.toLowerCase();
    if (!["kind", "serves", "pause"].includes(name))
      throw wrong(file, `"${key}:" is not known; it may say kind, serves and pause`);
    if (found.has(name)) throw wrong(file, `it says "${name}" twice`);
    found.set(name, value);
  }
  return found;
}

function kindOf(file: File, word: string): Kind {
  if (word !== "plain" && word !== "concurrently" && word !== "batched")
    throw wrong(file, `"kind: ${word}" is not known; there are plain, concurrently and batched`);
  if (file.room === "shared" && word !== "plain")
    throw wrong(file, "the shared room's migrations are plain");
  return word;
}

function servesOf(file: File, text: string): number {
  const serves = wholeNumber(file, "serves", text);
  if (serves >= 1 && serves <= file.version) return serves;
  throw wrong(file, `"serves: ${serves}" must be from 1 to its own number, ${file.version}`);
}

function pauseOf(file: File, kind: Kind, text: string | undefined): number {
  if (text === undefined) return usualPause;
  if (kind !== "batched") throw wrong(file, 'only a batched migration has a "pause"');
  const pause = wholeNumber(file, "pause", text);
  if (pause <= longestPause) return pause;
  throw wrong(file, `"pause" is at most ${longestPause} milliseconds`);
}

function wholeNumber(file: File, name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw wrong(file, `"${name}: ${text}" must be a whole number`);
  return Number(text);
}

function short(statement: string): string {
  const line = statement.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

function wrong({ name }: File, what: string): MigrationWrong {
  return new MigrationWrong(`Migration ${name}: ${what}`);
}
