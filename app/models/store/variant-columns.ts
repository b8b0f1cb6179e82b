/** The columns of a variant that its editor and an import write alike, with their types: for `recordsOf`. */
export const variantColumns = {
  position: "integer",
  option1: "text",
  option2: "text",
  option3: "text",
  sku: "text",
  barcode: "text",
  price: "bigint",
  compare_at_price: "bigint",
  cost: "bigint",
  tracked: "boolean",
  backorder: "boolean",
  grams: "integer",
  weight_unit: "text",
  ships: "boolean",
  taxable: "boolean",
  tax_code: "text",
} as const;

/** SQL: the rows of the JSON that is bound as $2, as `g` with these columns. */
export function recordsOf(types: Record<string, string>): string {
  const columns = Object.entries(types).map((pair) => pair.join(" "));
  return `json_to_recordset($2) as g (${columns.join(", ")})`;
}
