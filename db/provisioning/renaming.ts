import type pg from "pg";
import { becomeOwner, inTransaction } from "../admin.ts";
import { record } from "./record.ts";

/** The code is another store's, or was and still leads there. The message says which. */
export class CodeTaken extends Error {
  override name = "CodeTaken";
}

/** No store had this code before. */
export class FormerCodeUnknown extends Error {
  override name = "FormerCodeUnknown";
}

/**
 * Gives a store another code, and with it other addresses; the old ones lead there. Its schema is named by its id and
 * stays as it is. Gives the code before. @throws CodeTaken
 */
export function renameStore(
  client: pg.Client,
  id: number,
  code: string,
  actor: string,
): Promise<string> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<{ code: string }>(
      "select code from public.stores where id = $1 for update",
      [id],
    );
    const before = rows[0]?.code ?? "";
    try {
      await client.query("update public.stores set code = $2 where id = $1", [id, code]);
    } catch (error) {
      throw codeTaken(error, code) ?? error;
    }
    await record(client, id, { actor, kind: "store.renamed", detail: { before, after: code } });
    return before;
  });
}

/**
 * Lets go of a code that a store had before: nothing leads from it any more, and another store may take it. Gives the
 * code of the store that it led to. @throws FormerCodeUnknown
 */
export function freeCode(client: pg.Client, code: string, actor: string): Promise<string> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<{ id: number; code: string }>(
      `with freed as (delete from public.former_codes where code = $1 returning store_id)
       select s.id, s.code from freed join public.stores s on s.id = freed.store_id`,
      [code],
    );
    const [store] = rows;
    if (!store)
      throw new FormerCodeUnknown(`No store had the code "${code}" before: nothing was changed`);
    await record(client, store.id, { actor, kind: "store.freed", detail: { former: code } });
    return store.code;
  });
}

/** What PostgreSQL says of a code that cannot be taken, for people; undefined for any other error. */
export function codeTaken(error: unknown, code: string): CodeTaken | undefined {
  if (!(error instanceof Error) || !("constraint" in error)) return undefined;
  if (error.constraint === "stores_code_key")
    return new CodeTaken(`There is a store "${code}" already: choose another code`);
  if (error.constraint !== "former_codes_pkey") return undefined;
  return new CodeTaken(`${error.message}: choose another code, or \`stores free ${code}\` first`);
}
