import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { audit as auditDatabase, auditReport } from "../../db/audit.ts";
import { harden as hardenDatabase } from "../../db/harden.ts";
import { initialise } from "../../db/init.ts";
import { type MigrationReport, migrate as migrateDatabase } from "../../db/migrate.ts";
import { status as readStatus, statusReport } from "../../db/status.ts";
import { config } from "../config.ts";
import { Misuse, type Outcome } from "./outcome.ts";
import { progressBar } from "./progress.ts";

export async function init(): Promise<Outcome> {
  const { DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl } = config;
  if (!appUrl || !adminUrl) throw new Misuse("Set DATABASE_URL and DATABASE_ADMIN_URL");

  const report = await initialise({ appUrl, adminUrl });
  const hardening = report.hardening
    ? `hardened: ${report.hardening.functions} functions and ${report.hardening.relations} catalogues taken from PUBLIC`
    : "not hardened: that needs a superuser (`db audit` says what is open)";
  return {
    text: ["The database is ready.", hardening, describe(report.migrations)].join("\n"),
    data: report,
  };
}

export async function migrate(): Promise<Outcome> {
  const bar = progressBar("Migrating");
  const report = await asProvisioner((client) => migrateDatabase(client, bar.show)).finally(
    bar.end,
  );
  return { text: describe(report), data: report, found: report.failures.length > 0 };
}

export async function status(): Promise<Outcome> {
  const report = await asProvisioner(readStatus);
  return { text: statusReport(report), data: report, found: report.failures.length > 0 };
}

export async function audit(): Promise<Outcome> {
  const findings = await withAdmin(auditDatabase);
  return {
    text: auditReport(findings),
    data: findings,
    found: findings.some((finding) => finding.severity === "hole"),
  };
}

export async function harden(): Promise<Outcome> {
  const report = await withAdmin(hardenDatabase);
  const text = `Taken from PUBLIC: ${report.functions} functions, ${report.relations} catalogues and views`;
  return { text, data: report };
}

function describe({ shared, stores, failures }: MigrationReport): string {
  const done = shared.length > 0 ? shared.join(", ") : "nothing to do";
  return [
    `shared room: ${done}`,
    `stores: ${stores} brought up to date, ${failures.length} failed`,
    ...failures.map(
      ({ store, version, sqlState, message }) =>
        `  store ${store}, migration ${version}: ${sqlState} ${message}`,
    ),
  ].join("\n");
}
