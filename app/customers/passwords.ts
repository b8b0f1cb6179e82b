import { hash, verify } from "@node-rs/argon2";
import { Turns } from "../turns.ts";

/** Each takes a core and 19 MiB. */
const turns = new Turns({
  atOnce: 2,
  mostWaiting: 100,
  busy: "Many people sign in right now. Please try again in a few seconds.",
});

/** Argon2id with what OWASP asks for: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nothing in particular, so that an account that does not exist takes as long as one that does. */
const nobodys =
  "$argon2id$v=19$m=19456,t=2,p=1$d2l6YW1hcnQtbm9ib2R5cw$HB/QuJzbs0W+KDhSt4VjhWoT+fZhesxDu731A5VPSYU";

/**
 * What is kept of a password. Takes some 30 ms on purpose, so never inside a unit of work.
 * @throws Refusal (503) when too many wait already
 */
export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(composed(password), cost));
}

/**
 * Whether a password is the one that `kept` was made of. Without a hash to compare it with it is not, and that takes
 * just as long. Never inside a unit of work.
 * @throws Refusal (503) when too many wait already
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const same = await turns.take(() => verify(kept ?? nobodys, composed(password)));
  return same && kept !== null;
}

/** What is wrong with a new password, for whoever chose it; null when nothing is. */
export function faultOfPassword(password: string, email: string): string | null {
  if ([...password].length < 8) return "Please take at least 8 characters.";
  if (password.length > 200) return "Please take at most 200 characters.";
  if (password.toLowerCase() === email) return "Please take something else than your address.";
  if (/^(.)\1*$/.test(password)) return "Please take more than one character.";
  return null;
}

/** The same letters typed on another keyboard are the same password. */
function composed(password: string): string {
  return password.normalize("NFC");
}
