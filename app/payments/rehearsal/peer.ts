import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa from "koa";
import { addApi } from "./api.ts";
import { Book } from "./book.ts";
import { Deliveries, type Endpoint } from "./deliveries.ts";
import { goodManners, type Manners } from "./manners.ts";
import type { Session } from "./objects.ts";
import { addPages } from "./pages.ts";

export interface PeerOptions {
  /** 0 for any that is free. */
  port: number;
  /** Where the events of an account about a page go; undefined for nowhere. */
  endpointFor(account: string, session: Session | undefined): Endpoint | undefined;
  /** How long after each try in vain an event is sent again, in milliseconds. */
  pauses?: readonly number[];
}

/** A peer that runs. */
export interface Peer {
  port: number;
  /** May be changed while it runs. */
  manners: Manners;
  book: Book;
  deliveries: Deliveries;
  /** Called whenever something was done. */
  changed: () => void;
  stop(): Promise<void>;
}

const second = 1_000;
const defaultPauses = [second, 5 * second, 30 * second, 120 * second, 600 * second];

/**
 * Starts a peer that behaves towards us as Stripe does, on this machine: the part of its API that we use, with keys and
 * idempotency, a page to pay on, and signed events. No money moves.
 */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  const manners = { ...goodManners };
  const deliveries = new Deliveries(manners, options.pauses ?? defaultPauses);
  const book = new Book((account, type, object) => {
    const endpoint = options.endpointFor(account, sessionOf(book, object));
    if (endpoint) deliveries.add(endpoint, type, withoutAccount(object));
    peer.changed();
  });
  const server = createServer(appOf(book, manners, () => peer.changed()).callback());
  const port = await listening(server, options.port);
  const sweeper = setInterval(() => book.sweep(), second).unref();
  const peer: Peer = {
    port,
    manners,
    book,
    deliveries,
    changed: () => {},
    async stop() {
      clearInterval(sweeper);
      deliveries.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return peer;
}

function appOf(book: Book, manners: Manners, changed: () => void): Koa {
  const router = new Router();
  addApi(router, book, manners, changed);
  addPages(router, book, manners);
  const app = new Koa();
  app.use(bodyParser({ enableTypes: ["text"], extendTypes: { text: [form] } }));
  app.use(router.routes());
  app.on("error", () => {}); // a shopper who leaves in the middle is no event here
  return app;
}

const form = "application/x-www-form-urlencoded";

/** The page that an event is about: also for what names only its payment. */
function sessionOf(book: Book, object: object): Session | undefined {
  const { id = "", payment_intent = id } = object as { id?: string; payment_intent?: string };
  const all = [...book.sessions.values()];
  return book.sessions.get(id) ?? all.find((session) => session.payment_intent === payment_intent);
}

function withoutAccount(object: object): object {
  const { account: _, ...told } = { account: "", ...object };
  return told;
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
