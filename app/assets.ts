import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { fontFiles } from "./themes.ts";

const root = fileURLToPath(new URL("../public/", import.meta.url));

export interface Asset {
  file: string;
  /** Part of its address, so that a copy may be kept for ever. */
  version: string;
}

/** Every file that is served as it is, by its name below /assets/: what is not here does not exist. */
const assets: ReadonlyMap<string, Asset> = new Map([
  ...filesBelow(root).map(
    (file) => [relative(root, file), { file, version: versionOf(file) }] as const,
  ),
  ...Object.entries(fontFiles).map(([name, path]) => {
    const file = fileURLToPath(import.meta.resolve(path));
    return [`fonts/${name}.woff2`, { file, version: "" }] as const;
  }),
]);

/** The file behind a path such as "/assets/storefront/base.css". */
export function assetAt(path: string): Asset | undefined {
  return path.startsWith("/assets/") ? assets.get(path.slice("/assets/".length)) : undefined;
}

/** The address of a file in `public/`. @throws Error when there is none: a page would be broken */
export function assetAddress(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`There is no file public/${name}`);
  return `/assets/${name}?v=${asset.version}`;
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function versionOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}
