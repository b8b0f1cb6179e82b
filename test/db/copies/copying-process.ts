// A process that copies stores: `{ deed, from, file, code }` is answered with `{ done }` or `{ failed }`.
import { storeFiles } from "../../../app/files/store-files.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { Archive } from "../../../db/copies/archive-reader.ts";
import { cloneStore } from "../../../db/copies/clone.ts";
import { exportStore } from "../../../db/copies/export.ts";
import { importStore } from "../../../db/copies/import.ts";

export interface Order {
  deed: "export" | "import" | "clone";
  from: number;
  file: string;
  code: string;
}

const filesOf = (id: number) => storeFiles(id);

const deeds: Record<Order["deed"], (order: Order) => Promise<unknown>> = {
  export: ({ from, file }) =>
    asProvisioner((client) =>
      exportStore(client, from, { file, files: filesOf(from), mayReplace: true }),
    ),
  import: async ({ file, code }) => {
    const archive = await Archive.open(file);
    await archive.verify();
    const store = { code, name: code, suspended: false, actor: "test", filesOf };
    await asProvisioner((client) => importStore(client, archive, store));
    archive.close();
  },
  clone: ({ from, code }) => {
    const store = { code, name: code, withCustomers: true, actor: "test", filesOf };
    return asProvisioner((client) => cloneStore(client, from, store));
  },
};

process.on("message", (order: Order) => {
  deeds[order.deed](order).then(
    () => process.send?.({ done: true }),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.once("disconnect", () => process.exit());
process.send?.({ done: true });
