import { type DeskContext, field } from "../../context.ts";
import { Conflict } from "../../errors.ts";
import { writeDown } from "../../models/store/audit.ts";
import {
  activateDiscount,
  lockDiscountWith,
  removeDiscount,
} from "../../models/store/desk/discounts/discount.ts";
import { leaveNotice } from "../../notice.ts";
import { changing } from "../../retry.ts";
import { actorOf } from "../actor.ts";
import { idOf } from "../change.ts";
import { goOn } from "../desk.ts";

/** Pauses a discount (active=0), or lets it be used again (active=1). */
export async function activate(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const active = field(ctx, "active") === "1";
  const code = await changing(ctx.state.store.id, async () => {
    const before = await lockDiscountWith(id);
    if (before.active === active) return before.code;
    await activateDiscount(id, active);
    await writeDown(actorOf(ctx), {
      kind: active ? "discount.resumed" : "discount.paused",
      subject: `discount ${id}`,
      before: { active: before.active },
      after: { active },
    });
    return before.code;
  });
  leaveNotice(ctx, {
    text: active ? `${code} can be used again.` : `${code} is paused.`,
    undo: { to: `/discounts/${id}/activity`, active: active ? 0 : 1 },
  });
  goOn(ctx, `/discounts/${id}`);
}

/** Deletes a discount that no order was placed with. */
export async function destroy(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  try {
    await changing(ctx.state.store.id, async () => {
      const { used: _, ...before } = await lockDiscountWith(id);
      await removeDiscount(id);
      await writeDown(actorOf(ctx), {
        kind: "discount.deleted",
        subject: `discount ${id}`,
        before,
      });
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    leaveNotice(ctx, { text: error.message, tone: "bad" });
    return goOn(ctx, `/discounts/${id}`);
  }
  leaveNotice(ctx, { text: "The discount is deleted." });
  goOn(ctx, "/discounts");
}
