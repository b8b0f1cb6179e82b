import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import { type ShownPicture, shownPicture } from "./picture.ts";
import { visible } from "./visibility.ts";

/** A category of the tree, as lists and menus need it. */
export interface CategoryRow {
  id: number;
  parent_id: number | null;
  slug: string;
  name: string;
  description: string;
  seo_title: string;
  seo_description: string;
  picture: ShownPicture | null;
}

/** A category with one that is below it, or itself. */
export interface CategoryPath {
  ancestor: number;
  category: number;
}

export interface CategoryCard extends CategoryRow {
  /** How many products can be seen in it and below it. */
  count: number;
}

/** A place in the tree that shoppers browse, or a collection put together by hand. */
export class Category extends Model<InferAttributes<Category>, InferCreationAttributes<Category>> {
  declare id: CreationOptional<number>;
  declare kind: CreationOptional<"category" | "collection">;
  declare parent_id: CreationOptional<number | null>;
  declare position: CreationOptional<number>;
  declare slug: string;
  declare name: string;
  declare description: CreationOptional<string>;
  declare picture_id: CreationOptional<number | null>;
  declare seo_title: CreationOptional<string>;
  declare seo_description: CreationOptional<string>;

  /** All categories, parents before children are not guaranteed: order is that of siblings. */
  static tree(): Promise<CategoryRow[]> {
    return sequelize.query<CategoryRow>(
      `select c.id, c.parent_id, c.slug, c.name, c.description, c.seo_title, c.seo_description,
         ${shownPicture("f")} as picture
       from categories c left join pictures f on f.id = c.picture_id
       where c.kind = 'category' order by c.position, c.id`,
      { type: QueryTypes.SELECT },
    );
  }

  /** Every collection by its name and slug, in the shop's order. */
  static collections(): Promise<Pick<CategoryRow, "id" | "slug" | "name">[]> {
    return Category.findAll({
      attributes: ["id", "slug", "name"],
      where: { kind: "collection" },
      order: ["position", "id"],
      raw: true,
    });
  }

  static collection(slug: string): Promise<Category | null> {
    return Category.findOne({ where: { slug, kind: "collection" }, raw: true });
  }

  /** The collection that the home page features: the first one. */
  static featured(): Promise<Category | null> {
    return Category.findOne({
      where: { kind: "collection" },
      order: ["position", "id"],
      raw: true,
    });
  }

  /** Puts a product into categories, at a place among the others. */
  static async fill(categoryIds: number[], productId: number, position: number): Promise<void> {
    await sequelize.query(
      `insert into product_categories (category_id, product_id, position)
       select id, $2, $3 from unnest($1::integer[]) as id on conflict do nothing`,
      { bind: [categoryIds, productId, position] },
    );
  }

  /** Puts a product that is in no category yet into the one with this slug, which is made when missing. */
  static async fileUnlessFiled(slug: string, name: string, productId: number): Promise<void> {
    await sequelize.query(
      `with known as (select id from categories where slug = $1 and kind = 'category'),
         made as (insert into categories (slug, name, position)
           select $1, $2, (select coalesce(max(position), 0) + 1 from categories)
           where not exists (select from product_categories where product_id = $3)
           on conflict (slug) do nothing returning id)
       insert into product_categories (category_id, product_id)
       select id, $3 from (select id from known union select id from made) category
       where not exists (select from product_categories where product_id = $3)`,
      { bind: [slug, name, productId] },
    );
  }

  /** How many visible products there are in categories and below them, each counted once. */
  static async counts(paths: readonly CategoryPath[]): Promise<Map<number, number>> {
    const rows = await sequelize.query<{ id: number; count: number }>(
      `select t.ancestor as id, count(distinct p.id) as count
       from unnest($1::integer[], $2::integer[]) as t (ancestor, category)
         join product_categories pc on pc.category_id = t.category
         join products p on p.id = pc.product_id
       where ${visible} group by t.ancestor`,
      {
        bind: [paths.map((path) => path.ancestor), paths.map((path) => path.category)],
        type: QueryTypes.SELECT,
      },
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }
}

Category.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    kind: DataTypes.TEXT,
    parent_id: DataTypes.INTEGER,
    position: DataTypes.INTEGER,
    slug: { type: DataTypes.TEXT, allowNull: false },
    name: { type: DataTypes.TEXT, allowNull: false },
    description: DataTypes.TEXT,
    picture_id: DataTypes.INTEGER,
    seo_title: DataTypes.TEXT,
    seo_description: DataTypes.TEXT,
  },
  { sequelize, tableName: "categories" },
);
