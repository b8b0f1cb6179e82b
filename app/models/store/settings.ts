import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type SettingsRow = Omit<InferAttributes<Settings>, "id">;

/** What a shop says about itself: one row. */
export class Settings extends Model<InferAttributes<Settings>, InferCreationAttributes<Settings>> {
  declare id: boolean;
  declare currency: string;
  declare locale: string;
  declare tagline: string;
  declare announcement: string;
  declare email: string;
  declare address: string;
  /** ISO 3166-1 alpha-2, or "". */
  declare country: CreationOptional<string>;
  declare tax_number: CreationOptional<string>;

  /** @throws Error when the store was never furnished */
  static async current(): Promise<SettingsRow> {
    const attributes = Object.keys(Settings.getAttributes()).filter((name) => name !== "id");
    return Settings.findOne({ attributes, raw: true, rejectOnEmpty: true });
  }
}

Settings.init(
  {
    id: { type: DataTypes.BOOLEAN, primaryKey: true, defaultValue: true },
    currency: { type: DataTypes.TEXT, allowNull: false },
    locale: { type: DataTypes.TEXT, allowNull: false },
    tagline: DataTypes.TEXT,
    announcement: DataTypes.TEXT,
    email: DataTypes.TEXT,
    address: DataTypes.TEXT,
    country: DataTypes.TEXT,
    tax_number: DataTypes.TEXT,
  },
  { sequelize, tableName: "settings" },
);
