import { config } from "../../config.ts";
import type { Visit } from "../../hosts.ts";
import type { ListedStore, StoreSheet } from "../../models/shared/admin/stores.ts";
import { graceDays, removalDay } from "../../models/shared/admin/trash.ts";
import { formatMoney } from "../../money.ts";
import { allowanceOf, type Limit, planNames, plans } from "../../plans.ts";
import { type Role, roleWords } from "../../staff/roles.ts";
import { addressesOf } from "../../urls.ts";
import { count, day, moment, seconds, size, stateWords } from "../words.ts";

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
    trash: trashOf(store),
    former: store.former.map((one) => ({ code: one.code, since: day(one.since) })),
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
    figures: [...(usage ? figuresOf(usage) : []), ...recentOf(store)],
    gathered: usage?.gathered_at ? moment(usage.gathered_at) : "",
    room: roomOf(store),
    agreed: agreedOf(store),
    shares: sharesOf(store),
  };
}

/** How long the trash keeps what is in it, and what it means for this shop. */
function trashOf({ trashed_at, dropping_since }: StoreSheet) {
  return {
    days: graceDays,
    since: trashed_at ? day(trashed_at) : "",
    until: trashed_at ? day(removalDay(trashed_at)) : "",
    isEmptied: dropping_since !== null,
  };
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

function recentOf({ recent }: StoreSheet) {
  return [
    { label: "Held connections, 24 h", figure: seconds(recent.milliseconds) },
    { label: "Refused or cancelled, 24 h", figure: count(recent.refused + recent.cancelled) },
  ];
}

/** How much of a process its visitors may take at once. */
function sharesOf(store: StoreSheet) {
  const { connections, statementMs } = allowanceOf(store);
  return `${count(connections)} of ${config.DATABASE_POOL} connections of a process, ${seconds(statementMs)} a statement`;
}

/** Why it has other limits than its plan says; null when it has none. */
function agreedOf({ agreed }: StoreSheet) {
  return agreed && { ...agreed, at: day(agreed.at) };
}

/** What of the plan's limits is taken. */
function roomOf({ plan, usage, staff, invitations, limits }: StoreSheet) {
  const taken: Record<Limit, number> = {
    staff: staff.length + invitations.length,
    products: usage?.products ?? 0,
    fileBytes: usage?.file_bytes ?? 0,
    rowBytes: usage?.bytes ?? 0,
  };
  const offer = { ...plans[plan], ...allowanceOf({ plan, limits }) };
  const row = (label: string, limit: Limit, words: (value: number) => string) => ({
    label,
    text: `${words(taken[limit])} of ${words(offer[limit])}`,
    taken: taken[limit],
    most: offer[limit],
    isOver: taken[limit] > offer[limit],
  });
  return [
    row("People", "staff", count),
    row("Products", "products", count),
    row("Pictures", "fileBytes", size),
    row("Database", "rowBytes", size),
  ];
}
