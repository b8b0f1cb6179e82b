import { asProvisioner } from "../../db/admin.ts";
import {
  addDomain,
  type DomainRow,
  DomainUnknown,
  listDomains,
  makePrimary,
  removeDomain,
  verifyDomain,
} from "../../db/domains.ts";
import { findStore } from "../../db/stores.ts";
import { canonicalDomain } from "../domains/domain-name.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

export async function add(code: string, name: string): Promise<Outcome> {
  const domain = canonicalDomain(name);
  const store = await asProvisioner(async (client) => {
    const found = await findStore(client, code);
    await addDomain(client, found.id, domain);
    return found;
  });
  const plan =
    store.plan === "premium"
      ? ""
      : ` Its plan (${store.plan}) does not serve domains: premium does.`;
  return {
    text: `${domain} is noted for ${store.name}; it answers once it is verified (\`domains verify\`).${plan}`,
    data: { domain, store: store.code },
  };
}

export async function list(): Promise<Outcome> {
  const domains = await asProvisioner((client) => listDomains(client));
  const text =
    domains.length > 0 ? asTable(domains) : "No domains yet: `domains add CODE DOMAIN` notes one.";
  return { text, data: domains };
}

export async function show(name: string): Promise<Outcome> {
  const domain = canonicalDomain(name);
  const domains = await asProvisioner((client) => listDomains(client, domain));
  if (domains.length === 0) throw new DomainUnknown(`No store has ${domain}: see \`domains list\``);
  return { text: asTable(domains), data: domains[0] };
}

export async function verify(
  name: string,
  { force, reason }: { force?: boolean; reason?: string },
): Promise<Outcome> {
  if (!force || !reason) {
    throw new Misuse(
      "Say that you checked who owns it: `domains verify DOMAIN --force --reason WHY`",
    );
  }
  const domain = canonicalDomain(name);
  await asProvisioner((client) => verifyDomain(client, domain));
  return { text: `${domain} is verified and answers now`, data: { domain, reason } };
}

export async function primary(name: string): Promise<Outcome> {
  const domain = canonicalDomain(name);
  await asProvisioner((client) => makePrimary(client, domain));
  return { text: `${domain} is its store's primary address`, data: { domain } };
}

export async function remove(name: string): Promise<Outcome> {
  const domain = canonicalDomain(name);
  await asProvisioner((client) => removeDomain(client, domain));
  return { text: `${domain} is removed and does not answer any more`, data: { domain } };
}

function asTable(domains: DomainRow[]): string {
  const rows = domains.map((row) => [
    row.domain,
    row.store,
    row.is_verified ? "yes" : "no",
    row.is_primary ? "yes" : "",
    row.created_at.toISOString().slice(0, 10),
  ]);
  return table(["domain", "store", "verified", "primary", "since"], rows);
}
