import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type MenuKind = "home" | "products" | "category" | "collection" | "page" | "url";
export type MenuItemRow = InferAttributes<MenuItem>;
export type MenuItemDraft = Omit<MenuItemRow, "id" | "position">;

const columns = "id, menu, parent_id, position, label, kind, target";

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

  /** The same, so that nobody else changes any until the unit of work ends. */
  static locked(): Promise<MenuItemRow[]> {
    return sequelize.query<MenuItemRow>(
      `select ${columns} from menu_items order by position, id for update`,
      { type: QueryTypes.SELECT },
    );
  }

  /** Adds an entry at the end of its menu; gives its id. */
  static async add({ menu, parent_id, label, kind, target }: MenuItemDraft): Promise<number> {
    const [row] = await sequelize.query<{ id: number }>(
      `insert into menu_items (menu, parent_id, label, kind, target, position)
       values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from menu_items)) returning id`,
      { bind: [menu, parent_id, label, kind, target], type: QueryTypes.SELECT },
    );
    return row?.id ?? 0;
  }

  static async change(id: number, draft: Omit<MenuItemDraft, "menu">): Promise<void> {
    await MenuItem.update(draft, { where: { id } });
  }

  /** Puts entries into this order. */
  static async arrange(ids: readonly number[]): Promise<void> {
    await sequelize.query(
      "update menu_items set position = array_position($1::integer[], id) where id = any ($1::integer[])",
      { bind: [ids] },
    );
  }

  /** Takes entries away. */
  static async remove(ids: readonly number[]): Promise<void> {
    await sequelize.query("delete from menu_items where id = any ($1::integer[])", { bind: [ids] });
  }

  /** Brings entries back that were taken away, as they were; leaves out what is there, or has no place any more. */
  static async bringBack(rows: readonly MenuItemRow[]): Promise<void> {
    for (const row of [...rows].sort(parentsFirst)) {
      const { id, menu, parent_id, position, label, kind, target } = row;
      await sequelize.query(
        `insert into menu_items (${columns}) select $1, $2, $3, $4, $5, $6, $7
         where $3::integer is null or exists (select from menu_items where id = $3) on conflict do nothing`,
        { bind: [id, menu, parent_id, position, label, kind, target] },
      );
    }
  }

  /** Follows a page, category or collection whose slug has changed. */
  static async follow(kind: MenuKind, from: string, to: string): Promise<void> {
    await MenuItem.update({ target: to }, { where: { kind, target: from } });
  }
}

function parentsFirst(a: MenuItemRow, b: MenuItemRow): number {
  return Number(a.parent_id !== null) - Number(b.parent_id !== null);
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
