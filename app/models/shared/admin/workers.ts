import { sequelize } from "../../../../db/connection.ts";

/** Tells that a worker is at work, and forgets those that were not heard of for a day. For the platform's role. */
export async function noteWorker(id: string): Promise<void> {
  await sequelize.query(
    `insert into workers (id) values ($1) on conflict (id) do update set seen_at = now()`,
    { bind: [id] },
  );
  await sequelize.query("delete from workers where seen_at < now() - interval '1 day'");
}

/** Tells that a worker has ended. */
export async function dismissWorker(id: string): Promise<void> {
  await sequelize.query("delete from workers where id = $1", { bind: [id] });
}
