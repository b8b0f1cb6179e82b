import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

/** A page with what the browser complained about on it. */
export type Watched = Page & { complaints: string[] };

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const watchShifts =
  "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });";

/** Opens a page in a browser context of its own. Whoever calls this closes the context. */
export async function openPage(
  browser: Browser,
  width: number,
  { scripts = true } = {},
): Promise<Watched> {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts });
  await context.addInitScript(watchShifts);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // What is sandboxed, such as a preview, does not run the script above either.
    const expected = /status of (404|422)|frame is sandboxed/.test(message.text());
    if (message.type() === "error" && !expected)
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return Object.assign(page, { complaints });
}

/** By how many pixels the page is wider than the screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)");
}

export function unsizedPictures(page: Page): Promise<string[]> {
  return page.evaluate(
    "[...document.images].filter((i) => !i.getAttribute('width') || !i.getAttribute('height')).map((i) => i.src)",
  );
}

/** How much the page moved under the reader's eyes (cumulative layout shift). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate("window.shift");
}

const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Colours that are on their way are nobody's fault. */
const settled = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => {})))`;

/** What axe finds wrong with the page once nothing moves, in words; `rules`: its tags or rules, all by themselves. */
export async function violations(page: Page, rules: string[] = everything): Promise<string[]> {
  await page.evaluate(`${settled}.then(() => {})`);
  await page.evaluate(`window.axe || (() => { ${axe} })()`);
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`,
  );
}
