import type pg from "pg";

/**
 * Makes somebody with an account the owner of a store; anybody else is invited by mail. Call as the owner, in the
 * transaction that opens the store. Gives what was done.
 */
export async function giveTo(
  client: pg.Client,
  storeId: number,
  email: string,
): Promise<"owns" | "invited"> {
  const { rowCount } = await client.query(
    `insert into public.memberships (user_id, store_id, role)
     select id, $1, 'owner' from public.users where email = $2`,
    [storeId, email],
  );
  if (rowCount) return "owns";

  await client.query(
    `with invited as (
       insert into public.invitations (store_id, email, role) values ($1, $2, 'owner') returning id)
     insert into public.outbox (store_id, kind, payload)
     select null, 'mail-invitation', jsonb_build_object('invitation', id) from invited`,
    [storeId, email],
  );
  return "invited";
}
