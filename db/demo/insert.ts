import { QueryTypes } from "sequelize";
import { sequelize } from "../connection.ts";

/**
 * Writes rows that all have the same columns into a table of the store, in one statement; gives their ids in the same
 * order. Call inside the store's write unit.
 */
export async function insertRows(table: string, rows: readonly object[]): Promise<number[]> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  if (columns === "") return [];
  const inserted = await sequelize.query<{ id: number }>(
    `insert into ${table} (${columns})
     select ${columns} from json_populate_recordset(null::${table}, $1) returning id`,
    { bind: [JSON.stringify(rows)], type: QueryTypes.SELECT },
  );
  return inserted.map(({ id }) => id);
}
