type Part = string | Part[];

/**
 * Whether two definitions as PostgreSQL writes them mean the same. What was dumped and read in again, or made by a repair,
 * has `a OR b OR c` where the migration has `(a OR b) OR c`.
 */
export function sameDefinition(
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  if (one === other) return true;
  return typeof one === "string" && typeof other === "string" && flat(one) === flat(other);
}

/** The same, whatever the types are to which columns and values are cast. */
export function sameButCasts(one: string, other: string): boolean {
  return flat(withoutCasts(one)) === flat(withoutCasts(other));
}

function withoutCasts(definition: string): string {
  return definition
    .replaceAll(/::[a-z]+( [a-z]+)*(\(\d+\))?(\[\])?/g, "")
    .replaceAll(/(?<![\w"])\(("?\w+"?)\)/g, "$1");
}

function flat(definition: string): string {
  const tokens = definition.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|[^'"()]+/g) ?? [];
  return written(flattened(grouped(tokens[Symbol.iterator]())));
}

/** What stands between parentheses as lists within the list. */
function grouped(tokens: Iterator<string>): Part[] {
  const parts: Part[] = [];
  for (let next = tokens.next(); !next.done && next.value !== ")"; next = tokens.next())
    parts.push(next.value === "(" ? grouped(tokens) : next.value);
  return parts;
}

/** Takes the parentheses from a first operand whose own connective is that of what it is in. */
function flattened(parts: Part[]): Part[] {
  const inner = parts.map((part) => (typeof part === "string" ? part : flattened(part)));
  const [first, ...rest] = inner;
  if (typeof first === "string" || first === undefined) return inner;
  const isDoubled = rest.length === 0;
  const connective = connectiveOf(rest);
  return isDoubled || (connective && connective === connectiveOf(first))
    ? [...first, ...rest]
    : inner;
}

/** AND or OR, where it is one of them throughout. */
function connectiveOf(parts: readonly Part[]): string | undefined {
  const words = parts.flatMap((part) =>
    typeof part === "string" && !/^['"]/.test(part) ? (part.match(/\b(AND|OR)\b/g) ?? []) : [],
  );
  return new Set(words).size === 1 ? words[0] : undefined;
}

function written(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === "string" ? part : `(${written(part)})`)).join("");
}
