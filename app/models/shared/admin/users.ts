import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Role } from "../../../staff/roles.ts";
import { likeWords } from "../../like.ts";

/** Somebody with an account, in the list of all. */
export interface ListedUser {
  id: number;
  email: string;
  name: string;
  is_admin: boolean;
  verified_at: Date | null;
  created_at: Date;
  shops: number;
  sessions: number;
  total: number;
}

/** The same, with where they work and where they are signed in. */
export interface UserSheet extends Omit<ListedUser, "shops" | "sessions" | "total"> {
  has_factor: boolean;
  workplaces: { code: string; name: string; role: Role }[];
  sessions: { agent: string; ip: string; created_at: string; seen_at: string }[];
}

export const usersAPage = 50;

/** People with an account; ask as the platform. */
export class AdminUsers {
  /** A page of them, admins first; each row says how many there are in all. */
  static list(words: string, page: number): Promise<ListedUser[]> {
    return sequelize.query<ListedUser>(
      `select u.id, u.email, u.name, u.is_admin, u.verified_at, u.created_at,
         (select count(*) from memberships m where m.user_id = u.id) as shops,
         (select count(*) from staff_sessions s where s.user_id = u.id and s.expires_at > now() and s.stage = 'whole') as sessions,
         count(*) over () as total
       from users u where $1 = '' or u.email like $2 or u.name ilike $2
       order by u.is_admin desc, u.email limit ${usersAPage} offset $3`,
      { bind: [words, likeWords(words), (page - 1) * usersAPage], type: QueryTypes.SELECT },
    );
  }

  static async withId(id: number): Promise<UserSheet | undefined> {
    const [row] = await sequelize.query<UserSheet>(
      `select u.id, u.email, u.name, u.is_admin, u.verified_at, u.created_at, u.totp_secret <> '' as has_factor,
         (select coalesce(json_agg(json_build_object('code', t.code, 'name', t.name, 'role', m.role) order by lower(t.name)), '[]')
           from memberships m join stores t on t.id = m.store_id where m.user_id = u.id) as workplaces,
         (select coalesce(json_agg(json_build_object('agent', s.agent, 'ip', s.ip, 'created_at', s.created_at,
           'seen_at', s.seen_at) order by s.created_at desc), '[]')
           from staff_sessions s where s.user_id = u.id and s.expires_at > now() and s.stage = 'whole') as sessions
       from users u where u.id = $1`,
      { bind: [id], type: QueryTypes.SELECT },
    );
    return row;
  }

  /** Lets somebody into the platform's own rooms; false when they are in already. */
  static async promote(id: number): Promise<boolean> {
    const rows = await sequelize.query(
      "update users set is_admin = true where id = $1 and not is_admin returning id",
      { bind: [id], type: QueryTypes.SELECT },
    );
    return rows.length > 0;
  }

  /** Takes somebody out of them; false for the last one who is in. */
  static async demote(id: number): Promise<boolean> {
    // Two who take each other out at the same moment must not both succeed.
    await sequelize.query("select id from users where is_admin order by id for update");
    const rows = await sequelize.query(
      `update users set is_admin = false where id = $1 and is_admin
         and exists (select from users o where o.is_admin and o.id <> $1) returning id`,
      { bind: [id], type: QueryTypes.SELECT },
    );
    return rows.length > 0;
  }

  /** Signs somebody out everywhere; gives of how many browsers. */
  static async signOut(id: number): Promise<number> {
    const rows = await sequelize.query(
      "delete from staff_sessions where user_id = $1 returning user_id",
      { bind: [id], type: QueryTypes.SELECT },
    );
    return rows.length;
  }
}
