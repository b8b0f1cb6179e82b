import { asPlatform, type StaffContext } from "../context.ts";
import {
  hoursKept,
  listTop,
  type Measure,
  measures,
  type TopStore,
} from "../models/shared/admin/usage.ts";
import { addressWith, asked } from "../staff/asked.ts";
import { showAdmin } from "./show.ts";
import { count, moment, seconds, size } from "./words.ts";

const section = "/admin/usage";
const most = 50;
const periods = [
  { value: "1h", label: "This hour", hours: 1 },
  { value: "", label: "24 hours", hours: 24 },
  { value: "7d", label: "7 days", hours: hoursKept },
] as const;

/** The shops that take the most of the platform. */
export async function index(ctx: StaffContext): Promise<void> {
  const by = measures.find((measure) => measure === asked(ctx, "by")) ?? "time";
  const period = periods.find(({ value }) => value === asked(ctx, "since")) ?? periods[1];
  const { top, since } = await asPlatform("read", () => listTop(by, most, period.hours));
  showAdmin(
    ctx,
    "admin/usage/index",
    { title: "Usage", section },
    {
      columns: columnsOf(by, period.value),
      tabs: periods.map(({ value, label }) => ({
        label,
        href: addressWith(section, { by, since: value }),
        current: value === period.value,
      })),
      rows: top.stores.map((store) => shown(store, by)),
      since: moment(since),
      total: top.total[by],
    },
  );
}

function columnsOf(by: Measure, since: string) {
  const labels: Record<Measure, string> = {
    requests: "Requests",
    calls: "Queries",
    rows: "Rows",
    time: "Time",
    bytes: "Size",
  };
  return (["requests", "calls", "rows", "time", "bytes"] as const).map((measure) => ({
    label: labels[measure],
    href: addressWith(section, { by: measure, since }),
    isOrder: measure === by,
  }));
}

function shown(store: TopStore, by: Measure) {
  const { code, requests, calls, rows, time, bytes, fileBytes } = store;
  return {
    code,
    href: `/admin/stores/${code}`,
    isOver: store.isOver,
    refused: store.refused + store.cancelled > 0 ? refusedWords(store) : "",
    figures: [count(requests), count(calls), count(rows), seconds(time), size(bytes + fileBytes)],
    share: by === "bytes" ? bytes + fileBytes : store[by],
  };
}

function refusedWords({ refused, cancelled }: TopStore): string {
  return `${count(refused)} refused, ${count(cancelled)} cancelled`;
}
