import { randomBytes } from "node:crypto";
import { inStore } from "../../app/context.ts";
import { hashPassword } from "../../app/customers/passwords.ts";
import { Category } from "../../app/models/store/category.ts";
import { MenuItem } from "../../app/models/store/menu-item.ts";
import { Page } from "../../app/models/store/page.ts";
import { Picture } from "../../app/models/store/picture.ts";
import { Product } from "../../app/models/store/product.ts";
import { type PlacedPicture, saveProduct } from "../../app/models/store/product-saving.ts";
import { Settings } from "../../app/models/store/settings.ts";
import { asProvisioner } from "../admin.ts";
import { addDomain } from "../domains.ts";
import { dropStore, openStore } from "../provision.ts";
import type { KeptPasswords } from "./books/rows.ts";
import { saveBooks } from "./books/save.ts";
import { shopperSignIn } from "./books/shopper.ts";
import { draftOf, launchOf } from "./draft.ts";
import { fashionhub } from "./fashionhub/index.ts";
import { placesOf } from "./pictures.ts";
import { saveTrade } from "./selling.ts";
import type { DemoPicture, DemoShop } from "./shop.ts";
import { seedStaff } from "./staff.ts";
import { techstore } from "./techstore/index.ts";
import { wizamart } from "./wizamart/index.ts";

/** The demo shops, in the order in which they are opened. */
export const demoShops: readonly DemoShop[] = [wizamart, techstore, fashionhub];

// Ends the names of shops that are not finished, so that a start that was stopped is noticed by the next.
const unfinished = " (being set up)";

/**
 * Opens the demo shops in a platform that has no store yet, with everything but their pictures, for
 * which `drawPictures` fills in the files. Gives the codes of those that it opened. Stopped half-way, it
 * begins anew the next time.
 */
export async function seedDemo(): Promise<string[]> {
  if (!(await isToBeSeeded())) return [];

  const ids: number[] = [];
  for (const shop of demoShops) ids.push(await open(shop));
  const passwords = await keptPasswords();
  for (const [index, shop] of demoShops.entries()) {
    await inStore(ids[index] ?? 0, "write", () => furnish(shop, passwords));
  }
  await seedStaff(new Map(demoShops.map(({ code }, index) => [code, ids[index] ?? 0])));
  await asProvisioner((client) =>
    client.query("update public.stores set name = replace(name, $2, '') where id = any ($1)", [
      ids,
      unfinished,
    ]),
  );
  return demoShops.map((shop) => shop.code);
}

async function isToBeSeeded(): Promise<boolean> {
  return asProvisioner(async (client) => {
    const { rows } = await client.query<{ id: number; begun: boolean }>(
      "select id, right(name, length($1)) = $1 and code = any ($2) as begun from public.stores",
      [unfinished, demoShops.map((shop) => shop.code)],
    );
    const begun = rows.filter((row) => row.begun);
    for (const { id } of begun) await dropStore(client, id);
    return begun.length > 0 || rows.length === 0;
  });
}

async function keptPasswords(): Promise<KeptPasswords> {
  const nobodyKnows = randomBytes(24).toString("base64url");
  const [shopper, others] = await Promise.all(
    [shopperSignIn.password, nobodyKnows].map(hashPassword),
  );
  return { shopper: shopper ?? "", others: others ?? "" };
}

function open(shop: DemoShop): Promise<number> {
  const { code, name, plan, currency, locale, theme } = shop;
  const store = { code, name: name + unfinished, plan, currency, locale, theme };
  return asProvisioner(async (client) => {
    const id = await openStore(client, store);
    if (shop.domain) await addDomain(client, id, shop.domain, { verified: true });
    return id;
  });
}

/** Fills a store that has nothing yet: goods, pages, trade, and a year of orders. Call inside its write unit. */
export async function furnish(shop: DemoShop, passwords: KeptPasswords): Promise<void> {
  const { tagline, announcement, email, address } = shop;
  await Settings.update({ tagline, announcement, email, address }, { where: {} });
  const places = placesOf(shop);
  const loose = [shop.hero, shop.story].map((picture) => waiting(picture, places));
  await Picture.bulkCreate(loose, { returning: false });
  const categoryIds = await saveCategories(shop, places);
  const productIds = await saveProducts(shop, places, categoryIds);
  await saveFeatured(shop, productIds);
  await Page.bulkCreate(shop.pages, { returning: false });
  await saveMenus(shop);
  await saveTrade(shop.trade);
  await saveBooks(shop, passwords);
}

async function saveCategories(shop: DemoShop, places: Places): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [index, { slug, name, description, parent, picture }] of shop.categories.entries()) {
    const row = picture && (await Picture.create(waiting(picture, places)));
    const category = await Category.create({
      slug,
      name,
      description,
      parent_id: ids.get(parent ?? "") ?? null,
      position: index + 1,
      picture_id: row?.id ?? null,
    });
    ids.set(slug, category.id);
  }
  return ids;
}

/** The first product is the newest, each further one is older: so "newest" has an order. */
async function saveProducts(
  shop: DemoShop,
  places: Places,
  categoryIds: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [index, product] of shop.products.entries()) {
    const pictures = product.pictures.map((picture, place) => placed(picture, place, places));
    const { id } = await saveProduct(draftOf(product), pictures);
    const categories = product.categories.map((slug) => categoryIds.get(slug) ?? 0);
    await Category.fill(categories, id, index + 1);
    const published_at = new Date(launchOf(index, Date.now()));
    await Product.update({ published_at }, { where: { id } });
    ids.set(product.slug, id);
  }
  return ids;
}

async function saveFeatured(shop: DemoShop, ids: ReadonlyMap<string, number>): Promise<void> {
  const featured = { kind: "collection" as const, slug: "featured", name: "Chosen for you" };
  const collection = await Category.create(featured);
  for (const [index, slug] of shop.featured.entries()) {
    await Category.fill([collection.id], ids.get(slug) ?? 0, index + 1);
  }
}

async function saveMenus(shop: DemoShop): Promise<void> {
  await MenuItem.create({ menu: "main", position: 1, label: "Everything", kind: "products" });
  const top = shop.categories.filter((category) => !category.parent);
  for (const [index, { slug, name }] of top.entries()) {
    const item = { menu: "main", kind: "category" } as const;
    const entry = { ...item, position: index + 2, label: name, target: slug };
    const { id } = await MenuItem.create(entry);
    const below = shop.categories.filter((category) => category.parent === slug);
    const entries = below.map((child, place) => ({
      ...item,
      parent_id: id,
      position: place + 1,
      label: child.name,
      target: child.slug,
    }));
    await MenuItem.bulkCreate(entries, { returning: false });
  }
  const pages = shop.pages.map(({ slug, title }, index) => ({
    ...({ menu: "footer", kind: "page" } as const),
    position: index + 1,
    label: title,
    target: slug,
  }));
  await MenuItem.bulkCreate(pages, { returning: false });
}

type Places = ReadonlyMap<DemoPicture, string>;

/** A picture that is still to be drawn: its source says which one it is. */
function waiting(picture: DemoPicture, places: Places) {
  const { width, height, alt } = picture;
  return { file: null, width, height, alt, source: places.get(picture) ?? "" };
}

function placed(picture: DemoPicture, place: number, places: Places): PlacedPicture {
  const key = picture.optionValue ?? `#${place}`;
  return { key, colour: "#dddddd", ...waiting(picture, places) };
}
