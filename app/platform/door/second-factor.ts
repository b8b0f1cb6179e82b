import { type AnyContext, asPlatform, field, goTo } from "../../context.ts";
import { cookie, hashOf } from "../../cookies.ts";
import { fresh, type ShownForm } from "../../form.ts";
import { halfwayUser } from "../../models/shared/people/session.ts";
import { findUser, type User } from "../../models/shared/people/user.ts";
import { enter, forgiveAttempts, tooMany } from "../../staff/door.ts";
import { ownPath } from "../../staff/own-path.ts";
import { isProven } from "../../staff/second-factor.ts";
import { showDoor } from "../show.ts";

const wrong = "This code is not right, or was used before. Please wait for the next one.";

/** Asks for the second factor. Whoever has not given the password, or both, goes to the sign-in page. */
export async function show(ctx: AnyContext): Promise<void> {
  const next = ownPath(ctx.query.next);
  if (!(await halfway(ctx))) return goTo(ctx, wayIn(next));
  showCode(ctx, fresh({ next }));
}

/** Takes a code of the app, or a recovery code, each once. */
export async function create(ctx: AnyContext): Promise<void> {
  const user = await halfway(ctx);
  const form = fresh({ next: ownPath(field(ctx, "next")) });
  if (!user) return goTo(ctx, wayIn(form.values.next));
  const account = `code of ${user.id}`;
  const wait = await tooMany(ctx, "password", account);
  if (wait) return showAgain(ctx, form, wait, 429);

  const proven = await isProven(user.id, field(ctx, "code").slice(0, 50));
  if (!proven || !(await enter(ctx, user, "whole"))) return showAgain(ctx, form, wrong, 422);
  await forgiveAttempts(ctx, account);
  goTo(ctx, wayIn(form.values.next));
}

async function halfway(ctx: AnyContext): Promise<User | undefined> {
  const token = cookie(ctx, "staff");
  if (!token) return undefined;
  return asPlatform("read", async () => {
    const id = await halfwayUser(hashOf(token));
    return id === undefined ? undefined : findUser(id);
  });
}

function wayIn(next = ""): string {
  return next ? `/login?next=${encodeURIComponent(next)}` : "/login";
}

function showAgain(ctx: AnyContext, form: ShownForm, message: string, status: number): void {
  ctx.status = status;
  showCode(ctx, { ...form, errors: { code: message } });
}

function showCode(ctx: AnyContext, form: ShownForm): void {
  showDoor(ctx, "staff/code", "Second step", { form });
}
