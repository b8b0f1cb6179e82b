import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type MenuKind = "home" | "products" | "category" | "collection" | "page" | "url";
export type MenuItemRow = InferAttributes<MenuItem>;

export class MenuItem extends Model<InferAttributes<MenuItem>, InferCreationAttributes<MenuItem>> {
  declare id: CreationOptional<number>;
  declare menu: "main" | "footer";
  declare parent_id: CreationOptional<number | null>;
  declare position: CreationOptional<number>;
  declare label: string;
  declare kind: MenuKind;
  /** A slug, or an address when the kind is "url". */
  declare target: CreationOptional<string>;

  static inOrder(): Promise<MenuItemRow[]> {
    return MenuItem.findAll({ order: ["position", "id"], raw: true });
  }
}

MenuItem.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    menu: { type: DataTypes.TEXT, allowNull: false },
    parent_id: DataTypes.INTEGER,
    position: DataTypes.INTEGER,
    label: { type: DataTypes.TEXT, allowNull: false },
    kind: { type: DataTypes.TEXT, allowNull: false },
    target: DataTypes.TEXT,
  },
  { sequelize, tableName: "menu_items" },
);
