/** What a column has to be to be read as a field. */
export type FieldKind = "id" | "text" | "money" | "number" | "flag" | "time" | "list";

export interface Field {
  kind: FieldKind;
  /** Names under which older platforms keep it, the likeliest first. */
  names: readonly string[];
  /** Without it the table cannot be read. */
  required: boolean;
}

/** A kind of thing that can be moved, and where older platforms keep it. */
export interface Kind {
  tables: readonly string[];
  fields: Readonly<Record<string, Field>>;
  /** How rows find their store: by a column of their own, or through the row that they belong to. */
  within: "nothing" | "store" | { kind: KindName; by: string };
}

const field = (kind: FieldKind, names: string, required = false): Field => ({
  kind,
  names: names.split(" "),
  required,
});
const needed = (kind: FieldKind, names: string) => field(kind, names, true);
const list = (names: string) => names.split(" ");

const id = needed("id", "id uuid pk");
const storeId = needed("id", "store_id shop_id tenant_id vendor_id merchant_id seller_id");
const gone = {
  deletedAt: field("time", "deleted_at removed_at archived_at"),
  deleted: field("flag", "is_deleted deleted"),
};
const created = field("time", "created_at created_on date_created created inserted_at");
const changed = field("time", "updated_at updated_on modified_at updated");
const position = field("number", "position sort_order display_order ordering sort rank");
const person = {
  email: field("text", "email email_address mail"),
  name: field("text", "name full_name display_name"),
  firstName: field("text", "first_name firstname given_name"),
  lastName: field("text", "last_name lastname surname family_name"),
  hash: field("text", "password_hash hashed_password password_digest password"),
  verified: field(
    "text",
    "email_verified_at is_verified email_verified verified_at verified is_email_verified",
  ),
};
const place = (prefix: string) => ({
  company: field("text", `${prefix}company ${prefix}company_name`),
  line1: field(
    "text",
    `${prefix}line1 ${prefix}address_line1 ${prefix}address_line_1 ${prefix}address1 ${prefix}street ${prefix}street_address`,
  ),
  line2: field(
    "text",
    `${prefix}line2 ${prefix}address_line2 ${prefix}address_line_2 ${prefix}address2`,
  ),
  postcode: field(
    "text",
    `${prefix}postcode ${prefix}postal_code ${prefix}zip ${prefix}zip_code ${prefix}zipcode`,
  ),
  city: field("text", `${prefix}city ${prefix}town`),
  region: field("text", `${prefix}region ${prefix}state ${prefix}province ${prefix}county`),
  country: field("text", `${prefix}country_code ${prefix}country ${prefix}country_iso`),
});
const shopFacts = {
  currency: field("text", "currency currency_code default_currency"),
  locale: field("text", "locale language default_locale default_language"),
  tagline: field("text", "tagline slogan subtitle description"),
  email: field("text", "contact_email support_email email"),
  address: field("text", "business_address address"),
  country: field("text", "country_code country"),
  taxNumber: field("text", "tax_number vat_number vat_id tax_id"),
};
const seo = {
  seoTitle: field("text", "seo_title meta_title"),
  seoDescription: field("text", "seo_description meta_description"),
};

