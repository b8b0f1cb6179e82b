import type { DeskContext } from "../../context.ts";
import { Page } from "../../models/store/page.ts";
import { showSettings } from "./frame.ts";

/** Pages that shoppers look for, and most countries ask of a shop. */
const policies = [
  { slug: "terms", title: "Terms of sale", text: "What both sides agree to with an order." },
  {
    slug: "privacy",
    title: "Privacy",
    text: "What you keep about shoppers, why, and for how long.",
  },
  {
    slug: "returns",
    title: "Returns and refunds",
    text: "How to send something back, and by when.",
  },
  {
    slug: "shipping",
    title: "Shipping",
    text: "Where you send to, how long it takes, what it costs.",
  },
  { slug: "imprint", title: "Imprint", text: "Who runs the shop, with a real address." },
] as const;

/** Which policies the shop has, and the next step for those that it lacks. */
export async function index(ctx: DeskContext): Promise<void> {
  const pages = await Page.list();
  const shown = policies.map((policy) => ({
    ...policy,
    page: pages.find(({ slug }) => slug === policy.slug || slug.startsWith(`${policy.slug}-`))?.id,
  }));
  showSettings(ctx, "policies", { title: "Policies", tab: "Policies" }, { policies: shown });
}
