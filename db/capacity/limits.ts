import { cataloguePerStore, type Facts, relationsOf, schemasOf } from "./facts.ts";
import type { BackendMemory, Machine, Weight } from "./measuring.ts";

/** What is met when there are enough stores. */
export interface Limit {
  name: string;
  /** At how many stores; null for one that is never met as things are set. */
  stores: number | null;
  /** How that was reckoned, in words. */
  formula: string;
  /** What moves it. */
  remedy: string;
}

/** What was measured; null for what could not be. */
export interface Measured {
  weight: Weight | null;
  memory: BackendMemory | null;
  firstRole: number | null;
  machine: Machine | null;
  /** Connections of the app that may each come to any store. */
  connections: number;
  /** Units of work after which a connection is replaced. */
  poolUses: number;
}

/** Files that a server looks at in a second as it starts after a crash: a rule of thumb for a local disk. */
const filesPerSecond = 10_000;
/** Seconds that pg_dump takes for a table, however small, and bytes that it writes in a second: a rule of thumb. */
const dumpPerTable = 0.001;
const dumpBytes = 50_000_000;
/** What is bearable: a server that is back after a minute, a backup within an hour, a first query that waits a tenth of a second. */
const restartSeconds = 60;
const backupSeconds = 3_600;
const roleMs = 100;
/** Where nobody has measured it: at 10,000 roles the first SET ROLE of a backend took 105 to 360 ms. */
const rolesUnmeasured = 5_000;

/** Every limit that can be reckoned from this, the nearest first. */
export function limitsOf(facts: Facts, measured: Measured): Limit[] {
  const limits = [
    locks(facts),
    roleCache(facts, measured),
    restart(facts),
    backup(facts, measured),
    ...catalogue(facts, measured),
    ...memory(facts, measured),
    ...disk(facts, measured),
  ];
  return limits.sort((a, b) => (a.stores ?? Infinity) - (b.stores ?? Infinity));
}

/** How many locks the server has room for, at least. */
export function lockSlots({ settings }: Facts): number {
  return settings.maxLocks * (settings.maxConnections + settings.maxPrepared);
}

/** Seconds that a start after a crash spends on looking at all files; with syncfs it looks at none. */
export function restartEstimate(facts: Facts): number {
  return facts.settings.sync === "syncfs"
    ? 0
    : (schemasOf(facts) * relationsOf(facts)) / filesPerSecond;
}

/** Seconds that pg_dump of everything takes, on one connection. */
export function backupEstimate(facts: Facts, bytes: number): number {
  return schemasOf(facts) * facts.perStore.tables * dumpPerTable + bytes / dumpBytes;
}

function locks(facts: Facts): Limit {
  const { settings, perStore } = facts;
  return {
    name: "locks, for a pg_dump of everything",
    stores: quotient(lockSlots(facts), perStore.tables),
    formula: `max_locks_per_transaction (${settings.maxLocks}) x (max_connections (${settings.maxConnections}) + max_prepared_transactions (${settings.maxPrepared})) / tables a store (${perStore.tables})`,
    remedy: "raise max_locks_per_transaction, or back up physically or store by store",
  };
}

function roleCache(facts: Facts, { firstRole }: Measured): Limit {
  const schemas = schemasOf(facts);
  const isMeasured = firstRole !== null && schemas >= 500;
  return {
    name: "the first SET ROLE of a connection takes 100 ms",
    stores: isMeasured ? quotient(roleMs * schemas, firstRole) : rolesUnmeasured,
    formula: isMeasured
      ? `${roleMs} ms x schemas (${schemas}) / what it takes now (${firstRole.toFixed(1)} ms)`
      : "as it was measured elsewhere: with few roles it tells nothing here",
    remedy: "keep connections longer (DATABASE_POOL_USES), or split the stores over several logins",
  };
}

