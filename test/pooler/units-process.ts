import { setTimeout as sleep } from "node:timers/promises";
import { QueryTypes } from "sequelize";
import { closeConnections, sequelize } from "../../db/connection.ts";
import { asPlatform, inStore } from "../../db/scope.ts";

/** What a process of its own found, whose DATABASE_URL leads through a pooler. */
export interface Found {
  units: number;
  /** Units that saw another store's row, role or path. */
  foreign: number;
  failed: number;
  /** Messages of what failed that was not to fail. */
  errors: string[];
  /** Processes of the server that served them. */
  servers: number[];
  /** Late queries that were refused. */
  late: number;
}

const [manner = "", ...ids] = process.argv.slice(2);
const stores = ids.map(Number);
const found: Found = { units: 0, foreign: 0, failed: 0, errors: [], servers: [], late: 0 };
const servers = new Set<number>();

if (manner === "hang") await hang(stores[0] ?? 0);
const width = manner === "mixed" ? 200 : 20;
const waves = manner === "mixed" ? 5 : 50;
for (let wave = 0; wave < waves; wave += 1) {
  await Promise.all(Array.from({ length: width }, (_, turn) => one(wave * width + turn)));
}
await sleep(200);
found.servers = [...servers];
process.stdout.write(JSON.stringify(found));
await closeConnections();

/** Each turn is another store's; some fail, swallow an error, end late or belong to the shared room. */
async function one(turn: number): Promise<void> {
  const store = stores[turn % stores.length] ?? 0;
  const fails = manner === "mixed" && turn % 7 === 0;
  try {
    if (manner === "mixed" && turn % 11 === 0) await platform();
    else await unit(store, turn, fails);
    found.units += 1;
  } catch (error) {
    found.failed += 1;
    if (!fails) found.errors.push(String(error));
  }
}

async function platform(): Promise<void> {
  await asPlatform("read", async () => {
    const [row] = await ask<{ role: string }>("select current_user as role");
    if (!row?.role.endsWith("wizamart_platform")) found.foreign += 1;
  });
}

async function unit(store: number, turn: number, fails: boolean): Promise<void> {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await inStore(store, turn % 3 === 0 ? "write" : "read", async () => {
    if (turn % 13 === 0) late(ended);
    await looks(store, turn);
    if (fails) await sequelize.query("select * from nothing_of_this_name");
  }).finally(end);
}

async function looks(store: number, turn: number): Promise<void> {
  const rows = await ask<{ title: string; role: string; path: string; pid: number }>(
    "select title, current_user as role, current_setting('search_path') as path, pg_backend_pid() as pid from products",
  );
  if (turn % 3 === 0) {
    await sequelize.query("update settings set tagline = $1", { bind: [`t${turn}`] });
  }
  if (rows.length !== 1 || !rows.every((row) => isOwn(row, store))) found.foreign += 1;
  for (const { pid } of rows) servers.add(pid);
}

function isOwn(row: { title: string; role: string; path: string }, store: number): boolean {
  const own = `store_${store}`;
  return row.title === `CANARY ${store}` && row.role.endsWith(own) && row.path.startsWith(own);
}

/** A query that somebody forgot to wait for. */
function late(ended: Promise<void>): void {
  void ended
    .then(() => sequelize.query("select 1 from products"))
    .then(
      () => found.errors.push("a late query was answered"),
      () => {
        found.late += 1;
      },
    );
}

/** Says so in the middle of a write, and does not end. */
async function hang(store: number): Promise<void> {
  await inStore(store, "write", async () => {
    await sequelize.query("update settings set tagline = 'left behind'");
    process.stdout.write("in the middle\n");
    await sleep(60_000);
  });
}

function ask<T extends object>(sql: string): Promise<T[]> {
  return sequelize.query<T>(sql, { type: QueryTypes.SELECT });
}
