import { type ProductStatus, productStatuses } from "../../../catalogue/product-draft.ts";
import type { DeskContext } from "../../../context.ts";
import {
  type DeskPage,
  type DeskProduct,
  listProducts,
  mostCounted,
  type ProductOrder,
  productOrders,
} from "../../../models/store/desk/catalogue/product-list.ts";
import { type ShopFacts, shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { formatMoney } from "../../../money.ts";
import { deskPath, showDesk } from "../../desk.ts";
import { listPath } from "../../lists.ts";
import { categoryChoices } from "../categories.ts";
import { counted, statusWords, stockWords } from "../words.ts";
import { filterOf, type ListChoice, pagesOf, readChoice } from "./choice.ts";

const orderWords: Record<ProductOrder, string> = {
  changed: "Last changed",
  newest: "Newest",
  title: "Title",
};

/** The shop's products, whatever their status: searched, filtered, page by page. */
export async function index(ctx: DeskContext): Promise<void> {
  const choice = readChoice(ctx);
  const [page, facts] = await Promise.all([
    listProducts(filterOf(choice), choice.order, choice.place),
    shopFacts(),
  ]);
  const { products, total } = page;
  showDesk(
    ctx,
    "dashboard/products/index",
    { title: "Products", section: "/products" },
    {
      products: products.map((product) => rowOf(ctx, product, facts)),
      tabs: tabsOf(ctx, choice),
      filter: choice.query,
      isNarrowed: Object.entries(choice.query).some(
        ([name, value]) => name !== "sort" && value !== "",
      ),
      orders: productOrders.map((value) => ({ value, label: orderWords[value] })),
      stocks: Object.entries(stockWords).map(([value, { label }]) => ({ value, label })),
      categories: categoryChoices(facts.categories),
      pages: { ...pagesOf(ctx, choice, page), text: totalText(total) },
      here: ctx.search,
    },
  );
}

function rowOf(ctx: DeskContext, product: DeskProduct, { currency, locale }: ShopFacts) {
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const { price_min, price_max, on_hand, variant_count } = product;
  return {
    ...product,
    href: deskPath(ctx, `/products/${product.id}`),
    picture: product.cover ? ctx.state.links.picture(product.cover.file, 400) : "",
    state: product.waits_until ? { label: "Scheduled", tone: "warn" } : statusWords[product.status],
    price: price_min === price_max ? money(price_min) : `${money(price_min)} – ${money(price_max)}`,
    stocked: stockWords[product.stock],
    units: on_hand === null ? "not counted" : counted(on_hand, "unit"),
    kinds: variant_count > 1 ? counted(variant_count, "kind") : "",
  };
}

function tabsOf(ctx: DeskContext, { query }: ListChoice) {
  const tab = (label: string, status: ProductStatus | "") => ({
    label,
    href: listPath(ctx, "/products", { ...query, status }),
    current: query.status === status,
  });
  return [tab("All", ""), ...productStatuses.map((each) => tab(statusWords[each].label, each))];
}

function totalText(total: DeskPage["total"]): string {
  if (total > mostCounted) return `More than ${counted(mostCounted, "product")}`;
  return counted(total, "product");
}
