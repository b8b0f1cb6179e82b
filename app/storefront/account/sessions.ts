import { field, goTo, inStore, type StoreContext } from "../../context.ts";
import { cookie, hashOf } from "../../cookies.ts";
import { deviceOf } from "../../customers/device.ts";
import { date } from "../../filters.ts";
import type { CustomerRow } from "../../models/store/customers/customer.ts";
import { endSessionNamed, endSessions, sessionsOf } from "../../models/store/customers/session.ts";
import { leaveNotice } from "../../notice.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAccount } from "./show-account.ts";

/** Where the customer is signed in. */
export async function show(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const sessions = await sessionsOf(customer.id, hashOf(cookie(ctx, "session")));
  showAccount(ctx, contents, "sessions", "Where you are signed in", {
    sessions: sessions.map(({ key, agent, created_at, current }) => ({
      key,
      current,
      device: deviceOf(agent),
      since: date(created_at, contents.settings),
      sinceAt: created_at.toISOString(),
    })),
  });
}

/** Ends one of them, named by its key, or without one all but this. */
export async function end(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const key = field(ctx, "key");
  await inStore(ctx.state.store.id, "write", () =>
    key
      ? endSessionNamed(customer.id, key)
      : endSessions(customer.id, hashOf(cookie(ctx, "session"))),
  );
  const text = key ? "That device is signed out." : "Everywhere else you are signed out.";
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.account("sessions"));
}
