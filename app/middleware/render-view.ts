import type { AnyContext, Next } from "../context.ts";
import { draw } from "../render.ts";

/** Turns the view that a handler named into the page: below, its transaction has ended already. */
export async function renderView(ctx: AnyContext, next: Next): Promise<void> {
  await next();
  const { view } = ctx.state;
  if (!view) return;

  const status = ctx.status === 404 ? 200 : ctx.status;
  ctx.body = draw(view.name, view.values);
  ctx.status = status;
  ctx.type = "html";
}
