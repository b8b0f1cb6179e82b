import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import sharp from "sharp";
import { inStore } from "../../../app/context.ts";
import { type StoreFiles, storeFiles, storeFolder } from "../../../app/files/store-files.ts";
import { removeUnusedFiles } from "../../../app/jobs/unused-files.ts";
import { Theme } from "../../../app/models/store/theme.ts";
import { defaultTheme } from "../../../app/themes.ts";
import { inPlatform } from "../../support/admin.ts";
import { keepFilesAt, startBucket, type TestBucket } from "../../support/bucket.ts";
import { anOrder } from "../../support/orders.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";

const hour = 3_600_000;

for (const kind of ["a directory", "a bucket"] as const) {
  describe(`removing files without use, in ${kind}`, () => {
    let bucket: TestBucket | undefined;
    let shop: Shop;
    let files: StoreFiles;

    before(async () => {
      if (kind === "a bucket") bucket = await startBucket();
    });

    beforeEach(async () => {
      keepFilesAt(bucket?.url);
      shop = await openShop();
      files = storeFiles(shop.id);
    });

    after(async () => {
      keepFilesAt(undefined);
      await bucket?.stop();
    });

    const tomorrow = () => Date.now() + 25 * hour;
    const picture = async () => files.savePicture(await png());
    const left = async () => [...new Set((await files.list()).map((name) => name.slice(0, 26)))];

    it("takes only what nothing of the shop names: no row, no look, no draft, no order", async () => {
      const [cover, category, ordered, shown, draft, past, stray] = await Promise.all(
        Array.from({ length: 7 }, picture),
      );
      const product = await shop.sells("vase");
      for (const [file, owner] of [
        [cover, product],
        [category, null],
      ] as const) {
        await inShop(
          shop,
          "insert into pictures (product_id, file, width, height, alt) values ($1, $2, 9, 9, '') returning 1",
          [owner, file?.file],
        );
      }
      await anOrder(shop, { email: "buyer@example.com" });
      await inShop(shop, "update order_lines set picture = $1 returning 1", [ordered?.file]);
      for (const [look, state] of [
        [past, "retired"],
        [shown, "published"],
        [draft, "draft"],
      ] as const) {
        const tokens = look ? dressed(look) : defaultTheme("x");
        await inStore(shop.id, "write", () =>
          state === "draft" ? Theme.keepDraft(tokens) : Theme.publish(tokens),
        );
      }

      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(3);
      expect(await left()).to.have.members(
        [cover, category, ordered, shown, draft, past].map((each) => each?.file),
      );
      expect(await left()).not.to.include(stray?.file);
      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(0);
    });

    it("leaves what is younger than a day: somebody may be about to name it", async () => {
      await picture();
      expect(await removeUnusedFiles(shop.id, Date.now() + 23 * hour)).to.equal(0);
      expect(await left()).to.have.length(1);
      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(3);
    });

    it("leaves the picture of a draft that was discarded last: it can be brought back", async () => {
      const look = await picture();
      await inShop(
        shop,
        "insert into audit_log (actor, kind, subject, before) values ('x', 'theme.discarded', 'theme', $1) returning 1",
        [JSON.stringify(dressed(look))],
      );
      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(0);
    });

    it("looks at one store and its files only", async () => {
      const other = await openShop();
      const theirs = await storeFiles(other.id).savePicture(await png());
      const ours = await picture();
      await inShop(
        other,
        "insert into pictures (file, width, height, alt) values ($1, 9, 9, '') returning 1",
        [ours.file],
      );
      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(3);
      expect(await storeFiles(other.id).list()).to.have.length(3);
      expect((await storeFiles(other.id).list())[0]).to.include(theirs.file);
    });

    it("gives the room back", async () => {
      await picture();
      const bytes = await files.bytes();
      await inPlatform("insert into usage (store_id, file_bytes) values ($1, $2) returning 1", [
        shop.id,
        bytes + 7,
      ]);
      await removeUnusedFiles(shop.id, tomorrow());
      const [row] = await inPlatform<{ file_bytes: number }>(
        "select file_bytes from usage where store_id = $1",
        [shop.id],
      );
      expect(row?.file_bytes).to.equal(7);
    });

    it("takes none of a shop whose rows are gone altogether: they may be on their way back", async function () {
      this.timeout(60_000);
      const bytes = await png();
      await Promise.all(Array.from({ length: 31 }, () => files.savePicture(bytes)));
      expect(await removeUnusedFiles(shop.id, tomorrow())).to.equal(0);
      expect(await left()).to.have.length(31);
    });
  });
}

describe("removing files without use", () => {
  it("takes what a write left half, and leaves what is not ours", async () => {
    const shop = await openShop();
    const folder = storeFolder(shop.id);
    await storeFiles(shop.id).savePicture(await png());
    const old = new Date(Date.now() - 25 * hour);
    for (const name of [`${"h".repeat(26)}-400.webp.part`, "notes.txt", "IMPORTANT.webp"]) {
      await writeFile(join(folder, name), "x");
      await utimes(join(folder, name), old, old);
    }
    expect(await removeUnusedFiles(shop.id)).to.equal(1);
    const names: string[] = [];
    for await (const { name } of storeFiles(shop.id).entries()) names.push(name);
    expect(names).to.have.length(5).and.include("notes.txt").and.include("IMPORTANT.webp");
  });
});

function dressed(picture: { file: string; width: number; height: number; colour: string }) {
  const theme = defaultTheme("x");
  return { ...theme, hero: { ...theme.hero, picture: { ...picture, alt: "" } } };
}

function png(): Promise<Buffer> {
  const plain = { width: 20, height: 20, channels: 3, background: "#336699" } as const;
  return sharp({ create: plain }).png().toBuffer();
}
