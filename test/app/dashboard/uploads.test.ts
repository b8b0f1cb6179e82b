import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import sharp from "sharp";
import { inStore } from "../../../app/context.ts";
import { keepPicture } from "../../../app/files/keep-picture.ts";
import { storeFiles, storeFolder } from "../../../app/files/store-files.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { productCount } from "../../../app/models/store/product-reading.ts";
import { inPlatform } from "../../support/admin.ts";
import { keepFilesAt, startBucket, type TestBucket } from "../../support/bucket.ts";
import { formPairs } from "../../support/forms.ts";
import {
  type HostileFile,
  hostileNames,
  marker,
  pollutedFiles,
  refusedFiles,
} from "../../support/hostile-files.ts";
import { words } from "../../support/html.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { type SentFile, sendFiles } from "../../support/uploads.ts";
import { knock, type Page, visit } from "../../support/visit.ts";

/** A form that takes a picture. */
interface Road {
  name: string;
  /** The page of the form, and where it is sent. */
  path: (ids: { product: number }) => string;
  form: string;
  field: string;
}

const roads: Road[] = [
  {
    name: "a product's pictures",
    path: ({ product }) => `/products/${product}`,
    form: "data-product",
    field: "pictures",
  },
  {
    name: "a category's picture",
    path: () => "/categories/new",
    form: "data-category",
    field: "picture",
  },
  { name: "the logo", path: () => "/theme", form: "data-theme", field: "logo.upload" },
  {
    name: "the picture of the start page",
    path: () => "/theme",
    form: "data-theme",
    field: "hero.upload",
  },
];

const reasons = /Only JPEG, PNG|damaged or incomplete|more than 50 megapixels|larger than 20 MB/;

