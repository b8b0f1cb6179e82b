import { productStatuses, weightUnits } from "../../../catalogue/product-draft.ts";
import type { DeskContext } from "../../../context.ts";
import type { WholeProduct } from "../../../models/store/desk/catalogue/products.ts";
import type { ShopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import type { ShownPicture } from "../../../models/store/picture.ts";
import { plainText } from "../../../rich-text.ts";
import { canonicalAddress } from "../../../urls.ts";
import type { Errors } from "../../change.ts";
import { deskPath, showDesk } from "../../desk.ts";
import { dayAndTime } from "../../moments.ts";
import { categoryChoices } from "../categories.ts";
import { statusWords } from "../words.ts";
import type { Clash } from "./cells.ts";
import { shownClash } from "./clashes.ts";
import type { KindForm, ProductForm } from "./form.ts";
import { kindName } from "./options.ts";

/** What the editor says beside the product itself. */
export interface EditorNews {
  errors?: Errors;
  /** What others saved meanwhile. */
  clashes?: Clash[] | null;
  /** A sentence above the form. */
  remark?: string;
}

/** Shows a product's editor. */
export function showEditor(
  ctx: DeskContext,
  form: ProductForm,
  { facts, product }: { facts: ShopFacts; product: WholeProduct | undefined },
  { errors = {}, clashes = null, remark = "" }: EditorNews = {},
): void {
  const title = product?.title ?? "New product";
  const to = (path = "") => deskPath(ctx, `/products/${product?.id ?? "new"}${path}`);
  showDesk(
    ctx,
    "dashboard/products/edit",
    { title, section: "/products" },
    {
      ...{ form, facts, errors, remark },
      clashes: clashes?.map((clash) => shownClash(clash, facts)) ?? null,
      product: product && { ...product, saved: dayAndTime(product.updated_at, facts.locale) },
      to,
      statuses: productStatuses.map((value) => ({ value, ...statusWords[value] })),
      units: weightUnits.map((value) => ({ value, label: value })),
      kinds: form.kinds.map((kind) => shownKind(ctx, kind)),
      isSimple: form.kinds.length === 1 && form.options.every(({ name }) => name === ""),
      ...picturesOf(ctx, form),
      taxClasses: taxClasses(facts, form),
      categories: categoryChoices(facts.categories).map((choice) => ({
        ...choice,
        checked: form.categories.includes(choice.id),
      })),
      found: foundAs(ctx, form),
      inShop: product ? ctx.state.links.canonical(`/shop/products/${product.slug}`) : "",
    },
  );
}

function picturesOf(ctx: DeskContext, { pictures }: ProductForm) {
  const address = (shown: ShownPicture) => ctx.state.links.picture(shown.file, 400);
  return {
    pictures: pictures.map((picture) => ({
      ...picture,
      src: picture.shown ? address(picture.shown) : "",
    })),
    pictureChoices: pictures.map(({ id, alt }, index) => ({
      value: String(id),
      label: alt ? `${index + 1}: ${alt}` : `Picture ${index + 1}`,
    })),
  };
}

/** As a search engine may show it. */
function foundAs(ctx: DeskContext, { texts }: ProductForm) {
  const { title, slug, seo_title, seo_description, description } = texts;
  return {
    title: seo_title || title || "Title",
    address: canonicalAddress(ctx.state.store, ctx.state.visit, `/shop/products/${slug || "…"}`),
    text: seo_description || plainText(description),
  };
}

function shownKind(ctx: DeskContext, kind: KindForm) {
  const id = kind.key.startsWith("v") ? kind.key.slice(1) : "";
  return {
    ...kind,
    name: kindName(kind),
    ledger: id ? deskPath(ctx, `/products/variants/${id}/stock`) : "",
  };
}

/** Those that have rates, and those that are in use; the usual one is no class at all. */
function taxClasses({ taxClasses: known }: ShopFacts, { kinds }: ProductForm) {
  const used = kinds.map(({ texts }) => texts.tax_code);
  const others = [...new Set([...known, ...used])].filter((name) => name && name !== "standard");
  return [
    { value: "", label: "Standard" },
    ...others.map((name) => ({ value: name, label: name })),
  ];
}
