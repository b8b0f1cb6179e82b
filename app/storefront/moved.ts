import type { StoreContext } from "../context.ts";
import { NotFound } from "../errors.ts";
import { movedTo } from "../models/store/redirect.ts";

/** Leads on for good (301) from an address at which something was before. @throws NotFound when nothing was */
export async function leadOn(ctx: StoreContext, path: string, message: string): Promise<void> {
  const target = await movedTo(path);
  if (!target) throw new NotFound(message);
  ctx.status = 301;
  ctx.redirect(ctx.state.links.at(target));
}
