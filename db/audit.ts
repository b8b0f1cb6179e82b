import type pg from "pg";
import { grantRules } from "./audit/grants.ts";
import { isSuperuser, type Trial, type Trying, tryStores } from "./audit/neighbours.ts";
import { objectRules } from "./audit/objects.ts";
import { roleRules } from "./audit/roles.ts";
import type { Finding, Severity } from "./audit/rule.ts";
import { sharedRules } from "./audit/shared.ts";
import { stillOpen } from "./harden.ts";
import { migrationsOf } from "./migrations.ts";

export { document } from "./audit/document.ts";
export { tryNeighbours } from "./audit/neighbours.ts";
export type { Finding, Severity } from "./audit/rule.ts";

const order: Severity[] = ["hole", "risk", "note"];

/** What was found, and what it rests on. */
export interface Audited {
  findings: Finding[];
  trial: Omit<Trial, "findings">;
}

/**
 * Asks whether any role can reach what belongs to another: from the catalogues, in as many queries for
 * 10,000 stores as for three, and then by trying. Gives what is wrong, the worst first; nothing when all is
 * well. `client` is a superuser's or the provisioner's, and may be inside a transaction; `sample` is for how
 * many pairs of stores it is tried.
 */
export async function audit(client: pg.Client, sample = 20): Promise<Finding[]> {
  return (await auditAbout(client, { sample })).findings;
}

/** The same with what was tried; with `about`, for the sake of one store, which is then one of every pair. */
export async function auditAbout(client: pg.Client, trying: Trying): Promise<Audited> {
  const fromCatalogues = [
    ...(await auditCatalogues(client)),
    ...(await strangeFunctions(client)),
    ...(await hardening(client)),
  ];
  const { findings: fromTrying, ...trial } = await tryStores(client, trying);
  const findings = [...fromCatalogues, ...fromTrying];
  findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const { about } = trying;
  return {
    findings: about === undefined ? findings : findings.flatMap((one) => concerning(one, about)),
    trial,
  };
}

const roomName = /\b\w*store_(\d+)\b/g;

/** What is between other stores only is none of this one's business, and their names are not for its owner. */
function concerning(finding: Finding, about: number): Finding[] {
  const text = `${finding.subject} ${finding.message}`;
  const rooms = [...text.matchAll(roomName)].map(([, id]) => Number(id));
  if (rooms.length > 0 && !rooms.includes(about)) return [];
  const hidden = (words: string) =>
    words.replaceAll(roomName, (name, id) => (Number(id) === about ? name : "another store"));
  return [{ ...finding, subject: hidden(finding.subject), message: hidden(finding.message) }];
}

/** The findings as text for a terminal: what each means, and the SQL that puts it right. */
export function auditReport(findings: Finding[]): string {
  if (findings.length === 0) return "Nothing found: every store can reach its own rows only.";

  const entries = findings.map(({ severity, subject, message, repair }) =>
    [`${severity.toUpperCase().padEnd(4)}  ${subject}: ${message}.`, ...repairLines(repair)].join(
      "\n",
    ),
  );
  const counts = order
    .map((severity) => [severity, findings.filter((one) => one.severity === severity).length])
    .filter(([, count]) => count !== 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? "" : "s"}`);
  return `${entries.join("\n")}\n\n${counts.join(", ")}`;
}

function repairLines(repair: string): string[] {
  return repair.split("\n").flatMap((line) => (line ? [`      ${line};`] : []));
}

async function auditCatalogues(client: pg.Client): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of [...roleRules, ...grantRules, ...sharedRules, ...objectRules]) {
    findings.push(...(await client.query<Finding>(`${rule} order by 1, 2, 3`)).rows);
  }
  return findings;
}

interface Written {
  name: string;
  body: string;
  definer: boolean;
}

/** Every function of the shared room stands word for word in a migration, so a planted or edited one does not. */
async function strangeFunctions(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<Written>(
    `select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name, p.prosrc as body, p.prosecdef as definer
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname !~ '^store_[0-9]+$' and n.nspname not in ('pg_catalog', 'information_schema')
       and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype = 'e') order by 1`,
  );
  return rows.filter(isUnknown).map(({ name, definer }) => ({
    severity: definer ? "hole" : "risk",
    subject: name,
    message: definer
      ? "It works with its owner's rights, and no migration has it like that"
      : "No migration has this function like that",
    repair: `DROP FUNCTION ${name}`,
  }));
}

function isUnknown({ body }: Written): boolean {
  return !body || !migrationsOf("shared").some((migration) => migration.sql.includes(body));
}

async function hardening(client: pg.Client): Promise<Finding[]> {
  const [open, superuser] = [await stillOpen(client), await isSuperuser(client)];
  if (open.length === 0) return [];

  const canSwitch = open.some((name) => name.includes("set_config("));
  const finding: Finding = {
    severity: canSwitch ? "hole" : "risk",
    subject: "hardening",
    message: canSwitch
      ? `Everybody may call set_config, with which an injected expression becomes another store (${open.length} things are open)`
      : `Everybody may use what the hardening closes: ${open.slice(0, 5).join(", ")}${open.length > 5 ? ` and ${open.length - 5} more` : ""}`,
    repair: superuser ? closing(open) : "",
  };
  return superuser ? [finding] : [finding, onlyBySuperuser];
}

function closing(open: string[]): string {
  return open
    .map((name) =>
      name.endsWith(")")
        ? `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`
        : `REVOKE SELECT ON ${name} FROM PUBLIC`,
    )
    .join("\n");
}

const onlyBySuperuser: Finding = {
  severity: "note",
  subject: "hardening",
  message:
    "Only a superuser can do the hardening (`wizamart db harden`), and this login is none: many managed servers give nobody that right",
  repair: "",
};
