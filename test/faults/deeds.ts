import { expect } from "chai";
import type { Ended } from "../support/processes.ts";
import type { Platform } from "./platform.ts";

/** One call of the command line that is to be broken off. */
export interface Deed {
  args: string[];
  /** What a second call may say when the first had done it all. */
  wasDone?: RegExp;
  /** Looks whether it is done, and done once. */
  check(ended: Ended): Promise<void>;
}

/** Prepares a deed in a platform; the round's number makes names. */
type Plan = (platform: Platform, round: number) => Promise<Deed>;

/** Two stores with goods that are there in every round. */
export const keepers = ["keeper-one", "keeper-two"] as const;
const [keeper] = keepers;
const archive = (platform: Platform) => platform.file("keeper.wizamart");

const plans: Record<string, Plan> = {
  "create from a spare": async (platform, round) => {
    await well(platform, "db", "init");
    return creating(platform, `made-${round}`);
  },
  "create without a spare": async (platform, round) => {
    const [spare] = await platform.ask("select from public.spare_schemas");
    if (spare) await well(platform, "stores", "create", `filler-${round}`, "--name", "Filler");
    return creating(platform, `made-${round}`);
  },
  migrate: async (platform) => {
    const version = await platform.addMigration();
    return {
      args: ["db", "migrate"],
      check: async () => {
        const behind = await platform.ask(
          "select id from public.stores where version < $1 union select id from public.spare_schemas where version < $1",
          [version],
        );
        expect(behind, "all are up to date").to.deep.equal([]);
        const [rows] = await platform.ask(
          `select count(*)::integer as count from store_${await idOf(platform, keeper)}.fault_${version}`,
        );
        expect(rows, "the migration ran once").to.deep.equal({ count: 3_000 });
      },
    };
  },
  drop: async (platform, round) => {
    const code = `made-${round}`;
    await well(platform, "stores", "create", code, "--name", code, "--owner", "own@example.com");
    const id = await idOf(platform, code);
    return {
      args: ["stores", "drop", code, "--yes"],
      check: async () => {
        expect(await idOf(platform, code)).to.equal(0);
        const events = await platform.ask<{ kind: string }>(
          "select kind from public.platform_events where store_id = $1 order by id",
          [id],
        );
        expect(
          events.map(({ kind }) => kind),
          "each step is written down once",
        ).to.deep.equal(["store.opened", "store.dropped", "store.removed"]);
      },
    };
  },
  rename: async (platform, round) => {
    const [{ id, code } = { id: 0, code: "" }] = await platform.ask<{ id: number; code: string }>(
      "select id, code from public.stores where code = $1 or code like 'renamed-%' order by id limit 1",
      [keepers[1]],
    );
    const wanted = `renamed-${round}`;
    return {
      args: ["stores", "rename", code, wanted],
      wasDone: new RegExp(`There is no store "${code}" any more: it is "${wanted}" now`),
      check: async () => {
        expect(await idOf(platform, wanted)).to.equal(id);
        const sql = `select (select count(*)::integer from public.former_codes where code = $2 and store_id = $1) as former,
          (select count(*)::integer from public.platform_events where store_id = $1 and kind = 'store.renamed'
             and detail ->> 'after' = $3) as events`;
        const [row] = await platform.ask(sql, [id, code, wanted]);
        expect(row).to.deep.equal({ former: 1, events: 1 });
      },
    };
  },
  trash: async (platform, round) => {
    const code = `made-${round}`;
    await well(platform, "stores", "create", code, "--name", code);
    return {
      args: ["stores", "trash", code],
      wasDone: /is in the trash/,
      check: async () => {
        const [row] = await platform.ask(
          `select state, (select count(*)::integer from public.platform_events e where e.store_id = s.id and e.kind = 'store.trashed') as events
           from public.stores s where code = $1`,
          [code],
        );
        expect(row).to.deep.equal({ state: "trashed", events: 1 });
        await well(platform, "stores", "drop", code, "--yes");
      },
    };
  },
  export: async (platform) => ({
    args: ["stores", "export", keeper, archive(platform), "--force"],
    check: async () => {}, // the next import reads it
  }),
  import: async (platform, round) => {
    const code = `taken-${round}`;
    await well(platform, "stores", "export", keeper, archive(platform), "--force");
    return copying(platform, ["stores", "import", archive(platform), "--code", code], code);
  },
  clone: async (platform, round) => {
    const code = `cloned-${round}`;
    return copying(platform, ["stores", "clone", keeper, code], code);
  },
};

/** Those that the command line of the platform knows, by their names. */
export async function deedsOf(platform: Platform): Promise<[string, Plan][]> {
  const { out } = await platform.cli("stores", "--help");
  const isThere = (name: string) =>
    !["export", "import", "clone"].includes(name) || new RegExp(`^ +${name} `, "m").test(out);
  return Object.entries(plans).filter(([name]) => isThere(name));
}

/** Runs a command that has to work. */
export async function well(platform: Platform, ...args: string[]): Promise<Ended> {
  const ended = await platform.cli(...args);
  expect(ended.code, `${args.join(" ")}: ${ended.err}${ended.out}`).to.equal(0);
  return ended;
}

async function creating(platform: Platform, code: string): Promise<Deed> {
  return {
    args: ["stores", "create", code, "--name", code, "--owner", "own@example.com"],
    wasDone: new RegExp(`There is a store "${code}" already`),
    check: async () => {
      const id = await idOf(platform, code);
      const [row] = await platform.ask(
        `select s.state, (select count(*)::integer from public.invitations i where i.store_id = s.id) as owners,
           (select count(*)::integer from public.platform_events e where e.store_id = s.id and e.kind = 'store.opened') as events,
           (select count(*)::integer from store_${id}.settings) as settings,
           (select count(*)::integer from store_${id}.themes where state = 'published') as themes
         from public.stores s where s.id = $1`,
        [id],
      );
      expect(row).to.deep.equal({ state: "open", owners: 1, events: 1, settings: 1, themes: 1 });
      await well(platform, "stores", "drop", code, "--yes");
    },
  };
}

async function copying(platform: Platform, args: string[], code: string): Promise<Deed> {
  const from = await idOf(platform, keeper);
  return {
    args,
    wasDone: /already/,
    check: async () => {
      const id = await idOf(platform, code);
      for (const table of ["products", "variants", "pages", "themes", "stock_movements"]) {
        const [row] = await platform.ask(
          `select (select count(*)::integer from store_${id}.${table}) - (select count(*)::integer from store_${from}.${table}) as more`,
        );
        expect(row, table).to.deep.equal({ more: 0 });
      }
      await well(platform, "stores", "drop", code, "--yes");
    },
  };
}

async function idOf({ ask }: Platform, code: string): Promise<number> {
  const [row] = await ask<{ id: number }>("select id from public.stores where code = $1", [code]);
  return row?.id ?? 0;
}
