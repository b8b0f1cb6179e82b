import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** A customer who is signed in. */
export interface SignedIn {
  id: number;
  email: string;
  name: string;
  /** The address is known to be theirs. */
  verified: boolean;
}

/**
 * Whom a session belongs to, and how many units are in the cart: the customer's, or the guest's whose cart cookie it is.
 * Both are given as the hashes of the cookies' tokens.
 */
export async function findVisitor(
  session: Buffer | null,
  cart: Buffer | null,
): Promise<{ customer: SignedIn | null; inCart: number }> {
  const [row] = await sequelize.query<{ customer: SignedIn | null; inCart: number }>(
    `with me as (
       select c.id, c.email, c.name, c.verified_at is not null as verified
       from sessions s join customers c on c.id = s.customer_id
       where s.token_hash = $1 and s.expires_at > now() and c.erased_at is null)
     select (select to_json(me) from me) as customer,
       coalesce((select sum((line ->> 'quantity')::integer)
         from carts k, jsonb_array_elements(k.lines) line
         where k.state = 'open' and case when exists (select from me) then k.customer_id = (select id from me)
           else k.token_hash = $2 and k.customer_id is null end), 0)::integer as "inCart"`,
    { bind: [session, cart], type: QueryTypes.SELECT },
  );
  return row ?? { customer: null, inCart: 0 };
}
