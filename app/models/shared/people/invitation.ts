import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { postForPlatform } from "../../../outbox.ts";
import type { Role } from "../../../staff/roles.ts";

/** Somebody is asked to work in a shop. */
export interface Invitation {
  id: number;
  store_id: number;
  email: string;
  role: Role;
  created_at: Date;
  expires_at: Date;
  /** Its time is over. */
  stale: boolean;
}

/** The same with what its letter and its page say. */
export interface ReadInvitation extends Invitation {
  code: string;
  shop: string;
  /** Who invites; "" when they are gone, or it was the platform. */
  by: string;
}

export interface NewInvitation {
  storeId: number;
  email: string;
  role: Role;
  /** The user that invites; null for the platform itself. */
  by: number | null;
}

const columns = "id, store_id, email, role, created_at, expires_at, expires_at <= now() as stale";

/**
 * Invites somebody, by mail; a second time the older invitation is worth nothing any more. Call inside a unit of the
 * platform.
 */
export async function invite({ storeId, email, role, by }: NewInvitation): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into invitations (store_id, email, role, invited_by) values ($1, $2, $3, $4)
     on conflict (store_id, email) do update set role = excluded.role, invited_by = excluded.invited_by,
       created_at = now(), expires_at = now() + interval '7 days'
     returning id`,
    { bind: [storeId, email, role, by], type: QueryTypes.SELECT },
  );
  const id = row?.id ?? 0;
  await postForPlatform("mail-invitation", { invitation: id });
  return id;
}

/** Those of a shop that nobody has followed yet, the newest first. */
export function invitationsOf(storeId: number): Promise<Invitation[]> {
  return sequelize.query<Invitation>(
    `select ${columns} from invitations where store_id = $1 order by created_at desc, id desc`,
    { bind: [storeId], type: QueryTypes.SELECT },
  );
}

/** One of a shop's; undefined when it is none of this shop. */
export async function invitationOf(storeId: number, id: number): Promise<Invitation | undefined> {
  const [row] = await sequelize.query<Invitation>(
    `select ${columns} from invitations where store_id = $1 and id = $2 for update`,
    { bind: [storeId, id], type: QueryTypes.SELECT },
  );
  return row;
}

/** One that is still good, in a shop that is open, with all that its letter says. */
export async function readInvitation(id: number): Promise<ReadInvitation | undefined> {
  const [row] = await sequelize.query<ReadInvitation>(
    `select i.id, i.store_id, i.email, i.role, i.created_at, i.expires_at, false as stale, s.code, s.name as shop,
       coalesce(u.name, '') as by
     from invitations i join stores s on s.id = i.store_id left join users u on u.id = i.invited_by
     where i.id = $1 and i.expires_at > now() and s.state = 'open'`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Takes it away, followed or withdrawn. False when it was gone. */
export async function endInvitation(id: number): Promise<boolean> {
  const rows = await sequelize.query("delete from invitations where id = $1 returning id", {
    bind: [id],
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}

/**
 * How many people a shop has, those included who are invited, but for one address. Until the unit ends nobody else
 * invites anybody to this shop.
 */
export async function lockPeople(storeId: number, exceptFor: string): Promise<number> {
  await sequelize.query("select from stores where id = $1 for no key update", { bind: [storeId] });
  const [row] = await sequelize.query<{ people: number }>(
    `select ((select count(*) from memberships where store_id = $1)
       + (select count(*) from invitations where store_id = $1 and expires_at > now() and email <> $2))::integer as people`,
    { bind: [storeId, exceptFor], type: QueryTypes.SELECT },
  );
  return row?.people ?? 0;
}
