import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { Theme as Tokens } from "../../themes.ts";

export type ThemeRow = Pick<InferAttributes<Theme>, "id" | "state" | "tokens" | "published_at">;

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

  /** What is being worked on; null where nothing is. */
  static draft(): Promise<ThemeRow | null> {
    return Theme.findOne({ where: { state: "draft" }, order: [["id", "DESC"]], raw: true });
  }

  /** The same, so that nobody else changes any look of the shop until the unit of work ends. */
  static async lockedDraft(): Promise<ThemeRow | null> {
    // There may be no draft yet to lock: the shop's one row of settings is always there.
    await sequelize.query("select 1 from settings for update", { type: QueryTypes.SELECT });
    return Theme.draft();
  }

  /** Keeps these tokens as what is being worked on. Call after `lockedDraft`. */
  static async keepDraft(tokens: Tokens): Promise<void> {
    const [changed] = await Theme.update({ tokens }, { where: { state: "draft" } });
    if (changed === 0) await Theme.create({ state: "draft", tokens });
  }

  static async dropDraft(): Promise<void> {
    await Theme.destroy({ where: { state: "draft" } });
  }

  /** What the shop shows and what it has shown before, the newest first. */
  static history(most: number): Promise<ThemeRow[]> {
    return Theme.findAll({
      where: { state: ["published", "retired"] },
      order: [
        ["published_at", "DESC"],
        ["id", "DESC"],
      ],
      limit: most,
      raw: true,
    });
  }

  /** Shows again what was shown before. False when there is no such version, or the shop shows it already. */
  static async bringBack(id: number): Promise<boolean> {
    const old = await Theme.findOne({ where: { id, state: "retired" }, raw: true });
    if (!old) return false;
    await Theme.update({ state: "retired" }, { where: { state: "published" } });
    await Theme.update({ state: "published", published_at: new Date() }, { where: { id } });
    return true;
  }

  /** Forgets all but the newest versions that were shown before; gives what they were. */
  static async forgetOld(kept: number): Promise<Tokens[]> {
    const rows = await sequelize.query<{ tokens: Tokens }>(
      `delete from themes where state = 'retired' and id not in (
         select id from themes where state = 'retired' order by published_at desc, id desc limit $1)
       returning tokens`,
      { bind: [kept], type: QueryTypes.SELECT },
    );
    return rows.map(({ tokens }) => tokens);
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
