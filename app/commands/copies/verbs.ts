import { resolve } from "node:path";
import { asProvisioner } from "../../../db/admin.ts";
import { Archive } from "../../../db/copies/archive-reader.ts";
import { sealedKeys } from "../../../db/copies/belongings.ts";
import { cloneStore } from "../../../db/copies/clone.ts";
import { exportStore } from "../../../db/copies/export.ts";
import { type ImportReport, importStore } from "../../../db/copies/import.ts";
import { type Manifest, versionOf } from "../../../db/copies/manifest.ts";
import { refuseTakenCode } from "../../../db/copies/room.ts";
import { findStore } from "../../../db/stores.ts";
import { asPlatform } from "../../context.ts";
import { storeFiles } from "../../files/store-files.ts";
import { invite } from "../../models/shared/people/invitation.ts";
import { decrypt } from "../../signing.ts";
import { codeFault } from "../../store-code.ts";
import { publicAddress } from "../../urls.ts";
import { commandLineActor } from "../actor.ts";
import { Misuse, type Outcome } from "../outcome.ts";
import { progressBar } from "../progress.ts";
import { aboutArchive, cloned, exported, imported, inWords } from "./words.ts";

interface ImportOptions {
  code?: string;
  name?: string;
  suspended?: boolean;
  invite?: boolean;
}

interface CloneOptions {
  name?: string;
  withCustomers?: boolean;
}

/** Writes a store with all that is its own into one archive, while its shop is open. */
export async function exportTo(
  code: string,
  file: string,
  { force = false }: { force?: boolean },
): Promise<Outcome> {
  const bar = progressBar("Writing kB");
  const work = asProvisioner(async (client) => {
    const store = await findStore(client, code);
    const options = {
      file: resolve(file),
      files: storeFiles(store.id),
      mayReplace: force,
      progress: inKilobytes(bar.show),
    };
    return { store, report: await exportStore(client, store.id, options) };
  });
  const { store, report } = await inWords(work, "nothing was written").finally(bar.end);
  return { text: exported(store.name, { ...report, file }), data: report };
}

/** Makes a store of an archive: here or on another server, with an id of its own. */
export async function importFrom(file: string, options: ImportOptions): Promise<Outcome> {
  const archive = await opened(file);
  try {
    const { manifest } = archive;
    const [code, name] = named(manifest, options);
    await inWords(
      asProvisioner((client) => refuseTakenCode(client, code)),
      "nothing was imported",
    );
    await verified(archive);
    const { report, lostKeys } = await load(archive, { code, name, suspended: options.suspended });
    const invited = options.invite ? await inviteAll(report) : false;
    const state = stateOf(manifest, options);
    return {
      text: imported(manifest, { code, name, state, report, lostKeys, invited }),
      data: { code, name, state, ...report, lostKeys, invited, domains: manifest.domains },
    };
  } catch (error) {
    throw aboutArchive(error, file);
  } finally {
    archive.close();
  }
}

/** Copies a store beside itself, for trying things out. */
export async function clone(from: string, to: string, options: CloneOptions): Promise<Outcome> {
  const code = checkedCode(to.toLowerCase());
  const bar = progressBar("Cloning");
  const work = asProvisioner(async (client) => {
    const store = await findStore(client, from);
    const name = checkedName(options.name ?? `${store.name} (copy)`.slice(0, 255));
    const report = await cloneStore(client, store.id, {
      code,
      name,
      withCustomers: options.withCustomers ?? false,
      actor: commandLineActor(),
      filesOf: (id) => storeFiles(id),
      progress: bar.show,
    });
    return { store, name, report };
  });
  const { store, name, report } = await inWords(work, "nothing was cloned").finally(bar.end);
  const address = publicAddress({ code, plan: planOf(store.plan), domains: [] }, "/");
  return {
    text: cloned({ code, name, address, original: store, report }),
    data: { code, name, address, ...report },
  };
}

async function load(
  archive: Archive,
  {
    code,
    name,
    suspended = false,
  }: { code: string; name: string; suspended?: boolean | undefined },
): Promise<{ report: ImportReport; lostKeys: string[] }> {
  const bar = progressBar("Loading kB");
  const work = asProvisioner(async (client) => {
    const report = await importStore(client, archive, {
      code,
      name,
      suspended,
      actor: commandLineActor(),
      filesOf: (id) => storeFiles(id),
      progress: inKilobytes(bar.show),
    });
    const keys = await sealedKeys(client, report.id);
    const lost = keys.filter(({ sealed }) => !isReadable(report.id, sealed));
    return { report, lostKeys: lost.map(({ kind }) => kind) };
  });
  return inWords(work, "nothing was imported").finally(bar.end);
}

async function opened(file: string): Promise<Archive> {
  try {
    const archive = await Archive.open(file);
    versionOf(archive.manifest);
    return archive;
  } catch (error) {
    throw aboutArchive(error, file);
  }
}

async function verified(archive: Archive): Promise<void> {
  const bar = progressBar("Checking kB");
  let done = 0;
  const show = inKilobytes(bar.show);
  await archive
    .verify((bytes) => {
      done += bytes;
      show(done, archive.bytes);
    })
    .finally(bar.end);
}

/** The code and the name of the store to be. @throws Misuse */
function named({ store }: Manifest, { code, name }: ImportOptions): [code: string, name: string] {
  return [checkedCode((code ?? store.code).toLowerCase()), checkedName(name ?? store.name)];
}

function checkedCode(code: string): string {
  const fault = codeFault(code);
  if (fault) throw new Misuse(`${fault} Nothing was made`);
  return code;
}

function checkedName(name: string): string {
  if (!name.trim() || name.length > 255) throw new Misuse("--name needs 1 to 255 characters");
  return name.trim();
}

/** Asks by mail whoever worked in the store and has no account here. */
async function inviteAll({ id, strangers }: ImportReport): Promise<boolean> {
  await asPlatform("write", async () => {
    for (const { email, role } of strangers) await invite({ storeId: id, email, role, by: null });
  });
  return true;
}

function isReadable(id: number, sealed: string): boolean {
  try {
    decrypt(id, sealed);
    return true;
  } catch {
    return false;
  }
}

function stateOf({ store }: Manifest, { suspended }: ImportOptions): "open" | "suspended" {
  return suspended || store.state !== "open" ? "suspended" : "open";
}

function inKilobytes(show: (done: number, total: number) => void) {
  return (done: number, total: number) => show(Math.round(done / 1_000), Math.ceil(total / 1_000));
}

function planOf(plan: string): Manifest["store"]["plan"] {
  return plan === "premium" || plan === "standard" ? plan : "free";
}
