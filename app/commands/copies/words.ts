import pg from "pg";
import type { CloneReport } from "../../../db/copies/clone.ts";
import type { ExportReport } from "../../../db/copies/export.ts";
import { ArchiveDamaged, ArchiveForeign } from "../../../db/copies/faults.ts";
import type { ImportReport } from "../../../db/copies/import.ts";
import type { Manifest } from "../../../db/copies/manifest.ts";
import { newestVersion } from "../../../db/migrations.ts";
import { publicAddress } from "../../urls.ts";
import { Misuse } from "../outcome.ts";

const number = new Intl.NumberFormat("en-IE");
const mostNamed = 10;

/** What an export did. */
export function exported(
  name: string,
  { file, bytes, rows, files, missing }: ExportReport,
): string {
  const lines = [
    `${name} is in ${file}: ${number.format(rows)} rows, ${number.format(files)} files, ${number.format(bytes)} bytes`,
    "It holds what customers told the shop, and hashes of passwords: keep it where nobody else reads it",
  ];
  if (missing.length > 0)
    lines.push(`${missing.length} pictures have no file, and had none to copy: ${listed(missing)}`);
  return lines.join("\n");
}

export interface Imported {
  code: string;
  name: string;
  state: "open" | "suspended";
  report: ImportReport;
  lostKeys: string[];
  invited: boolean;
}

/** What an import did, and what is left to do by hand. */
export function imported(manifest: Manifest, done: Imported): string {
  const { code, name, state, report, lostKeys } = done;
  const { rows, files, version, id } = report;
  const newest = newestVersion("store");
  const since = version < newest ? `, brought from version ${version} to ${newest}` : "";
  const address = publicAddress({ code, plan: manifest.store.plan, domains: [] }, "/");
  const how =
    state === "open"
      ? `is open at ${address}`
      : `is here, suspended: \`stores resume ${code}\` opens it at ${address}`;
  return [
    `${name} ${how}`,
    `  store ${id}, plan ${manifest.store.plan}: ${number.format(rows)} rows, ${number.format(files)} files${since}`,
    ...domainLines(manifest, report),
    ...peopleLines(manifest, done),
    ...(lostKeys.length > 0
      ? [
          `  payment keys (${lostKeys.join(", ")}) were encrypted for the store that it was: enter them anew at its desk, until then nobody pays that way`,
        ]
      : []),
    ...(report.expiries > 0
      ? [`  unpaid orders that let their goods go when their time is over: ${report.expiries}`]
      : []),
    ...(manifest.missing.length > 0
      ? [`  ${manifest.missing.length} pictures had no file: ${listed(manifest.missing)}`]
      : []),
  ].join("\n");
}

function domainLines({ domains }: Manifest, { domainsTaken }: ImportReport): string[] {
  const noted = domains.map(({ domain }) => domain).filter((one) => !domainsTaken.includes(one));
  return [
    ...(noted.length > 0
      ? [`  domains to be verified before it answers on them: ${listed(noted)}`]
      : []),
    ...(domainsTaken.length > 0
      ? [`  domains that another store has here, left there: ${listed(domainsTaken)}`]
      : []),
  ];
}

function peopleLines({ members }: Manifest, { report, invited }: Imported): string[] {
  const { strangers } = report;
  const known = members.length - strangers.length;
  const names = listed(strangers.map(({ email, role }) => `${email} (${role})`));
  return [
    ...(known > 0 ? [`  ${people(known)} may work in it as before`] : []),
    ...(strangers.length > 0
      ? [
          `  ${invited ? "invited by mail" : "without an account here (--invite asks them)"}: ${names}`,
        ]
      : []),
  ];
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

interface Cloned {
  code: string;
  name: string;
  address: string;
  original: { code: string; name: string };
  report: CloneReport;
}

/** What a clone has, and what it does not do. */
export function cloned({ code, name, address, original, report }: Cloned): string {
  return [
    `${name} (${code}) is a copy of ${original.name}: store ${report.id}, ${number.format(report.rows)} rows, ${number.format(report.files)} files`,
    report.state === "suspended"
      ? `It has the customers of ${original.code} with their true addresses, so it is suspended: no mail leaves it. After \`stores resume ${code}\`, work on its orders writes to them`
      : `It has no customers, orders or log, and shows at ${address} only that it is closed, until its desk opens it`,
    "It takes no cards: payment keys are not copied, and its way to pay by card is switched off",
    `Domains and waiting errands stay with ${original.code}`,
    ...(report.members > 0 ? [`${people(report.members)} may work in it as there`] : []),
  ].join("\n");
}

/** What is wrong with an archive, and what not to fear. */
export function aboutArchive(error: unknown, file: string): unknown {
  if (error instanceof ArchiveDamaged)
    return new ArchiveDamaged(
      `${file} cannot be imported. ${error.message}. Nothing was imported: fetch the archive again from where it was made, or export it anew`,
    );
  if (error instanceof ArchiveForeign)
    return new ArchiveForeign(`${file} cannot be imported. ${error.message}. Nothing was imported`);
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return isMissing ? new Misuse(`There is no file ${file}`) : error;
}

const refusals: Record<string, string> = {
  "42501":
    "The login of DATABASE_ADMIN_URL may not do this: use the provisioner's, or a superuser's",
  "53100": "The disk of the database server is full: make room there, then run it again",
  "55P03": "Somebody is changing the tables of this store, a migration perhaps: run it again later",
};

/** Says in words why the database refused. */
export async function inWords<T>(work: Promise<T>, unchanged: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const words = error instanceof pg.DatabaseError ? refusals[error.code ?? ""] : undefined;
    if (!words) throw error;
    throw new Error(`${words}; ${unchanged}`, { cause: error });
  }
}
