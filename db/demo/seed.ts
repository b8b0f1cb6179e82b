import { availableParallelism } from "node:os";
import sharp from "sharp";
import { inStore } from "../../app/context.ts";
import { type StoredPicture, storeFiles } from "../../app/files/store-files.ts";
import { Category } from "../../app/models/store/category.ts";
import { MenuItem } from "../../app/models/store/menu-item.ts";
import { Page } from "../../app/models/store/page.ts";
import { Picture } from "../../app/models/store/picture.ts";
import { Product } from "../../app/models/store/product.ts";
import { type PlacedPicture, saveProduct } from "../../app/models/store/product-saving.ts";
import { Settings } from "../../app/models/store/settings.ts";
import { Theme } from "../../app/models/store/theme.ts";
import { asProvisioner } from "../admin.ts";
import { addDomain } from "../domains.ts";
import { openStore } from "../provision.ts";
import { draftOf } from "./draft.ts";
import { fashionhub } from "./fashionhub/index.ts";
import type { DemoPicture, DemoShop } from "./shop.ts";
import { techstore } from "./techstore/index.ts";
import { wizamart } from "./wizamart/index.ts";

/** The demo shops, in the order in which they are opened. */
export const demoShops: readonly DemoShop[] = [wizamart, techstore, fashionhub];

export type SeedProgress = (drawn: number, total: number) => void;

type Drawn = ReadonlyMap<DemoPicture, StoredPicture>;

/**
 * Opens the demo shops in a platform that has no store yet, and draws their pictures. A shop appears
 * whole or not at all. Gives the codes of those that it opened.
 */
export async function seedDemo(progress: SeedProgress = () => {}): Promise<string[]> {
  const empty = await asProvisioner(async (client) => {
    const { rowCount } = await client.query("select from public.stores limit 1");
    return rowCount === 0;
  });
  if (!empty) return [];

  const total = demoShops.flatMap(picturesOf).length;
  let before = 0;
  for (const shop of demoShops) {
    await seedShop(shop, (drawn) => progress(before + drawn, total));
    before += picturesOf(shop).length;
  }
  return demoShops.map((shop) => shop.code);
}

async function seedShop(shop: DemoShop, progress: (drawn: number) => void): Promise<void> {
  const { code, name, plan, currency, locale, theme } = shop;
  const id = await asProvisioner((client) =>
    openStore(client, { code, name, plan, currency, locale, theme }),
  );
  const pictures = await drawAll(id, picturesOf(shop), progress);
  await inStore(id, "write", () => furnish(shop, pictures));
  await asProvisioner(async (client) => {
    if (shop.domain) await addDomain(client, id, shop.domain, { verified: true });
  });
}

async function furnish(shop: DemoShop, pictures: Drawn): Promise<void> {
  const { tagline, announcement, email, address } = shop;
  await Settings.update({ tagline, announcement, email, address }, { where: {} });
  const categoryIds = await saveCategories(shop, pictures);
  const productIds = await saveProducts(shop, pictures, categoryIds);
  await saveFeatured(shop, productIds);
  await Page.bulkCreate(shop.pages, { returning: false });
  await saveMenus(shop);
  await Theme.publish({
    ...shop.theme,
    hero: { ...shop.theme.hero, picture: themed(shop.hero, pictures) },
    story: { ...shop.theme.story, picture: themed(shop.story, pictures) },
  });
}

async function saveCategories(shop: DemoShop, pictures: Drawn): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [index, category] of shop.categories.entries()) {
    const { slug, name, description } = category;
    const stored = category.picture && pictures.get(category.picture);
    const picture =
      stored && (await Picture.create({ ...stored, alt: category.picture?.alt ?? "" }));
    const parent_id = ids.get(category.parent ?? "") ?? null;
    const row = {
      slug,
      name,
      description,
      parent_id,
      position: index + 1,
      picture_id: picture?.id ?? null,
    };
    ids.set(slug, (await Category.create(row)).id);
  }
  return ids;
}

