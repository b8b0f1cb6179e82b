import { asPlatform, field, goTo, type StaffContext } from "../../context.ts";
import { cookie, hashOf } from "../../cookies.ts";
import { deviceOf } from "../../customers/device.ts";
import { date } from "../../filters.ts";
import {
  endStaffSessionNamed,
  endStaffSessions,
  type StaffSession,
} from "../../models/shared/people/session.ts";
import { leaveNotice } from "../../notice.ts";

/** Ends one of the visitor's sessions, named by its key, or without one all but this. */
export async function end(ctx: StaffContext): Promise<void> {
  const { id } = ctx.state.staff;
  const key = field(ctx, "key");
  await asPlatform("write", () =>
    key ? endStaffSessionNamed(id, key) : endStaffSessions(id, hashOf(cookie(ctx, "staff"))),
  );
  const text = key ? "That device is signed out." : "Everywhere else you are signed out.";
  leaveNotice(ctx, { text });
  goTo(ctx, "/me");
}

/** A session as the page lists it. */
export function shownSession({ key, agent, ip, created_at, current }: StaffSession) {
  return {
    key,
    current,
    ip,
    device: deviceOf(agent),
    since: date(created_at, { locale: "en-IE" }),
    sinceAt: created_at.toISOString(),
  };
}
