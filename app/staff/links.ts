import {
  holderOf,
  isDoneBy,
  isTokenFor,
  type LinkHolder,
  type LinkPurpose,
  resetToken,
  verifyToken,
} from "../customers/tokens.ts";
import type { Invitation } from "../models/shared/people/invitation.ts";
import type { User } from "../models/shared/people/user.ts";
import { isSigned, signatureOf } from "../signing.ts";

/** No store has this number: a link of the platform opens nothing in a shop, nor the other way round. */
const platform = 0;

/** The path of the page that confirms somebody's address; good for 7 days, and once. */
export function verifyPath(user: User): string {
  return `/verify/${verifyToken(platform, holder(user))}`;
}

/** The path of the page that asks for a new password; good for an hour, and once. */
export function resetPath(user: User): string {
  return `/reset/${resetToken(platform, holder(user))}`;
}

/** The path of an invitation; good for as long as that is. */
export function invitationPath(invitation: Invitation): string {
  const { id } = invitation;
  return `/invitations/${id.toString(36)}-${signatureOf("invitation", platform, stateOf(invitation))}`;
}

/** The user for whom a link is good; undefined when it is for nobody (any more). `read` finds them, or locks them as well. */
export async function userOfLink(
  purpose: LinkPurpose,
  token: string,
  read: (id: number) => Promise<User | undefined>,
): Promise<User | undefined> {
  const id = holderOf(token);
  const user = id === undefined ? undefined : await read(id);
  return user && isTokenFor(purpose, platform, holder(user), token) ? user : undefined;
}

/** Whether a link confirmed its user's address already; for whoever follows it a second time. */
export async function hasConfirmed(
  token: string,
  read: (id: number) => Promise<User | undefined>,
): Promise<boolean> {
  const id = holderOf(token);
  const user = id === undefined ? undefined : await read(id);
  return user !== undefined && isDoneBy(platform, holder(user), token);
}

/** Which invitation a link says that it is. */
export function invitationOfLink(token: string): number | undefined {
  const [, id = ""] = /^([0-9a-z]{1,6})-[\w-]{22}$/.exec(token) ?? [];
  const number = Number.parseInt(id, 36);
  return number > 0 && number < 2 ** 31 ? number : undefined;
}

/** Whether a link was made for this invitation as it is now. */
export function isInvitationLink(invitation: Invitation, token: string): boolean {
  const signature = token.slice(token.indexOf("-") + 1);
  return isSigned("invitation", platform, stateOf(invitation), signature);
}

function holder({ id, email, password_hash, verified_at }: User): LinkHolder {
  return { id, email, password_hash, verified_at, new_email: "" };
}

/** An invitation that was renewed has another time, and with it another link. */
function stateOf({ id, store_id, email, role, created_at }: Invitation): string {
  return JSON.stringify([id, store_id, email, role, created_at.toISOString()]);
}
