import pg from "pg";
import { config } from "../app/config.ts";

/** What changed: a store's own row or domains, or the content of its shop. Id 0 stands for every store. */
export interface Signal {
  kind: "store" | "content";
  id: number;
}

export interface Listening {
  stop(): Promise<void>;
}

interface Listener {
  heard: (signal: Signal) => void;
  /** Signals may have been missed: whatever depends on them is to be thrown away. */
  missed: () => void;
}

const slowest = 5_000;

/**
 * Listens for changes on one direct connection, and comes back by itself when that breaks. A signal is
 * a hint that anybody could forge: whoever hears it reads again, and believes nothing that it says.
 */
export async function listen(listener: Listener): Promise<Listening> {
  let client: pg.Client | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(wait: number): Promise<void> {
    const next = new pg.Client({ connectionString: listenUrl(), keepAlive: true });
    next.on("error", () => {}); // "end" follows
    next.on("notification", (message) => tell(listener, message.payload ?? ""));
    try {
      await next.connect();
      await next.query("LISTEN wizamart");
    } catch {
      void next.end().catch(() => {}); // it may never have begun
      retry(wait);
      return;
    }
    client = next;
    next.once("end", () => retry(50));
    listener.missed();
  }

  function retry(wait: number): void {
    if (stopped) return;
    listener.missed();
    timer = setTimeout(() => void connect(Math.min(wait * 2, slowest)), wait);
  }

  await connect(50);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function listenUrl(): string {
  return config.DATABASE_LISTEN_URL ?? config.DATABASE_URL ?? "";
}

function tell(listener: Listener, payload: string): void {
  try {
    const { kind, id } = JSON.parse(payload);
    if ((kind === "store" || kind === "content") && Number.isInteger(id))
      listener.heard({ kind, id });
    else listener.missed();
  } catch {
    listener.missed();
  }
}
