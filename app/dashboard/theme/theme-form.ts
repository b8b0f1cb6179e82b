import type { DeskContext } from "../../context.ts";
import { defaultTheme, type Look, type Theme, themeSchema } from "../../themes.ts";
import type { Errors } from "../change.ts";
import { type PictureSpot, pictureSpots, readSeal, type ThemePicture } from "./pictures.ts";

type Section = Theme["sections"][number];

/** A theme as the editor's fields hold it. A field is called as what it sets: "palette.text", "hero.title". */
export interface ThemeForm {
  fields: Record<string, string>;
  /** Every section there is, in the order of the start page. */
  sections: { name: Section; shown: boolean }[];
  pictures: Record<PictureSpot, ThemePicture | null>;
}

export const sectionNames = [
  "hero",
  "featured",
  "categories",
  "newest",
  "story",
  "promises",
] as const satisfies readonly Section[];

/** How many promises there is room for. */
export const mostPromises = 4;

const texts = {
  logo: ["text"],
  hero: ["eyebrow", "title", "text", "action"],
  story: ["title", "text", "action"],
} as const;

/** What the editor's fields hold of a theme. */
export function formOf(theme: Theme): ThemeForm {
  const { logo, hero, story } = theme;
  const fields = {
    ...lookFields(theme),
    "logo.mark": logo.mark,
    ...named("logo", texts.logo, logo),
    ...named("hero", texts.hero, hero),
    ...named("story", texts.story, story),
    "hero.target": `${hero.target.kind}:${hero.target.target}`,
    "story.target": `${story.target.kind}:${story.target.target}`,
    "hero.alt": hero.picture?.alt ?? "",
    "story.alt": story.picture?.alt ?? "",
    ...promiseFields(theme.promises),
  };
  const hidden = sectionNames.filter((name) => !theme.sections.includes(name));
  return {
    fields,
    sections: [
      ...theme.sections.map((name) => ({ name, shown: true })),
      ...hidden.map((name) => ({ name, shown: false })),
    ],
    pictures: { logo: logo.picture, hero: hero.picture, story: story.picture },
  };
}

const fieldNames = Object.keys(formOf(defaultTheme("")).fields);

/** The fields of what a preset sets. */
export function lookFields({ palette, type, shape, layout }: Look): Record<string, string> {
  const parts = Object.entries({ palette, type, shape, layout });
  return Object.fromEntries(
    parts.flatMap(([part, values]) =>
      Object.entries(values).map(([name, value]) => [`${part}.${name}`, String(value)]),
    ),
  );
}

/** What a form brought, as it was typed. */
export function readForm(ctx: DeskContext): ThemeForm {
  const read = (name: string) => (ctx.state.form?.get(name) ?? "").replace(/\r\n?/g, "\n");
  const pictureIn = (spot: PictureSpot) =>
    read(`${spot}.remove`) ? null : readSeal(ctx.state.store.id, read(`${spot}.picture`));
  return {
    fields: Object.fromEntries(fieldNames.map((name) => [name, read(name)])),
    sections: readSections(ctx),
    pictures: {
      logo: pictureIn("logo"),
      hero: pictureIn("hero"),
      story: pictureIn("story"),
    },
  };
}

/** What a form comes to: a theme that is right, or what is wrong, by the field's name. */
export function themeIn(form: ThemeForm): { theme?: Theme; errors: Errors } {
  const { data, error } = themeSchema.safeParse(tokensOf(form));
  const errors: Errors = {};
  for (const issue of error?.issues ?? []) {
    const name = fieldOf(issue.path, form);
    errors[name] ??= sentence(name, issue.message);
  }
  return data ? { theme: data, errors } : { errors };
}

/** The same as plain values, right or wrong. */
export function tokensOf(form: ThemeForm): Record<string, unknown> {
  const { fields, sections, pictures } = form;
  const part = (name: string) => partOf(fields, name);
  const [type, shape, layout] = [part("type"), part("shape"), part("layout")];
  const alt = (spot: PictureSpot) => {
    const picture = pictures[spot];
    return picture && { ...picture, alt: fields[`${spot}.alt`] ?? "" };
  };
  return {
    palette: lowered(part("palette")),
    type: { ...type, headingWeight: figure(type.headingWeight) },
    shape: { ...shape, radius: figure(shape.radius) },
    layout: { ...layout, columns: figure(layout.columns) },
    logo: { ...part("logo"), picture: alt("logo") },
    hero: { ...part("hero"), target: targetOf(fields["hero.target"]), picture: alt("hero") },
    story: { ...part("story"), target: targetOf(fields["story.target"]), picture: alt("story") },
    promises: filledPromises(fields).map((place) => partOf(fields, `promises.${place}`)),
    sections: sections.filter(({ shown }) => shown).map(({ name }) => name),
  };
}

