import type pg from "pg";
import { config } from "../../app/config.ts";
import { quoteText, roles } from "../roles.ts";
import type { Difference } from "./repair.ts";

/** What there is under the number of one store. */
export interface Room {
  /** Also the name of its role, which ROLE_PREFIX goes before. */
  schema: string;
  /** Null for what is no store's. */
  code: string | null;
  /** The store's state; `dropping` for one whose removal has begun; `spare`; null when neither a store nor a spare has this number. */
  state: string | null;
  /** By the ledger; 0 when it says nothing. */
  version: number;
  hasSchema: boolean;
  hasRole: boolean;
  /** Its role is also used in another database of this cluster. */
  isElsewhere: boolean;
  mayEnter: boolean;
  inGroup: boolean;
  isReachable: boolean;
}

const prefix = quoteText(config.ROLE_PREFIX);

/** Every store, spare, schema and role, in one query; or what belongs to one store. */
export async function readRooms(client: pg.Client, storeId?: number): Promise<Room[]> {
  const { rows } = await client.query<Room>(roomsQuery, [storeId ?? null]);
  return rows;
}

const roomsQuery = `
  with known as (
    select 'store_' || s.id as schema, s.id, s.code::text as code,
      case when to_jsonb(s) ->> 'dropping_since' is null then s.state::text else 'dropping' end as state
    from public.stores s
    union all
    select 'store_' || s.id, s.id, null, 'spare' from public.spare_schemas s where not exists (select from public.stores t where t.id = s.id)
  ), ledger as (
    select m.store_id, max(m.version) as version from public.store_migrations m where m.state = 'done' group by m.store_id
  ), schemas as (
    select n.oid, n.nspname::text as schema, n.nspacl from pg_namespace n where n.nspname ~ '^store_[0-9]+$'
  ), roles as (
    select r.oid, substr(r.rolname, length(${prefix}) + 1) as schema from pg_roles r where r.rolname ~ ('^' || ${prefix} || 'store_[0-9]+$')
  ), names as (
    select schema from known union select schema from schemas union select schema from roles
      union select 'store_' || store_id from ledger
  ), members as (
    select m.member, m.roleid, g.rolname = ${quoteText(roles.store)} as in_group, u.rolname = ${quoteText(roles.app)} as by_app
    from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
    where g.rolname = ${quoteText(roles.store)} or u.rolname = ${quoteText(roles.app)}
  )
  select n.schema, k.code, k.state, coalesce(l.version, 0) as version, s.oid is not null as "hasSchema", r.oid is not null as "hasRole",
    k.schema is null and exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
      and d.dbid not in (0, (select oid from pg_database where datname = current_database()))) as "isElsewhere",
    coalesce((select bool_or(x.privilege_type = 'USAGE') from aclexplode(s.nspacl) x where x.grantee = r.oid), false) as "mayEnter",
    g.member is not null as "inGroup", w.roleid is not null as "isReachable"
  from names n left join known k on k.schema = n.schema left join ledger l on 'store_' || l.store_id = n.schema
    left join schemas s on s.schema = n.schema left join roles r on r.schema = n.schema
    left join (select distinct member from members where in_group) g on g.member = r.oid
    left join (select distinct roleid from members where by_app) w on w.roleid = r.oid
  where $1::integer is null or n.schema = 'store_' || $1
  order by length(n.schema), n.schema`;

/**
 * What is wrong with a store's role, its schema as a whole and its rows: half a store, what nobody knows of, a door that
 * is open or shut against the store's state.
 */
export function compareRoom(room: Room): Difference[] {
  if (!room.state) return orphaned(room);
  if (room.state === "dropping") return [halfDropped(room)];
  if (!room.hasSchema) return [withoutSchema(room)];
  if (!room.hasRole) return [withoutRole(room)];
  return [...withoutVersion(room), ...memberships(room), ...door(room)];
}

