import { compareColumns, extraColumn, missingColumn } from "./columns.ts";
import { sameButCasts } from "./definition.ts";
import type { Item, ServerVersion } from "./items.ts";
import { compareObjects, extraObject, isObject, missingObject, unenforced } from "./objects.ts";
import {
  compareDefaults,
  compareFunctionRights,
  compareRelations,
  compareSchemas,
  extraRelation,
  missingRelation,
} from "./relations.ts";
import type { Difference } from "./repair.ts";
import type { Template } from "./template.ts";

/** What has another hash than in the template; without a detail it is missing. */
export type Suspect = Omit<Item, "detail"> & { detail: Item["detail"] | null };

interface Pair {
  of: string;
  isRelation: boolean;
  /** It goes with something else, which is told of instead. */
  belongs: boolean;
  wanted: Item | undefined;
  found: Item | undefined;
}

/** Says what differs in one schema from its template. Nothing, where only the hashes did. */
export function compareSchema(
  { items }: Template,
  suspects: readonly Suspect[],
  server: ServerVersion,
): Difference[] {
  const template = new Map(items.map((item) => [keyOf(item), item]));
  const pairs = suspects
    .map((suspect) => pairOf(suspect, template.get(keyOf(suspect))))
    .filter((pair) => isInBoth(pair) || !pair.belongs);
  const whole = new Set(
    pairs.filter((pair) => pair.isRelation && !isInBoth(pair)).map(({ of }) => of),
  );
  const retyped = new Set(pairs.filter(hasOtherType).map(({ of }) => of));
  return pairs
    .filter(({ isRelation, of }) => isRelation || !whole.has(of))
    .filter((pair) => !retyped.has(pair.of) || !differsInCasts(pair))
    .flatMap((pair) => comparePair(pair, items, server));
}

function pairOf({ detail, ...rest }: Suspect, wanted: Item | undefined): Pair {
  return {
    of: rest.of,
    isRelation: rest.kind === "relation",
    belongs: Boolean(wanted?.detail.belongs || detail?.belongs),
    wanted,
    found: detail ? { ...rest, detail } : undefined,
  };
}

function isInBoth({ wanted, found }: Pair): boolean {
  return wanted !== undefined && found !== undefined;
}

function hasOtherType({ wanted, found }: Pair): boolean {
  return (
    wanted?.kind === "column" && found !== undefined && wanted.detail.type !== found.detail.type
  );
}

/** A definition follows the type of its columns: once that is mended, PostgreSQL has rewritten it. */
function differsInCasts({ wanted, found }: Pair): boolean {
  const [should, is] = [wanted?.detail.definition, found?.detail.definition];
  return Boolean(should && is && should !== is && sameButCasts(should, is));
}

function keyOf({ kind, of, name }: Omit<Suspect, "detail">): string {
  return `${kind}\n${of}\n${name}`;
}

function comparePair({ wanted, found }: Pair, template: Item[], server: ServerVersion) {
  if (wanted && found) return compareBoth(wanted, found, server);
  if (wanted) return missing(wanted, template);
  return found ? extra(found) : [];
}

function compareBoth(wanted: Item, found: Item, server: ServerVersion): Difference[] {
  const { kind } = wanted;
  if (kind === "relation") return compareRelations(wanted, found);
  if (kind === "column") return compareColumns(wanted, found, server);
  if (kind === "schema") return compareSchemas(wanted, found);
  if (kind === "default") return compareDefaults(wanted, found);
  if (kind === "unenforced") return [];
  const rights = kind === "function" ? compareFunctionRights(wanted, found) : [];
  return [...compareObjects(wanted, found, kind), ...rights];
}

function missing(wanted: Item, template: readonly Item[]): Difference[] {
  const { kind } = wanted;
  if (isObject(kind)) return [missingObject(wanted, kind)];
  if (kind === "column") return [missingColumn(wanted)];
  if (kind === "default") return compareDefaults(wanted, undefined);
  if (kind !== "relation") return [];

  const parts = template.filter((item) => item.of === wanted.of && item !== wanted);
  const rest = parts.flatMap((part) =>
    isObject(part.kind) && !part.detail.belongs ? missingObject(part, part.kind).repair : [],
  );
  return [missingRelation(wanted, parts, rest)];
}

function extra(found: Item): Difference[] {
  const { kind } = found;
  if (isObject(kind)) return [extraObject(found, kind)];
  if (kind === "column") return [extraColumn(found)];
  if (kind === "default") return compareDefaults(undefined, found);
  if (kind === "unenforced") return [unenforced(found)];
  return kind === "relation" ? [extraRelation(found)] : [];
}
