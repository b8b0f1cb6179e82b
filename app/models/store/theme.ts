import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { Theme as Tokens } from "../../themes.ts";

/** A version of a shop's look. One is published; a trigger copies it to the shared room. */
export class Theme extends Model<InferAttributes<Theme>, InferCreationAttributes<Theme>> {
  declare id: CreationOptional<number>;
  declare state: "draft" | "published" | "retired";
  declare tokens: Tokens;
  declare published_at: CreationOptional<Date | null>;

  /** Shows these tokens from now on; what was shown before is kept as retired. */
  static async publish(tokens: Tokens): Promise<void> {
    await Theme.update({ state: "retired" }, { where: { state: "published" } });
    await Theme.create({ state: "published", tokens, published_at: new Date() });
  }
}

Theme.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    state: { type: DataTypes.TEXT, allowNull: false },
    tokens: { type: DataTypes.JSONB, allowNull: false },
    published_at: DataTypes.DATE,
  },
  { sequelize, tableName: "themes" },
);
