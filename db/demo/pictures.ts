import sharp from "sharp";
import { asPlatform, inStore } from "../../app/context.ts";
import { type StoredPicture, storeFiles } from "../../app/files/store-files.ts";
import { Store } from "../../app/models/shared/store.ts";
import { Picture } from "../../app/models/store/picture.ts";
import { Theme } from "../../app/models/store/theme.ts";
import { sequelize } from "../connection.ts";
import type { DemoPicture, DemoShop } from "./shop.ts";

export type DrawProgress = (drawn: number, total: number) => void;

interface Task {
  storeId: number;
  place: string;
  picture: DemoPicture;
  /** Those that a visitor sees first are drawn first. */
  urgency: number;
}

const scheme = "demo:";

/**
 * Draws the pictures that the demo shops still wait for, and puts them on their pages one by one. What
 * was drawn before, stays: after an interruption it goes on where it was. Stops when `signal` aborts.
 */
export async function drawPictures(
  shops: readonly DemoShop[],
  signal: AbortSignal,
  progress: DrawProgress = () => {},
): Promise<void> {
  const tasks = (await Promise.all(shops.map(tasksOf)))
    .flat()
    .sort((a, b) => a.urgency - b.urgency);
  const total = tasks.length;
  let drawn = 0;
  const hand = async () => {
    for (let task = tasks.shift(); task && !signal.aborted; task = tasks.shift()) {
      await drawOne(task);
      drawn += 1;
      progress(drawn, total);
    }
  };
  await Promise.all([hand(), hand()]); // one draws while the other's picture is encoded
}

/** Where each picture of a shop belongs, as the `source` of its row until it is drawn. */
export function placesOf(shop: DemoShop): ReadonlyMap<DemoPicture, string> {
  return new Map([
    [shop.hero, `${scheme}hero`],
    ...shop.categories.flatMap(({ slug, picture }): [DemoPicture, string][] =>
      picture ? [[picture, `${scheme}category/${slug}`]] : [],
    ),
    ...shop.products.flatMap(({ slug, pictures }) =>
      pictures.map((picture, place): [DemoPicture, string] => [
        picture,
        `${scheme}product/${slug}/${place}`,
      ]),
    ),
    [shop.story, `${scheme}story`],
  ]);
}

async function tasksOf(shop: DemoShop): Promise<Task[]> {
  const store = await asPlatform("read", () => Store.atCode(shop.code));
  if (!store) return [];
  const missing = new Set(await inStore(store.id, "read", () => Picture.sourcesBeginning(scheme)));
  return [...placesOf(shop)]
    .filter(([, place]) => missing.has(place))
    .map(([picture, place], index) => ({
      storeId: store.id,
      place,
      picture,
      urgency: urgencyOf(place, index),
    }));
}

/** Heroes, then covers in the order of the list, then the rest. */
function urgencyOf(place: string, index: number): number {
  if (place === `${scheme}hero`) return 0;
  return /^demo:product\/.*\/0$|^demo:category/.test(place) ? 1 + index : 10_000 + index;
}

async function drawOne({ storeId, place, picture }: Task): Promise<void> {
  const bitmap = await sharp(Buffer.from(picture.draw())).png({ compressionLevel: 0 }).toBuffer();
  const stored = await storeFiles(storeId).savePicture(bitmap);
  await inStore(storeId, "write", async () => {
    await Picture.update({ ...stored, source: "" }, { where: { source: place } });
    await showInOrders(stored.file);
    if (place === `${scheme}hero`) await dress("hero", { ...stored, alt: picture.alt });
    if (place === `${scheme}story`) await dress("story", { ...stored, alt: picture.alt });
  });
}

/** The lines of the invented orders keep the picture that was shown with what they sold. */
async function showInOrders(file: string): Promise<void> {
  await sequelize.query(
    `update order_lines l set picture = f.file
     from pictures f join products p on p.id = f.product_id join variants v on v.product_id = p.id
     where f.file = $1 and coalesce(v.picture_id, p.cover_id) = f.id and l.variant_id = v.id and l.picture is null`,
    { bind: [file] },
  );
}

async function dress(
  section: "hero" | "story",
  picture: StoredPicture & { alt: string },
): Promise<void> {
  const theme = await Theme.findOne({ where: { state: "published" }, rejectOnEmpty: true });
  const tokens = { ...theme.tokens, [section]: { ...theme.tokens[section], picture } };
  await theme.update({ tokens });
}
