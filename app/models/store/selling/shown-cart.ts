import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { CartLine } from "../../../selling/cart-lines.ts";
import { type ShownPicture, shownPicture } from "../picture.ts";
import { available, visible } from "../visibility.ts";
import type { CartRow } from "./cart.ts";

/** A line as the shop sees it today. Money in minor units. */
export interface ShownCartLine {
  variant: number;
  slug: string;
  title: string;
  variantTitle: string;
  sku: string;
  picture: ShownPicture | null;
  pictureFile: string | null;
  price: number;
  /** What it was when the shopper last saw it, if that was another price. */
  priceBefore: number | null;
  quantity: number;
  /** Units that can be bought; null for any number. */
  most: number | null;
  /** Why it cannot be bought: not sold any more, sold out, or not as many as that. */
  fault: "gone" | "out" | "short" | null;
  grams: number;
  ships: boolean;
  /** null for what is not taxed. */
  taxClass: string | null;
  total: number;
}

export interface ShownCart {
  id: number;
  lines: ShownCartLine[];
  note: string;
  discountCode: string;
  /** Of what can be had: lines that are gone or sold out count nothing, nor do they in `units` and `grams`. */
  subtotal: number;
  units: number;
  grams: number;
  /** Something in it has to be shipped. */
  ships: boolean;
  /** A price or what is in stock is not as the shopper last saw it. */
  changed: boolean;
  /** It can go to the checkout as it is. */
  buyable: boolean;
}

/** A cart with what the shop says of its lines today: texts, prices, stock. */
export async function showCart(row: CartRow): Promise<ShownCart> {
  const facts = await factsOf(row.lines.map((line) => line.variant));
  const lines = row.lines.map((line) => shownLine(line, facts.get(line.variant)));
  const bought = lines.filter(({ fault }) => fault === null || fault === "short");
  const sum = (part: (line: ShownCartLine) => number) =>
    bought.reduce((all, line) => all + part(line), 0);
  return {
    id: row.id,
    lines,
    note: row.note,
    discountCode: row.discount_code,
    subtotal: sum((line) => line.total),
    units: sum((line) => line.quantity),
    grams: sum((line) => line.grams * line.quantity),
    ships: bought.some((line) => line.ships),
    changed: lines.some(({ fault, priceBefore }) => fault !== null || priceBefore !== null),
    buyable: lines.length > 0 && lines.every(({ fault }) => fault === null),
  };
}

interface VariantFacts {
  id: number;
  slug: string;
  title: string;
  variantTitle: string;
  sku: string;
  picture: ShownPicture | null;
  price: number;
  most: number | null;
  sold: boolean;
  grams: number;
  ships: boolean;
  taxClass: string | null;
}

async function factsOf(variants: number[]): Promise<Map<number, VariantFacts>> {
  if (variants.length === 0) return new Map();
  const rows = await sequelize.query<VariantFacts>(
    `select v.id, p.slug, p.title, concat_ws(' / ', nullif(v.option1, ''), nullif(v.option2, ''), nullif(v.option3, ''))
         as "variantTitle", v.sku, ${shownPicture("f")} as picture, v.price, ${available} as most, ${visible} as sold,
       v.grams, v.ships, case when v.taxable then coalesce(nullif(v.tax_code, ''), 'standard') end as "taxClass"
     from variants v join products p on p.id = v.product_id left join pictures f on f.id = coalesce(v.picture_id, p.cover_id)
     where v.id = any ($1::integer[])`,
    { bind: [variants], type: QueryTypes.SELECT },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const nothingKnown = {
  slug: "",
  title: "",
  variantTitle: "",
  sku: "",
  picture: null,
  most: 0,
  sold: false,
  grams: 0,
  ships: false,
  taxClass: null,
};

function shownLine(line: CartLine, facts: VariantFacts | undefined): ShownCartLine {
  const known = facts ?? { ...nothingKnown, price: line.price };
  const { sold, slug, title, variantTitle, sku, picture, price, most, grams, ships, taxClass } =
    known;
  const fault = faultOf(line.quantity, sold, most);
  return {
    variant: line.variant,
    ...{ slug, title, variantTitle, sku, picture, price, most, fault, grams, ships, taxClass },
    pictureFile: picture?.file ?? null,
    priceBefore: fault !== "gone" && price !== line.price ? line.price : null,
    quantity: line.quantity,
    total: price * line.quantity,
  };
}

function faultOf(quantity: number, sold: boolean, most: number | null): ShownCartLine["fault"] {
  if (!sold) return "gone";
  if (most === null || quantity <= most) return null;
  return most === 0 ? "out" : "short";
}
