import { contrast, defaultTheme, type Theme, themeSchema } from "../../../themes.ts";
import type { FieldRow } from "../../source/tables.ts";
import type { Tally } from "../../tally.ts";
import { flagOf, recordOf } from "../../values.ts";

/** The look of an adopted shop: the usual one in its own colours, as far as they can be read. */
export function themeOf(name: string, row: FieldRow | undefined, tally: Tally): Theme {
  const usual = defaultTheme(name);
  if (!row) return usual;
  const palette = { ...usual.palette };
  const primary = colourOf(row, "primary");
  if (primary) Object.assign(palette, { primary, onPrimary: inkOn(primary) });
  const accent = colourOf(row, "accent");
  if (accent) Object.assign(palette, { accent });
  if (row("logo"))
    tally.note("theme", "the logo's address only: bring its file at the desk", `${row("logo")}`);
  const result = themeSchema.safeParse({ ...usual, palette });
  if (result.success) return result.data;
  tally.note(
    "theme",
    "colours that cannot be read on each other: the usual ones are kept",
    `${primary} ${accent}`,
  );
  return usual;
}

/** The row that is in use; the last one where none says so. */
export function themeInUse(rows: readonly FieldRow[]): FieldRow | undefined {
  return rows.find((row) => flagOf(row("active")) === true) ?? rows.at(-1);
}

function colourOf(row: FieldRow, name: "primary" | "accent"): string | undefined {
  const inJson = recordOf(row("colours"));
  const nested = inJson.colors ?? inJson.colours ?? inJson;
  const colours = (typeof nested === "object" && nested !== null ? nested : {}) as Record<
    string,
    unknown
  >;
  const said = row(name) ?? colours[name] ?? colours[`${name}_color`];
  const [, short] = /^#([0-9a-f]{3})$/i.exec(String(said)) ?? [];
  const colour = short ? `#${[...short].map((digit) => digit + digit).join("")}` : String(said);
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : undefined;
}

function inkOn(paper: string): string {
  return contrast("#ffffff", paper) >= 4.5 ? "#ffffff" : "#000000";
}
