import { createInterface } from "node:readline/promises";
import type pg from "pg";
import { asProvisioner } from "../../db/admin.ts";
import { setState } from "../../db/provision.ts";
import { dropStore } from "../../db/provisioning/dropping.ts";
import { removedAt } from "../../db/provisioning/record.ts";
import { freeCode, renameStore } from "../../db/provisioning/renaming.ts";
import { findStore, type StoreSummary, StoreUnknown } from "../../db/stores.ts";
import { storeFiles } from "../files/store-files.ts";
import { graceDays, removalDay } from "../models/shared/admin/trash.ts";
import { codeFault } from "../store-code.ts";
import { publicAddress } from "../urls.ts";
import { commandLineActor } from "./actor.ts";
import { Misuse, type Outcome } from "./outcome.ts";
import { progressBar } from "./progress.ts";

type State = "open" | "suspended" | "trashed";

/** A change of state: what it is called in the log, and what is said of it. */
interface Move {
  state: State;
  kind: `store.${string}`;
  words: string;
}

/** What came of one code of `drop`. */
interface Dropped {
  /** Undefined for one that was not there. */
  store?: number;
  code: string;
  done: boolean;
  text: string;
}

/** Closes a store's door for a while. */
export function suspend(code: string): Promise<Outcome> {
  const words = "is suspended: its addresses answer 503, its role is locked out of its schema";
  return move(code, { state: "suspended", kind: "store.suspended", words });
}

/** Opens a suspended store again. */
export function resume(code: string): Promise<Outcome> {
  return move(code, { state: "open", kind: "store.resumed", words: "is open again" });
}

/** Throws a store away: out of reach at once, and removed by the worker after the days of grace. */
export function trash(code: string): Promise<Outcome> {
  const until = `${isoDay(removalDay(new Date()))} (${graceDays} days)`;
  const words = `is in the trash: no address leads to it. \`stores restore\` brings it back until ${until}; then the worker removes it`;
  return move(code, { state: "trashed", kind: "store.trashed", words });
}

/** Brings a store back from the trash as it was. @throws Misuse when it is not there */
export async function restore(code: string): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  if (store.state !== "trashed")
    throw new Misuse(`${store.name} is not in the trash: nothing was changed`);
  refuseWhenDropping(store);
  const words =
    store.restores_to === "open"
      ? "is back and open"
      : "is back, suspended as it was: `stores resume` opens it";
  return setTo(store, { state: store.restores_to, kind: "store.restored", words });
}

/** Gives a store another code: its addresses change at once, and the old ones lead to the new. */
export async function rename(code: string, wanted: string): Promise<Outcome> {
  const after = wanted.toLowerCase();
  const fault = codeFault(after);
  if (fault) throw new Misuse(fault);
  const store = await asProvisioner((client) => findStore(client, code));
  if (store.code === after) throw new Misuse(`Its code is "${after}" already: nothing was changed`);
  refuseWhenTrashed(store);

  await asProvisioner((client) => renameStore(client, store.id, after, commandLineActor()));
  const { name, plan } = store;
  const address = publicAddress({ code: after, plan, domains: store.verified }, "/");
  return {
    text: `${name} is "${after}" now and answers at ${address}\nAddresses with "${store.code}" lead there, until \`stores free ${store.code}\``,
    data: { id: store.id, before: store.code, code: after, address },
  };
}

/** Lets go of a code that a store had before: its addresses lead nowhere, and another store may take it. */
export async function free(code: string): Promise<Outcome> {
  const former = code.toLowerCase();
  const store = await asProvisioner((client) => freeCode(client, former, commandLineActor()));
  return {
    text: `"${former}" is free: its addresses do not lead to ${store} any more`,
    data: { former, store },
  };
}

/** Removes stores for good, one after the other. What was begun and killed is taken up where it stopped. */
export async function drop(codes: string[], { yes }: { yes?: boolean }): Promise<Outcome> {
  const found = await asProvisioner((client) => findAll(client, codes));
  for (const one of found) if ("id" in one && !yes) await confirm(one.code);

  const dropped: Dropped[] = [];
  for (const one of found) dropped.push("id" in one ? await remove(one) : one);
  return {
    text: dropped.map(({ text }) => text).join("\n"),
    data: dropped,
    found: dropped.some(({ done }) => !done),
  };
}

async function move(code: string, { state, kind, words }: Move): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  refuseWhenTrashed(store);
  if (store.state === "opening")
    throw new Misuse(`${store.name} is just opening: try again when the worker has been there`);
  return setTo(store, { state, kind, words });
}

async function setTo({ id, name }: StoreSummary, { state, kind, words }: Move): Promise<Outcome> {
  const deed = { actor: commandLineActor(), kind };
  await asProvisioner((client) => setState(client, id, state, deed));
  return { text: `${name} ${words}`, data: { id, state } };
}

/** In the order of the codes; one that was removed before is no error, so that what was killed can be called again. */
async function findAll(
  client: pg.Client,
  codes: readonly string[],
): Promise<(StoreSummary | Dropped)[]> {
  const found: (StoreSummary | Dropped)[] = [];
  for (const code of new Set(codes.map((each) => each.toLowerCase()))) {
    found.push(await findStore(client, code).catch((error) => missing(client, code, error)));
  }
  return found;
}

async function missing(client: pg.Client, code: string, error: unknown): Promise<Dropped> {
  if (!(error instanceof StoreUnknown)) throw error;
  const at = await removedAt(client, code);
  const text = at ? `"${code}" is gone already: removed ${isoDay(at)}` : error.message;
  return { code, done: at !== undefined, text };
}

async function remove({ id, code, name }: StoreSummary): Promise<Dropped> {
  const bar = progressBar(`Removing ${code}`);
  const removal = {
    actor: commandLineActor(),
    removeFiles: () => storeFiles(id).removeAll(),
    progress: bar.show,
  };
  try {
    await asProvisioner((client) => dropStore(client, id, removal));
    return {
      store: id,
      code,
      done: true,
      text: `${name} is gone, with its schema, role, domains and files`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `${name} is not removed whole: ${reason}. Nobody reaches it; \`stores drop ${code}\` goes on`;
    return { store: id, code, done: false, text };
  } finally {
    bar.end();
  }
}

async function confirm(code: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Misuse("This cannot be undone: add --yes");
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(
    `This removes the store and all it has. Type its code (${code}) to go on: `,
  );
  prompt.close();
  if (answer.trim() !== code) throw new Misuse("That is not its code: nothing was removed");
}

function refuseWhenTrashed(store: StoreSummary): void {
  if (store.state !== "trashed") return;
  refuseWhenDropping(store);
  throw new Misuse(`${store.name} is in the trash: \`stores restore ${store.code}\` first`);
}

function refuseWhenDropping({ name, code, dropping_since }: StoreSummary): void {
  if (!dropping_since) return;
  throw new Misuse(
    `${name} is being removed and cannot come back: \`stores drop ${code}\` ends it`,
  );
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
