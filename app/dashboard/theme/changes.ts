import { type DeskContext, field, inStore } from "../../context.ts";
import { forgetStore } from "../../directory.ts";
import { takenAway, writeDown } from "../../models/store/audit.ts";
import { Theme as Themes } from "../../models/store/theme.ts";
import { leaveNotice } from "../../notice.ts";
import { parseTheme, type Theme } from "../../themes.ts";
import { actorOf } from "../actor.ts";
import { changeShop, difference, type Errors } from "../change.ts";
import { goOn } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import { showForm } from "./editor.ts";
import { forgetOldThemes } from "./history.ts";
import { type Looks, lockedLooks, workedOn } from "./looks.ts";
import { filesOf, goneSpots, keepPictures, type PictureSpot } from "./pictures.ts";
import { readForm, saidOf, type ThemeForm, themeIn } from "./theme-form.ts";

type Deed = "saved" | "published" | "nothing";

interface Wish {
  form: ThemeForm;
  errors: Errors;
  theme?: Theme;
  /** Where it has pictures whose files are not there. */
  gone: PictureSpot[];
}

const subject = "theme";

/** Keeps what was typed as the draft; nobody else sees it. */
export async function save(ctx: DeskContext): Promise<void> {
  if (ctx.state.form?.has("move")) return rearrange(ctx);
  await change(ctx, keepDraft);
}

/** Shows the shop in what was typed, from now on. */
export async function publish(ctx: DeskContext): Promise<void> {
  await change(ctx, putOn);
}

/** Throws the draft away; the notice brings it back. */
export async function discard(ctx: DeskContext): Promise<void> {
  const dropped = await changeShop(ctx, async () => {
    const { draft } = await lockedLooks(ctx);
    if (!draft) return false;
    await Themes.dropDraft();
    await writeDown(actorOf(ctx), { kind: "theme.discarded", subject, before: draft });
    return true;
  });
  const gone = { text: "The draft is discarded.", undo: { to: "/theme/restore" } };
  leaveNotice(ctx, dropped ? gone : { text: "There was no draft any more." });
  goOn(ctx, "/theme");
}

/** Brings back the draft that was discarded last, unless somebody has begun another. */
export async function restore(ctx: DeskContext): Promise<void> {
  const restored = await changeShop(ctx, async () => {
    const { draft } = await lockedLooks(ctx);
    const was = await takenAway<unknown>("theme.discarded", subject);
    if (draft || !was) return false;
    const theme = parseTheme(was, ctx.state.store.name);
    await Themes.keepDraft(theme);
    await writeDown(actorOf(ctx), { kind: "theme.restored", subject, after: saidOf(theme) });
    return true;
  });
  const kept = { text: "There is another draft now.", tone: "bad" } as const;
  leaveNotice(ctx, restored ? { text: "The draft is back." } : kept);
  goOn(ctx, "/theme");
}

async function change(
  ctx: DeskContext,
  work: (ctx: DeskContext, looks: Looks, theme: Theme) => Promise<Deed>,
): Promise<void> {
  const wish = await readWish(ctx);
  const deed = await changeShop(ctx, async () => {
    const looks = await lockedLooks(ctx);
    const isOld = field(ctx, "edition") !== editionOf(workedOn(looks));
    const faults = { ...wish.errors, ...lostIn(wish, looks) };
    const errors = isOld ? { edition: changedMeanwhile, ...faults } : faults;
    return Object.keys(errors).length > 0 || !wish.theme ? errors : work(ctx, looks, wish.theme);
  });
  if (typeof deed !== "string") return showAgain(ctx, wish.form, deed, 422);

  if (deed === "published") await forgetOldThemes(ctx);
  leaveNotice(ctx, { text: words[deed] });
  goOn(ctx, "/theme");
}

/** A picture that the shop wears already does not keep anybody from changing the rest, wherever its file is. */
function lostIn({ form, gone }: Wish, { shown, draft }: Looks): Errors {
  const worn = new Set([...filesOf(shown), ...(draft ? filesOf(draft) : [])]);
  const lost = gone.filter((spot) => !worn.has(form.pictures[spot]?.file ?? ""));
  return Object.fromEntries(
    lost.map((spot) => [
      `${spot}.upload`,
      "This form was open for too long: please choose this picture again.",
    ]),
  );
}

const words: Record<Deed, string> = {
  saved: "The draft is saved. Only you and your colleagues see it.",
  published: "The shop wears its new look. The one before is in the history.",
  nothing: "There was nothing to change.",
};

async function keepDraft(ctx: DeskContext, looks: Looks, theme: Theme): Promise<Deed> {
  const changes = difference(saidOf(workedOn(looks)), saidOf(theme));
  if (Object.keys(changes.after).length === 0) return "nothing";
  await Themes.keepDraft(theme);
  await writeDown(actorOf(ctx), { kind: "theme.saved", subject, ...changes });
  return "saved";
}

async function putOn(ctx: DeskContext, { shown, draft }: Looks, theme: Theme): Promise<Deed> {
  const changes = difference(saidOf(shown), saidOf(theme));
  if (draft) await Themes.dropDraft();
  if (Object.keys(changes.after).length === 0) return "nothing";
  await Themes.publish(theme);
  await writeDown(actorOf(ctx), { kind: "theme.published", subject, ...changes });
  forgetStore(ctx.state.store);
  return "published";
}

/** Pictures are stored before the rest is looked at, and travel with the form from then on. */
async function readWish(ctx: DeskContext): Promise<Wish> {
  const form = readForm(ctx);
  const { kept, errors } = await keepPictures(ctx);
  const whole = { ...form, pictures: { ...form.pictures, ...kept } };
  const read = themeIn(whole);
  const gone = await goneSpots(ctx, whole.pictures);
  return { form: whole, ...read, errors: { ...errors, ...read.errors }, gone };
}

/** Moves a section where no script does; nothing is kept. */
async function rearrange(ctx: DeskContext): Promise<void> {
  const { form } = await readWish(ctx);
  await showAgain(ctx, form, {}, 200);
}

async function showAgain(
  ctx: DeskContext,
  form: ThemeForm,
  errors: Errors,
  status: number,
): Promise<void> {
  await inStore(ctx.state.store.id, "read", () => showForm(ctx, { form, errors }));
  ctx.status = status;
}
