import type { DeskContext } from "../../context.ts";
import type { SetUp } from "../../models/store/desk/sales.ts";
import { mayDo } from "../../staff/roles.ts";
import { deskPath } from "../desk.ts";

export interface Step {
  label: string;
  text: string;
  href: string;
  done: boolean;
}

interface Plan extends Omit<Step, "done" | "href"> {
  key: keyof SetUp;
  path: string;
}

const plan: readonly Plan[] = [
  {
    key: "products",
    label: "Put something on sale",
    text: "Add a product, or import the list of your old shop.",
    path: "/products",
  },
  {
    key: "about",
    label: "Say who you are",
    text: "Your address and e-mail stand on invoices and letters.",
    path: "/settings",
  },
  {
    key: "shipping",
    label: "Say what shipping costs",
    text: "By country, weight or price.",
    path: "/settings/shipping",
  },
  {
    key: "payment",
    label: "Say how you are paid",
    text: "Your bank account, or your own Stripe account.",
    path: "/settings/payments",
  },
  { key: "pages", label: "Write your pages", text: "Terms, privacy, returns.", path: "/pages" },
  {
    key: "orders",
    label: "Receive your first order",
    text: "Show the shop to somebody.",
    path: "/orders",
  },
];

/** What is still to be set up in a young shop; null once all is done, or for those who may not do it. */
export function checklistOf(
  ctx: DeskContext,
  done: SetUp,
): { steps: Step[]; ready: number } | null {
  const steps = plan.map(({ key, label, text, path }) => ({
    label,
    text,
    href: deskPath(ctx, path),
    done: done[key],
  }));
  const ready = steps.filter((step) => step.done).length;
  if (ready === steps.length || !mayDo(ctx.state.role, "manager")) return null;
  return { steps, ready };
}
