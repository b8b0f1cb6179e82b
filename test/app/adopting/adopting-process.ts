// A process that adopts the database that it is told, or forgets all that was adopted. It is answered with `{ done }` or
// `{ failed }`.
import { adoptDatabase } from "../../../app/adopting/adopt.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provision.ts";

process.on("message", ({ url }: { url: string | null }) => {
  const work = url === null ? forget() : adopt(url);
  work.then(
    (done) => process.send?.({ done }),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.once("disconnect", () => process.exit());
process.send?.({ ready: true });

async function adopt(url: string): Promise<string[]> {
  const { stores } = await adoptDatabase(url, {});
  return stores.map(({ state }) => state);
}

function forget(): Promise<string[]> {
  return asProvisioner(async (client) => {
    const { rows } = await client.query<{ id: number }>("select id from public.stores");
    for (const { id } of rows) await dropStore(client, id);
    return [];
  });
}
