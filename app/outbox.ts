import { sequelize } from "../db/connection.ts";

/** What the worker can be asked to do, and what it needs to know: ids only, everything else is read when it is done. */
export interface Errands {
  "mail-confirmation": { order: number };
  "mail-shipped": { order: number; fulfilment: number };
  "mail-refunded": { order: number; refund: number };
  "mail-cancelled": { order: number };
  "mail-verify": { customer: number };
  "mail-reset": { customer: number };
  /** Somebody tried to register with an address that has an account already. */
  "mail-known": { customer: number };
  /** The hold of an unpaid order may have run out. */
  "order-expire": { order: number };
  /** A refund is to be carried out at the payment provider. */
  "refund-settle": { refund: number };
  /** A file of products is to be looked at, or taken in. */
  "products-import": { import: number };
}

/** The same for the platform: errands that belong to no store. */
export interface PlatformErrands {
  /** A store in the trash is to be removed with all that it has. */
  "store-drop": { store: number };
  "mail-staff-verify": { user: number };
  "mail-staff-reset": { user: number };
  "mail-invitation": { invitation: number };
  /** An owner is to know that a store takes more room than it has. */
  "mail-room": { store: number; user: number };
}

export type Errand = keyof Errands;
export type PlatformErrand = keyof PlatformErrands;

/**
 * Leaves an errand for the worker, in the transaction of the unit of work: it is done only if that is committed, and
 * then at least once. Call inside a store's unit.
 */
export async function post<Kind extends Errand>(
  kind: Kind,
  payload: Errands[Kind],
  dueAt = new Date(),
): Promise<void> {
  await insert(kind, payload, dueAt);
}

/** The same for the platform. Call inside a unit of the platform: what a store's role posts, always belongs to its store. */
export async function postForPlatform<Kind extends PlatformErrand>(
  kind: Kind,
  payload: PlatformErrands[Kind],
  dueAt = new Date(),
): Promise<void> {
  await insert(kind, payload, dueAt);
}

async function insert(kind: string, payload: object, dueAt: Date): Promise<void> {
  await sequelize.query("insert into outbox (kind, payload, due_at) values ($1, $2, $3)", {
    bind: [kind, JSON.stringify(payload), dueAt],
  });
}
