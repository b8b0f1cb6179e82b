import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** What somebody may try a few times only: passwords, and mails to an address that may not be theirs. */
export type Attempt = "password" | "mail";

const minute = 60;

/** Each web process counts by itself. By account against guessing, by address of the network against many accounts. */
const limiters = {
  password: {
    account: limiter("password-account", 10, 15 * minute),
    network: limiter("password-network", 60, 15 * minute),
  },
  mail: {
    account: limiter("mail-account", 3, 60 * minute),
    network: limiter("mail-network", 20, 60 * minute),
  },
};

/** Who tries: an account (known or not) of a store, from an address of the network. */
export interface Trier {
  storeId: number;
  email: string;
  ip: string;
}

/** Counts an attempt. Gives the seconds to wait before the next one may be made, 0 when this one may go ahead. */
export async function waitFor(attempt: Attempt, trier: Trier): Promise<number> {
  const { account, network } = limiters[attempt];
  const waits = await Promise.all([
    take(account, accountKey(trier)),
    take(network, networkKey(trier)),
  ]);
  return Math.ceil(Math.max(...waits) / 1_000);
}

/** The password was right, or a new one was chosen through the mail: whoever has the account starts afresh. */
export async function forgive(trier: Trier): Promise<void> {
  await Promise.all([
    limiters.password.account.delete(accountKey(trier)),
    limiters.password.network.reward(networkKey(trier)),
  ]);
}

/** Forgets what was counted of a network, of one store: for whoever knows that its many attempts are meant well. */
export async function trustNetwork(network: Omit<Trier, "email">): Promise<void> {
  const key = networkKey({ ...network, email: "" });
  await Promise.all(Object.values(limiters).map((each) => each.network.delete(key)));
}

/** "in 15 minutes", for the message. */
export function waitInWords(seconds: number): string {
  if (seconds < 90) return "in a minute";
  return `in ${Math.ceil(seconds / minute)} minutes`;
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration });
}

async function take(from: RateLimiterMemory, key: string): Promise<number> {
  try {
    await from.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused.msBeforeNext;
    throw refused;
  }
}

function accountKey({ storeId, email }: Trier): string {
  return `${storeId}/${email.slice(0, 254)}`;
}

function networkKey({ storeId, ip }: Trier): string {
  return `${storeId}/${networkOf(ip)}`;
}

/** Whoever has one address of IPv6 has the other 2^64 as well. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  return address.toByteArray().slice(0, 8).join(".");
}
