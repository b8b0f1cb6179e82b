import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

const folder = process.env.SCREENSHOTS_DIR ?? ".data/screenshots";

/** Keeps a picture of the whole page, with all its pictures, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.evaluate(
    "Promise.all([...document.images].map((i) => { i.loading = 'eager'; return i.decode().catch(() => {}); }))",
  );
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
