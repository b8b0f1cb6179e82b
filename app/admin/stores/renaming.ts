import { asPlatform, field, goTo, type StaffContext } from "../../context.ts";
import { forgetStore } from "../../directory.ts";
import { Conflict } from "../../errors.ts";
import { notePlatform } from "../../models/shared/admin/events.ts";
import { freeFormerCode, renameCode } from "../../models/shared/admin/moves.ts";
import type { StoreSheet } from "../../models/shared/admin/stores.ts";
import { CodeTaken } from "../../models/shared/opening.ts";
import { leaveNotice } from "../../notice.ts";
import { codeFault } from "../../store-code.ts";
import { actorOf } from "../show.ts";
import { readStore, showStore } from "./stores.ts";

/** Gives a shop another code: its addresses change at once, and the old ones lead to the new. */
export async function rename(ctx: StaffContext): Promise<void> {
  const shop = await readStore(ctx);
  const code = field(ctx, "newCode").toLowerCase();
  const fault = codeFault(code) ?? (await tryRename(ctx, shop, code));
  if (fault) {
    ctx.status = 422;
    return showStore(ctx, shop, { errors: { newCode: fault }, typed: { newCode: code } });
  }

  forgetStore(shop);
  leaveNotice(ctx, {
    text: `${shop.name} is "${code}" now. Addresses with "${shop.code}" lead there.`,
  });
  goTo(ctx, `/admin/stores/${code}`);
}

/** Lets go of a code that a shop had before: nothing leads from it any more, and another shop may take it. */
export async function free(ctx: StaffContext): Promise<void> {
  const shop = await readStore(ctx);
  const former = field(ctx, "former");
  await asPlatform("write", async () => {
    if (!(await freeFormerCode(shop.id, former)))
      throw new Conflict("This code does not lead to the shop any more.");
    const detail = { code: shop.code, name: shop.name, former };
    await notePlatform(actorOf(ctx), { kind: "store.freed", store: shop.id, detail });
  });
  forgetStore(shop);
  leaveNotice(ctx, { text: `"${former}" is free: its addresses lead nowhere.` });
  goTo(ctx, `/admin/stores/${shop.code}`);
}

/** Both the code and the log, or neither. Gives what is wrong with the code, for the form. */
async function tryRename(
  ctx: StaffContext,
  shop: StoreSheet,
  code: string,
): Promise<string | undefined> {
  try {
    await asPlatform("write", async () => {
      const before = await renameCode(shop.id, code);
      if (!before) throw new Conflict("The shop has this code already, or is in the trash.");
      const detail = { code, name: shop.name, before, after: code };
      await notePlatform(actorOf(ctx), { kind: "store.renamed", store: shop.id, detail });
    });
  } catch (error) {
    if (error instanceof CodeTaken) return error.message;
    throw error;
  }
  return undefined;
}
