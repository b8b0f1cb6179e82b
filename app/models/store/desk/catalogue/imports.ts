import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { ImportReport } from "../../../../catalogue/import-products.ts";
import type { Actor } from "../../audit.ts";

/** Where a file of products is on its way into the shop. */
export type ImportState = "checking" | "checked" | "importing" | "done" | "failed";

/** What is kept of an import's report: of very many problems only the first ones. */
export interface KeptReport extends ImportReport {
  problemCount: number;
  errorCount: number;
}

export interface ImportRow {
  id: number;
  state: ImportState;
  name: string;
  actor_id: number | null;
  actor: string;
  ip: string;
  progress: number;
  /** Products in the file, once it was looked at. */
  total: number;
  report: KeptReport | null;
  created_at: string;
}

const columns = "id, state, name, actor_id, actor, ip, progress, total, report, created_at";

/** Takes a file in, to be looked at by the worker; gives its id. */
export async function keepImport(name: string, content: Buffer, actor: Actor): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    "insert into imports (name, content, actor_id, actor, ip) values ($1, $2, $3, $4, $5) returning id",
    { bind: [name, content, actor.id, actor.name, actor.ip], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Keeping an import gave no row");
  return row.id;
}

/** An import without its content; undefined when there is none. */
export async function findImport(id: number): Promise<ImportRow | undefined> {
  const [row] = await sequelize.query<ImportRow>(`select ${columns} from imports where id = $1`, {
    bind: [id],
    type: QueryTypes.SELECT,
  });
  return row;
}

/** The last ones, the newest first. */
export function lastImports(): Promise<ImportRow[]> {
  return sequelize.query<ImportRow>(`select ${columns} from imports order by id desc limit 20`, {
    type: QueryTypes.SELECT,
  });
}

/** Lets a file that was looked at come in. False when it was let in already, or cannot be. */
export async function releaseImport(id: number): Promise<boolean> {
  const rows = await sequelize.query(
    "update imports set state = 'importing', progress = 0, at = null where id = $1 and state = 'checked' returning id",
    { bind: [id], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Forgets the content of a file that is not to come in. */
export async function dropImport(id: number): Promise<void> {
  await sequelize.query(
    "update imports set state = 'failed', content = null where id = $1 and state in ('checking', 'checked')",
    { bind: [id] },
  );
}

/** The work that is to be done on an import now, with its content; undefined when somebody is at it or it is done. */
export async function claimImport(
  id: number,
): Promise<(ImportRow & { content: Buffer }) | undefined> {
  const [row] = await sequelize.query<ImportRow & { content: Buffer }>(
    `update imports set at = now() where id = $1 and state in ('checking', 'importing')
       and (at is null or at < now() - interval '2 minutes') returning ${columns}, content`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Whether the worker still has something to do for it. */
export async function isUnderWay(id: number): Promise<boolean> {
  const rows = await sequelize.query(
    "select 1 from imports where id = $1 and state in ('checking', 'importing')",
    { bind: [id], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Says how far it is: so many products. */
export async function noteProgress(id: number, progress: number): Promise<void> {
  await sequelize.query("update imports set progress = $2, at = now() where id = $1", {
    bind: [id, progress],
  });
}

/** Writes down what came of looking at a file, or of taking it in; what came in needs its content no more. */
export async function finishImport(
  id: number,
  state: "checked" | "done" | "failed",
  { report, total }: { report: KeptReport; total: number },
): Promise<void> {
  await sequelize.query(
    `update imports set state = $2, report = $3, total = $4, progress = $4, at = null,
       content = case when $2 = 'checked' then content end where id = $1`,
    { bind: [id, state, JSON.stringify(report), total] },
  );
}
