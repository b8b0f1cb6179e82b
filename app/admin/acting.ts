import { asPlatform, field, goTo, inStore, type StaffContext } from "../context.ts";
import { cookie, hashOf } from "../cookies.ts";
import { storeWithId } from "../directory.ts";
import { Conflict } from "../errors.ts";
import { actingMinutes, beginActing, endActing } from "../models/shared/admin/acting.ts";
import { notePlatform } from "../models/shared/admin/events.ts";
import { writeDown } from "../models/store/audit.ts";
import { leaveNotice } from "../notice.ts";
import { actorOf } from "./show.ts";
import { readStore, showStore } from "./stores/stores.ts";

const leastReason = 10;
const mostReason = 200;

/** Acts as the owner of a shop for half an hour, after saying why. Both logs tell. */
export async function begin(ctx: StaffContext): Promise<void> {
  const shop = await readStore(ctx);
  const reason = field(ctx, "reason").slice(0, mostReason);
  if (reason.length < leastReason) {
    ctx.status = 422;
    const errors = {
      reason: `Please say why, in ${leastReason} characters or more: the owner reads it.`,
    };
    return showStore(ctx, shop, { errors, typed: { reason } });
  }
  if (shop.state !== "open") throw new Conflict("Only for an open shop can anybody act.");

  await stop(ctx);
  // The shop's log first: nobody acts who did not leave a line there.
  await tellShop(ctx, shop.id, "platform.acting-begun", { reason, minutes: actingMinutes });
  await asPlatform("write", async () => {
    if (!(await beginActing(hashOf(cookie(ctx, "staff")), shop.id, reason))) {
      throw new Conflict("The shop is not open any more.");
    }
    const detail = { code: shop.code, name: shop.name, reason };
    await notePlatform(actorOf(ctx), { kind: "acting.begun", store: shop.id, detail });
  });
  goTo(ctx, `/store/${shop.code}/dashboard`);
}

/** Stops acting for a shop. */
export async function end(ctx: StaffContext): Promise<void> {
  const store = await stop(ctx);
  if (!store) return goTo(ctx, "/admin/stores");

  leaveNotice(ctx, { text: `You no longer act as the owner of ${store.name}.` });
  goTo(ctx, `/admin/stores/${store.code}`);
}

async function stop(ctx: StaffContext) {
  const id = await asPlatform("write", async () => {
    const ended = await endActing(hashOf(cookie(ctx, "staff")));
    if (ended) await notePlatform(actorOf(ctx), { kind: "acting.ended", store: ended });
    return ended;
  });
  if (!id) return undefined;
  const store = await storeWithId(id);
  if (store?.state === "open") await tellShop(ctx, id, "platform.acting-ended", {});
  return store;
}

function tellShop(ctx: StaffContext, store: number, kind: string, after: object): Promise<void> {
  const { id, name, ip } = actorOf(ctx);
  return inStore(store, "write", () =>
    writeDown({ id, name: `${name} (platform)`, ip }, { kind, subject: "shop", after }),
  );
}
