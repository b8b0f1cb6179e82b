import { asPlatform, type StaffContext } from "../context.ts";
import { domainsAPage, type ListedDomain, listAllDomains } from "../models/shared/admin/domains.ts";
import { asked } from "../staff/asked.ts";
import { askedNumber, pagerOf } from "./lists.ts";
import { showAdmin } from "./show.ts";
import { day, stateWords } from "./words.ts";

const section = "/admin/domains";

/** The domains of all shops, and whether they answer there. */
export async function index(ctx: StaffContext): Promise<void> {
  const words = asked(ctx, "words");
  const page = askedNumber(ctx, "page") ?? 1;
  const rows = await asPlatform("read", () => listAllDomains(words, page));
  const total = rows[0]?.total ?? 0;
  showAdmin(
    ctx,
    "admin/domains/index",
    { title: "Domains", section },
    {
      rows: rows.map(shown),
      words,
      pages: pagerOf(section, { words }, { page, aPage: domainsAPage, total, shown: rows.length }),
    },
  );
}

function shown(row: ListedDomain) {
  const { domain, code, name, is_primary } = row;
  const href = `/admin/stores/${code}`;
  return {
    domain,
    name,
    href,
    isPrimary: is_primary,
    since: day(row.created_at),
    ...standing(row),
  };
}

/** Why a domain does not answer, or that it does. */
function standing({ is_verified, plan, state }: ListedDomain): { standing: string; tone: string } {
  if (!is_verified) return { standing: "Not verified", tone: "warn" };
  if (plan !== "premium") return { standing: "Not in the plan", tone: "quiet" };
  if (state !== "open") return { standing: stateWords[state].name, tone: "warn" };
  return { standing: "Answers", tone: "good" };
}
