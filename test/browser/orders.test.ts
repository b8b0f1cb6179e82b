import { expect } from "chai";
import type { Browser } from "playwright-core";
import type { ListedOrder } from "../../app/models/store/orders/listing.ts";
import { orderToken } from "../../app/selling/orders/link.ts";
import { launchBrowser } from "../support/chromium.ts";
import { demo } from "../support/demo.ts";
import { overflow, violations } from "../support/eyes.ts";
import { wizamart } from "../support/processes.ts";
import { keepScreenshot } from "../support/screenshots.ts";

const hosts = {
  wizamart: "wizamart.com",
  techstore: "mytechstore.net",
  fashionhub: "fashionhub.localhost",
};
const widths = { phone: 360, desktop: 1440 };

/** Looks that the page of an order has, each with whether an order of a demo shop shows it. */
const looks: Record<string, (order: ListedOrder) => boolean> = {
  waiting: ({ payment_state, state }) => payment_state === "pending" && state === "open",
  parcel: ({ fulfilment_state }) => fulfilment_state === "partial",
  cancelled: ({ state }) => state === "cancelled",
  refunded: ({ payment_state }) => payment_state === "partially_refunded",
};

describe("the page of an order in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let port: number;
  let stores: { id: number; code: string }[];
  let environment: Record<string, string | undefined>;

  before(async () => {
    const { port: listening, folder } = await demo();
    port = listening;
    environment = { DATA_DIR: folder, DATABASE_URL: "", DATABASE_ADMIN_URL: "", ROLE_PREFIX: "" };
    stores = await ask("stores", "list");
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const [code, host] of Object.entries(hosts)) {
    it(`of ${code} is whole and accessible, whatever became of the order`, async () => {
      const orders = await ask<ListedOrder>("orders", "list", code, "--limit", "5000");
      const { id: store = 0 } = stores.find((each) => each.code === code) ?? {};
      for (const [look, isSo] of Object.entries(looks)) {
        const order = orders.find(isSo);
        if (!order) throw new Error(`${code} has no order that is ${look}`);
        const page = await browser.newPage();
        await page.goto(`http://${host}:${port}/shop/orders/${orderToken(store, order.id)}`);
        for (const [device, width] of Object.entries(widths)) {
          await page.setViewportSize({ width, height: 900 });
          await keepScreenshot(page, `${code}-order-${look}-${device}`);
          expect(await overflow(page), `${look} at ${width}`).to.equal(0);
          expect(await violations(page), `${look} at ${width}`).to.deep.equal([]);
        }
        await page.close();
      }
    });
  }

  async function ask<T = { id: number; code: string }>(...args: string[]): Promise<T[]> {
    const { out, err } = await wizamart(["--json", ...args], environment);
    expect(err).to.equal("");
    return JSON.parse(out);
  }
});