/** A theme as the log says it: one line for each thing that it sets. */
export function saidOf(theme: Theme): Record<string, string> {
  const { fields, pictures } = formOf(theme);
  const files = pictureSpots.map((spot) => [`${spot}.picture`, pictures[spot]?.file ?? ""]);
  return { ...fields, ...Object.fromEntries(files), sections: theme.sections.join(", ") };
}

function named<Name extends string>(
  part: string,
  names: readonly Name[],
  values: Record<Name, string>,
) {
  return Object.fromEntries(names.map((name) => [`${part}.${name}`, values[name]]));
}

function promiseFields(promises: Theme["promises"]): Record<string, string> {
  const places = Array.from({ length: mostPromises }, (_, place) => place);
  return Object.fromEntries(
    places.flatMap((place) => [
      [`promises.${place}.title`, promises[place]?.title ?? ""],
      [`promises.${place}.text`, promises[place]?.text ?? ""],
    ]),
  );
}

/** Sections in the order in which the form has them; what it leaves out is hidden, at the end. */
function readSections(ctx: DeskContext): ThemeForm["sections"] {
  const asked = (name: string) => ctx.state.form?.getAll(name) ?? [];
  const isSection = (name: string) => sectionNames.some((each) => each === name);
  const order = [...new Set([...asked("order").filter(isSection), ...sectionNames])] as Section[];
  const shown = asked("shown");
  return moved(order, String(asked("move"))).map((name) => ({ name, shown: shown.includes(name) }));
}

/** `move` is what a button sends, such as "story:up". */
function moved(order: Section[], move: string): Section[] {
  const [name, way] = move.split(":");
  const from = order.indexOf(name as Section);
  const [neighbour, own] = [order[way === "up" ? from - 1 : from + 1], order[from]];
  if (!neighbour || !own) return order;
  const swapped = new Map([
    [own, neighbour],
    [neighbour, own],
  ]);
  return order.map((each) => swapped.get(each) ?? each);
}

function partOf(fields: Record<string, string>, part: string): Record<string, string> {
  const begin = `${part}.`;
  const own = Object.entries(fields).filter(([name]) => name.startsWith(begin));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(begin.length), value]));
}

/** #FFF0E0 is as good as #fff0e0. */
function lowered(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.toLowerCase()]),
  );
}

function figure(text = ""): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

function targetOf(text = "") {
  const [kind, ...rest] = text.split(":");
  return { kind, target: rest.join(":") };
}

/** The places of the promises about which something was typed. */
function filledPromises(fields: Record<string, string>): number[] {
  const places = Array.from({ length: mostPromises }, (_, place) => place);
  return places.filter((place) =>
    Object.values(partOf(fields, `promises.${place}`)).some((text) => text.trim()),
  );
}

function fieldOf(path: readonly PropertyKey[], { fields }: ThemeForm): string {
  const [part, at, ...rest] = path.map(String);
  if (part === "promises") {
    return `promises.${filledPromises(fields)[Number(at)] ?? 0}.${rest[0] ?? "title"}`;
  }
  if (at === "picture") return `${part}.${rest[0] === "alt" ? "alt" : "upload"}`;
  return [part, at].filter(Boolean).join(".");
}

const sayings: [RegExp, string][] = [
  [/^shape\.radius$/, "Please give a whole number from 0 to 32."],
  [/^promises\.\d\.title$/, "A promise needs a title, of at most 60 characters."],
  [/\.(target|mark)$|^(type|shape|layout)\./, "Please choose one of these."],
  [/\.upload$/, "Please choose this picture again."],
];

function sentence(name: string, message: string): string {
  const [, said = `${message}.`] = sayings.find(([pattern]) => pattern.test(name)) ?? [];
  return said;
}
