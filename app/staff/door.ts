import { type AnyContext, asPlatform } from "../context.ts";
import { cookie, dropCookie, hashOf, newToken, setCookie } from "../cookies.ts";
import { isPassword } from "../customers/passwords.ts";
import { type Attempt, forgive, waitFor, waitInWords } from "../customers/throttle.ts";
import { secret } from "../form.ts";
import { endStaffSession, type Stage, startStaffSession } from "../models/shared/people/session.ts";
import { type User, userWithEmail } from "../models/shared/people/user.ts";

/** No store has this number: attempts at the platform's own door are counted by themselves. */
const platform = 0;

/** The account of an address, if the form's password is its own. Without an account it takes as long. */
export async function provenUser(ctx: AnyContext, email: string): Promise<User | undefined> {
  const user = await asPlatform("read", () => userWithEmail(email));
  const right = await isPassword(secret(ctx, "password"), user?.password_hash ?? null);
  return right ? user : undefined;
}

/**
 * Signs somebody in with a new token, whatever the browser had before. Gives how far that went: where a second factor
 * is set it is still to come. Undefined when the password is not that of the account any more.
 */
export async function enter(
  ctx: AnyContext,
  user: User,
  stage: Stage = user.has_factor ? "password" : "whole",
): Promise<Stage | undefined> {
  const token = newToken();
  const before = cookie(ctx, "staff");
  const facts = { agent: ctx.get("User-Agent"), ip: ctx.state.visit?.ip ?? "" };
  const entered = await asPlatform("write", async () => {
    if (before) await endStaffSession(hashOf(before));
    return startStaffSession({ user, stage, tokenHash: hashOf(token), ...facts });
  });
  if (!entered) return undefined;

  setCookie(ctx, "staff", token);
  return stage;
}

/** Ends the session of this browser. */
export async function leave(ctx: AnyContext): Promise<void> {
  const token = cookie(ctx, "staff");
  if (token) await asPlatform("write", () => endStaffSession(hashOf(token)));
  dropCookie(ctx, "staff");
}

/** Counts an attempt; what to tell the visitor when it was one too many, and undefined when they may go ahead. */
export async function tooMany(
  ctx: AnyContext,
  attempt: Attempt,
  account: string,
): Promise<string | undefined> {
  const seconds = await waitFor(attempt, trierOf(ctx, account));
  if (seconds === 0) return undefined;

  ctx.set("Retry-After", String(seconds));
  return `That was tried too often. Please try again ${waitInWords(seconds)}.`;
}

/** The password was right: the count begins afresh. */
export function forgiveAttempts(ctx: AnyContext, account: string): Promise<void> {
  return forgive(trierOf(ctx, account));
}

function trierOf(ctx: AnyContext, account: string) {
  return { storeId: platform, email: account, ip: ctx.state.visit?.ip ?? "" };
}
