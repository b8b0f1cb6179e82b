import type { DeskContext } from "../../context.ts";
import {
  findDeeds,
  type LogFilter,
  type LoggedDeed,
  logChoices,
} from "../../models/store/desk/log.ts";
import { Settings } from "../../models/store/settings.ts";
import { asked } from "../../staff/asked.ts";
import { showDesk } from "../desk.ts";
import { askedDay, listPath, pagerOf, placeOf } from "../lists.ts";
import { dayAndTime } from "../moments.ts";
import { areaWords, differences, kindWords, type Shop } from "./words.ts";

/** What was done in the shop, the newest first. */
export async function index(ctx: DeskContext): Promise<void> {
  const filter = filterOf(ctx);
  const query = { ...filter };
  const [page, choices, settings] = await Promise.all([
    findDeeds(filter, placeOf(ctx)),
    logChoices(),
    Settings.current(),
  ]);
  const count = page.rows.length;
  showDesk(
    ctx,
    "dashboard/log/index",
    { title: "Log", section: "/log" },
    {
      filter,
      deeds: page.rows.map((deed) => rowOf(ctx, deed, settings)),
      actors: choices.actors.map((value) => ({ value, label: value })),
      areas: choices.areas.map((value) => ({ value, label: areaWords(value) })),
      pages: pagerOf(ctx, "/log", query, {
        page,
        text: count === 1 ? "1 entry" : `${count} entries`,
      }),
      isFiltered: Object.values(filter).some(Boolean),
    },
  );
}

function filterOf(ctx: DeskContext): LogFilter {
  return {
    actor: asked(ctx, "actor", 300),
    area: asked(ctx, "area", 40),
    subject: asked(ctx, "subject", 300),
    from: askedDay(ctx, "from"),
    until: askedDay(ctx, "until"),
  };
}

function rowOf(ctx: DeskContext, deed: LoggedDeed, shop: Shop) {
  const { at, actor, kind, subject, before, after, ip } = deed;
  return {
    at: dayAndTime(at, shop.locale),
    atExactly: at.toISOString(),
    actor,
    what: kindWords(kind),
    subject,
    subjectLink: subject && listPath(ctx, "/log", { subject }),
    changes: differences(before, after, shop),
    ip,
  };
}