function catalogue(facts: Facts, { machine }: Measured): Limit[] {
  if (!machine?.memory) return [];
  const perStore = cataloguePerStore(facts);
  return [
    {
      name: "the catalogues fill a quarter of the memory",
      stores: quotient(machine.memory / 4, perStore),
      formula: `memory (${inBytes(machine.memory)}) / 4 / catalogues a store (${inBytes(perStore)})`,
      remedy:
        "more memory, or part of the stores on another server: what is not in memory is read at every first touch",
    },
  ];
}

function restart(facts: Facts): Limit {
  const files = relationsOf(facts);
  const isFsync = facts.settings.sync !== "syncfs";
  return {
    name: "a start after a crash takes a minute longer",
    stores: isFsync ? quotient(restartSeconds * filesPerSecond, files) : null,
    formula: isFsync
      ? `${restartSeconds} s x ${filesPerSecond.toLocaleString("en")} files a second / files a store (${files}, at least)`
      : "recovery_init_sync_method is syncfs: files are not looked at one by one",
    remedy: "recovery_init_sync_method = syncfs, on Linux",
  };
}

function backup(facts: Facts, { weight }: Measured): Limit {
  const schemas = schemasOf(facts);
  const bytes = weight && schemas > 0 ? weight.storeBytes / schemas : 0;
  const seconds = facts.perStore.tables * dumpPerTable + bytes / dumpBytes;
  return {
    name: "a pg_dump of everything takes an hour",
    stores: quotient(backupSeconds, seconds),
    formula: `${backupSeconds} s / (tables a store (${facts.perStore.tables}) x ${dumpPerTable * 1000} ms + bytes a store (${inBytes(bytes)}) / ${inBytes(dumpBytes)} a second)`,
    remedy: "pg_dump --jobs, or a physical backup (pg_basebackup), or `stores export` by turns",
  };
}

function memory(facts: Facts, measured: Measured): Limit[] {
  const { memory, machine, poolUses, connections } = measured;
  if (!memory || !machine?.memory) return [];
  const room = machine.memory / 2 - facts.settings.sharedBuffers - connections * memory.base;
  const stores = quotient(Math.max(0, room), connections * memory.perStore);
  const isReplaced = stores !== null && stores > poolUses;
  return [
    {
      name: "the app's connections take half of the memory",
      stores: isReplaced ? null : stores,
      formula: isReplaced
        ? `a connection is replaced after ${poolUses.toLocaleString("en")} uses (DATABASE_POOL_USES), before it has touched that many`
        : `(memory (${inBytes(machine.memory)}) / 2 - shared_buffers - connections (${connections}) x ${inBytes(memory.base)}) / (connections x a store touched (${inBytes(memory.perStore)}))`,
      remedy: "fewer connections (DATABASE_POOL), or a lower DATABASE_POOL_USES",
    },
  ];
}

function disk(facts: Facts, { weight, machine }: Measured): Limit[] {
  const schemas = schemasOf(facts);
  if (!machine?.disk || !weight || schemas === 0) return [];
  const { bytes, files } = machine.disk;
  const perStore = weight.storeBytes / schemas + cataloguePerStore(facts);
  const more = quotient(bytes, perStore);
  const full: Limit = {
    name: "the disk is full",
    stores: more === null ? null : schemas + more,
    formula: `schemas (${schemas}) + free (${inBytes(bytes)}) / bytes a store (${inBytes(perStore)})`,
    remedy: "a larger disk, or a tablespace on another one",
  };
  const room = quotient(files, relationsOf(facts));
  const inodes: Limit = {
    name: "the disk has no room for more files",
    stores: room === null ? null : schemas + room,
    formula: `schemas (${schemas}) + free inodes (${files.toLocaleString("en")}) / files a store (${relationsOf(facts)}, at least)`,
    remedy: "a file system with more inodes",
  };
  return files > 0 ? [full, inodes] : [full]; // some file systems have no such limit
}

function quotient(whole: number, part: number): number | null {
  return part > 0 ? Math.floor(whole / part) : null;
}

/** A size for people to read. */
export function inBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** power;
  return `${size >= 100 || power === 0 ? Math.round(size) : size.toFixed(1)} ${units[power]}`;
}
