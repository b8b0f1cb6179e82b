import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type PictureRow = InferAttributes<Picture>;

/** A picture as views show it. */
export type ShownPicture = Pick<PictureRow, "width" | "height" | "colour" | "alt"> & {
  file: string;
};

/** SQL that makes a ShownPicture of the row `alias`, or null where the file is missing. */
export function shownPicture(alias: string): string {
  const fields = ["file", "width", "height", "colour", "alt"];
  const pairs = fields.map((field) => `'${field}', ${alias}.${field}`).join(", ");
  return `case when ${alias}.file is not null then json_build_object(${pairs}) end`;
}

export class Picture extends Model<InferAttributes<Picture>, InferCreationAttributes<Picture>> {
  declare id: CreationOptional<number>;
  declare product_id: CreationOptional<number | null>;
  declare position: CreationOptional<number>;
  /** The name below the store's upload directory; null where the source could not be fetched. */
  declare file: string | null;
  declare width: number;
  declare height: number;
  declare colour: CreationOptional<string>;
  declare alt: CreationOptional<string>;
  /** Where it was fetched from. */
  declare source: CreationOptional<string>;

  /** The sources that begin with this, such as those that are still to be fetched or drawn. */
  static async sourcesBeginning(beginning: string): Promise<string[]> {
    const where = { source: { [Op.startsWith]: beginning } };
    const rows = await Picture.findAll({ attributes: ["source"], where, raw: true });
    return rows.map((row) => row.source);
  }

  /**
   * Those of these files that nothing of the shop names: no picture, no order, no look that it has or had, and not the
   * draft of one that was discarded last, which can be brought back.
   */
  static async filesWithoutUse(files: readonly string[]): Promise<string[]> {
    const rows = await sequelize.query<{ file: string }>(
      `with looks as (
         select tokens as said from themes
         union all (select before from audit_log where subject = 'theme' and kind = 'theme.discarded' order by id desc limit 1)),
       worn as materialized (
         select text #>> '{}' as file from looks, jsonb_path_query(said, '$.** ? (@.type() == "string")') as text)
       select file from unnest($1::text[]) as file
       where not exists (select from pictures f where f.file = file.file)
         and not exists (select from order_lines l where l.picture = file.file)
         and not exists (select from worn w where w.file = file.file)`,
      { bind: [files], type: QueryTypes.SELECT },
    );
    return rows.map(({ file }) => file);
  }
}

Picture.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    product_id: DataTypes.INTEGER,
    position: DataTypes.INTEGER,
    file: DataTypes.TEXT,
    width: { type: DataTypes.INTEGER, allowNull: false },
    height: { type: DataTypes.INTEGER, allowNull: false },
    colour: DataTypes.TEXT,
    alt: DataTypes.TEXT,
    source: DataTypes.TEXT,
  },
  { sequelize, tableName: "pictures" },
);
