import { asPlatform, type StaffContext } from "../context.ts";
import {
  eventsAPage,
  listEvents,
  type PlatformEvent,
  type PlatformKind,
  platformKinds,
} from "../models/shared/admin/events.ts";
import type { Plan, StoreState } from "../models/shared/store.ts";
import { plans } from "../plans.ts";
import { addressWith, asked } from "../staff/asked.ts";
import { askedNumber } from "./lists.ts";
import { showAdmin } from "./show.ts";
import { moment, stateWords } from "./words.ts";

const section = "/admin/log";
const kinds = Object.entries(platformKinds).map(([value, label]) => ({ value, label }));

/** What the platform's people did. */
export async function index(ctx: StaffContext): Promise<void> {
  const kind = kinds.find(({ value }) => value === asked(ctx, "kind"))?.value as
    | PlatformKind
    | undefined;
  const before = askedNumber(ctx, "before");
  const events = await asPlatform("read", () => listEvents({ before, kind }));
  const page = events.slice(0, eventsAPage);
  const last = page.at(-1);
  const hasMore = events.length > page.length && last;
  const query = { kind: kind ?? "" };
  showAdmin(
    ctx,
    "admin/log/index",
    { title: "Log", section },
    {
      rows: page.map(shownEvent),
      kinds,
      kind: kind ?? "",
      pages: {
        text: "",
        previous: before ? addressWith(section, query) : "",
        next: hasMore ? addressWith(section, { ...query, before: String(last.id) }) : "",
      },
    },
  );
}

/** A line of the log, in words. */
export function shownEvent({ at, actor, kind, code, shop, detail, ip }: PlatformEvent) {
  return {
    at: moment(at),
    actor,
    what: Object.hasOwn(platformKinds, kind) ? platformKinds[kind as PlatformKind] : kind,
    about: shop ?? (text(detail.name) || text(detail.email)),
    href: code ? `/admin/stores/${code}` : "",
    detail: detailOf(detail),
    ip,
  };
}

function detailOf({ reason, before, after, former, from }: PlatformEvent["detail"]): string {
  if (before && after) return `${wordFor(before)} to ${wordFor(after)}`;
  return text(reason) || text(former) || text(from);
}

/** A plan or a state of a shop by its name; a code as it is. */
function wordFor(value: unknown): string {
  const name = text(value);
  if (Object.hasOwn(plans, name)) return plans[name as Plan].name;
  return Object.hasOwn(stateWords, name) ? stateWords[name as StoreState].name : name;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
