import type { Visit } from "../../hosts.ts";
import type { ListedStore, StoreSheet } from "../../models/shared/admin/stores.ts";
import { graceDays } from "../../models/shared/admin/trash.ts";
import { formatMoney } from "../../money.ts";
import { type Limit, planNames, plans } from "../../plans.ts";
import { type Role, roleWords } from "../../staff/roles.ts";
import { addressesOf } from "../../urls.ts";
import { count, day, moment, size, stateWords } from "../words.ts";

/** Plans as a form offers them. */
export const planChoices = planNames.map((value) => ({ value, label: plans[value].name }));

/** A shop in the list, in words. */
export function listedStore(store: ListedStore) {
  return {
    code: store.code,
    name: store.name,
    href: `/admin/stores/${store.code}`,
    state: stateWords[store.state],
    plan: plans[store.plan].name,
    owners: store.owners.join(", "),
    products: count(store.products),
    orders: count(store.orders),
    size: size(store.bytes + store.file_bytes),
    since: day(store.created_at),
  };
}

/** A shop on its own page, in words. */
export function shownStore(store: StoreSheet, visit: Visit) {
  const { id, code, name, plan, state, usage } = store;
  const verified = store.domains.filter(({ is_verified }) => is_verified);
  const domains = verified.map(({ domain }) => domain);
  return {
    id,
    code,
    name,
    plan,
    planName: plans[plan].name,
    planAddresses: plans[plan].addresses,
    is: { [state]: true, open: state === "open", trashed: state === "trashed" },
    state: stateWords[state],
    href: `/admin/stores/${code}`,
    since: day(store.created_at),
    trashed: trashedWords(store.trashed_at),
    addresses: addressesOf({ code, plan, domains }, visit.port),
    domains: store.domains.map((row) => ({ ...row, serves: plan === "premium" })),
    staff: store.staff.map((person) => ({ ...person, role: roleWords[person.role as Role].name })),
    invitations: store.invitations.map(({ email, role, expires_at }) => ({
      email,
      role: roleWords[role as Role].name,
      until: day(expires_at),
    })),
    version: store.version,
    dead: store.dead,
    figures: usage ? figuresOf(usage) : [],
    gathered: usage?.gathered_at ? moment(usage.gathered_at) : "",
    room: roomOf(store),
  };
}

function trashedWords(trashed: Date | null) {
  if (!trashed) return { since: "", until: "" };
  return { since: day(trashed), until: day(new Date(trashed.getTime() + graceDays * 86_400_000)) };
}

function figuresOf(usage: NonNullable<StoreSheet["usage"]>) {
  const { currency, revenue } = usage;
  return [
    { label: "Orders", figure: count(usage.orders) },
    {
      label: "Revenue",
      figure: currency && formatMoney(revenue, currency, "en-IE"),
    },
    { label: "Customers", figure: count(usage.customers) },
    { label: "Requests answered", figure: count(usage.requests) },
    { label: "Rows", figure: count(usage.row_count) },
    { label: "Database", figure: size(usage.bytes) },
  ];
}

/** What of the plan's limits is taken. */
function roomOf({ plan, usage, staff, invitations }: StoreSheet) {
  const taken: Record<Limit, number> = {
    staff: staff.length + invitations.length,
    products: usage?.products ?? 0,
    fileBytes: usage?.file_bytes ?? 0,
  };
  const row = (label: string, limit: Limit, words: (value: number) => string) => ({
    label,
    text: `${words(taken[limit])} of ${words(plans[plan][limit])}`,
    taken: taken[limit],
    most: plans[plan][limit],
    isOver: taken[limit] > plans[plan][limit],
  });
  return [
    row("People", "staff", count),
    row("Products", "products", count),
    row("Pictures", "fileBytes", size),
  ];
}
