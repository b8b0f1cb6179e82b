import { asPlatform, inStore } from "../context.ts";
import {
  endInvitation,
  type Invitation,
  invitationOf,
  invite,
  lockPeople,
} from "../models/shared/people/invitation.ts";
import { type Change, changeRole, dismiss, isMember } from "../models/shared/people/membership.ts";
import type { Plan, StoreState } from "../models/shared/store.ts";
import { type Actor, type Deed, writeDown } from "../models/store/audit.ts";
import { planFault } from "../plans.ts";
import { retrying } from "../retry.ts";
import type { Role } from "./roles.ts";

interface Shop {
  id: number;
  state: StoreState;
}

/** Invites somebody to a shop by mail. Gives what is in the way, as a sentence; undefined when it is done. */
export async function inviteTo(
  shop: Shop & { plan: Plan },
  { email, role }: { email: string; role: Role },
  actor: Actor,
): Promise<string | undefined> {
  const fault = await asPlatform("write", async () => {
    if (await isMember(email, shop.id)) return "Somebody with this address works here already.";
    const full = planFault(shop.plan, "staff", (await lockPeople(shop.id, email)) + 1);
    if (full) return full;
    await invite({ storeId: shop.id, email, role, by: actor.id });
    return undefined;
  });
  if (!fault) await note(shop, actor, { kind: "staff.invited", subject: email, after: { role } });
  return fault;
}

/** Takes an invitation back. Gives what it was; undefined when it was gone. */
export async function withdraw(
  shop: Shop,
  id: number,
  actor: Actor,
): Promise<Invitation | undefined> {
  const invitation = await asPlatform("write", async () => {
    const found = await invitationOf(shop.id, id);
    if (found) await endInvitation(found.id);
    return found;
  });
  if (!invitation) return undefined;
  const { email, role } = invitation;
  await note(shop, actor, { kind: "staff.withdrawn", subject: email, before: { role } });
  return invitation;
}

/** Gives somebody another role. */
export async function appoint(
  shop: Shop,
  userId: number,
  role: Role,
  actor: Actor,
): Promise<Change> {
  const change = await retrying(() => asPlatform("write", () => changeRole(userId, shop.id, role)));
  if (change.done && change.before !== role) {
    const { email, before } = change;
    const sides = { before: { role: before }, after: { role } };
    await note(shop, actor, { kind: "staff.appointed", subject: email, ...sides });
  }
  return change;
}

/** Ends somebody's work in a shop; their own doing when they are the actor. */
export async function letGo(shop: Shop, userId: number, actor: Actor): Promise<Change> {
  const change = await retrying(() => asPlatform("write", () => dismiss(userId, shop.id)));
  if (change.done) {
    const kind = actor.id === userId ? "staff.left" : "staff.removed";
    const before = { role: change.before };
    await note(shop, actor, { kind, subject: change.email, before });
  }
  return change;
}

/** A shop that is not open has its log locked away with everything else. */
async function note({ id, state }: Shop, actor: Actor, deed: Deed): Promise<void> {
  if (state === "open") await inStore(id, "write", () => writeDown(actor, deed));
}
