import { Sequelize } from "sequelize";
import { config } from "../../../app/config.ts";

const options = {
  dialect: "postgres" as const,
  dialectOptions: { clientMinMessages: "ignore", application_name: "one-table" },
  databaseVersion: "15.0.0",
  keepDefaultTimezone: true,
  logging: false,
  pool: {
    max: config.DATABASE_POOL,
    min: 1,
    acquire: config.DATABASE_WAIT_MS,
    idle: 30_000,
    maxUses: config.DATABASE_POOL_USES,
  },
};

/** A plain door to one set of tables: nothing is sealed, no role is taken; the pool is as large. */
export const sequelize = new Sequelize(config.DATABASE_URL ?? "", options);

// As in the product: nothing here has a type of its own.
Object.assign(sequelize.connectionManager, { _refreshDynamicOIDs: async () => {} });
