import { type AnyContext, goTo } from "../context.ts";
import type { Staff } from "../models/shared/staff.ts";

/** Leads somebody who is signed in to where they wanted to go, or else to where they work. */
export function goIn(ctx: AnyContext, staff: Staff, next: string): void {
  goTo(ctx, next || homeOf(staff));
}

function homeOf({ workplaces, is_admin }: Staff): string {
  const [only, ...others] = workplaces;
  if (only && others.length === 0) return `/store/${only.code}/dashboard`;
  return is_admin && !only ? "/admin" : "/shops";
}
