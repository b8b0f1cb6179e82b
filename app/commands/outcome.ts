/** What a command did: text for a person, data for `--json`. */
export interface Outcome {
  text: string;
  data: unknown;
  /** It did its work and found something that somebody has to look at: exit code 1. */
  found?: boolean;
}

/** The command was called wrongly; the message says how to call it. Exit code 2. */
export class Misuse extends Error {
  override name = "Misuse";
}

/** Rows as columns under headings, for a terminal. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(headings.map((heading) => heading.toUpperCase())), ...rows.map(line)].join("\n");
}
