/** Where an order stands, as one word of an older platform tells it. */
export const stations = ["pending", "paid", "shipped", "cancelled", "refunded"] as const;
export type Station = (typeof stations)[number];

export const paymentStations = ["unpaid", "paid", "refunded"] as const;
export type PaymentStation = (typeof paymentStations)[number];

export const productStations = ["active", "draft", "archived"] as const;
export type ProductStation = (typeof productStations)[number];

export const memberRoles = ["owner", "manager", "fulfilment", "viewer"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** What the usual words mean; whatever is not here is reported. */
const usual = {
  orders: {
    pending: "pending new created open draft unpaid awaiting_payment on_hold pending_payment",
    paid: "paid processing confirmed packed ready in_progress preparing",
    shipped: "shipped delivered completed complete fulfilled done in_transit closed",
    cancelled: "cancelled canceled void voided expired failed declined",
    refunded: "refunded returned",
  },
  payments: {
    unpaid: "unpaid pending authorized authorised failed voided awaiting none cancelled canceled",
    paid: "paid captured completed succeeded settled success partially_refunded",
    refunded: "refunded",
  },
  products: {
    active: "active published available live enabled in_stock out_of_stock",
    draft: "draft inactive pending hidden disabled unpublished",
    archived: "archived deleted discontinued removed",
  },
  roles: {
    owner: "owner store_owner vendor_owner",
    manager: "manager admin administrator editor store_admin",
    fulfilment: "fulfilment fulfillment staff employee warehouse support",
    viewer: "viewer readonly read_only auditor",
  },
} as const;

export type WordList = keyof typeof usual;

/** Our word for one of theirs; undefined for one that we do not know. */
export function meaningOf(list: WordList, word: string): string | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const found = Object.entries(usual[list]).find(([, words]) => words.split(" ").includes(plain));
  return found?.[0];
}