/** Everything that `db adopt` can move. */
export const kinds = {
  stores: {
    tables: list("stores store shops shop tenants tenant vendors vendor merchants"),
    within: "nothing",
    fields: {
      id,
      code: needed("text", "code store_code slug subdomain handle vendor_code shop_code"),
      name: field("text", "name title store_name shop_name display_name"),
      active: field("flag", "is_active active enabled"),
      plan: field("text", "plan tier subscription_tier plan_name"),
      ownerId: field("id", "owner_user_id owner_id user_id"),
      ownerEmail: field("text", "owner_email"),
      ...shopFacts,
      createdAt: created,
      ...gone,
    },
  },
  domains: {
    tables: list("store_domains shop_domains tenant_domains vendor_domains domains"),
    within: "store",
    fields: {
      id,
      storeId,
      domain: needed("text", "domain hostname host name"),
      verified: field("flag", "is_verified verified"),
      primary: field("flag", "is_primary primary is_main"),
      createdAt: created,
      ...gone,
    },
  },
  themes: {
    tables: list("store_themes shop_themes tenant_themes vendor_themes themes"),
    within: "store",
    fields: {
      id,
      storeId,
      primary: field("text", "primary_color primary_colour color_primary"),
      accent: field("text", "accent_color accent_colour secondary_color"),
      background: field("text", "background_color background_colour"),
      text: field("text", "text_color text_colour"),
      logo: field("text", "logo_url logo"),
      colours: field("list", "colors colours tokens theme_config config"),
      active: field("flag", "is_active active"),
    },
  },
  settings: {
    tables: list("store_settings shop_settings tenant_settings vendor_settings"),
    within: "store",
    fields: { id: field("id", "id"), storeId, ...shopFacts },
  },
  users: {
    tables: list("users user_accounts accounts staff admins"),
    within: "nothing",
    fields: {
      id,
      storeId: field("id", storeId.names.join(" ")),
      ...person,
      email: needed("text", person.email.names.join(" ")),
      role: field("text", "role user_role"),
      admin: field("flag", "is_admin is_superuser is_superadmin"),
      active: field("flag", "is_active active enabled"),
      createdAt: created,
      ...gone,
    },
  },
  members: {
    tables: list(
      "store_users store_members store_staff shop_users vendor_users tenant_users memberships",
    ),
    within: "store",
    fields: {
      id: field("id", "id"),
      storeId,
      userId: needed("id", "user_id account_id member_id"),
      role: field("text", "role role_name user_type"),
      active: field("flag", "is_active active"),
    },
  },
  categories: {
    tables: list("categories product_categories category collections"),
    within: "store",
    fields: {
      id,
      storeId,
      parentId: field("id", "parent_id parent_category_id"),
      name: needed("text", "name title"),
      slug: field("text", "slug handle url_key"),
      description: field("text", "description body"),
      position,
      ...seo,
      ...gone,
    },
  },
  products: {
    tables: list("products product items"),
    within: "store",
    fields: {
      id,
      storeId,
      title: needed("text", "title name product_name"),
      slug: field("text", "slug handle url_key"),
      description: field("text", "description body_html body long_description short_description"),
      price: field("money", "price price_cents price_minor unit_price base_price"),
      compareAt: field(
        "money",
        "compare_at_price compare_at_price_cents original_price list_price msrp",
      ),
      cost: field("money", "cost cost_price cost_cents purchase_price"),
      stock: field(
        "number",
        "stock stock_quantity inventory_quantity quantity qty inventory stock_count available_quantity",
      ),
      sku: field("text", "sku article_number item_number product_code"),
      barcode: field("text", "barcode gtin ean upc"),
      grams: field("number", "weight_grams grams weight_g"),
      weight: field("number", "weight weight_kg"),
      vendor: field("text", "vendor brand manufacturer"),
      type: field("text", "product_type type"),
      tags: field("list", "tags keywords"),
      status: field("text", "status state"),
      active: field("flag", "is_active active is_published published is_available visible"),
      image: field("text", "image_url image image_link main_image thumbnail_url picture_url"),
      images: field("list", "image_urls images additional_images gallery pictures"),
      categoryId: field("id", "category_id"),
      backorder: field("flag", "allow_backorder backorder allow_backorders"),
      ...seo,
      publishedAt: field("time", "published_at available_from"),
      createdAt: created,
      updatedAt: changed,
      ...gone,
    },
  },
  productCategories: {
    tables: list(
      "product_categories products_categories product_category category_products product_category_links",
    ),
    within: { kind: "products", by: "productId" },
    fields: {
      productId: needed("id", "product_id"),
      categoryId: needed("id", "category_id"),
      position,
    },
  },
  variants: {
    tables: list("product_variants variants product_variant skus"),
    within: { kind: "products", by: "productId" },
    fields: {
      id,
      productId: needed("id", "product_id"),
      title: field("text", "title name variant_name"),
      option1: field("text", "option1 option_1 option1_value"),
      option2: field("text", "option2 option_2 option2_value"),
      option3: field("text", "option3 option_3 option3_value"),
      size: field("text", "size"),
      colour: field("text", "color colour"),
      options: field("list", "options attributes option_values"),
      price: field("money", "price price_cents price_minor unit_price"),
      compareAt: field("money", "compare_at_price compare_at_price_cents original_price"),
      cost: field("money", "cost cost_price cost_cents"),
      stock: field("number", "stock stock_quantity inventory_quantity quantity qty inventory"),
      sku: field("text", "sku"),
      barcode: field("text", "barcode gtin ean upc"),
      grams: field("number", "weight_grams grams weight_g"),
      weight: field("number", "weight weight_kg"),
      backorder: field("flag", "allow_backorder backorder"),
      position,
      ...gone,
    },
  },
  pictures: {
    tables: list("product_images product_pictures product_media images"),
    within: { kind: "products", by: "productId" },
    fields: {
      id: field("id", "id"),
      productId: needed("id", "product_id"),
      url: needed("text", "url image_url src path file_path file"),
      alt: field("text", "alt alt_text caption"),
      position,
      ...gone,
    },
  },
  customers: {
    tables: list("customers customer shoppers buyers"),
    within: "store",
    fields: {
      id,
      storeId,
      ...person,
      email: needed("text", person.email.names.join(" ")),
      phone: field("text", "phone phone_number telephone mobile"),
      active: field("flag", "is_active active"),
      note: field("text", "note notes"),
      tags: field("list", "tags"),
      ...place(""),
      createdAt: created,
      ...gone,
    },
  },
  addresses: {
    tables: list("customer_addresses addresses address"),
    within: { kind: "customers", by: "customerId" },
    fields: {
      id: field("id", "id"),
      customerId: needed("id", "customer_id user_id"),
      name: field("text", "name full_name recipient"),
      firstName: person.firstName,
      lastName: person.lastName,
      ...place(""),
      phone: field("text", "phone phone_number"),
      isDefault: field("flag", "is_default default is_primary"),
      ...gone,
    },
  },
  orders: {
    tables: list("orders order sales"),
    within: "store",
    fields: {
      id,
      storeId,
      number: field("text", "order_number number reference order_no increment_id"),
      customerId: field("id", "customer_id user_id buyer_id"),
      email: field("text", "email customer_email contact_email"),
      phone: field("text", "phone customer_phone"),
      name: field("text", "customer_name name shipping_name recipient_name"),
      status: field("text", "status state order_status"),
      paymentStatus: field("text", "payment_status payment_state financial_status"),
      fulfilmentStatus: field(
        "text",
        "fulfillment_status fulfilment_status shipping_status fulfillment_state",
      ),
      currency: field("text", "currency currency_code"),
      total: needed(
        "money",
        "total total_amount total_price grand_total amount total_cents amount_cents",
      ),
      discount: field(
        "money",
        "discount discount_amount total_discount discount_total discount_cents",
      ),
      shipping: field(
        "money",
        "shipping shipping_amount shipping_cost shipping_total shipping_price shipping_cents",
      ),
      tax: field("money", "tax tax_amount tax_total total_tax vat_amount tax_cents"),
      subtotal: field("money", "subtotal subtotal_amount sub_total subtotal_price subtotal_cents"),
      refunded: field("money", "refunded_amount refund_amount total_refunded refunded_cents"),
      discountCode: field("text", "discount_code coupon_code coupon voucher_code"),
      shippingMethod: field("text", "shipping_method shipping_name delivery_method"),
      paymentMethod: field("text", "payment_method payment_type gateway"),
      tracking: field("text", "tracking_number tracking_code"),
      carrier: field("text", "carrier shipping_carrier"),
      note: field("text", "customer_notes customer_note note notes"),
      shippingAddress: field("list", "shipping_address delivery_address address"),
      billingAddress: field("list", "billing_address invoice_address"),
      ...place("shipping_"),
      placedAt: field("time", "placed_at ordered_at order_date created_at created_on date_created"),
      paidAt: field("time", "paid_at"),
      shippedAt: field("time", "shipped_at fulfilled_at delivered_at"),
      cancelledAt: field("time", "cancelled_at canceled_at"),
      updatedAt: changed,
      ...gone,
    },
  },
  orderItems: {
    tables: list("order_items order_lines order_products order_item line_items"),
    within: { kind: "orders", by: "orderId" },
    fields: {
      id,
      orderId: needed("id", "order_id"),
      productId: field("id", "product_id"),
      variantId: field("id", "variant_id product_variant_id"),
      title: field("text", "title product_name product_title name"),
      variantTitle: field("text", "variant_title variant_name options"),
      sku: field("text", "sku product_sku"),
      price: field("money", "unit_price price price_at_purchase unit_price_cents price_cents"),
      quantity: needed("number", "quantity qty amount"),
      total: field("money", "total_price line_total total subtotal total_cents"),
    },
  },
  pages: {
    tables: list("pages content_pages cms_pages store_pages"),
    within: "store",
    fields: {
      id,
      storeId,
      title: needed("text", "title name"),
      slug: field("text", "slug handle path"),
      body: field("text", "body content html text"),
      published: field("flag", "is_published published is_active"),
      ...seo,
      updatedAt: changed,
      ...gone,
    },
  },
} as const satisfies Record<string, KindShape>;

interface KindShape {
  tables: readonly string[];
  fields: Readonly<Record<string, Field>>;
  within: "nothing" | "store" | { kind: string; by: string };
}

export type KindName = keyof typeof kinds;
export type FieldName<K extends KindName> = keyof (typeof kinds)[K]["fields"] & string;

export const kindNames = Object.keys(kinds) as KindName[];

/** A kind by its name, in the same shape for all. */
export function kindOf(name: KindName): Kind {
  return kinds[name];
}

/** Columns that name the row's store: where they are not read they hold nothing more. */
export const storeColumns: readonly string[] = storeId.names;
