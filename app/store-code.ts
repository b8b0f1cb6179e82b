import { slugify } from "./catalogue/product-draft.ts";

/** Names that stand for something else on the platform's domain, now or one day. */
const reserved = new Set(
  `account accounts admin administrator api app apps assets autoconfig autodiscover billing blog cart cdn
   checkout dashboard dev dns docs domains email ftp health help imap internal localhost login logout mail
   metrics mx news ns ns1 ns2 ns3 pay payment payments platform pop pop3 postmaster preview public root
   security shop shops signup smtp ssl staff staging static status store stores support test tls uploads
   webmail www wizamart-admin`.split(/\s+/),
);

const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Why this cannot be a store's code, as a sentence for a person; undefined when it can. */
export function codeFault(code: string): string | undefined {
  if (code.length < 3 || code.length > 50) return "A code has 3 to 50 characters.";
  if (!pattern.test(code) || code.startsWith("xn--")) {
    return "A code begins with a letter and has lower-case letters, digits and single hyphens between them.";
  }
  if (reserved.has(code)) return `"${code}" is reserved: choose another code.`;
  return undefined;
}

/** True for what could be the code of a store that is there: look-ups of anything else need no database. */
export function isCode(text: string): boolean {
  return codeFault(text) === undefined;
}

/** A code for a shop of this name; another one for each further attempt, for when it is taken. */
export function codeFor(name: string, attempt = 1): string {
  const words = slugify(name)
    .replace(/^[0-9-]+/, "")
    .slice(0, 40)
    .replace(/-$/, "");
  const ending = attempt > 1 ? `-${attempt}` : "";
  return isCode(words) ? words + ending : `${words ? `${words}-` : ""}shop${ending}`;
}
