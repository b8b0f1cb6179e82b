import { config } from "../../app/config.ts";
import type { Delivery, Endpoint } from "../../app/payments/rehearsal/deliveries.ts";
import { goodManners } from "../../app/payments/rehearsal/manners.ts";
import type { Session } from "../../app/payments/rehearsal/objects.ts";
import { type Peer, startPeer } from "../../app/payments/rehearsal/peer.ts";
import type { Order } from "./orders.ts";
import { shopper } from "./shopper.ts";
import type { Shop } from "./shops.ts";
import { get, type Page, port } from "./visit.ts";

/** A provider for the tests' application, with all that it was told and did. */
export interface Till {
  peer: Peer;
  /** The platform's webhook; what an account is told goes where `tells` says, or here. */
  platform: Endpoint;
  tells: Map<string, Endpoint | undefined>;
  /** Sends the shopper to pay an order; gives the address of the provider's page, or of the order's. */
  begins(shop: Shop, order: Order): Promise<string>;
  /** What a shopper does on the provider's page. */
  does(address: string, choice: "pay" | "decline" | "cancel" | "debit"): Promise<Page>;
  /** Pays an order, and waits until the application knows. */
  pays(shop: Shop, order: Order): Promise<void>;
  session(address: string): Session;
  /** A webhook of a shop's own. */
  webhookOf(shop: Shop, secret?: string): Endpoint;
  /** Sends an event that was sent before; gives the answer's status. */
  sendsAgain(delivery: Delivery, endpoint?: Endpoint): Promise<number>;
  close(): Promise<void>;
}

export const platformKey = "sk_test_platform";
const platformSecret = "whsec_platform";

/** Opens a till, and gives the application the keys of the platform's account there. */
export async function openTill(): Promise<Till> {
  const platform: Endpoint = {
    port: await port(),
    host: "localhost",
    path: "/webhooks/stripe",
    secret: platformSecret,
  };
  const tells = new Map<string, Endpoint | undefined>([[platformKey, platform]]);
  const peer = await startPeer({
    port: 0,
    endpointFor: (account) => tells.get(account),
    pauses: [10, 20, 50, 100, 200, 400],
  });
  const before = settings();
  Object.assign(config, {
    STRIPE_API_URL: `http://127.0.0.1:${peer.port}`,
    STRIPE_SECRET_KEY: platformKey,
    STRIPE_WEBHOOK_SECRET: platformSecret,
  });
  return tillOf(peer, platform, tells, async () => {
    Object.assign(config, before);
    await peer.stop();
  });
}

/** Puts a till back to how it was opened. */
export async function tidy({ peer, platform, tells }: Till): Promise<void> {
  await peer.deliveries.quiet();
  Object.assign(peer.manners, goodManners);
  tells.clear();
  tells.set(platformKey, platform);
  peer.deliveries.sent.length = 0;
}

function tillOf(
  peer: Peer,
  platform: Endpoint,
  tells: Map<string, Endpoint | undefined>,
  close: () => Promise<void>,
): Till {
  const till: Till = {
    peer,
    platform,
    tells,
    async begins(shop, order) {
      const place = `${shop.code}.localhost/shop/orders/${order.token}/pay`;
      const page = await shopper().sends(place);
      return page.headers.location ?? `${page.status}`;
    },
    does(address, choice) {
      const { pathname } = new URL(address);
      const type = { "Content-Type": "application/x-www-form-urlencoded" };
      return get(peer.port, pathname, { Host: "peer", ...type }, "POST", `choice=${choice}`);
    },
    async pays(shop, order) {
      await till.does(await till.begins(shop, order), "pay");
      await peer.deliveries.quiet();
    },
    session(address) {
      const session = peer.book.sessions.get(address.split("/").at(-1) ?? "");
      if (!session) throw new Error(`there is no page at ${address}`);
      return session;
    },
    webhookOf: (shop, secret = platformSecret) => ({
      ...platform,
      host: `${shop.code}.localhost`,
      path: "/shop/webhooks/stripe",
      secret,
    }),
    sendsAgain: (delivery, endpoint = platform) => peer.deliveries.again(delivery, endpoint),
    close,
  };
  return till;
}

function settings() {
  const { STRIPE_API_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = config;
  return { STRIPE_API_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET };
}
