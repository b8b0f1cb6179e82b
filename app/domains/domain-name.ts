import { domainToASCII } from "node:url";
import ipaddr from "ipaddr.js";
import { parse } from "tldts";
import { config } from "../config.ts";
import { hasHostLabels } from "../hosts.ts";

/** What was given cannot be a shop's own domain; the message says why. */
export class BadDomain extends Error {
  override name = "BadDomain";
}

/**
 * The one form in which a domain is compared and stored: lower case, punycode, no trailing dot.
 * "Bücher.example." gives "xn--bcher-kva.example".
 * @throws BadDomain for what is no registrable name below a public suffix, an address, or the platform's
 */
export function canonicalDomain(text: string): string {
  const domain = domainToASCII(text.trim().replace(/\.$/, ""));
  if (!domain) throw new BadDomain(`"${text}" is not a domain: write it like shop.example.com`);
  if (ipaddr.isValid(domain)) throw new BadDomain(`${domain} is an address: a shop needs a name`);

  if (!domain.includes(".") || !hasHostLabels(domain)) {
    throw new BadDomain(`"${domain}" is not a domain: write it like shop.example.com`);
  }
  if (belongsTo(domain, config.PLATFORM_DOMAIN) || belongsTo(domain, config.SHOPS_DOMAIN)) {
    throw new BadDomain(
      `${domain} belongs to the platform: shops have their subdomain without this`,
    );
  }
  if (!parse(domain, { allowPrivateDomains: true }).domain) {
    throw new BadDomain(`${domain} is where others register names: use a name below it`);
  }
  return domain;
}

function belongsTo(domain: string, platform: string): boolean {
  return domain === platform || domain.endsWith(`.${platform}`);
}
