import { randomBytes } from "node:crypto";
import type { ProductDraft, VariantDraft } from "../../app/catalogue/product-draft.ts";
import { inStore } from "../../app/context.ts";
import type { Plan } from "../../app/models/shared/store.ts";
import { saveProduct } from "../../app/models/store/product-saving.ts";
import { defaultTheme } from "../../app/themes.ts";
import { asProvisioner } from "../../db/admin.ts";
import { addDomain } from "../../db/domains.ts";
import { openStore } from "../../db/provision.ts";

/** A shop of a test's own, with a code that nobody else has. */
export interface Shop {
  id: number;
  code: string;
  name: string;
  /** Puts a product on sale; what is not said is simple and in stock. */
  sells(
    slug: string,
    draft?: Partial<Omit<ProductDraft, "variants">>,
    ...variants: Partial<VariantDraft>[]
  ): Promise<number>;
}

export interface ShopOptions {
  plan?: Plan;
  domain?: string;
  name?: string;
  currency?: string;
}

/** Opens a shop for a test. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const code = `t${randomBytes(5).toString("hex")}`;
  const { plan = "premium", name = `Shop ${code}`, currency = "EUR" } = options;
  const store = { code, name, plan, currency, locale: "en-IE", theme: defaultTheme(name) };
  const id = await asProvisioner(async (client) => {
    const opened = await openStore(client, store);
    if (options.domain) await addDomain(client, opened, options.domain, { verified: true });
    return opened;
  });
  return {
    id,
    code,
    name,
    sells: (slug, draft = {}, ...variants) => sell(id, slug, draft, variants),
  };
}

async function sell(
  storeId: number,
  slug: string,
  draft: Partial<Omit<ProductDraft, "variants">>,
  variants: Partial<VariantDraft>[],
): Promise<number> {
  const whole: ProductDraft = {
    slug,
    title: slug,
    description: "",
    vendor: "",
    type: "",
    tags: [],
    status: "active",
    seoTitle: "",
    seoDescription: "",
    optionNames: [],
    pictures: [],
    extra: {},
    ...draft,
    variants: (variants.length > 0 ? variants : [{}]).map(wholeVariant),
  };
  const saved = await inStore(storeId, "write", () => saveProduct(whole, []));
  return saved.id;
}

function wholeVariant(variant: Partial<VariantDraft>): VariantDraft {
  return {
    options: ["", "", ""],
    sku: "",
    barcode: "",
    price: 1000,
    compareAtPrice: null,
    cost: null,
    tracked: true,
    backorder: false,
    onHand: 10,
    grams: 0,
    weightUnit: "kg",
    ships: true,
    taxable: true,
    taxCode: "",
    picture: null,
    extra: {},
    ...variant,
  };
}
