// A process that opens stores. `{ spares }` brings the spare schemas to that number, `{ open }` opens a
// store with that code; each is answered with `{ done }` or `{ failed }`.
import { defaultTheme } from "../../app/themes.ts";
import { asProvisioner } from "../../db/admin.ts";
import { keepSpares, openStore } from "../../db/provision.ts";
import { dropStore } from "../../db/provisioning/dropping.ts";

process.on("message", (order: { spares?: number; open?: string }) => {
  const { spares, open: code = "" } = order;
  const work = spares === undefined ? open(code) : haveSpares(spares);
  work.then(
    () => process.send?.({ done: true }),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.once("disconnect", () => process.exit());
process.send?.({ done: true });

async function open(code: string): Promise<void> {
  const store = { code, name: code, plan: "free" as const, currency: "EUR", locale: "en-IE" };
  await asProvisioner((client) => openStore(client, { ...store, theme: defaultTheme(code) }));
}

async function haveSpares(count: number): Promise<void> {
  await asProvisioner(async (client) => {
    await keepSpares(client, count);
    const { rows } = await client.query(
      "select id from public.spare_schemas order by id offset $1",
      [count],
    );
    for (const { id } of rows) await dropStore(client, id);
  });
}
