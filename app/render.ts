import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import { assetAddress } from "./assets.ts";
import { date, json, money } from "./filters.ts";

const folder = fileURLToPath(new URL("../views", import.meta.url));

const views = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
});
views.addFilter("money", money);
views.addFilter("date", date);
views.addFilter("json", (value: unknown) => new nunjucks.runtime.SafeString(json(value)));

/** The platform's own pages have no shop, only files. */
const platformLinks = { asset: assetAddress };

/** Draws a view, named by its path without extension. @throws Error when a value is missing */
export function draw(name: string, values: Record<string, unknown>): string {
  return views.render(`${name}.njk`, { links: platformLinks, ...values });
}
