import type pg from "pg";
import { becomeOwner, inTransaction } from "../admin.ts";
import { type Deed, record } from "../provisioning/record.ts";

/** What was agreed for one store beside its plan; null: as its plan says. */
export interface Limits {
  statementMs: number | null;
  /** Of one process, at once. */
  connections: number | null;
  fileBytes: number | null;
  /** Of its tables and their indexes. */
  rowBytes: number | null;
}

/** Limits with why they are, who set them, and when. */
export interface Agreement extends Limits {
  reason: string;
  setBy: string;
  setAt: Date;
}

/** What was agreed for a store; undefined when it has what its plan says. */
export async function readLimits(client: pg.Client, id: number): Promise<Agreement | undefined> {
  const { rows } = await client.query<Agreement>(
    `select statement_ms as "statementMs", connections, file_bytes::float8 as "fileBytes", row_bytes::float8 as "rowBytes",
       reason, set_by as "setBy", set_at as "setAt"
     from public.store_limits where store_id = $1`,
    [id],
  );
  return rows[0];
}

/** Why somebody changes limits, and who it is. */
export interface Why {
  reason: string;
  setBy: string;
}

/**
 * Makes an exception for a store: what is given replaces what there was, the rest stays. Every process hears of it, and
 * the platform's log has it.
 */
export function setLimits(
  client: pg.Client,
  id: number,
  limits: Partial<Limits>,
  why: Why,
): Promise<void> {
  const { statementMs, connections, fileBytes, rowBytes } = limits;
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(
      `insert into public.store_limits as l (store_id, statement_ms, connections, file_bytes, row_bytes, reason, set_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (store_id) do update set statement_ms = coalesce(excluded.statement_ms, l.statement_ms),
         connections = coalesce(excluded.connections, l.connections), file_bytes = coalesce(excluded.file_bytes, l.file_bytes),
         row_bytes = coalesce(excluded.row_bytes, l.row_bytes), reason = excluded.reason, set_by = excluded.set_by,
         set_at = now()`,
      [id, statementMs, connections, fileBytes, rowBytes, why.reason, why.setBy],
    );
    await record(client, id, deed(limits, why));
  });
}

/** From now on a store has what its plan says. Gives false when it had that already. */
export function clearLimits(client: pg.Client, id: number, why: Why): Promise<boolean> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const cleared = await client.query("delete from public.store_limits where store_id = $1", [id]);
    if (cleared.rowCount) await record(client, id, deed({}, why));
    return cleared.rowCount === 1;
  });
}

function deed(limits: Partial<Limits>, { reason, setBy }: Why): Deed {
  return { actor: setBy, kind: "store.limits", detail: { ...limits, reason } };
}
