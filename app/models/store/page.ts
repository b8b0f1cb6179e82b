import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type PageRow = InferAttributes<Page>;

/** What somebody writes of a page. */
export type PageDraft = Omit<PageRow, "id" | "updated_at">;

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

  static withId(id: number): Promise<PageRow | null> {
    return Page.findByPk(id, { raw: true });
  }

  /** The same, so that nobody else changes it until the unit of work ends. */
  static async locked(id: number): Promise<PageRow | null> {
    await sequelize.query("select 1 from pages where id = $1 for update", {
      bind: [id],
      type: QueryTypes.SELECT,
    });
    return Page.withId(id);
  }

  /** All pages without their texts, by title. */
  static list(): Promise<Pick<PageRow, "id" | "slug" | "title" | "updated_at">[]> {
    return Page.findAll({
      attributes: ["id", "slug", "title", "updated_at"],
      order: [["title", "ASC"], "id"],
      raw: true,
    });
  }

  /** Adds a page; gives its id, or undefined where another one has its slug. */
  static async add(draft: PageDraft): Promise<number | undefined> {
    const { slug, title, body, seo_title: seoTitle, seo_description: seoText } = draft;
    const [row] = await sequelize.query<{ id: number }>(
      `insert into pages (slug, title, body, seo_title, seo_description) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning id`,
      { bind: [slug, title, body, seoTitle, seoText], type: QueryTypes.SELECT },
    );
    return row?.id;
  }

  /** Brings a page back that was removed, as it was; false where another one has its place. */
  static async bringBack({ id, ...draft }: PageRow): Promise<boolean> {
    const { slug, title, body, seo_title: seoTitle, seo_description: seoText } = draft;
    const rows = await sequelize.query(
      `insert into pages (id, slug, title, body, seo_title, seo_description) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning id`,
      { bind: [id, slug, title, body, seoTitle, seoText], type: QueryTypes.SELECT },
    );
    return rows.length > 0;
  }

  /** Changes a page; false when another one has its slug. */
  static async change(id: number, draft: PageDraft): Promise<boolean> {
    const { slug, title, body, seo_title: seoTitle, seo_description: seoText } = draft;
    const rows = await sequelize.query(
      `update pages set slug = $2, title = $3, body = $4, seo_title = $5, seo_description = $6, updated_at = now()
       where id = $1 and not exists (select from pages where slug = $2 and id <> $1) returning id`,
      { bind: [id, slug, title, body, seoTitle, seoText], type: QueryTypes.SELECT },
    );
    return rows.length > 0;
  }

  static async remove(id: number): Promise<void> {
    await Page.destroy({ where: { id } });
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
