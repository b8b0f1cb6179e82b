import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type pg from "pg";
import { withAdmin } from "../../db/admin.ts";
import { type Listening, listen, type Signal } from "../../db/signals.ts";
import { type Application, startApplication } from "../support/application.ts";
import { openShop, type Shop } from "../support/shops.ts";
import { get, type Page } from "../support/visit.ts";

describe("signals", () => {
  describe("to one listener", () => {
    const heard: Signal[] = [];
    let missed = 0;
    let listening: Listening;
    let shop: Shop;

    before(async () => {
      shop = await openShop();
      const tellMissed = () => {
        missed += 1;
      };
      listening = await listen({ heard: (signal) => heard.push(signal), missed: tellMissed });
    });

    after(() => listening.stop());

    beforeEach(async () => {
      await settled();
      heard.length = 0;
      missed = 0;
    });

    for (const [what, kind, sql] of [
      ["a store's name", "store", "update stores set name = 'Renamed' where id = $1"],
      ["a store's state", "store", "update stores set is_active = false where id = $1"],
      ["a new domain", "store", "insert into store_domains (store_id, domain) values ($1, $2)"],
      [
        "a domain's check",
        "store",
        "update store_domains set is_verified = true where store_id = $1",
      ],
      ["a domain's end", "store", "delete from store_domains where store_id = $1"],
      [
        "a product",
        "content",
        "insert into STORE.products (slug, title) values ('anvil', 'Anvil')",
      ],
      ["a title", "content", "update STORE.products set title = 'Better anvil'"],
      ["a setting", "content", "update STORE.settings set tagline = 'New'"],
      ["a page", "content", "insert into STORE.pages (slug, title) values ('about', 'About')"],
      ["a category", "content", "insert into STORE.categories (slug, name) values ('a', 'A')"],
      [
        "a menu",
        "content",
        "insert into STORE.menu_items (menu, label, kind) values ('main', 'Home', 'home')",
      ],
      ["a theme", "content", "update STORE.themes set tokens = tokens || '{\"x\": 1}'"],
    ] as const) {
      it(`tell of ${what}, and whose it is`, async () => {
        const values = [shop.id, `${shop.code}.example`].slice(0, sql.match(/\$\d/g)?.length ?? 0);
        await ask(sql.replace("STORE", `store_${shop.id}`), values);
        await until(() => heard.length > 0);

        expect(heard).to.deep.include({ kind, id: shop.id });
        expect(heard.every((signal) => signal.id === shop.id)).to.equal(true);
        expect(missed).to.equal(0);
      });
    }

    it("are not sent for a change that was undone", async () => {
      await withAdmin(async (client) => {
        await client.query("begin");
        await client.query("update public.stores set name = 'Never' where id = $1", [shop.id]);
        await client.query("rollback");
      });
      await settled();

      expect(heard).to.deep.equal([]);
    });

    it("that make no sense count as lost ones", async () => {
      const nonsense = [
        "",
        "garbage",
        "null",
        "[]",
        "7",
        '{"kind":"store"}',
        '{"kind":"x","id":1}',
      ];
      for (const payload of nonsense) await ask("select pg_notify('wizamart', $1)", [payload]);
      await until(() => missed === nonsense.length);

      expect(heard).to.deep.equal([]);
    });

    it("that were lost are told of when the connection comes back", async () => {
      await cutListeners();
      await until(() => missed > 1);
      await ask("update stores set name = 'After the cut' where id = $1", [shop.id]);
      await until(() => heard.length > 0);

      expect(heard).to.deep.include({ kind: "store", id: shop.id });
    });
  });

  describe("to two web processes", () => {
    let webs: Application[];
    let shop: Shop;

    before(async () => {
      webs = await Promise.all([startApplication({}), startApplication({})]);
    });

    after(() => Promise.all(webs.map((web) => web.stop())));

    beforeEach(async () => {
      shop = await openShop({ name: "Before" });
      await shop.sells("anvil", { title: "Old anvil" });
      for (const page of await visits(`${shop.code}.localhost`, "/")) {
        expect(page.status).to.equal(200);
        expect(page.text).to.contain("Before");
      }
    });

    it("bring a new name", async () => {
      await ask("update stores set name = 'Afterwards' where id = $1", [shop.id]);
      await bothShow("/", ({ text }) => text.includes("<title>Afterwards"));
    });

    it("close a suspended shop's door, and open it again", async () => {
      await ask("update stores set is_active = false where id = $1", [shop.id]);
      await bothShow("/", ({ status }) => status === 503);
      await ask("update stores set is_active = true where id = $1", [shop.id]);
      await bothShow("/", ({ status }) => status === 200);
    });

    it("take away what a lesser plan does not serve", async () => {
      await ask("update stores set plan = 'free' where id = $1", [shop.id]);
      await bothShow("/", ({ status }) => status === 404);
    });

    it("bring a new code, and let the old one lead there", async () => {
      await visits(`new-${shop.code}.localhost`, "/"); // a miss that both remember
      await ask("update stores set code = 'new-' || code where id = $1", [shop.id]);
      await bothShow("/", ({ status }) => status === 301);
      await bothShow("/", ({ status }) => status === 200, `new-${shop.code}.localhost`);
    });

    it("let a shop answer on its domain as soon as it is verified, and no longer than that", async () => {
      const host = `${shop.code}.example`;
      await ask("insert into store_domains (store_id, domain) values ($1, $2)", [shop.id, host]);
      await bothShow("/", ({ status }) => status === 404, host);
      await ask("update store_domains set is_verified = true where domain = $1", [host]);
      await bothShow("/", ({ status }) => status === 200, host);
      await ask("update store_domains set is_verified = false where domain = $1", [host]);
      await bothShow("/", ({ status }) => status === 404, host);
    });

    it("bring a new theme", async () => {
      const [before] = await visits(`${shop.code}.localhost`, "/theme.css");
      await ask(
        `update store_${shop.id}.themes set tokens = jsonb_set(tokens, '{shape,radius}', '31') where state = 'published'`,
      );
      await bothShow("/theme.css", ({ text }) => text !== before?.text && text.includes("31px"));
    });

    it("bring a new title and a new announcement", async () => {
      await ask(`update store_${shop.id}.products set title = 'Better anvil'`);
      await bothShow("/shop/products", ({ text }) => text.includes("Better anvil"));
      await ask(`update store_${shop.id}.settings set announcement = 'Closed on Monday'`);
      await bothShow("/shop/products", ({ text }) => text.includes("Closed on Monday"));
    });

    it("forged by somebody do no harm", async () => {
      const forged = [
        "garbage",
        "x".repeat(7_900),
        "null",
        '{"kind":"store","id":1e308}',
        '{"kind":"store","id":"1; drop table stores"}',
        '{"kind":"content","id":-1}',
        '{"kind":"__proto__","id":0}',
        `{"kind":"store","id":${shop.id},"name":"Forged","state":"trashed"}`,
      ];
      for (const payload of forged) await ask("select pg_notify('wizamart', $1)", [payload]);
      await bothShow("/", ({ status, text }) => status === 200 && text.includes("Before"));
      await ask("update stores set name = 'Genuine' where id = $1", [shop.id]);
      await bothShow("/", ({ text }) => text.includes("Genuine"));
    });

    it("lost with their connection make nothing stale for longer than five seconds", async () => {
      for (let round = 1; round <= 5; round += 1) {
        expect(await cutListeners(), "listeners").to.be.at.least(round === 1 ? 2 : 0);
        await ask("update stores set name = 'Round ' || $2 where id = $1", [shop.id, round]);
        await bothShow("/", ({ text }) => text.includes(`Round ${round}`), undefined, 5_000);
      }
    });

    function visits(host: string, path: string): Promise<Page[]> {
      return Promise.all(webs.map(({ port }) => get(port, path, { Host: host })));
    }

    /** Fails unless both show it soon: within a second where nothing else is said. */
    async function bothShow(
      path: string,
      isRight: (page: Page) => boolean,
      host = `${shop.code}.localhost`,
      patience = 1_000,
    ): Promise<void> {
      const latest = performance.now() + patience;
      for (;;) {
        const asked = performance.now();
        const pages = await visits(host, path);
        if (pages.every(isRight)) return;
        const seen = pages.map(({ status, text }) => `${status}: ${text.slice(0, 200)}`);
        expect(asked, `still ${seen.join("\n")}`).to.be.lessThan(latest);
        await sleep(20);
      }
    }
  });
});

function ask(sql: string, values: unknown[] = []): Promise<pg.QueryResultRow[]> {
  return withAdmin(async (client) => (await client.query(sql, values)).rows);
}

async function cutListeners(): Promise<number> {
  const rows = await ask(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query = 'LISTEN wizamart'`,
  );
  return rows.length;
}

/** Lets pass what other connections sent before: signals arrive in the order of the commits. */
async function settled(): Promise<void> {
  await sleep(50);
}

async function until(isSo: () => boolean): Promise<void> {
  const latest = performance.now() + 5_000;
  while (!isSo()) {
    expect(performance.now(), "waited for 5 s").to.be.lessThan(latest);
    await sleep(5);
  }
}
