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

/** Who looks at a page, and how much is in the cart. */
export interface Visitor {
  customer: SignedIn | null;
  /** Units in the cart. */
  inCart: number;
}

/**
 * Whom a session belongs to, and how many units are in the cart: the customer's, or the guest's whose cart cookie it is.
 * Both are given as the hashes of the cookies' tokens.
 */
export async function findVisitor(session: Buffer | null, cart: Buffer | null): Promise<Visitor> {
  const [row] = await sequelize.query<Visitor>(
    `with me as (
       select c.id, c.email, c.name, c.verified_at is not null as verified
       from sessions s join customers c on c.id = s.customer_id
       where s.token_hash = $1 and s.expires_at > now() and c.erased_at is null),
     cart as (
       select lines from carts where state = 'open' and customer_id = (select id from me)
       union all
       select lines from carts
       where state = 'open' and customer_id is null and token_hash = $2 and not exists (select from me))
     select (select to_json(me) from me) as customer, coalesce(
       (select sum((line ->> 'quantity')::integer) from cart, jsonb_array_elements(lines) line), 0)::integer as "inCart"`,
    { bind: [session, cart], type: QueryTypes.SELECT },
  );
  return row ?? { customer: null, inCart: 0 };
}
