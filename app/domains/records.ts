import { parse } from "tldts";
import type { StoreEntry } from "../directory.ts";
import { signatureOf } from "../signing.ts";
import { hostOf } from "../urls.ts";

/** A record that the owner of a domain sets where its DNS is kept. */
export interface DnsRecord {
  type: "TXT" | "CNAME" | "ALIAS";
  /** The whole name, without the final dot. */
  name: string;
  value: string;
  /** What it is for. */
  purpose: string;
}

/** What shows that whoever runs a store also owns a domain: nobody else is shown this value. */
export function ownershipRecord(storeId: number, domain: string): DnsRecord {
  return {
    type: "TXT",
    name: `_shop-verify.${domain}`,
    value: `shop-verify=${signatureOf("domain", storeId, domain)}`,
    purpose: "shows that the name is yours",
  };
}

/** What leads a domain to a store. At the top of a zone no CNAME can stand: its providers call what can an ALIAS. */
export function addressRecord(store: StoreEntry, domain: string): DnsRecord {
  const isApex = parse(domain, { allowPrivateDomains: true }).domain === domain;
  return {
    type: isApex ? "ALIAS" : "CNAME",
    name: domain,
    value: hostOf(store, "subdomain"),
    purpose: "leads visitors to the shop",
  };
}
