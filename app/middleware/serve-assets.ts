import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { type Asset, assetAt } from "../assets.ts";
import type { AnyContext, Next } from "../context.ts";
import { Refusal } from "../errors.ts";
import type { FileFacts } from "../files/file-storage.ts";
import { avifSizes } from "../files/picture.ts";
import { isStorageFault, type StoreFiles, storeFiles } from "../files/store-files.ts";
import { log } from "../log.ts";

const upload = /^\/uploads\/stores\/([1-9]\d{0,9})\/([a-z0-9]{26}-(?:400|800|1200))\.webp$/;
/** Nobody asks the storage for AVIF of a size that never is. */
const mayBeAvif = new RegExp(`-(?:${avifSizes.join("|")})$`);
const forever = "public, max-age=31536000, immutable";
const briefly = "public, max-age=60";

/** Files of `public/` and pictures of shops: neither a store nor the database is asked. */
export async function serveAssets(ctx: AnyContext, next: Next): Promise<unknown> {
  const { path } = ctx;
  if (!/^\/(assets|uploads)\//.test(path)) return next();
  if (!["GET", "HEAD"].includes(ctx.method)) return undefined;

  const asset = assetAt(path);
  if (asset) return sendAsset(ctx, asset);
  const [, store, name] = upload.exec(path) ?? [];
  return store && name ? sendPicture(ctx, Number(store), name) : undefined;
}

async function sendAsset(ctx: AnyContext, { file, version }: Asset): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return;

  // While a new version is rolled out, its addresses reach old processes too: what they have is not it.
  const lasts = !version || ctx.query.v === version;
  ctx.set("Cache-Control", lasts ? forever : briefly);
  ctx.lastModified = found.mtime;
  ctx.type = extname(file);
  ctx.length = found.size;
  ctx.status = 200;
  if (ctx.fresh) ctx.status = 304;
  else ctx.body = createReadStream(file);
}

/** Every picture is there as WebP, and some are as AVIF too: whoever can show that gets it at the same address. */
async function sendPicture(ctx: AnyContext, store: number, picture: string): Promise<void> {
  const wantsAvif = mayBeAvif.test(picture) && /\bimage\/avif\b/.test(ctx.get("Accept"));
  const names = wantsAvif ? [`${picture}.avif`, `${picture}.webp`] : [`${picture}.webp`];
  try {
    for (const name of names) if (await isSent(ctx, storeFiles(store), name)) return;
  } catch (error) {
    if (!isStorageFault(error)) throw error;
    log.error({ err: error, store }, "a picture could not be read");
    throw new Refusal(502, "This picture cannot be fetched at present. Please try again soon.");
  }
}

/** False for a file that is not there. */
async function isSent(ctx: AnyContext, files: StoreFiles, name: string): Promise<boolean> {
  const facts = mayDoWithout(ctx) ? await files.facts(name) : undefined;
  if (mayDoWithout(ctx) && !facts) return false;
  if (facts && isSettled(ctx, name, facts)) return true;
  const file = await files.open(name);
  if (!file) return false;
  describe(ctx, name, file);
  ctx.body = file.content;
  return true;
}

/** Whether what is known of the file may be answer enough. */
function mayDoWithout({ method, headers }: AnyContext): boolean {
  const { "if-none-match": tag, "if-modified-since": since } = headers;
  return method === "HEAD" || tag !== undefined || since !== undefined;
}

/** False when the file itself has to be sent after all. */
function isSettled(ctx: AnyContext, name: string, facts: FileFacts): boolean {
  describe(ctx, name, facts);
  if (ctx.fresh) ctx.status = 304;
  return ctx.fresh || ctx.method === "HEAD";
}

function describe(ctx: AnyContext, name: string, { bytes, modified, etag }: FileFacts): void {
  ctx.set("Content-Security-Policy", "default-src 'none'; sandbox");
  ctx.set("Cache-Control", forever);
  ctx.vary("Accept");
  ctx.etag = etag;
  ctx.lastModified = modified;
  ctx.type = extname(name);
  ctx.length = bytes;
  ctx.status = 200;
}
