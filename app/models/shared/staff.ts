import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { Role } from "../../staff/roles.ts";
import type { StoreState } from "./store.ts";

/** A shop that somebody works in. */
export interface Workplace {
  id: number;
  code: string;
  name: string;
  state: StoreState;
  role: Role;
}

/** In whose name somebody of the platform acts, and for how long. */
export interface Acting {
  store: number;
  code: string;
  name: string;
  reason: string;
  /** How many minutes are left, begun ones counted. */
  minutes: number;
}

/** Somebody who is signed in to run shops or the platform. */
export interface Staff {
  id: number;
  email: string;
  name: string;
  is_admin: boolean;
  /** The password was right, but the second factor is still to come. */
  halfway: boolean;
  workplaces: Workplace[];
  /** A platform's person who acts as the owner of one shop for a while, and why. */
  acting: Acting | null;
}

/** Whom a session belongs to, by the hash of its token; undefined when it has ended. Ask as the platform. */
export async function findStaff(tokenHash: Buffer): Promise<Staff | undefined> {
  const [row] = await sequelize.query<Staff>(
    `select u.id, u.email, u.name, u.is_admin, s.stage = 'password' as halfway,
       case when s.acting_until > now() and u.is_admin then (select json_build_object('store', a.id, 'code', a.code,
         'name', a.name, 'reason', s.acting_reason, 'minutes', ceil(extract(epoch from s.acting_until - now()) / 60))
         from stores a where a.id = s.acting_store) end as acting,
       (select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'state', t.state,
         'role', m.role) order by lower(t.name), t.id), '[]')
         from memberships m join stores t on t.id = m.store_id where m.user_id = u.id and t.state <> 'trashed') as workplaces
     from staff_sessions s join users u on u.id = s.user_id
     where s.token_hash = $1 and s.expires_at > now()`,
    { bind: [tokenHash], type: QueryTypes.SELECT },
  );
  return row;
}
