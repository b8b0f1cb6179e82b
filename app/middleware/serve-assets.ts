import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { assetAt } from "../assets.ts";
import { config } from "../config.ts";
import type { AnyContext, Next } from "../context.ts";

const uploads = resolve(config.UPLOADS_DIR);
const upload = /^\/uploads\/(stores\/[1-9]\d{0,9}\/[a-z0-9]{20,40}-(?:400|800|1200)\.webp)$/;
const forever = "public, max-age=31536000, immutable";
const briefly = "public, max-age=60";

/** Files of `public/` and pictures of shops: neither a store nor the database is asked. */
export async function serveAssets(ctx: AnyContext, next: Next): Promise<unknown> {
  const { path } = ctx;
  if (!/^\/(assets|uploads)\//.test(path)) return next();

  const asset = assetAt(path);
  const picture = upload.exec(path)?.[1];
  const file = asset?.file ?? (picture && resolve(uploads, picture));
  if (!file || !["GET", "HEAD"].includes(ctx.method)) return undefined;
  if (picture) ctx.set("Content-Security-Policy", "default-src 'none'; sandbox");
  // While a new version is rolled out, its addresses reach old processes too: what they have is not it.
  const lasts = !asset?.version || ctx.query.v === asset.version;
  return sendFile(ctx, file, lasts ? forever : briefly);
}

async function sendFile(ctx: AnyContext, file: string, keep: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return;

  ctx.set("Cache-Control", keep);
  ctx.lastModified = found.mtime;
  ctx.type = extname(file);
  ctx.length = found.size;
  ctx.status = 200;
  if (ctx.fresh) ctx.status = 304;
  else ctx.body = createReadStream(file);
}
