import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import sharp, { type Sharp } from "sharp";
import {
  PictureRefused,
  type StoredPicture,
  storeFiles,
  storeFolder,
} from "../../../app/files/store-files.ts";

const marker = "<script>alert('found')</script>";

describe("the files of a store", () => {
  let uploads: string;

  before(async () => {
    uploads = await mkdtemp(join(tmpdir(), "uploads-"));
  });

  afterEach(() => rm(join(uploads, "stores"), { recursive: true, force: true }));

  after(() => rm(uploads, { recursive: true }));

  it("keeps a picture as WebP in three sizes", async () => {
    const picture = await save(await plain(1600, 2000, "#c86438").jpeg().toBuffer());

    expect(picture).to.deep.equal({ ...picture, width: 1200, height: 1500 });
    expect(picture.file).to.match(/^[a-z0-9]{26}$/);
    expect(await readdir(join(uploads, "stores", "7"))).to.have.members(
      [400, 800, 1200].map((size) => `${picture.file}-${size}.webp`),
    );
    for (const [size, height] of [
      [400, 500],
      [800, 1000],
      [1200, 1500],
    ] as const) {
      const stored = await sharp(await bytesOf(picture, size)).metadata();
      expect(stored).to.include({ format: "webp", width: size, height });
    }
  });

  it("does not enlarge a picture", async () => {
    const picture = await save(await plain(500, 300).png().toBuffer());

    expect(picture).to.include({ width: 500, height: 300 });
    expect((await sharp(await bytesOf(picture, 400)).metadata()).width).to.equal(400);
    expect((await sharp(await bytesOf(picture, 800)).metadata()).width).to.equal(500);
    expect((await sharp(await bytesOf(picture, 1200)).metadata()).width).to.equal(500);
  });

  for (const [format, encode] of [
    ["JPEG", (picture: Sharp) => picture.jpeg()],
    ["JPEG in CMYK", (picture: Sharp) => picture.toColourspace("cmyk").jpeg()],
    ["PNG", (picture: Sharp) => picture.png()],
    ["PNG of 16 bit grey", (picture: Sharp) => picture.toColourspace("grey16").png()],
    ["WebP", (picture: Sharp) => picture.webp()],
    ["AVIF", (picture: Sharp) => picture.avif({ effort: 0 })],
    ["GIF", (picture: Sharp) => picture.gif()],
  ] as const) {
    it(`takes ${format}`, async () => {
      const picture = await save(await encode(plain(60, 40)).toBuffer());

      expect(picture).to.include({ width: 60, height: 40 });
      expect(await sharp(await bytesOf(picture, 400)).metadata()).to.include({ format: "webp" });
    });
  }

  it("tells the colour that a picture has most of", async () => {
    const dot = { input: await plain(100, 100, "#0000ff").png().toBuffer() };
    const { colour } = await save(
      await plain(400, 300, "#c86438").composite([dot]).png().toBuffer(),
    );

    expect(colour).to.match(/^#[0-9a-f]{6}$/);
    const [red = 0, green = 0, blue = 0] = Buffer.from(colour.slice(1), "hex");
    expect([Math.abs(red - 0xc8), Math.abs(green - 0x64), Math.abs(blue - 0x38)]).to.satisfy(
      (distances: number[]) => distances.every((distance) => distance < 10),
    );
  });

  it("keeps what is see-through", async () => {
    const half = { width: 20, height: 20, channels: 4, background: "#ff000080" } as const;
    const picture = await save(await sharp({ create: half }).png().toBuffer());

    const { data, info } = await sharp(await bytesOf(picture, 400))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.channels).to.equal(4);
    expect(data[0]).to.be.above(240);
    expect(data[3]).to.be.within(126, 130);
  });

  it("turns a photo upright and forgets where and with what it was taken", async () => {
    const photo = await plain(300, 200)
      .withExif({
        IFD0: { Make: "Camera", Copyright: marker },
        IFD3: { GPSLatitude: "51/1 30/1 0/1" },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();

    const picture = await save(photo);

    expect(picture).to.include({ width: 200, height: 300 });
    for (const size of [400, 800, 1200]) {
      const { exif, xmp, icc, orientation } = await sharp(await bytesOf(picture, size)).metadata();
      expect([exif, xmp, icc, orientation]).to.deep.equal(Array(4).fill(undefined));
    }
  });

  for (const [format, encode] of [
    ["GIF", (frames: Sharp) => frames.gif()],
    ["WebP", (frames: Sharp) => frames.webp({ lossless: true })],
  ] as const) {
    it(`takes the first frame of an animated ${format}`, async () => {
      const [red, blue] = await Promise.all(
        ["#ff0000", "#0000ff"].map((colour) => plain(30, 20, colour).png().toBuffer()),
      );
      const animation = sharp([red ?? "", blue ?? ""], { join: { animated: true } });

      const picture = await save(await encode(animation).toBuffer());

      expect(picture).to.include({ width: 30, height: 20 });
      expect(picture.colour).to.match(/^#f8/);
    });
  }

  it("makes a picture that is much too tall fit", async () => {
    const picture = await save(await plain(20, 17_000).png().toBuffer());

    expect(picture.height).to.equal(3600);
  });

  describe("files that are more than a picture", () => {
    for (const [what, make] of [
      ["a JPEG with a page behind it", async () => [await plain(9, 9).jpeg().toBuffer(), marker]],
      ["a PNG with a page behind it", async () => [await plain(9, 9).png().toBuffer(), marker]],
      [
        "a GIF with an archive behind it",
        async () => [await plain(9, 9).gif().toBuffer(), `PK\x03\x04${marker}`],
      ],
      [
        "a JPEG with a page in its comment",
        async () => withComment(await plain(9, 9).jpeg().toBuffer()),
      ],
    ] as const) {
      it(`stores only the pixels of ${what}`, async () => {
        const bytes = Buffer.concat((await make()).map((part) => Buffer.from(part)));
        expect(bytes.includes(marker)).to.equal(true);

        const picture = await save(bytes);

        for (const size of [400, 800, 1200]) {
          const stored = await bytesOf(picture, size);
          expect(stored.includes("script"), `${size}`).to.equal(false);
          expect(stored.subarray(0, 4).toString()).to.equal("RIFF");
          expect(stored.readUInt32LE(4)).to.equal(stored.length - 8);
        }
      });
    }
  });

  describe("refuses, with a sentence for a person,", () => {
    for (const [what, bytes, sentence] of [
      ["an empty file", "", /Only JPEG/],
      ["text", "hello", /Only JPEG/],
      ["HTML", `<!doctype html><html>${marker}</html>`, /Only JPEG/],
      [
        "SVG",
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${marker}</svg>`,
        /Only JPEG/,
      ],
      [
        "SVG with a declaration",
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        /Only JPEG/,
      ],
      ["SVG that begins like a GIF", 'GIF89a<svg xmlns="http://www.w3.org/2000/svg"/>', /damaged/],
      ["a script that begins like a GIF", `GIF89a/*${" ".repeat(40)}*/=1;${marker}`, /damaged/],
      [
        "SVG that begins like a PNG",
        '\x89PNG\r\n\x1a\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        /./,
      ],
      ["a PDF", `%PDF-1.7\n${marker}`, /Only JPEG/],
      ["an archive", "PK\x03\x04\x14\0\x06\0", /Only JPEG/],
    ] as const) {
      it(what, async () => {
        expect(await refusal(Buffer.from(bytes, "latin1"))).to.match(sentence);
      });
    }

    it("a TIFF", async () => {
      expect(await refusal(await plain(9, 9).tiff().toBuffer())).to.match(/Only JPEG/);
    });

    it("a picture that is cut off", async () => {
      const whole = await sharp(Buffer.from(stripes), { density: 72 }).jpeg().toBuffer();

      expect(await refusal(whole.subarray(0, whole.length / 2))).to.match(/damaged/);
    });

    it("more than 20 MB, before anything is read", async () => {
      const bytes = Buffer.concat([await plain(9, 9).png().toBuffer(), Buffer.alloc(20 * 2 ** 20)]);

      expect(await refusal(bytes)).to.equal("The picture is larger than 20 MB.");
    });

    it("more than 50 megapixels, however small the file", async () => {
      const bytes = await plain(1, 1).jpeg().toBuffer();
      const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      bytes.writeUInt16BE(60_000, frame + 5);
      bytes.writeUInt16BE(60_000, frame + 7);

      expect(await refusal(bytes)).to.equal("The picture has more than 50 megapixels.");
    });
  });

  it("lets a fault of the disk through as what it is", async () => {
    const blocked = join(uploads, "blocked");
    await writeFile(blocked, "");
    const picture = await plain(9, 9).png().toBuffer();

    const failure = await storeFiles(7, blocked)
      .savePicture(picture)
      .catch((error) => error);

    expect(failure).to.be.an("error").with.property("code", "ENOTDIR");
    expect(failure).to.not.be.instanceOf(PictureRefused);
  });

  it("gives every picture a name of its own, also at the same time", async () => {
    const bytes = await plain(9, 9).png().toBuffer();

    const pictures = await Promise.all(Array.from({ length: 8 }, () => save(bytes)));

    expect(new Set(pictures.map(({ file }) => file)).size).to.equal(8);
    expect(await readdir(join(uploads, "stores", "7"))).to.have.length(24);
  });

  it("removes a picture, and leaves the others", async () => {
    const bytes = await plain(9, 9).png().toBuffer();
    const [gone, kept] = [await save(bytes), await save(bytes)];

    await storeFiles(7, uploads).removePicture(gone.file);
    await storeFiles(7, uploads).removePicture(gone.file);

    const left = await readdir(join(uploads, "stores", "7"));
    expect(left).to.have.length(3);
    expect(left.every((name) => name.startsWith(kept.file))).to.equal(true);
  });

  it("removes all of a store, and nothing of another", async () => {
    const bytes = await plain(9, 9).png().toBuffer();
    await storeFiles(7, uploads).savePicture(bytes);
    await storeFiles(77, uploads).savePicture(bytes);

    await storeFiles(7, uploads).removeAll();
    await storeFiles(7, uploads).removeAll();

    expect(existsSync(storeFolder(7, uploads))).to.equal(false);
    expect(await readdir(storeFolder(77, uploads))).to.have.length(3);
  });

  for (const name of [
    "",
    "..",
    "../../../etc/passwd",
    `${"a".repeat(24)}/.`,
    `${"a".repeat(26)}\n`,
    "A".repeat(26),
    "a".repeat(25),
    "a".repeat(27),
    `${"a".repeat(25)}\0`,
  ]) {
    it(`does not remove ${JSON.stringify(name)}`, async () => {
      const failure = await storeFiles(7, uploads)
        .removePicture(name)
        .catch((error) => error);

      expect(failure).to.be.instanceOf(RangeError);
    });
  }

  it("knows only whole numbers as ids", () => {
    for (const id of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => storeFiles(id, uploads)).to.throw(RangeError);
    }
  });

  function save(bytes: Buffer): Promise<StoredPicture> {
    return storeFiles(7, uploads).savePicture(bytes);
  }

  function bytesOf({ file }: StoredPicture, size: number): Promise<Buffer> {
    return readFile(join(uploads, "stores", "7", `${file}-${size}.webp`));
  }

  async function refusal(bytes: Buffer): Promise<string> {
    const failure = await save(bytes).catch((error) => error);
    expect(failure).to.be.instanceOf(PictureRefused);
    expect(existsSync(storeFolder(7, uploads))).to.equal(false);
    return failure.message;
  }
});

function plain(width: number, height: number, background = "#336699"): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** A JPEG with the marker in a comment segment, as a browser that guesses would find it. */
function withComment(jpeg: Buffer): Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(marker.length + 2);
  return [
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    Buffer.from(marker),
    jpeg.subarray(2),
  ];
}

const stripes = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">${Array.from(
  { length: 150 },
  (_, x) => `<rect x="${x * 2}" y="${x}" width="1" height="200" fill="hsl(${x * 7},80%,50%)"/>`,
).join("")}</svg>`;