async function saveProducts(
  shop: DemoShop,
  pictures: Drawn,
  categoryIds: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [index, product] of shop.products.entries()) {
    const placed = product.pictures.map((picture, place) =>
      placedPicture(picture, place, pictures),
    );
    const { id } = await saveProduct(draftOf(product), placed);
    await Category.fill(
      product.categories.map((slug) => categoryIds.get(slug) ?? 0),
      id,
      index + 1,
    );
    ids.set(product.slug, id);
  }
  await spreadOverTime([...ids.values()]);
  return ids;
}

/** So that "newest" has an order: the first product is the newest, each further one is a week older. */
async function spreadOverTime(ids: number[]): Promise<void> {
  for (const [weeks, id] of ids.entries()) {
    const published_at = new Date(Date.now() - weeks * 7 * 24 * 3_600_000 - 3_600_000);
    await Product.update({ published_at }, { where: { id } });
  }
}

async function saveFeatured(
  shop: DemoShop,
  productIds: ReadonlyMap<string, number>,
): Promise<void> {
  const collection = await Category.create({
    kind: "collection",
    slug: "featured",
    name: "Chosen for you",
  });
  for (const [index, slug] of shop.featured.entries()) {
    await Category.fill([collection.id], productIds.get(slug) ?? 0, index + 1);
  }
}

async function saveMenus(shop: DemoShop): Promise<void> {
  const top = shop.categories.filter((category) => !category.parent);
  await MenuItem.create({ menu: "main", position: 1, label: "Everything", kind: "products" });
  for (const [index, { slug, name }] of top.entries()) {
    const item = {
      menu: "main" as const,
      position: index + 2,
      label: name,
      kind: "category" as const,
      target: slug,
    };
    const { id } = await MenuItem.create(item);
    const below = shop.categories.filter((category) => category.parent === slug);
    await MenuItem.bulkCreate(
      below.map((child, place) => ({
        ...item,
        parent_id: id,
        position: place + 1,
        label: child.name,
        target: child.slug,
      })),
    );
  }
  await MenuItem.bulkCreate(
    shop.pages.map(({ slug, title }, index) => ({
      menu: "footer",
      position: index + 1,
      label: title,
      kind: "page",
      target: slug,
    })),
  );
}

function picturesOf(shop: DemoShop): DemoPicture[] {
  const ofCategories = shop.categories.flatMap((category) => category.picture ?? []);
  return [
    shop.hero,
    shop.story,
    ...ofCategories,
    ...shop.products.flatMap((product) => product.pictures),
  ];
}

/** Draws with as many hands as there are cores. */
async function drawAll(
  storeId: number,
  pictures: DemoPicture[],
  progress: (drawn: number) => void,
): Promise<Drawn> {
  const files = storeFiles(storeId);
  const drawn = new Map<DemoPicture, StoredPicture>();
  const waiting = [...pictures];
  const hands = Array.from({ length: availableParallelism() }, async () => {
    for (let picture = waiting.shift(); picture; picture = waiting.shift()) {
      const bitmap = await sharp(Buffer.from(picture.draw()))
        .png({ compressionLevel: 0 })
        .toBuffer();
      drawn.set(picture, await files.savePicture(bitmap));
      progress(drawn.size);
    }
  });
  await Promise.all(hands);
  return drawn;
}

function placedPicture(picture: DemoPicture, place: number, pictures: Drawn): PlacedPicture {
  const { file, width, height, colour } = stored(picture, pictures);
  return {
    key: picture.optionValue ?? `#${place}`,
    source: "",
    file,
    width,
    height,
    colour,
    alt: picture.alt,
  };
}

function themed(picture: DemoPicture, pictures: Drawn) {
  return { ...stored(picture, pictures), alt: picture.alt };
}

function stored(picture: DemoPicture, pictures: Drawn): StoredPicture {
  const found = pictures.get(picture);
  if (!found) throw new Error(`"${picture.alt}" was not drawn`);
  return found;
}
