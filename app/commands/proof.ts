import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { auditAbout, auditReport, document as documentOf } from "../../db/audit.ts";
import { capacityReport, capacity as measureCapacity } from "../../db/capacity.ts";
import { drift as compare, driftReport, repairScript } from "../../db/drift.ts";
import { findStore } from "../../db/stores.ts";
import { Misuse, type Outcome } from "./outcome.ts";

interface DriftOptions {
  store?: string;
  repairSql?: string;
}

export async function drift({ store, repairSql }: DriftOptions): Promise<Outcome> {
  if (repairSql !== undefined) await (await open(repairSql, "a")).close(); // a wrong path is said at once
  const report = await asProvisioner(async (client) =>
    compare(client, store === undefined ? undefined : (await findStore(client, store)).id),
  );
  if (repairSql !== undefined) await write(repairSql, repairScript(report.groups));

  const sql = repairSql === undefined ? [] : [`${repairSql} has the SQL.`];
  return {
    text: [driftReport(report), ...sql].join("\n"),
    data: report,
    found: report.groups.length > 0,
  };
}

interface AuditOptions {
  store?: string;
  report?: string;
}

export async function audit({ store, report }: AuditOptions): Promise<Outcome> {
  if (report !== undefined && report !== "-") await (await open(report, "a")).close();
  const { findings, document } = await withAdmin(async (client) => {
    const subject = store === undefined ? undefined : await findStore(client, store);
    const audited = await auditAbout(client, { sample: 20, about: subject?.id });
    const text = report === undefined ? "" : await documentOf(client, { audited, subject });
    return { ...audited, document: text };
  });
  if (report !== undefined && report !== "-") await write(report, [document]);
  return {
    text: report === "-" ? document : [auditReport(findings), ...written(report)].join("\n"),
    data: report === undefined ? findings : { findings, document },
    found: findings.some((finding) => finding.severity === "hole"),
  };
}

function written(file: string | undefined): string[] {
  return file === undefined ? [] : [`${file} has the report.`];
}

export async function capacity({ memory }: { memory?: string }): Promise<Outcome> {
  const bytes = memory === undefined ? undefined : readGibibytes(memory);
  const report = await asProvisioner((client) => measureCapacity(client, bytes));
  return {
    text: capacityReport(report),
    data: report,
    found: report.warnings.length > 0,
  };
}

function readGibibytes(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 100_000) return number * 1024 ** 3;
  throw new Misuse("--memory is a number of GiB, such as 24");
}

async function write(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, "w");
  await pipeline(Readable.from(pieces), file.createWriteStream());
}
