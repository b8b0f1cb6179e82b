import { asPlatform, type DeskContext, field, inStore } from "../../context.ts";
import { forgetStore, type StoreEntry, storeWithId } from "../../directory.ts";
import { BadDomain, canonicalDomain } from "../../domains/domain-name.ts";
import { addressRecord, ownershipRecord } from "../../domains/records.ts";
import { NotFound } from "../../errors.ts";
import type { Plan } from "../../models/shared/store.ts";
import {
  claimDomain,
  domainsOf,
  makePrimary,
  releaseDomain,
  type StoreDomainRow,
} from "../../models/shared/store-domain.ts";
import { writeDown } from "../../models/store/audit.ts";
import { leaveNotice } from "../../notice.ts";
import { addressesOf } from "../../urls.ts";
import { actorOf } from "../actor.ts";
import { type Errors, idOf } from "../change.ts";
import { goOn, showDesk } from "../desk.ts";

const most = 10;
const planWords: Readonly<Record<Plan, string>> = {
  free: "The free plan has this one; standard adds a subdomain, premium domains of your own.",
  standard: "The standard plan has a subdomain; premium adds domains of your own.",
  premium: "The premium plan has everything: domains of your own, too.",
};
const taken =
  "This name is set up for a shop already. If it is yours, write to the platform's people.";

/** Where the shop answers, and what its plan allows. */
export async function index(ctx: DeskContext): Promise<void> {
  await showDomains(ctx, "", {});
}

/** Notes a name of the shop's own: from now on the page says which records it needs. */
export async function add(ctx: DeskContext): Promise<void> {
  const typed = field(ctx, "domain").slice(0, 300);
  const { store } = ctx.state;
  const read = readDomain(typed);
  const error = read.error ?? (await claim(ctx, read.domain));
  if (error) {
    await showDomains(ctx, typed, { domain: error });
    ctx.status = 422;
    return;
  }
  forgetStore(store);
  await note(ctx, "domain.added", read.domain);
  leaveNotice(ctx, { text: `${read.domain} is noted. Now set the two records below.` });
  goOn(ctx, "/domains");
}

/** Makes a verified name the shop's primary address. */
export async function choose(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const id = idOf(ctx);
  const chosen = await asPlatform("write", () => makePrimary(store.id, id));
  if (!chosen) throw new NotFound("This name is not verified, or not here any more.");
  forgetStore(store);
  await note(ctx, "domain.primary", chosen.domain);
  leaveNotice(ctx, { text: `${chosen.domain} is the shop's primary address now.` });
  goOn(ctx, "/domains");
}

/** Lets go of a name; the shop stops answering there at once. */
export async function remove(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const id = idOf(ctx);
  const gone = await asPlatform("write", () => releaseDomain(store.id, id));
  if (!gone) throw new NotFound("This name is not here any more.");
  forgetStore(store);
  await note(ctx, "domain.removed", gone.domain);
  leaveNotice(ctx, { text: `${gone.domain} is removed. The shop does not answer there any more.` });
  goOn(ctx, "/domains");
}

function readDomain(typed: string): { domain: string; error?: string } {
  try {
    return { domain: canonicalDomain(typed) };
  } catch (error) {
    if (error instanceof BadDomain) return { domain: "", error: `${error.message}.` };
    throw error;
  }
}

/** Gives what is in the way, or nothing when the name is noted. */
function claim(ctx: DeskContext, domain: string): Promise<string | undefined> {
  const { id, plan } = ctx.state.store;
  if (plan !== "premium") {
    return Promise.resolve("Domains of your own come with the premium plan.");
  }
  return asPlatform("write", async () => {
    const own = await domainsOf(id);
    if (own.some((row) => row.domain === domain)) return "This name is in your list already.";
    if (own.length >= most) return `A shop has at most ${most} names. Remove one first.`;
    return (await claimDomain(id, domain)) ? undefined : taken;
  });
}

function note(ctx: DeskContext, kind: string, domain: string): Promise<void> {
  const deed = { kind, subject: `domain ${domain}` };
  return inStore(ctx.state.store.id, "write", () => writeDown(actorOf(ctx), deed));
}

async function showDomains(ctx: DeskContext, typed: string, errors: Errors): Promise<void> {
  const { visit } = ctx.state;
  const store = (await storeWithId(ctx.state.store.id)) ?? ctx.state.store;
  const rows = await asPlatform("read", () => domainsOf(store.id));
  const answers = addressesOf(store, visit.port).map((address) =>
    address.replace(/^http:/, `${visit.protocol}:`),
  );
  showDesk(
    ctx,
    "dashboard/domains/index",
    { title: "Domains", section: "/domains" },
    {
      typed,
      errors,
      answers,
      premium: store.plan === "premium",
      planWords: planWords[store.plan],
      domains: rows.map((row) => shown(row, rows, store)),
    },
  );
}

/** The primary name counts once it is verified; until then the first verified one does. */
function shown(row: StoreDomainRow, all: readonly StoreDomainRow[], store: StoreEntry) {
  const first = all.find((each) => each.is_verified);
  const records = [ownershipRecord(store.id, row.domain), addressRecord(store, row.domain)];
  return { ...row, isFirst: row.id === first?.id, records };
}