function orphaned({ hasSchema, hasRole, isElsewhere, version }: Room): Difference[] {
  const schema: Difference = {
    message:
      "this schema belongs to no store and is no spare: a store of that number would find what is in it",
    repair: [{ phase: "schema", proposed: true, sql: "DROP SCHEMA store_N CASCADE" }],
  };
  const role: Difference = {
    message: "this role belongs to no store and is no spare",
    repair: [{ phase: "after", proposed: true, sql: "DROP ROLE role_of_store_N" }],
  };
  const sql = "DELETE FROM public.store_migrations WHERE 'store_' || store_id = 'store_N'";
  const ledger: Difference = {
    message: "the ledger has migrations of it, and it is neither a store nor a spare",
    repair: [{ phase: "right", proposed: true, sql }],
  };
  return [
    ...(hasSchema ? [schema] : []),
    ...(hasRole && !isElsewhere ? [role] : []),
    ...(version > 0 ? [ledger] : []),
  ];
}

function halfDropped({ code }: Room): Difference {
  const message = `is being removed: if nobody is at it, \`stores drop ${code}\` goes on`;
  return { message, repair: [] };
}

function withoutSchema({ state }: Room): Difference {
  if (state === "opening")
    return { message: "has no schema yet: a running worker makes it within seconds", repair: [] };
  if (state !== "spare")
    return { message: "has no schema: restore it from a backup, or drop the store", repair: [] };
  const sql = "DELETE FROM public.spare_schemas WHERE 'store_' || id = 'store_N'";
  return {
    message: "is listed as a spare and has no schema",
    repair: [{ phase: "right", proposed: true, sql }],
  };
}

function withoutRole(room: Room): Difference {
  const tables = "SELECT, INSERT, UPDATE, DELETE";
  return {
    message: "has no role: the shop is down",
    repair: [
      { phase: "role", sql: "CREATE ROLE role_of_store_N NOLOGIN" },
      { phase: "role", sql: joinGroup },
      { phase: "role", sql: letAppBecome },
      ...(isOpen(room) ? [{ phase: "right", sql: letIn } as const] : []),
      { phase: "right", sql: `GRANT ${tables} ON ALL TABLES IN SCHEMA store_N TO role_of_store_N` },
      {
        phase: "right",
        sql: `ALTER DEFAULT PRIVILEGES FOR ROLE ${roles.owner} IN SCHEMA store_N GRANT ${tables} ON TABLES TO role_of_store_N`,
      },
    ],
  };
}

function withoutVersion({ version, state }: Room): Difference[] {
  if (version > 0) return [];
  const message =
    state === "opening"
      ? "its schema is being made, or nobody wrote down which migrations it has"
      : "the ledger says nothing of its migrations: it was compared with nothing, and `db migrate` would begin with the first";
  return [{ message, repair: [] }];
}

const joinGroup = `GRANT ${roles.store} TO role_of_store_N`;
const letAppBecome = `GRANT role_of_store_N TO ${roles.app}`;
const letIn = "GRANT USAGE ON SCHEMA store_N TO role_of_store_N";

function memberships({ inGroup, isReachable }: Room): Difference[] {
  const group: Difference = {
    message: `its role is not a member of ${roles.store}: it cannot read its own row of the shared tables`,
    repair: [{ phase: "role", sql: joinGroup }],
  };
  const app: Difference = {
    message: `${roles.app} cannot become its role: the shop is down`,
    repair: [{ phase: "role", sql: letAppBecome }],
  };
  return [...(inGroup ? [] : [group]), ...(isReachable ? [] : [app])];
}

function door(room: Room): Difference[] {
  if (room.state === "opening" || room.mayEnter === isOpen(room)) return [];
  return [
    isOpen(room)
      ? {
          message: "its own role may not enter its schema: the shop is down",
          repair: [{ phase: "right", sql: letIn }],
        }
      : {
          message: `its own role may enter its schema, although it is ${room.state}`,
          repair: [{ phase: "right", sql: "REVOKE USAGE ON SCHEMA store_N FROM role_of_store_N" }],
        },
  ];
}

function isOpen({ state }: Room): boolean {
  return state === "open" || state === "spare";
}
