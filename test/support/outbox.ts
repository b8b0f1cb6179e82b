import { inStore } from "../../app/context.ts";
import { type Errand, type Errands, post } from "../../app/outbox.ts";
import { withAdmin } from "../../db/admin.ts";
import type { Shop } from "./shops.ts";

/** A row of the outbox as it stands. */
export interface Posted {
  id: number;
  kind: string;
  state: string;
  attempts: number;
  error: string;
  /** In how many seconds it is due. */
  due: number;
}

/** Posts an errand of a shop; gives its number. */
export async function posts<Kind extends Errand>(
  shop: Pick<Shop, "id">,
  kind: Kind,
  payload: Errands[Kind],
): Promise<number> {
  await inStore(shop.id, "write", () => post(kind, payload));
  return (await postedBy(shop)).at(-1)?.id ?? 0;
}

/** The errands of a shop that are not done, the oldest first. */
export function postedBy(shop: Pick<Shop, "id">): Promise<Posted[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<Posted>(
      `select id::integer, kind, state, attempts, error, round(extract(epoch from due_at - now()))::integer as due
       from public.outbox where store_id = $1 order by id`,
      [shop.id],
    );
    return rows;
  });
}

/** Lets the time pass until a shop's errands are due. */
export async function makeDue(shop: Pick<Shop, "id">): Promise<void> {
  await withAdmin((client) =>
    client.query("update public.outbox set due_at = now() where store_id = $1", [shop.id]),
  );
}
