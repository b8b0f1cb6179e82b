import type { StoreContext } from "../../context.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showPage, unlisted } from "../page.ts";

const places = [
  { page: "", view: "overview", label: "Overview" },
  { page: "orders", view: "orders", label: "Orders" },
  { page: "addresses", view: "addresses", label: "Addresses" },
  { page: "details", view: "details", label: "Details" },
  { page: "sessions", view: "sessions", label: "Devices" },
  { page: "erase", view: "erase", label: "Your data" },
];

/** Shows a page of the account, with the ways to its other pages. */
export function showAccount(
  ctx: StoreContext,
  contents: ShopContents,
  view: string,
  title: string,
  values: Record<string, unknown>,
): void {
  const [place = view] = view.split("/");
  showPage(ctx, contents, `storefront/account/${view}`, unlisted(title), {
    heading: title,
    places: places.map(({ page, view: name, label }) => ({
      href: ctx.state.links.account(page),
      label,
      current: name === place,
    })),
    ...values,
  });
}
