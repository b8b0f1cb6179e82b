import type { DeskContext } from "../../context.ts";
import {
  type DiscountTab,
  discountTabs,
  findDiscounts,
  hasDiscounts,
} from "../../models/store/desk/discounts/listing.ts";
import { Settings } from "../../models/store/settings.ts";
import type { DiscountRow } from "../../selling/discounts.ts";
import { asked } from "../../staff/asked.ts";
import { deskPath, showDesk } from "../desk.ts";
import { askedOf, listPath, pagerOf, placeOf } from "../lists.ts";
import { discountBadge, forWhich, takesOff, usage, validity } from "./words.ts";

const labels: Record<DiscountTab, string> = {
  all: "All",
  active: "Active",
  planned: "Planned",
  over: "Over",
  paused: "Paused",
};

/** The shop's discounts, the newest first. */
export async function index(ctx: DeskContext): Promise<void> {
  const filter = { tab: askedOf(ctx, "tab", discountTabs), words: asked(ctx, "q") };
  const query = { tab: filter.tab === "all" ? "" : filter.tab, q: filter.words };
  const [page, any, settings] = await Promise.all([
    findDiscounts(filter, placeOf(ctx)),
    hasDiscounts(),
    Settings.current(),
  ]);
  showDesk(
    ctx,
    "dashboard/discounts/index",
    { title: "Discounts", section: "/discounts" },
    {
      filter,
      tabs: discountTabs.map((tab) => ({
        label: labels[tab],
        href: listPath(ctx, "/discounts", { ...query, tab: tab === "all" ? "" : tab }),
        current: tab === filter.tab,
      })),
      discounts: page.rows.map((discount) => rowOf(ctx, discount, settings)),
      pages: pagerOf(ctx, "/discounts", query, { page, text: "" }),
      isNew: !any,
    },
  );
}

function rowOf(
  ctx: DeskContext,
  discount: DiscountRow,
  writing: { currency: string; locale: string },
) {
  return {
    code: discount.code,
    href: deskPath(ctx, `/discounts/${discount.id}`),
    badge: discountBadge(discount),
    takes: takesOff(discount, writing),
    which: forWhich(discount, writing),
    validity: validity(discount, writing),
    usage: usage(discount),
  };
}
