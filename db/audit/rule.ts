import { config } from "../../app/config.ts";
import { quoteText, roles } from "../roles.ts";

export type Severity = "hole" | "risk" | "note";

/** Something that is not as it should be. */
export interface Finding {
  /** hole: rows of another store can be reached; risk: one more mistake and they can; note: worth knowing. */
  severity: Severity;
  /** What it is about: a role, a schema, a table, a function. */
  subject: string;
  /** What it means, in one sentence. */
  message: string;
  /** SQL for a superuser that puts it right; empty where only a person can decide. */
  repair: string;
}

/** A query over the catalogues, whatever the number of stores; each of its rows is a finding. */
export type Rule = string;

export const owner = quoteText(roles.owner);
export const app = quoteText(roles.app);
export const platform = quoteText(roles.platform);
export const store = quoteText(roles.store);
export const provisioner = quoteText(roles.provisioner);
export const prefix = quoteText(config.ROLE_PREFIX);
export const storeRolePattern = quoteText(`^${config.ROLE_PREFIX}store_[0-9]+$`);

/** The schemas of the stores, each with the oid of the role that it belongs to. */
export const rooms = `rooms as (
  select n.oid, n.nspname, n.nspowner, n.nspacl, r.oid as role
  from pg_namespace n left join pg_roles r on r.rolname = ${prefix} || n.nspname
  where n.nspname ~ '^store_[0-9]+$')`;

/** The roles that a query of the web processes can run as. */
export const webRoles = `web as (
  select oid, rolname, rolname = ${app} as is_login from pg_roles
  where rolname in (${app}, ${platform}, ${store}) or rolname ~ ${storeRolePattern})`;

/** Is the oid in `column` a role that the web processes' login can become, or everybody? */
export function reachable(column: string): string {
  return `(${column} = 0 or coalesce((select pg_has_role(a.oid, ${column}, 'MEMBER') from pg_roles a where a.rolname = ${app}), false))`;
}

/** A role's name as SQL text, from its oid in `column`. */
export function grantee(column: string): string {
  return `case ${column} when 0 then 'PUBLIC' else ${column}::regrole::text end`;
}

/** True for a role that may do everything anyway. */
export function isSuperuser(column: string): string {
  return `exists (select from pg_roles s where s.oid = ${column} and s.rolsuper)`;
}

/** True for an object that came with an extension. */
export function isOfExtension(catalogue: string, column: string): string {
  return `exists (select from pg_depend x where x.classid = '${catalogue}'::regclass and x.objid = ${column} and x.deptype = 'e')`;
}
