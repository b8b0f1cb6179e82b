import type pg from "pg";
import { becomeOwner, inTransaction } from "../../db/admin.ts";
import { changeState, openSuspended } from "../../db/provision.ts";
import { record } from "../../db/provisioning/record.ts";
import { defaultTheme } from "../themes.ts";
import { moveCategories } from "./moving/catalogue/categories.ts";
import { moveProducts } from "./moving/catalogue/products.ts";
import type { Move } from "./moving/move.ts";
import { moveOrders } from "./moving/orders/orders.ts";
import { moveCustomers } from "./moving/people/customers.ts";
import { moveDomains } from "./moving/shop/domains.ts";
import { moveFacts } from "./moving/shop/facts.ts";
import { movePages } from "./moving/shop/pages.ts";
import { moveStaff } from "./moving/shop/staff.ts";
import { noteMoving, noteOutcome } from "./room/adoptions.ts";
import { countNow, countOld } from "./room/checks.ts";
import { type Room, StoreRoom } from "./room/room.ts";

/** A move without the place to move to. */
export type Begun = Omit<Move, "room">;

/**
 * Opens a store that nobody can enter, and moves everything into it in one transaction, which also counts, compares and,
 * when all agrees, opens the door. Whatever ends it in between leaves a closed, empty store that is written down as on
 * its way. Gives the store's id.
 */
export async function moveStore(client: pg.Client, source: string, begun: Begun): Promise<number> {
  const { store, tally } = begun;
  const { id: oldId, code, name, plan, currency, locale } = store;
  const opening = { code, name, plan, currency, locale, theme: defaultTheme(name) };
  const id = await openSuspended(client, opening, (made) =>
    noteMoving(client, source, oldId, made),
  );
  await inTransaction(client, async () => {
    await becomeOwner(client);
    const room = await StoreRoom.enter(client, id);
    await moveInto(begun, room);
    await room.leave();
    const isSame = tally.differences().length === 0;
    if (isSame && store.active) await changeState(client, id, "open");
    await noteOutcome(client, id, isSame ? "done" : "differs", outcomeOf(begun));
    const detail = { source, oldCode: store.oldCode };
    if (isSame) await record(client, id, { actor: "db adopt", kind: "store.adopted", detail });
  });
  return id;
}

/** Moves everything into a room, and counts on both sides. */
export async function moveInto(begun: Begun, room: Room): Promise<void> {
  const move: Move = { ...begun, room };
  await moveFacts(move);
  await moveDomains(move);
  await moveStaff(move);
  await moveCategories(move);
  await moveProducts(move);
  await moveCustomers(move);
  await moveOrders(move);
  await movePages(move);
  await countOld(move);
  await countNow(move);
}

function outcomeOf({ tally }: Begun): object {
  return {
    counts: Object.fromEntries(tally.counts),
    differences: tally.differences(),
    notes: tally.notes.map(({ about, what, count }) => ({ about, what, count })),
  };
}
