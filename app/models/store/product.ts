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

export type Stock = "in" | "low" | "out";

export interface ShownVariant {
  id: number;
  options: [string, string, string];
  sku: string;
  price: number;
  compare_at_price: number | null;
  stock: Stock;
  grams: number;
  picture_id: number | null;
}

/** A product with all that its page shows. */
export interface ShownProduct {
  id: number;
  slug: string;
  title: string;
  description: string;
  vendor: string;
  type: string;
  tags: string[];
  option_names: string[];
  seo_title: string;
  seo_description: string;
  variants: ShownVariant[];
  pictures: (ShownPicture & { id: number })[];
  /** The categories that it is in. */
  category_ids: number[];
}

const variantsOf = `(
  select coalesce(json_agg(json_build_object('id', v.id, 'options', array[v.option1, v.option2, v.option3],
    'sku', v.sku, 'price', v.price, 'compare_at_price', v.compare_at_price, 'stock', v.stock,
    'grams', v.grams, 'picture_id', v.picture_id) order by v.position, v.id), '[]')
  from variants v where v.product_id = p.id)`;

const picturesOf = `(
  select coalesce(json_agg(json_build_object('id', f.id, 'shown', ${shownPicture("f")}) order by f.position, f.id), '[]')
  from pictures f where f.product_id = p.id and f.file is not null)`;

export class Product extends Model<InferAttributes<Product>, InferCreationAttributes<Product>> {
  declare id: CreationOptional<number>;
  declare slug: string;
  declare title: string;
  declare description: CreationOptional<string>;
  declare vendor: CreationOptional<string>;
  declare type: CreationOptional<string>;
  declare tags: CreationOptional<string[]>;
  declare status: CreationOptional<"draft" | "active" | "archived">;
  declare published_at: CreationOptional<Date>;
  declare option_names: CreationOptional<string[]>;
  declare seo_title: CreationOptional<string>;
  declare seo_description: CreationOptional<string>;
  declare extra: CreationOptional<Record<string, string>>;
  declare updated_at: CreationOptional<Date>;

  /** A product that shoppers may see, with its variants and pictures; undefined when there is none. */
  static async shown(slug: string): Promise<ShownProduct | undefined> {
    const [row] = await sequelize.query<
      Omit<ShownProduct, "pictures"> & { pictures: JoinedPicture[] }
    >(
      `select p.id, p.slug, p.title, p.description, p.vendor, p.type, p.tags, p.option_names, p.seo_title,
         p.seo_description, ${variantsOf} as variants, ${picturesOf} as pictures,
         array(select category_id from product_categories where product_id = p.id) as category_ids
       from products p
       where p.slug = $1 and ${visible}`,
      { bind: [slug], type: QueryTypes.SELECT },
    );
    return row && { ...row, pictures: row.pictures.map(({ id, shown }) => ({ id, ...shown })) };
  }

  /** For the sitemap: at most 50,000, as sitemaps.org allows in one file. */
  static addresses(): Promise<{ slug: string; updated_at: Date }[]> {
    return sequelize.query(
      `select p.slug, p.updated_at from products p where ${visible} order by p.id limit 45000`,
      { type: QueryTypes.SELECT },
    );
  }
}

interface JoinedPicture {
  id: number;
  shown: ShownPicture;
}

Product.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    slug: { type: DataTypes.TEXT, allowNull: false },
    title: { type: DataTypes.TEXT, allowNull: false },
    description: DataTypes.TEXT,
    vendor: DataTypes.TEXT,
    type: DataTypes.TEXT,
    tags: DataTypes.ARRAY(DataTypes.TEXT),
    status: DataTypes.TEXT,
    published_at: DataTypes.DATE,
    option_names: DataTypes.ARRAY(DataTypes.TEXT),
    seo_title: DataTypes.TEXT,
    seo_description: DataTypes.TEXT,
    extra: DataTypes.JSONB,
    updated_at: DataTypes.DATE,
  },
  { sequelize, tableName: "products" },
);
