import type { DeskContext } from "../../context.ts";
import { findProducts } from "../../models/store/catalogue.ts";
import type { Theme } from "../../themes.ts";
import type { Errors } from "../change.ts";
import { deskPath, showDesk } from "../desk.ts";
import { editionOf } from "../edition.ts";
import { choices, colourFields, sectionLabels, swatchesOf, targetChoices } from "./choices.ts";
import { looksOf, workedOn } from "./looks.ts";
import { pictureSpots, sealOf } from "./pictures.ts";
import { presets } from "./presets.ts";
import { lookParameter, previewKey } from "./preview/address.ts";
import { formOf, lookFields, type ThemeForm, themeIn } from "./theme-form.ts";

/** The editor of the draft; with a preset's name, begun anew with its look. Nothing is kept before it is saved. */
export async function show(ctx: DeskContext): Promise<void> {
  const form = formOf(workedOn(await looksOf(ctx)));
  const preset = presets.find(({ slug }) => slug === ctx.query.preset);
  if (!preset) return showForm(ctx, { form, errors: {} });
  const fields = { ...form.fields, ...lookFields(preset.look) };
  await showForm(ctx, { form: { ...form, fields }, errors: {}, begun: preset.name });
}

interface Shown {
  form: ThemeForm;
  errors: Errors;
  /** The preset with which it begins. */
  begun?: string;
}

/** Shows the editor with what was typed. Call inside a unit of work. */
export async function showForm(ctx: DeskContext, { form, errors, begun }: Shown): Promise<void> {
  const looks = await looksOf(ctx);
  const now = workedOn(looks);
  const title = "Theme";
  showDesk(
    ctx,
    "dashboard/theme/edit",
    { title, section: "/theme" },
    {
      ...{ form, errors, begun, choices },
      unkept: begun !== undefined || Object.keys(errors).length > 0,
      hasDraft: looks.draft !== null,
      colours: colourFields(form),
      targets: await targetChoices(form),
      sections: form.sections.map((each) => ({ ...each, label: sectionLabels[each.name] })),
      pictures: picturesOf(ctx, form),
      presets: presets.map(({ slug, name, text, look }) => ({
        ...{ slug, name, text },
        swatches: swatchesOf(look.palette),
      })),
      changes: errors.edition ? changesSince(now, form) : [],
      edition: editionOf(now),
      preview: await previewOf(ctx, form),
    },
  );
}

function picturesOf(ctx: DeskContext, { pictures }: ThemeForm) {
  const { store, links } = ctx.state;
  return Object.fromEntries(
    pictureSpots.map((spot) => {
      const picture = pictures[spot];
      const shown = picture && {
        ...picture,
        src: links.picture(picture.file, 400),
        seal: sealOf(store.id, picture),
      };
      return [spot, shown];
    }),
  );
}

/** Where the pages of the preview are; the frame begins with what the form holds. */
async function previewOf(ctx: DeskContext, form: ThemeForm) {
  const base = deskPath(ctx, `/theme/preview/${previewKey(ctx.state.store.id)}`);
  const { theme } = themeIn(form);
  const [product] = await findProducts({}, "newest", { size: 1, offset: 0 });
  const pages = [
    { label: "Start page", href: base },
    { label: "List", href: `${base}/shop/products` },
    ...(product ? [{ label: "Product", href: `${base}/shop/products/${product.slug}` }] : []),
  ];
  return { base, pages, first: theme ? `${base}?look=${lookParameter(theme)}` : base };
}

/** What is saved otherwise than it was typed, for whoever was overtaken. */
function changesSince(now: Theme, { fields, pictures }: ThemeForm) {
  const saved = formOf(now);
  const texts = Object.entries(saved.fields)
    .filter(([name, value]) => fields[name]?.trim() !== value)
    .map(([name, value]) => ({ label: labelOf(name), value: value || "(empty)" }));
  const others = pictureSpots
    .filter((spot) => saved.pictures[spot]?.file !== pictures[spot]?.file)
    .map((spot) => ({
      label: labelOf(`${spot}.picture`),
      value: saved.pictures[spot] ? "another picture" : "(none)",
    }));
  return [...texts, ...others];
}

const partLabels: Record<string, string> = {
  palette: "Colour",
  type: "Letters",
  hero: "Opening",
  promises: "Promise",
};

/** "hero.alt" as people read it. */
function labelOf(name: string): string {
  const [part = "", ...rest] = name.split(".");
  const words = rest.map((word) => (/^\d$/.test(word) ? String(Number(word) + 1) : word));
  const said = words
    .join(" ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return `${partLabels[part] ?? part.charAt(0).toUpperCase() + part.slice(1)}, ${said}`;
}
