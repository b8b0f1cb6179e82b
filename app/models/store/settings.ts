import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  QueryTypes,
} from "sequelize";
import { sequelize } from "../../../db/connection.ts";

export type SettingsRow = Omit<InferAttributes<Settings>, "id">;

/** What a shop says in its letters in its own words, by the letter's kind; what is missing or "" is as usual. */
export type MailTexts = Partial<Record<string, { subject?: string; opening?: string }>>;

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
  declare mail_texts: CreationOptional<MailTexts>;
  /** The shop shows only that it opens soon. */
  declare closed: CreationOptional<boolean>;

  /** @throws Error when the store was never furnished */
  static async current(): Promise<SettingsRow> {
    const attributes = Object.keys(Settings.getAttributes()).filter((name) => name !== "id");
    return Settings.findOne({ attributes, raw: true, rejectOnEmpty: true });
  }

  /** The same, so that nobody else changes it until the unit of work ends. */
  static async locked(): Promise<SettingsRow> {
    await sequelize.query("select 1 from settings for update", { type: QueryTypes.SELECT });
    return Settings.current();
  }

  static async change(some: Partial<SettingsRow>): Promise<void> {
    await Settings.update(some, { where: { id: true } });
  }

  /** Whether anybody has ever ordered: from then on the shop's currency stays as it is. */
  static async hasSold(): Promise<boolean> {
    const [row] = await sequelize.query<{ sold: boolean }>(
      "select exists (select from orders) as sold",
      { type: QueryTypes.SELECT },
    );
    return row?.sold ?? false;
  }

  /**
   * Reckons every amount of the shop anew that is kept in minor units, where a new currency has `places` more decimals
   * (fewer: below zero) than the old one. Amounts as people read them stay the same, but for rounding.
   */
  static async shiftDecimals(places: number): Promise<void> {
    const bind = [10 ** places];
    for (const statement of shifts) await sequelize.query(statement, { bind });
  }
}

const shifts = [
  `update variants set price = round(price * $1::numeric), compare_at_price = round(compare_at_price * $1::numeric),
     cost = round(cost * $1::numeric)`,
  `update discounts set minimum = round(minimum * $1::numeric),
     value = case when kind = 'amount' then round(value * $1::numeric) else value end`,
  `update shipping_zones set rates = (
     select coalesce(jsonb_agg(r || jsonb_build_object(
       'freeAbove', round((r ->> 'freeAbove')::numeric * $1::numeric),
       'steps', (select jsonb_agg(jsonb_build_object(
           'from', case when r ->> 'kind' = 'price' then round((s ->> 'from')::numeric * $1::numeric) else (s ->> 'from')::numeric end,
           'amount', round((s ->> 'amount')::numeric * $1::numeric)) order by at)
         from jsonb_array_elements(r -> 'steps') with ordinality as steps (s, at))) order by place), '[]')
     from jsonb_array_elements(rates) with ordinality as all_rates (r, place))`,
];

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
    mail_texts: DataTypes.JSONB,
    closed: DataTypes.BOOLEAN,
  },
  { sequelize, tableName: "settings" },
);
