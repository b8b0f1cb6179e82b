import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** Who of the platform's people did something. */
export interface PlatformActor {
  id: number;
  name: string;
  ip: string;
}

/** What they did. */
export interface PlatformDeed {
  kind: PlatformKind;
  store?: number;
  detail?: object;
}

/** Everything that is written down, and what it is called. */
export const platformKinds = {
  "store.opened": "Opened the shop",
  "store.adopted": "Took the shop over from an older database",
  "store.imported": "Made the shop of an archive",
  "store.cloned": "Made the shop as a copy of another",
  "store.suspended": "Suspended the shop",
  "store.resumed": "Opened the shop again",
  "store.trashed": "Moved the shop to the trash",
  "store.restored": "Restored the shop",
  "store.renamed": "Gave the shop another code",
  "store.freed": "Let go of a code that the shop had before",
  "store.dropped": "Had the shop removed for good",
  "store.removed": "Removed the shop's schema, role, rows and files",
  "store.plan": "Changed the plan",
  "store.limits": "Changed the limits",
  "acting.begun": "Began to act as the owner",
  "acting.ended": "Stopped acting as the owner",
  "user.admin": "Let somebody into the platform",
  "user.demoted": "Took somebody out of the platform",
  "user.signed-out": "Ended somebody's sessions",
  "errand.retried": "Began anew with a dead errand",
} as const;

export type PlatformKind = keyof typeof platformKinds;

export interface PlatformEvent {
  id: number;
  at: Date;
  actor: string;
  kind: string;
  store_id: number | null;
  /** Null for none, or one that is gone; then `detail` tells its name. */
  code: string | null;
  shop: string | null;
  detail: Record<string, unknown>;
  ip: string;
}

/** What is to be listed, from the newest on: those before an id, of one kind, of one store. */
export interface EventsWanted {
  before?: number | undefined;
  kind?: PlatformKind | undefined;
  store?: number | undefined;
}

export const eventsAPage = 50;

/** Writes down what was done, in the unit of work that does it. The log only ever grows. */
export async function notePlatform(
  actor: PlatformActor,
  { kind, store, detail = {} }: PlatformDeed,
): Promise<void> {
  await sequelize.query(
    "insert into platform_events (user_id, actor, kind, store_id, detail, ip) values ($1, $2, $3, $4, $5, $6)",
    { bind: [actor.id, actor.name, kind, store ?? null, JSON.stringify(detail), actor.ip] },
  );
}

/** A page of the log, and one more where there is another page. */
export function listEvents({ before, kind, store }: EventsWanted): Promise<PlatformEvent[]> {
  return sequelize.query<PlatformEvent>(
    `select e.id, e.at, e.actor, e.kind, e.store_id, s.code, s.name as shop, e.detail, e.ip
     from platform_events e left join stores s on s.id = e.store_id
     where ($1::bigint is null or e.id < $1) and ($2::text is null or e.kind = $2)
       and ($3::integer is null or e.store_id = $3)
     order by e.id desc limit ${eventsAPage + 1}`,
    { bind: [before ?? null, kind ?? null, store ?? null], type: QueryTypes.SELECT },
  );
}
