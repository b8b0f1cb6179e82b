import type { DeskContext } from "../../context.ts";
import { forgetStore } from "../../directory.ts";
import { NotFound } from "../../errors.ts";
import { dropPictures } from "../../files/keep-picture.ts";
import { writeDown } from "../../models/store/audit.ts";
import { Picture } from "../../models/store/picture.ts";
import { Settings } from "../../models/store/settings.ts";
import { Theme as Themes } from "../../models/store/theme.ts";
import { leaveNotice } from "../../notice.ts";
import { parseTheme } from "../../themes.ts";
import { actorOf } from "../actor.ts";
import { changeShop, difference, idOf } from "../change.ts";
import { goOn, showDesk } from "../desk.ts";
import { dayAndTime } from "../moments.ts";
import { fontLabels, swatchesOf } from "./choices.ts";
import { lockedLooks } from "./looks.ts";
import { filesOf } from "./pictures.ts";
import { saidOf } from "./theme-form.ts";

/** How many looks of the past are kept. */
const mostKept = 20;

/** What the shop has looked like, the newest first. */
export async function index(ctx: DeskContext): Promise<void> {
  const [rows, { locale }] = await Promise.all([Themes.history(mostKept + 1), Settings.current()]);
  const looks = rows.map(({ id, state, tokens, published_at: at }) => {
    const theme = parseTheme(tokens, ctx.state.store.name);
    return {
      id,
      isShown: state === "published",
      at: at ? dayAndTime(at, locale) : "",
      title: theme.hero.title || ctx.state.store.name,
      fonts: `${fontLabels[theme.type.headings]}, ${fontLabels[theme.type.body]}`,
      swatches: swatchesOf(theme.palette),
    };
  });
  showDesk(
    ctx,
    "dashboard/theme/history",
    { title: "Looks of the past", section: "/theme" },
    { looks },
  );
}

/** Shows the shop as it was before; the notice takes that back. */
export async function bringBack(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const before = await changeShop(ctx, async () => {
    const { shown } = await lockedLooks(ctx);
    const [was] = await Themes.history(1);
    if (!(await Themes.bringBack(id))) {
      throw new NotFound("This look is not here any more, or the shop wears it already.");
    }
    const { shown: now } = await lockedLooks(ctx);
    const changes = difference(saidOf(shown), saidOf(now));
    await writeDown(actorOf(ctx), { kind: "theme.brought-back", subject: "theme", ...changes });
    return was?.id;
  });
  forgetStore(ctx.state.store);
  const undo = before ? { undo: { to: `/theme/history/${before}` } } : {};
  leaveNotice(ctx, { text: "The shop looks again as it did then.", ...undo });
  goOn(ctx, "/theme/history");
}

/** Forgets looks of long ago, and the files that nothing shows any more. */
export async function forgetOldThemes(ctx: DeskContext): Promise<void> {
  const { id, name } = ctx.state.store;
  const unused = await changeShop(ctx, async () => {
    const old = await Themes.forgetOld(mostKept);
    const files = old.flatMap((tokens) => filesOf(parseTheme(tokens, name)));
    return files.length > 0 ? Picture.filesWithoutUse(files) : [];
  });
  await dropPictures(id, unused);
}
