import pg from "pg";
import { Sequelize } from "sequelize";
import { config } from "../app/config.ts";
import { SealedClient } from "./seal.ts";
import { current } from "./unit.ts";

pg.types.setTypeParser(pg.types.builtins.INT8, safeInteger);

// Sequelize joins every query to the transaction that it finds here.
Sequelize.useCLS({
  get: (key: string) => (key === "transaction" ? current.getStore() : undefined),
  set: refuseNestedTransaction,
  run: refuseNestedTransaction,
  bind: refuseNestedTransaction,
});

const url = new URL(config.DATABASE_URL ?? "postgres://nobody@localhost/nowhere");

const options = {
  dialect: "postgres" as const,
  dialectModule: Object.create(pg, { Client: { value: SealedClient } }),
  // `ssl` counts here only: beside `host`, Sequelize would ignore it. It verifies the server's certificate.
  dialectOptions: { clientMinMessages: "ignore", application_name: "wizamart", ssl: wantsTls(url) },
  host: url.hostname.replace(/^\[|\]$/g, ""), // an IPv6 address has brackets in a URL only
  port: Number(url.port || 5432),
  database: decodeURIComponent(url.pathname.slice(1)),
  username: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  databaseVersion: "15.0.0",
  keepDefaultTimezone: true,
  logging: false,
  define: { timestamps: false, underscored: false },
  pool: {
    max: config.DATABASE_POOL,
    min: 1,
    acquire: config.DATABASE_WAIT_MS,
    idle: 30_000,
    maxUses: config.DATABASE_POOL_USES,
  },
};

/** The models' door to the database: sealed connections of the web processes' login. */
export const sequelize = new Sequelize(options);

// Without this, the first connection reads all of pg_type: half a second at 2,000 stores.
Object.assign(sequelize.connectionManager, { _refreshDynamicOIDs: async () => {} });

/** Closes every connection, once the work on it has ended. */
export async function closeConnections(): Promise<void> {
  await sequelize.close();
}

function wantsTls({ searchParams }: URL): boolean {
  return ["require", "verify-ca", "verify-full"].includes(searchParams.get("sslmode") ?? "");
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`Too large for a number: ${text}`);
  return value;
}

function refuseNestedTransaction(): never {
  throw new Error("A request is one transaction: use inStore or asPlatform, and never inside one");
}
