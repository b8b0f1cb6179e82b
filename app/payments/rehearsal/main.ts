import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { config } from "../../config.ts";
import { log } from "../../log.ts";
import type { Book } from "./book.ts";
import { type PeerOptions, startPeer } from "./peer.ts";

// A child of `npm start` on a developer's machine, in the place of Stripe. It tells the platform what happens, at the port
// to which shoppers are sent back.
const file = join(config.DATA_DIR, "rehearsal.json");
const host = config.PLATFORM_DOMAIN;
const secret = config.STRIPE_WEBHOOK_SECRET ?? "";

const options: Omit<PeerOptions, "port"> = {
  endpointFor: (_, session) => {
    const port = Number(session?.success_url && new URL(session.success_url).port) || 80;
    return { port, host: `${host}:${port}`, path: "/webhooks/stripe", secret };
  },
};
const peer = await startPeer({ ...options, port: config.PORT }).catch(() =>
  startPeer({ ...options, port: 0 }),
);
remember(peer.book);
let saving = false;
peer.changed = () => void save();
process.send?.({ listening: peer.port });
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, end);

/** What was paid before the last stop can be given back after it. */
function remember({ sessions, intents, refunds }: Book): void {
  const kept = readKept();
  for (const [id, value] of kept.sessions ?? []) sessions.set(id, value);
  for (const [id, value] of kept.intents ?? []) intents.set(id, value);
  for (const [id, value] of kept.refunds ?? []) refunds.set(id, value);
}

function readKept(): {
  [Part in "sessions" | "intents" | "refunds"]?: [...Parameters<Book[Part]["set"]>][];
} {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {}; // the first start
  }
}

async function save(): Promise<void> {
  if (saving) return;
  saving = true;
  await sleep(200);
  saving = false;
  write();
}

function write(): void {
  const { sessions, intents, refunds } = peer.book;
  const kept = { sessions: [...sessions], intents: [...intents], refunds: [...refunds] };
  try {
    mkdirSync(config.DATA_DIR, { recursive: true });
    writeFileSync(file, JSON.stringify(kept));
  } catch (error) {
    log.warn({ err: error }, "the rehearsal's book could not be kept");
  }
}

function end(): void {
  write();
  void peer.stop().then(() => process.exit(0));
}
