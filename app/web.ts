import type { Server } from "node:http";
import { closeConnections } from "../db/connection.ts";
import { type Listening, listen, type Signal } from "../db/signals.ts";
import { config } from "./config.ts";
import { forgetAllStores, forgetStore } from "./directory.ts";
import { log } from "./log.ts";
import { checkLogin, checkPooler } from "./login-check.ts";
import { drain } from "./readiness.ts";
import { saveCounts } from "./request-counts.ts";
import { createServer } from "./server.ts";
import { forgetContents } from "./shop-frame.ts";

const patience = 25_000;
const countsPause = 15_000;

await refuseToStart(checkLogin);
await refuseToStart(checkPooler);
const listening = await listen({ heard: forget, missed: forgetEverything });
const server = createServer().listen(config.PORT, announce);
server.once("error", (error) => fail(error.message));
process.once("SIGTERM", () => void stop(server, listening));
process.once("SIGINT", () => void stop(server, listening));
process.once("disconnect", () => void stop(server, listening)); // whoever watched over us is gone

setInterval(() => void saveCounts(), countsPause).unref();

function forget(signal: Signal): void {
  if (signal.kind === "store") forgetStore(signal);
  forgetContents(signal);
}

function forgetEverything(): void {
  forgetAllStores();
  forgetContents({ id: 0 });
}

function announce(): void {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : config.PORT;
  process.send?.({ listening: port });
  log.info({ port }, "listening");
}

/** New visitors go elsewhere, those who are here are served, then the connections are closed. */
async function stop(http: Server, signals: Listening): Promise<void> {
  drain();
  setTimeout(() => process.exit(1), patience).unref();
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  await closed;
  await saveCounts();
  await signals.stop();
  await closeConnections();
  process.exit(0);
}

async function refuseToStart(check: () => Promise<void>): Promise<void> {
  await check().catch((error: unknown) =>
    fail(error instanceof Error ? error.message : String(error)),
  );
}

function fail(message: string): never {
  process.stderr.write(`wizamart: ${message}\n`);
  process.exit(1);
}
