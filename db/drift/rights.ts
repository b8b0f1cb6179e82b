import { roles } from "../roles.ts";
import type { Difference, Phase, Step } from "./repair.ts";

type Access = Record<string, string> | null | undefined;

interface Compared {
  /** What the rights are on, in words. */
  subject: string;
  wanted: Access;
  found: Access;
  /** The statement for `rights`, which begins with GRANT or REVOKE and ends before TO or FROM. */
  statement: (verb: "GRANT" | "REVOKE", rights: readonly string[]) => string;
}

const grantOption = " WITH GRANT OPTION";
const phase: Phase = "right";

/** Rights that somebody lacks, which are given back, and those that no migration gives, which are proposed to be taken. */
export function compareRights({ subject, wanted, found, statement }: Compared): Difference[] {
  const people = new Set([...Object.keys(wanted ?? {}), ...Object.keys(found ?? {})]);
  return [...people].sort().flatMap((who) => {
    const [should, may] = [rightsOf(wanted, who), rightsOf(found, who)];
    const lacking = should.filter(
      (right) => !may.includes(right) && !may.includes(right + grantOption),
    );
    const extra = may.filter((right) => !should.includes(right));
    return [
      ...(lacking.length > 0 ? [lacks(subject, who, lacking, statement)] : []),
      ...(extra.length > 0 ? [hasMore(subject, who, { extra, should }, statement)] : []),
    ];
  });
}

function rightsOf(access: Access, who: string): string[] {
  return access?.[who]?.split(", ") ?? [];
}

function lacks(
  subject: string,
  who: string,
  rights: readonly string[],
  statement: Compared["statement"],
): Difference {
  return {
    message: `${subject}: ${inWords(who)} lacks ${rights.join(", ")}`,
    repair: [{ phase, sql: `${statement("GRANT", rights)} TO ${inSql(who)}` }],
  };
}

function hasMore(
  subject: string,
  who: string,
  { extra, should }: { extra: readonly string[]; should: readonly string[] },
  statement: Compared["statement"],
): Difference {
  const options = extra.filter((right) => should.includes(plain(right)));
  const rights = extra.filter((right) => !options.includes(right)).map(plain);
  const repair: Step[] = [];
  if (rights.length > 0)
    repair.push({
      phase,
      proposed: true,
      sql: `${statement("REVOKE", rights)} FROM ${inSql(who)}`,
    });
  if (options.length > 0) {
    const revoke = statement("REVOKE", options.map(plain)).replace(
      "REVOKE ",
      "REVOKE GRANT OPTION FOR ",
    );
    repair.push({ phase, proposed: true, sql: `${revoke} FROM ${inSql(who)}` });
  }
  return {
    message: `${subject}: ${inWords(who)} has ${extra.join(", ")}, which no migration gives`,
    repair,
  };
}

function plain(right: string): string {
  return right.replace(grantOption, "");
}

function inWords(who: string): string {
  if (who === "store_N") return "its own role";
  return who === "PUBLIC" ? "everybody" : inSql(who);
}

/** Names of roles come quoted from the catalogue. */
function inSql(who: string): string {
  if (who === "store_N") return "role_of_store_N";
  return who === "owner" ? roles.owner : who;
}
