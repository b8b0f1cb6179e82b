import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type PageRow = InferAttributes<Page>;

/** A page of text: about, shipping, privacy. Its body is HTML, sanitised before it was saved. */
export class Page extends Model<InferAttributes<Page>, InferCreationAttributes<Page>> {
  declare id: CreationOptional<number>;
  declare slug: string;
  declare title: string;
  declare body: string;
  declare seo_title: CreationOptional<string>;
  declare seo_description: CreationOptional<string>;
  declare updated_at: CreationOptional<Date>;

  static withSlug(slug: string): Promise<PageRow | null> {
    return Page.findOne({ where: { slug }, raw: true });
  }

  /** For the sitemap. */
  static addresses(): Promise<Pick<PageRow, "slug" | "updated_at">[]> {
    return Page.findAll({ attributes: ["slug", "updated_at"], order: ["slug"], raw: true });
  }
}

Page.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    slug: { type: DataTypes.TEXT, allowNull: false },
    title: { type: DataTypes.TEXT, allowNull: false },
    body: DataTypes.TEXT,
    seo_title: DataTypes.TEXT,
    seo_description: DataTypes.TEXT,
    updated_at: DataTypes.DATE,
  },
  { sequelize, tableName: "pages" },
);
