import { withAdmin } from "../../db/admin.ts";
import { harden as hardenDatabase } from "../../db/harden.ts";
import { initialise } from "../../db/init.ts";
import { config } from "../config.ts";
import { describe } from "./migrating/telling.ts";
import { Misuse, type Outcome } from "./outcome.ts";

export async function init(): Promise<Outcome> {
  const { DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl } = config;
  if (!appUrl || !adminUrl) throw new Misuse("Set DATABASE_URL and DATABASE_ADMIN_URL");

  const report = await initialise({ appUrl, adminUrl });
  const hardening = report.hardening
    ? `hardened: ${report.hardening.functions} functions and ${report.hardening.relations} catalogues taken from PUBLIC`
    : "not hardened: that needs a superuser (`db audit` says what is open)";
  const citus = report.citus
    ? [`Citus ${report.citus.version}: stores stay on this node (see db/README.md)`]
    : [];
  return {
    text: ["The database is ready.", hardening, ...citus, describe(report.migrations)].join("\n"),
    data: report,
  };
}

export async function harden(): Promise<Outcome> {
  const report = await withAdmin(hardenDatabase);
  const text = `Taken from PUBLIC: ${report.functions} functions, ${report.relations} catalogues and views`;
  return { text, data: report };
}
