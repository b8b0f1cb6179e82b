import { type AnyContext, asPlatform, goTo, param } from "../../context.ts";
import { findUser, lockUser, noteVerified, type User } from "../../models/shared/people/user.ts";
import { leaveNotice } from "../../notice.ts";
import { hasConfirmed, userOfLink } from "../../staff/links.ts";
import { showDoor } from "../show.ts";

type LinkContext = AnyContext & { params: Record<string, string> };

/** The page behind the link in the mail, with a button: mail readers follow links by themselves. */
export async function show(ctx: LinkContext): Promise<void> {
  await showVerify(
    ctx,
    await asPlatform("read", () => userOfLink("verify", param(ctx, "token"), findUser)),
  );
}

/** Notes that the address is theirs. Whoever follows the link once more is told that it is done. */
export async function create(ctx: LinkContext): Promise<void> {
  const user = await asPlatform("write", async () => {
    const found = await userOfLink("verify", param(ctx, "token"), lockUser);
    if (found) await noteVerified(found.id);
    return found;
  });
  if (!user) return showVerify(ctx, undefined);

  leaveNotice(ctx, { text: "Thank you: your address is confirmed." });
  goTo(ctx, "/login");
}

async function showVerify(ctx: LinkContext, user: User | undefined): Promise<void> {
  const token = param(ctx, "token");
  const isDone = !user && (await asPlatform("read", () => hasConfirmed(token, findUser)));
  const address = user?.email ?? "";
  ctx.status = user || isDone ? 200 : 410;
  showDoor(ctx, "staff/verify", "Confirm your address", {
    ...{ action: `/verify/${token}`, address, isDone },
  });
}
