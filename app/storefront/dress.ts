import type { StoreContext } from "../context.ts";

const forever = "public, max-age=31536000, immutable";
const briefly = "public, max-age=60";

/** The shop's theme as a stylesheet. Its address carries its version, so it may be kept for ever. */
export async function stylesheet(ctx: StoreContext): Promise<void> {
  send(ctx, "text/css", ctx.state.store.stylesheet);
}

/** The shop's initial on its main colour. */
export async function favicon(ctx: StoreContext): Promise<void> {
  const { name, theme } = ctx.state.store;
  const initial = /[\p{L}\p{N}]/u.exec(name)?.[0]?.toUpperCase() ?? "•";
  const { primary, onPrimary } = theme.palette;
  const corner = Math.min(32, theme.shape.radius * 2);
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="${corner}" fill="${primary}"/><text x="32" y="45" text-anchor="middle" font-family="Georgia, serif" font-size="38" fill="${onPrimary}">${initial}</text></svg>`;
  send(ctx, "image/svg+xml", picture);
}

function send(ctx: StoreContext, type: string, body: string): void {
  const current = ctx.query.v === ctx.state.store.stylesheetVersion;
  ctx.set("Cache-Control", current ? forever : briefly);
  ctx.type = type;
  ctx.body = body;
}