describe("files that somebody with bad intentions sends", () => {
  let shop: Shop;
  let owner: StaffMember;
  let product: number;
  let refused: HostileFile[];
  let polluted: HostileFile[];

  before(async () => {
    shop = await openShop();
    owner = await staffOf(shop);
    product = await shop.sells("vase", { title: "Vase" });
    [refused, polluted] = await Promise.all([refusedFiles(), pollutedFiles()]);
  });

  afterEach(() => storeFiles(shop.id).removeAll());

  /** Sends a form as it stands, with other files than its own. */
  async function send(
    { path, form, field }: Road,
    files: Omit<SentFile, "field">[],
    changes: Record<string, string> = {},
  ): Promise<Page> {
    const address = owner.desk(path({ product }));
    const { text } = await owner.opens(address);
    const pairs = formPairs(text, form).filter(
      ([name]) =>
        !["step", "pictures", "picture", "move"].includes(name) && !name.endsWith(".upload"),
    );
    const typed = pairs.map(([name, value]): [string, string] => [name, changes[name] ?? value]);
    return sendFiles(owner, address, {
      pairs: typed,
      files: files.map((file) => ({ ...file, field })),
    });
  }

  for (const road of roads) {
    it(`are refused as ${road.name}, each with a reason, and nothing of them is kept`, async function () {
      this.timeout(60_000);
      for (const file of refused) {
        const sent = await send(road, [file], { name: "Typed", "hero.title": "Typed" });
        expect(sent.status, file.what).to.equal(422);
        expect(words(sent.text), file.what).to.match(reasons).and.include(file.name);
        if (road.form !== "data-product") expect(sent.text, file.what).to.include("Typed");
        expect(await storeFiles(shop.id).list(), file.what).to.eql([]);
      }
    });

    it(`are stored as ${road.name} only with their pixels, and served as nothing else`, async function () {
      this.timeout(60_000);
      // Everywhere the same picture comes out of the same function: once is enough for most of them.
      for (const file of road.field === "pictures" ? polluted : polluted.slice(0, 3)) {
        const sent = await send(road, [file], { name: file.what });
        expect(sent.status, `${file.what}: ${words(sent.text).slice(0, 300)}`).to.equal(303);
        const names = await storeFiles(shop.id).list();
        expect(
          names.filter((name) => name.endsWith(".webp")),
          file.what,
        ).to.have.length(3);
        for (const name of names) await looksInto(name, file.what);
        await inShop(shop, "delete from pictures returning 1");
        await storeFiles(shop.id).removeAll();
      }
    });
  }

  /** A file as it is served: to those who know AVIF where it is one. */
  async function looksInto(name: string, what: string): Promise<void> {
    const address = `${shop.code}.localhost/uploads/stores/${shop.id}/${name}`;
    const isAvif = name.endsWith(".avif");
    const page = isAvif
      ? await visit(address.replace(/avif$/, "webp"), { Accept: "image/avif,image/webp,*/*" })
      : await visit(address);
    expect(page.status, what).to.equal(200);
    expect(page.headers["content-type"], what).to.equal(isAvif ? "image/avif" : "image/webp");
    expect(page.headers["x-content-type-options"], what).to.equal("nosniff");
    expect(page.headers["content-security-policy"], what).to.equal("default-src 'none'; sandbox");
    if (isAvif) expect(page.bytes.subarray(4, 12).toString("latin1"), what).to.equal("ftypavif");
    else expect(page.bytes.readUInt32LE(4), what).to.equal(page.bytes.length - 8);
    for (const foreign of [marker, "script", "<html", "PK\x03\x04", "Exif", "GPS", "Cam\0"])
      expect(page.bytes.includes(foreign, 0, "latin1"), `${what}: ${foreign}`).to.equal(false);
    const { exif, xmp, icc, comments } = await sharp(page.bytes).metadata();
    expect([exif, xmp, icc, comments], what).to.eql(Array(4).fill(undefined));
  }

  it("get names of our own, whatever they were called, and lie nowhere else", async () => {
    const [road] = roads as [Road];
    const bytes = await photo();
    const before = await readdir(join(storeFolder(shop.id), "..", ".."), { recursive: true });
    for (const name of hostileNames) {
      const sent = await send(road, [{ name, bytes, type: "image/png" }]);
      expect(sent.status, name.slice(0, 50)).to.be.oneOf([303, 400]);
    }
    const names = await readdir(storeFolder(shop.id));
    expect(names).to.have.length.above(20);
    for (const name of names) expect(name).to.match(/^[a-z0-9]{26}-(400|800|1200)\.(webp|avif)$/);
    const after = await readdir(join(storeFolder(shop.id), "..", ".."), { recursive: true });
    const news = after.filter((path) => !before.includes(path));
    expect(news.filter((path) => !path.startsWith(`stores/${shop.id}`))).to.eql([]);
    await inShop(shop, "delete from pictures returning 1");
  });

  it("are named in the message as people can read it", async () => {
    const [road] = roads as [Road];
    const bytes = Buffer.from("no picture");
    const name = "\u202egnp.<b>exe";
    const sent = await send(road, [{ name, bytes }]);
    expect(sent.text).to.include("gnp.&lt;b&gt;exe: Only JPEG").and.not.include("\u202e");
  });

  it("do not keep the good ones from being taken: those are saved in their order, the bad ones are named", async () => {
    const [road] = roads as [Road];
    const good = await Promise.all(
      ["#ff0000", "#00ff00", "#0000ff"].map((colour) => photo(colour)),
    );
    const files = good.flatMap((bytes, index) => [
      { name: `good-${index}.png`, bytes },
      { name: `bad-${index}.png`, bytes: Buffer.from("bad") },
    ]);
    const sent = await send(road, files, { title: "Typed meanwhile" });
    expect(sent.status).to.equal(422);
    expect(sent.text).to.include("Typed meanwhile");
    for (const index of [0, 1, 2]) expect(words(sent.text)).to.include(`bad-${index}.png: Only`);
    expect(words(sent.text)).not.to.include("good-");
    const rows = await inShop<{ colour: string }>(
      shop,
      "select colour from pictures where product_id is not null order by position",
    );
    expect(rows.map(({ colour }) => colour)).to.eql(["#f80808", "#08f808", "#0808f8"]);
    await inShop(shop, "delete from pictures returning 1");
  });

  it("do not keep a new product from being made with the good ones; with none it is not made", async () => {
    const road = { path: () => "/products/new", form: "data-product", field: "pictures" };
    const bad = { name: "bad.png", bytes: Buffer.from("bad") };
    const typed = { title: "A new one", n0_price: "5" };
    const refused = await send({ ...road, name: "new" }, [bad], typed);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include("A new one");
    expect(words(refused.text)).to.include("bad.png: Only JPEG");

    const good = { name: "good.png", bytes: await photo() };
    const sent = await send({ ...road, name: "new" }, [good, bad], typed);
    expect(sent.status, words(sent.text)).to.equal(303);
    for (const line of sent.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      owner.cookies.set(name, value);
    }
    const page = await owner.opens(`localhost${sent.headers.location}`);
    expect(words(page.text))
      .to.include("A new one is ready, but not with every picture. bad.png: Only JPEG")
      .and.not.include("good.png");
    expect(await inShop(shop, "select 1 from pictures")).to.have.length(1);
    await inShop(shop, "delete from pictures returning 1");
  });

  it("are no products either: nothing of them comes in as a file of products", async function () {
    this.timeout(60_000);
    const address = owner.desk("/products/imports");
    const before = await inStore(shop.id, "read", productCount);
    for (const { what, name, bytes } of refused) {
      const { text } = await owner.opens(address);
      const pairs = formPairs(text, "data-import").filter(([field]) => field !== "file");
      const files = [{ field: "file", name, bytes }];
      const sent = await sendFiles(owner, address, { pairs, files });
      expect(sent.status, what).to.be.oneOf([303, 422]);
      if (sent.status === 422) continue;
      await drainOutbox();
      const page = await owner.opens(`localhost${sent.headers.location}`);
      expect(words(page.text), what).to.include("Nothing of this file was taken");
      expect(page.text, what).not.to.include(marker);
    }
    expect(await inStore(shop.id, "read", productCount)).to.equal(before);
    expect(await storeFiles(shop.id).list()).to.eql([]);
  });

  describe("in forms that are none", () => {
    const boundary = "----x";
    const head = (name: string, more = "") =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
    const image = '; filename="a.png"\r\nContent-Type: image/png';

    const bodies: [string, number, string, string][] = [
      ["without a boundary", 400, "multipart/form-data", `${head("a")}x\r\n--${boundary}--`],
      [
        "with another boundary",
        400,
        "multipart/form-data; boundary=other",
        `${head("a")}x\r\n--${boundary}--`,
      ],
      [
        "that never end",
        400,
        `multipart/form-data; boundary=${boundary}`,
        `${head("pictures", image)}half`,
      ],
      [
        "with a part without a name",
        400,
        `multipart/form-data; boundary=${boundary}`,
        `--${boundary}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${boundary}--`,
      ],
      [
        "with heads that are too large",
        400,
        `multipart/form-data; boundary=${boundary}`,
        `--${boundary}\r\nX: ${"x".repeat(200_000)}\r\n\r\nx\r\n--${boundary}--`,
      ],
      [
        "with 100 files",
        413,
        `multipart/form-data; boundary=${boundary}`,
        `${`${head("pictures", image)}x\r\n`.repeat(100)}--${boundary}--`,
      ],
      [
        "with a field of 1 MB",
        413,
        `multipart/form-data; boundary=${boundary}`,
        `${head("title")}${"x".repeat(1_000_000)}\r\n--${boundary}--`,
      ],
      [
        "with fields that mean an object",
        413,
        `multipart/form-data; boundary=${boundary}`,
        `${head("__proto__[x]")}1\r\n${head("constructor")}1\r\n--${boundary}--`,
      ],
      ["with nothing in them", 400, `multipart/form-data; boundary=${boundary}`, ""],
    ];
    for (const [what, status, type, body] of bodies) {
      it(`${what}: they are refused, and the next form is read as ever`, async () => {
        const address = owner.desk(`/products/${product}`);
        const Cookie = [...owner.cookies].map((pair) => pair.join("=")).join("; ");
        const sent = await knock(
          "POST",
          address,
          {
            Cookie,
            "Content-Type": type,
            "Content-Length": String(Buffer.byteLength(body)),
          },
          body,
        );
        expect(sent.status).to.equal(status);
        expect(await storeFiles(shop.id).list()).to.eql([]);
        const [road] = roads as [Road];
        expect((await send(road, [])).status).to.equal(303);
      });
    }
  });

  describe("where the plan has no more room", () => {
    let small: Shop;
    let keeper: StaffMember;

    const pictures = { field: "pictures", name: "photo.png" };

    before(async () => {
      small = await openShop({ plan: "free" });
      keeper = await staffOf(small);
    });

    async function add(to: string, form: string, field: string, changes: Record<string, string>) {
      const address = keeper.desk(to);
      const pairs = formPairs((await keeper.opens(address)).text, form).filter(
        ([name]) => !["step", "pictures", "picture"].includes(name) && !name.endsWith(".upload"),
      );
      const typed = pairs.map(([name, value]): [string, string] => [name, changes[name] ?? value]);
      const files = [{ ...pictures, field, bytes: await photo() }];
      return sendFiles(keeper, address, { pairs: typed, files });
    }

    for (const [what, path, form, field] of [
      ["product", "/products/new", "data-product", "pictures"],
      ["category", "/categories/new", "data-category", "picture"],
      ["theme", "/theme", "data-theme", "hero.upload"],
    ] as const) {
      it(`are refused at the field of a ${what}, with everything typed kept`, async () => {
        await noteUsage(small, 499_999_999);
        const typed = {
          title: "A title typed",
          name: "A name typed",
          "hero.title": "A hero typed",
          n0_price: "5",
        };
        const sent = await add(path, form, field, typed);
        expect(sent.status).to.equal(422);
        expect(words(sent.text)).to.include(
          "photo.png: The plan Free has room for 500 MB of pictures",
        );
        expect(sent.text).to.match(/A (title|name|hero) typed/);
        expect(await storeFiles(small.id).list()).to.eql([]);
        expect(await usedBy(small)).to.equal(499_999_999);
      });
    }

    it("count what was added since the figures were gathered, and what was taken away", async () => {
      await noteUsage(small, 0);
      const id = await small.sells("pot");
      const address = `/products/${id}`;
      expect((await add(address, "data-product", "pictures", {})).status).to.equal(303);
      const bytes = await storeFiles(small.id).bytes();
      expect(await usedBy(small)).to.equal(bytes);
      await noteUsage(small, 500_000_000 - bytes);
      expect((await add(address, "data-product", "pictures", {})).status).to.equal(303);
      expect(await usedBy(small)).to.equal(500_000_000);
      expect((await add(address, "data-product", "pictures", {})).status).to.equal(422);
      const [{ id: picture } = { id: 0 }] = await inShop<{ id: number }>(
        small,
        "select id from pictures order by id",
      );
      const gone = { [`p${picture}_gone`]: "on" };
      const page = await keeper.opens(keeper.desk(address));
      const pairs = formPairs(page.text, "data-product").filter(
        ([name]) => !["step", "pictures"].includes(name),
      );
      await sendFiles(keeper, keeper.desk(address), {
        pairs: [...pairs, ...Object.entries(gone)],
        files: [],
      });
      expect(await usedBy(small)).to.equal(500_000_000 - bytes);
      expect((await add(address, "data-product", "pictures", {})).status).to.equal(303);
    });

    it("are let in one after the other when many come at once", async () => {
      const other = await openShop({ plan: "free" });
      const bytes = await photo();
      await keepPicture(other.id, bytes);
      const each = await usedBy(other);
      await noteUsage(other, 500_000_000 - 3 * each);
      const all = await Promise.allSettled(
        Array.from({ length: 8 }, () => keepPicture(other.id, bytes)),
      );
      expect(all.filter(({ status }) => status === "fulfilled")).to.have.length(3);
      expect(await usedBy(other)).to.equal(500_000_000);
    });
  });

  describe("while the storage", () => {
    let bucket: TestBucket;

    before(async () => {
      bucket = await startBucket();
    });

    afterEach(() => keepFilesAt(undefined));

    after(() => bucket.stop());

    for (const [what, address] of [
      ["has another secret", () => bucket.with({ secret: "other" })],
      ["has no such bucket", () => bucket.with({ bucket: "nowhere" })],
      ["is down", () => "s3://k:s@127.0.0.1:1/shops?tls=off"],
    ] as const) {
      it(`${what}, they are refused with what to do, and everything typed stays`, async () => {
        const used = await usedBy(shop);
        keepFilesAt(address());
        for (const road of roads) {
          const files = ["one.png", "two.png"].map(async (name) => ({
            name,
            bytes: await photo(),
          }));
          const sent = await send(road, await Promise.all(files), {
            title: "Typed",
            name: "Typed",
            "hero.title": "Typed",
          });
          expect(sent.status, road.name).to.equal(422);
          expect(words(sent.text), road.name).to.include(
            "one.png: It could not be stored at present",
          );
          expect(sent.text, road.name).to.include("Typed");
          if (road.field === "pictures") expect(words(sent.text)).to.include("Not tried: two.png.");
        }
        expect(await inShop(shop, "select 1 from pictures")).to.eql([]);
        expect(await usedBy(shop)).to.equal(used);
      });
    }

    it("is a bucket, they are served from it, to whoever asks and with what is in it", async () => {
      keepFilesAt(bucket.url);
      const [road] = roads as [Road];
      expect((await send(road, [{ name: "a.png", bytes: await photo() }])).status).to.equal(303);
      const [name = ""] = await storeFiles(shop.id).list();
      await looksInto(name, "a bucket's");
      await storeFiles(shop.id).removeAll();
      await inShop(shop, "delete from pictures returning 1");
    });
  });

  describe("links in the directory of uploads", () => {
    const name = `${"q".repeat(26)}-400.webp`;

    it("lead to no other file and to no other store", async () => {
      const secret = join(storeFolder(shop.id), "..", "secret");
      await mkdir(storeFolder(shop.id), { recursive: true });
      await writeFile(secret, "secret");
      await symlink(secret, join(storeFolder(shop.id), name));
      await writeFile(join(storeFolder(shop.id), `${"r".repeat(26)}-400.webp`), "ours");
      const stranger = 987_654;
      await symlink(storeFolder(shop.id), storeFolder(stranger));
      const at = (path: string) => visit(`${shop.code}.localhost/uploads/stores/${path}`);

      expect((await at(`${shop.id}/${"r".repeat(26)}-400.webp`)).status).to.equal(200);
      expect((await at(`${shop.id}/${name}`)).status).to.equal(404);
      expect((await at(`${stranger}/${"r".repeat(26)}-400.webp`)).status).to.equal(404);
      await Promise.all([rm(storeFolder(stranger)), rm(secret)]);
    });
  });
});

async function usedBy({ id }: Shop): Promise<number> {
  const [row] = await inPlatform<{ file_bytes: number }>(
    "select file_bytes from usage where store_id = $1",
    [id],
  );
  return row?.file_bytes ?? 0;
}

async function noteUsage({ id }: Shop, bytes: number): Promise<void> {
  await inPlatform(
    "insert into usage (store_id, file_bytes) values ($1, $2) on conflict (store_id) do update set file_bytes = $2 returning 1",
    [id, bytes],
  );
}

function photo(colour = "#aa3311"): Promise<Buffer> {
  const plain = { width: 60, height: 40, channels: 3, background: colour } as const;
  return sharp({ create: plain }).png().toBuffer();
}
