import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { likeWords } from "../../like.ts";
import { limitsAsJson, type Plan, type StoreLimits, type StoreState } from "../store.ts";

/** A store in the list of all. */
export interface ListedStore {
  id: number;
  code: string;
  name: string;
  plan: Plan;
  state: StoreState;
  created_at: Date;
  trashed_at: Date | null;
  /** The addresses of its owners. */
  owners: string[];
  products: number;
  orders: number;
  bytes: number;
  file_bytes: number;
}

/** Which stores are to be listed. */
export interface StoresWanted {
  /** Part of a name, a code, a domain or an owner's address. */
  words: string;
  state?: StoreState | undefined;
  plan?: Plan | undefined;
  order: StoreOrder;
  /** From 1. */
  page: number;
}

const orders = {
  newest: "s.created_at desc, s.id desc",
  name: "lower(s.name), s.id",
  size: "coalesce(u.bytes, 0) + coalesce(u.file_bytes, 0) desc, s.id",
  orders: "coalesce(u.orders, 0) desc, s.id",
} as const;

export type StoreOrder = keyof typeof orders;

export const storesAPage = 50;

/** Everything about one store that the shared room knows. */
export interface StoreSheet extends Omit<ListedStore, "products" | "orders" | "bytes"> {
  domains: { domain: string; is_verified: boolean; is_primary: boolean }[];
  staff: { id: number; email: string; name: string; role: string }[];
  invitations: { email: string; role: string; expires_at: string }[];
  /** Null before the worker gathered it for the first time. */
  usage: StoreUsage | null;
  /** What it took within the last 24 hours and this one. */
  recent: { milliseconds: number; refused: number; cancelled: number };
  /** Null when it has what its plan says. */
  limits: StoreLimits | null;
  /** Why it has other limits than its plan says, who said so, and when. */
  agreed: { reason: string; by: string; at: string } | null;
  /** Since when it is being removed: nothing brings it back. */
  dropping_since: Date | null;
  /** Codes that it had before, and that lead to it, the last one first. */
  former: { code: string; since: string }[];
  /** The newest migration of its schema. */
  version: number;
  /** What the worker gave up. */
  dead: number;
}

interface StoreUsage {
  gathered_at: string | null;
  products: number;
  orders: number;
  customers: number;
  revenue: number;
  currency: string;
  row_count: number;
  bytes: number;
  file_bytes: number;
  requests: number;
}

const owners = `array(select w.email from memberships m join users w on w.id = m.user_id
  where m.store_id = s.id and m.role = 'owner' order by w.email)`;

const wanted = `($1 = '' or s.name ilike $2 or s.code like $2
    or exists (select from store_domains d where d.store_id = s.id and d.domain like $2)
    or exists (select from memberships m join users w on w.id = m.user_id
      where m.store_id = s.id and m.role = 'owner' and w.email like $2))
  and ($3::text is null or s.plan = $3)`;

/** Stores as the platform's people see them; ask as the platform. */
export class AdminStores {
  /** A page of them, with the number of all that there are. */
  static async list(wish: StoresWanted): Promise<{ stores: ListedStore[]; total: number }> {
    const rows = await sequelize.query<ListedStore & { total: number }>(
      `select s.id, s.code, s.name, s.plan, s.state, s.created_at, s.trashed_at, ${owners} as owners,
         coalesce(u.products, 0) as products, coalesce(u.orders, 0) as orders, coalesce(u.bytes, 0) as bytes,
         coalesce(u.file_bytes, 0) as file_bytes, count(*) over () as total
       from stores s left join usage u on u.store_id = s.id
       where ${wanted} and ($4::text is null or s.state = $4)
       order by ${orders[wish.order]} limit ${storesAPage} offset $5`,
      {
        bind: [...bound(wish), wish.state ?? null, (wish.page - 1) * storesAPage],
        type: QueryTypes.SELECT,
      },
    );
    return { stores: rows, total: rows[0]?.total ?? 0 };
  }

  /** How many of those that are looked for are in each state. */
  static async counts(wish: StoresWanted): Promise<Partial<Record<StoreState, number>>> {
    const rows = await sequelize.query<{ state: StoreState; stores: number }>(
      `select s.state, count(*) as stores from stores s where ${wanted} group by s.state`,
      { bind: bound(wish), type: QueryTypes.SELECT },
    );
    return Object.fromEntries(rows.map(({ state, stores }) => [state, stores]));
  }

  static async withCode(code: string): Promise<StoreSheet | undefined> {
    const [row] = await sequelize.query<StoreSheet>(
      `select s.id, s.code, s.name, s.plan, s.state, s.created_at, s.trashed_at, s.dropping_since, s.version, ${owners} as owners,
         (select coalesce(json_agg(json_build_object('code', f.code, 'since', f.retired_at) order by f.retired_at desc), '[]')
           from former_codes f where f.store_id = s.id) as former,
         coalesce(u.file_bytes, 0) as file_bytes, case when u.gathered_at is not null then to_json(u) end as usage,
         (select coalesce(json_agg(json_build_object('domain', d.domain, 'is_verified', d.is_verified,
           'is_primary', d.is_primary) order by d.is_primary desc, d.id), '[]')
           from store_domains d where d.store_id = s.id) as domains,
         (select coalesce(json_agg(json_build_object('id', w.id, 'email', w.email, 'name', w.name, 'role', m.role)
           order by m.created_at, w.id), '[]')
           from memberships m join users w on w.id = m.user_id where m.store_id = s.id) as staff,
         (select coalesce(json_agg(json_build_object('email', i.email, 'role', i.role, 'expires_at', i.expires_at)
           order by i.created_at), '[]')
           from invitations i where i.store_id = s.id and i.expires_at > now()) as invitations,
         (select count(*) from outbox o where o.store_id = s.id and o.state = 'dead') as dead,
         (select json_build_object('milliseconds', coalesce(sum(h.milliseconds), 0),
           'refused', coalesce(sum(h.refused), 0), 'cancelled', coalesce(sum(h.cancelled), 0))
           from usage_hours h where h.store_id = s.id and h.hour > now() - interval '25 hours') as recent,
         (select ${limitsAsJson} from store_limits l where l.store_id = s.id) as limits,
         (select json_build_object('reason', l.reason, 'by', l.set_by, 'at', l.set_at)
           from store_limits l where l.store_id = s.id) as agreed
       from stores s left join usage u on u.store_id = s.id where s.code = $1`,
      { bind: [code], type: QueryTypes.SELECT },
    );
    return row;
  }

  /** What all of them together have. */
  static async totals(): Promise<{ orders: number; products: number; bytes: number }> {
    const [row] = await sequelize.query<{ orders: number; products: number; bytes: number }>(
      `select coalesce(sum(u.orders), 0)::bigint as orders, coalesce(sum(u.products), 0)::bigint as products,
         coalesce(sum(u.bytes + u.file_bytes), 0)::bigint as bytes
       from usage u join stores s on s.id = u.store_id where s.state <> 'trashed'`,
      { type: QueryTypes.SELECT },
    );
    return row ?? { orders: 0, products: 0, bytes: 0 };
  }
}

function bound({ words, plan }: StoresWanted): (string | null)[] {
  return [words, likeWords(words), plan ?? null];
}
