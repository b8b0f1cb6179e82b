import { asPlatform, inStore } from "../context.ts";
import { Conflict } from "../errors.ts";
import {
  endInvitation,
  type Invitation,
  type ReadInvitation,
} from "../models/shared/people/invitation.ts";
import { employ } from "../models/shared/people/membership.ts";
import { createUser, noteVerified, type User } from "../models/shared/people/user.ts";
import { type Actor, writeDown } from "../models/store/audit.ts";

/** Lets somebody who is signed in follow an invitation; false when it is gone. */
export async function join(
  invitation: ReadInvitation,
  actor: Actor & { id: number },
): Promise<boolean> {
  const joined = await asPlatform("write", async () => {
    if (!(await endInvitation(invitation.id))) return false;
    await noteVerified(actor.id); // the link came by mail
    await employ(actor.id, invitation.store_id, invitation.role);
    return true;
  });
  if (joined) await noteJoining(invitation, actor);
  return joined;
}

/** The same with a new account; undefined when the invitation is gone. @throws Conflict when the address got one meanwhile */
export async function joinAnew(
  invitation: ReadInvitation,
  account: { name: string; passwordHash: string },
  ip: string,
): Promise<User | undefined> {
  const { email, store_id, role } = invitation;
  const user = await asPlatform("write", async () => {
    if (!(await endInvitation(invitation.id))) return undefined;
    const made = await createUser({ ...account, email, verified: true });
    if (!made)
      throw new Conflict("This address has just got an account. Please open the link again.");
    await employ(made.id, store_id, role);
    return made;
  });
  if (user) await noteJoining(invitation, { id: user.id, name: user.name, ip });
  return user;
}

function noteJoining({ store_id, email, role }: Invitation, actor: Actor): Promise<void> {
  return inStore(store_id, "write", () =>
    writeDown(actor, { kind: "staff.joined", subject: email, after: { role } }),
  );
}
