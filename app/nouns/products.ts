import { add, noun } from "./noun.ts";

const products = noun("products", "bring products in and out as Shopify's CSV");
const productCommands = () => import("../commands/products.ts");
add(
  products,
  "import <code> <file>",
  "read products from a CSV file",
  productCommands,
  (c) => c.importFile,
).option("--dry-run", "only read and report");
add(
  products,
  "export <code> <file>",
  "write all products to a CSV file",
  productCommands,
  (c) => c.exportFile,
);
