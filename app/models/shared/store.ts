import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type Plan = "free" | "standard" | "premium";
export type StoreState = "opening" | "open" | "suspended" | "trashed";

/** What was agreed for one store; null: as its plan says. */
export interface StoreLimits {
  /** How long one statement may take. */
  statementMs: number | null;
  /** Of one process, at once. */
  connections: number | null;
  fileBytes: number | null;
  /** Of tables and indexes. */
  rowBytes: number | null;
}

/** A store with its verified domains: what it takes to answer for it. */
export interface StoreRow {
  id: number;
  code: string;
  name: string;
  plan: Plan;
  state: StoreState;
  /** As it stands in the database: whoever reads it has to check it. */
  theme: unknown;
  /** Verified domains, the primary one first. */
  domains: string[];
  /** Null when it has what its plan says. */
  limits: StoreLimits | null;
  /** The newest migration that its schema has. */
  version: number;
  /** The oldest application, by its newest store migration, that works with that. */
  needs: number;
}

/** The limits of a row `l` of store_limits, as `StoreLimits`. */
export const limitsAsJson = `json_build_object('statementMs', l.statement_ms, 'connections', l.connections,
  'fileBytes', l.file_bytes, 'rowBytes', l.row_bytes)`;

const withDomains = `
  select s.id, s.code, s.name, s.plan, s.state, s.theme, s.version,
    (select coalesce(max(coalesce(m.serves, m.version)), 0)
      from migrations m where m.room = 'store' and m.version <= s.version) as needs,
    coalesce((select array_agg(d.domain order by d.is_primary desc, d.id)
      from store_domains d where d.store_id = s.id and d.is_verified), '{}') as domains,
    (select ${limitsAsJson} from store_limits l where l.store_id = s.id) as limits
  from stores s`;

export class Store extends Model<InferAttributes<Store>, InferCreationAttributes<Store>> {
  declare id: CreationOptional<number>;
  declare code: string;
  declare name: string;
  declare plan: CreationOptional<Plan>;
  declare state: CreationOptional<StoreState>;
  declare created_at: CreationOptional<Date>;

  /** The store that answers on a verified custom domain, if there is one. */
  static onDomain(domain: string): Promise<StoreRow | undefined> {
    const owner = "(select store_id from store_domains where domain = $1 and is_verified)";
    return findOne(`${withDomains} where s.id = ${owner}`, domain);
  }

  /** The store with this code; where there is none, the one that had it before it was renamed. */
  static atCode(code: string): Promise<StoreRow | undefined> {
    const now = "(select id from stores where code = $1)";
    const before = "(select store_id from former_codes where code = $1)";
    return findOne(`${withDomains} where s.id = coalesce(${now}, ${before})`, code);
  }

  static withId(id: number): Promise<StoreRow | undefined> {
    return findOne(`${withDomains} where s.id = $1`, id);
  }

  /** The open store with the lowest id above one. */
  static async openAfter(id: number): Promise<number | undefined> {
    const [row] = await sequelize.query<{ id: number }>(
      "select id from stores where id > $1 and state = 'open' order by id limit 1",
      { bind: [id], type: QueryTypes.SELECT },
    );
    return row?.id;
  }

  /** Calls a store by another name. */
  static async rename(id: number, name: string): Promise<void> {
    await sequelize.query("update stores set name = $2 where id = $1", { bind: [id, name] });
  }

  /** Every store, for lists of the platform's people. */
  static everyOne(): Promise<StoreRow[]> {
    return sequelize.query<StoreRow>(`${withDomains} order by s.code`, { type: QueryTypes.SELECT });
  }
}

Store.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    code: { type: DataTypes.STRING, allowNull: false },
    name: { type: DataTypes.STRING, allowNull: false },
    plan: DataTypes.TEXT,
    state: DataTypes.TEXT,
    created_at: DataTypes.DATE,
  },
  { sequelize, tableName: "stores" },
);

async function findOne(sql: string, value: string | number): Promise<StoreRow | undefined> {
  const rows = await sequelize.query<StoreRow>(sql, { bind: [value], type: QueryTypes.SELECT });
  return rows[0];
}
