import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Ended, endOf } from "../support/processes.ts";
import { randomFrom, seed } from "./chance.ts";
import { type Deed, deedsOf, keepers, well } from "./deeds.ts";
import { newPlatform, type Platform } from "./platform.ts";
import { truth } from "./truth.ts";

// The command line, a backend that works for it, or the whole server is killed at a random moment of what it does; then
// it is called again. FAULT_ROUNDS says how often, FAULT_SEED which moments: `npm run test:faults -- rounds=50`.

const rounds = Number(process.env.FAULT_ROUNDS ?? 9);
const harms = ["kill the tool", "end a backend", "crash the server"] as const;
type Harm = (typeof harms)[number];

const patience = 90_000;

describe("whatever is killed", function () {
  this.timeout(300_000);
  const random = randomFrom(seed);
  /** How long each deed works once it has reached the database, in milliseconds, as last seen. */
  const lengths = new Map<string, number>();
  const tally = { struck: 0, ended: 0 };
  let platform: Platform;
  let deeds: Awaited<ReturnType<typeof deedsOf>>;

  before(async () => {
    platform = await newPlatform();
    for (const code of keepers) await furnish(platform, code);
    deeds = await deedsOf(platform);
    say(`FAULT_SEED=${seed}; ${rounds} rounds of ${deeds.map(([name]) => name).join(", ")}`);
  });

  after(async () => {
    say(`${tally.struck} struck in the middle, ${tally.ended} had ended before`);
    await platform.remove();
  });

  for (let round = 1; round <= rounds; round += 1) {
    it(`a second call finishes, and all is true (${round})`, async () => {
      const [name, plan] = deeds[(round - 1) % deeds.length] ?? ["", undefined];
      if (!plan) throw new Error("nothing to do");
      const harm =
        harms[Math.floor((round - 1) / deeds.length + (round - 1)) % harms.length] ?? harms[0];
      const deed = await plan(platform, round);

      const moment = Math.round(random() * (lengths.get(name) ?? 100));
      const { struck, ended, length } = await breakOff(deed, harm, moment);
      tally[struck ? "struck" : "ended"] += 1;
      if (!struck) lengths.set(name, length);
      const how = `${name}: ${harm} at ${moment} ms${struck ? "" : ", which had ended"}`;

      const again = await callAgain(name, deed);
      say(`${String(round).padStart(3)} ${how}; then ${again.code === 0 ? "done" : "it was done"}`);
      expectDone(deed, again, `${how}; first: ${ended.err}`);
      await nobodyWorks();
      await deed.check(again);
      expect(await truth(platform), how).to.deep.equal([]);
      const audit = await platform.cli("db", "audit");
      expect(audit.code, audit.out).to.equal(0);
    });
  }

  /** Begins a deed and does the harm so many milliseconds after it has reached the database. */
  async function breakOff(deed: Deed, harm: Harm, moment: number) {
    const child = platform.begin(...deed.args);
    const ending = endOf(child);
    await reachesDatabase(child);
    const length = timeInDatabase(child);
    await sleep(moment);
    const struck = runs(child) && (await strike(child, harm));
    const ended = await Promise.race([ending, sleep(patience, undefined, { ref: false })]);
    if (ended) return { struck, ended, length: await length };
    child.kill("SIGKILL");
    throw new Error(`It hung after: ${harm}`);
  }

  /** The second call shows as well how long the deed takes once it has reached the database. */
  async function callAgain(name: string, deed: Deed): Promise<Ended> {
    const child = platform.begin(...deed.args);
    const ending = endOf(child);
    await reachesDatabase(child);
    const length = await timeInDatabase(child);
    const ended = await ending;
    if (ended.code === 0) lengths.set(name, length);
    return ended;
  }

  async function strike(child: ChildProcess, harm: Harm): Promise<boolean> {
    if (harm === "kill the tool") return child.kill("SIGKILL");
    if (harm === "crash the server") {
      await platform.crash();
      return true;
    }
    await reachesDatabase(child); // it may have let go of one connection, and need another
    const pids = await platform.backends();
    const pid = pids[Math.floor(random() * pids.length)];
    if (pid) await platform.terminate(pid);
    return pid !== undefined;
  }

  async function reachesDatabase(child: ChildProcess): Promise<void> {
    while (runs(child) && (await platform.backends()).length === 0) await sleep(2);
  }

  /** From now on, in milliseconds; what Node does at its end does not count. */
  async function timeInDatabase(child: ChildProcess): Promise<number> {
    const begun = performance.now();
    let last = begun;
    while (runs(child)) {
      if ((await platform.backends()).length > 0) last = performance.now();
      await sleep(5);
    }
    return last - begun;
  }

  /** A backend notices that its client is gone only when it has done what it was asked. */
  async function nobodyWorks(): Promise<void> {
    const giveUp = Date.now() + patience;
    while ((await platform.backends()).length > 0) {
      if (Date.now() > giveUp) throw new Error("A backend still works");
      await sleep(20);
    }
  }

  function expectDone({ wasDone }: Deed, { code, err, out }: Ended, how: string): void {
    if (code !== 0) expect(err + out, how).to.match(wasDone ?? /^$/);
  }
});

function runs(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** A store with goods, so that a copy has something to lose. */
async function furnish(platform: Platform, code: string): Promise<void> {
  await well(platform, "stores", "create", code, "--name", code, "--plan", "premium");
  const rows = Array.from({ length: 40 }, (_, index) => `good-${index},Good ${index},9.90,5`);
  const header = "Handle,Title,Variant Price,Variant Inventory Qty";
  const file = platform.file(`${code}.csv`);
  await writeFile(file, [header, ...rows].join("\n"));
  await well(platform, "products", "import", code, file);
}

function say(line: string): void {
  process.stdout.write(`      ${line}\n`);
}
