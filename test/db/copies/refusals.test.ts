import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { storeFiles } from "../../../app/files/store-files.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { Archive } from "../../../db/copies/archive-reader.ts";
import { exportStore } from "../../../db/copies/export.ts";
import { ArchiveDamaged, ArchiveForeign } from "../../../db/copies/faults.ts";
import { type ImportReport, importStore } from "../../../db/copies/import.ts";
import { newestVersion } from "../../../db/migrations.ts";
import { randomFrom } from "../../faults/chance.ts";
import { fullShop, type Parts, rebuilt } from "../../support/copies.ts";
import { readRooms } from "../../support/rooms.ts";
import type { Shop } from "../../support/shops.ts";

const seed = Number(process.env.DAMAGE_SEED ?? Math.floor(Math.random() * 1e9));
const random = randomFrom(seed);
const rounds = 60;

describe("an archive that is not as it was written", function () {
  this.timeout(60_000);
  let folder: string;
  let shop: Shop;
  let good: string;
  let bytes: Buffer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wizamart-damage-"));
    shop = await fullShop();
    good = join(folder, "good.zip");
    await asProvisioner((client) =>
      exportStore(client, shop.id, { file: good, files: storeFiles(shop.id), mayReplace: false }),
    );
    bytes = await readFile(good);
    process.stdout.write(`      DAMAGE_SEED=${seed}; the archive has ${bytes.length} bytes\n`);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it(`is refused wherever a bit of what it holds is flipped (${rounds} times)`, async () => {
    const manifest = JSON.stringify((await opened(good)).manifest);
    let harmless = 0;
    for (let round = 0; round < rounds; round += 1) {
      const flipped = Buffer.from(bytes);
      const at = Math.floor(random() * flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const file = join(folder, "flipped.zip");
      await writeFile(file, flipped);
      const fault = await faultOf(file);
      if (!fault) {
        // Bits that say nothing of the content: times, attributes, the second copy of a name.
        expect(JSON.stringify((await opened(file)).manifest), `byte ${at}`).to.equal(manifest);
        harmless += 1;
      } else expect(fault, `byte ${at}: ${fault.stack}`).to.be.instanceOf(ArchiveDamaged);
    }
    expect(harmless).to.be.lessThan(rounds / 3);
  });

  it("is refused wherever it was cut off", async () => {
    for (let round = 0; round < 15; round += 1) {
      const file = join(folder, "cut.zip");
      await writeFile(file, bytes);
      await truncate(file, round === 0 ? 0 : Math.floor(random() * bytes.length));
      expect(await faultOf(file)).to.be.instanceOf(ArchiveDamaged);
    }
  });

  const changes: [what: string, words: RegExp, change: (parts: Parts) => void, honest?: boolean][] =
    [
      [
        "another content than its checksum",
        /pages\.copy .*checksum differs/,
        ({ entries }) => swap(entries, "data/pages.copy", "About", "Other"),
        false,
      ],
      [
        "another size than its manifest says",
        /pages\.copy has \d+ bytes, its manifest says/,
        ({ entries }) => swap(entries, "data/pages.copy", "About", "More about"),
        false,
      ],
      [
        "no such table",
        /entry data\/orders\.copy is missing/,
        ({ entries }) => entries.delete("data/orders.copy"),
      ],
      [
        "a table that neither has",
        /has no table orders/,
        ({ entries, manifest }) => {
          entries.delete("data/orders.copy");
          manifest.tables = manifest.tables.filter(({ name }) => name !== "orders");
        },
      ],
      [
        "a table too many",
        /table evil that its version does not have/,
        ({ entries, manifest }) => {
          entries.set("data/evil.copy", Buffer.from("1\n"));
          manifest.tables.push({
            name: "evil",
            columns: ["id"],
            rows: 1,
            bytes: 2,
            sha256: "",
            positions: [],
          });
        },
      ],
      [
        "an entry too many",
        /has an entry "data\/evil.copy" of which its manifest says nothing/,
        ({ entries }) => entries.set("data/evil.copy", Buffer.from("1\n")),
      ],
      [
        "a file too many",
        /of which its manifest says nothing/,
        ({ entries }) => entries.set("files/evil.sh", Buffer.from("1\n")),
      ],
      [
        "other columns",
        /table pages has the columns/,
        ({ manifest }) => {
          for (const table of manifest.tables) if (table.name === "pages") table.columns.reverse();
        },
      ],
      [
        "another number of rows",
        /table pages has 1 rows, its manifest says 5/,
        ({ manifest }) => {
          for (const table of manifest.tables) if (table.name === "pages") table.rows = 5;
        },
      ],
      [
        "a row that is no row",
        /table pages has a row that cannot be/,
        ({ entries }) => {
          entries.set("data/pages.copy", Buffer.from("1\tone\n"));
        },
      ],
      [
        "a row that a rule forbids",
        /table pages has a row that cannot be: .*check constraint/,
        ({ entries }) => swap(entries, "data/pages.copy", "about", "A B C"),
      ],
      [
        "rows that point nowhere",
        /do not fit together: .*foreign key/,
        ({ entries, manifest }) => {
          entries.set("data/product_categories.copy", Buffer.from("1\t9999\t1\n"));
          for (const table of manifest.tables)
            if (table.name === "product_categories") table.rows = 1;
        },
      ],
      [
        "the end of a COPY in the middle",
        /table pages has/,
        ({ entries }) => {
          entries.set(
            "data/pages.copy",
            Buffer.concat([
              Buffer.from("\\.\n"),
              entries.get("data/pages.copy") ?? Buffer.alloc(0),
            ]),
          );
        },
      ],
      [
        "a file with a path for a name",
        /manifest is not one of a store \(files\.0\.name/,
        ({ manifest }) => {
          for (const file of manifest.files.slice(0, 1)) file.name = "../../etc/passwd";
        },
      ],
      [
        "a table with SQL for a name",
        /manifest is not one of a store \(tables\.0\.name/,
        ({ manifest }) => {
          for (const table of manifest.tables.slice(0, 1)) table.name = 'a"; drop table x; --';
        },
      ],
      [
        "an unknown field",
        /manifest is not one of a store/,
        ({ manifest }) => Object.assign(manifest, { extra: 1 }),
      ],
      [
        "a bomb",
        /would unpack to 500 times its size/,
        ({ entries }) => {
          entries.set("data/pages.copy", Buffer.alloc(3_000_000, 0x20));
        },
      ],
      [
        "the same table twice",
        /names data\/pages\.copy twice/,
        ({ manifest }) => {
          manifest.tables.push(...manifest.tables.filter(({ name }) => name === "pages"));
        },
      ],
    ];
  for (const [what, words, change, honest = true] of changes) {
    it(`is refused with ${what}, and leaves nothing behind`, async () => {
      const before = await traces();
      const file = await rebuilt(good, join(folder, "changed.zip"), change, { honest });
      const fault = await faultOf(file);
      expect(fault, String(fault?.stack)).to.be.instanceOf(ArchiveDamaged);
      expect(fault?.message).to.match(words);
      expect(await traces()).to.deep.equal(before);
    });
  }

  it("is taken when nothing was changed", async () => {
    const file = await rebuilt(good, join(folder, "same.zip"), () => {});
    expect(await faultOf(file)).to.equal(undefined);
  });

  for (const [what, words, from, to] of [
    [
      "a name that climbs out of its folder",
      /table of contents cannot be read/,
      "data/pages.copy",
      "../../ages.copy",
    ],
    [
      "a name from the root",
      /table of contents cannot be read/,
      "data/pages.copy",
      "/ata/pages.copy",
    ],
    [
      "a name of Windows",
      /table of contents cannot be read/,
      "data/pages.copy",
      "data\\pages.copy",
    ],
    [
      "two entries of one name",
      /two entries "data\/themes\.copy"/,
      "data/orders.copy",
      "data/themes.copy",
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const file = join(folder, "renamed.zip");
      await writeFile(file, Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1"));
      const fault = await faultOf(file);
      expect(fault).to.be.instanceOf(ArchiveDamaged);
      expect(fault?.message).to.match(words);
    });
  }

  it("is refused when it is any other file", async () => {
    for (const content of ["", "hello", "PK\u0003\u0004", "x".repeat(100_000)]) {
      const file = join(folder, "other.zip");
      await writeFile(file, content);
      expect((await faultOf(file))?.message).to.match(/no ZIP archive, or its end is missing/);
    }
    const foreign = await rebuilt(good, join(folder, "foreign.zip"), () => {});
    await writeFile(
      foreign,
      Buffer.from(
        (await readFile(foreign)).toString("latin1").replaceAll("manifest.json", "nothing.jsons"),
        "latin1",
      ),
    );
    expect((await faultOf(foreign))?.message).to.match(/no manifest\.json/);
  });

  for (const [what, words, change] of [
    [
      "a newer format",
      /newer format/,
      ({ manifest }) => Object.assign(manifest, { format: 2, more: true }),
    ],
    [
      "a newer migration",
      /migration 0099-later, which this application does not know/,
      ({ manifest }) => {
        manifest.migrations.push({
          version: newestVersion("store") + 1,
          name: "0099-later",
          checksum: "0".repeat(64),
        });
      },
    ],
    [
      "an edited migration",
      /migration 0001-catalogue is not the 0001-catalogue of this application/,
      ({ manifest }) => {
        for (const migration of manifest.migrations.slice(0, 1))
          migration.checksum = "0".repeat(64);
      },
    ],
  ] as [string, RegExp, (parts: Parts) => void][]) {
    it(`is refused with ${what}`, async () => {
      const fault = await faultOf(await rebuilt(good, join(folder, "newer.zip"), change));
      expect(fault).to.be.instanceOf(ArchiveForeign);
      expect(fault?.message).to.match(words);
    });
  }

  /** What is there of stores: a refusal changes none of it. */
  async function traces() {
    const rooms = await withAdmin((client) =>
      readRooms(async (sql, values) => (await client.query(sql, values)).rows),
    );
    const files = await readdir(join(config.UPLOADS_DIR, "stores"));
    return {
      stores: rooms.stores,
      files: files.sort(),
      orphans: rooms.schemas.filter(
        (id) => !rooms.stores.includes(id) && !rooms.spares.includes(id),
      ),
    };
  }
});

let imports = 0;

/** Why an archive was not taken; undefined when it was. */
async function faultOf(file: string): Promise<Error | undefined> {
  try {
    await imported(file);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function imported(file: string): Promise<ImportReport> {
  const archive = await Archive.open(file);
  try {
    await archive.verify();
    imports += 1;
    const options = { code: `damaged-${imports}`, name: "D", suspended: false, actor: "test" };
    return await asProvisioner((client) =>
      importStore(client, archive, { ...options, filesOf: (id) => storeFiles(id) }),
    );
  } finally {
    archive.close();
  }
}

async function opened(file: string): Promise<Archive> {
  const archive = await Archive.open(file);
  archive.close();
  return archive;
}

function swap(entries: Map<string, Buffer>, name: string, from: string, to: string): void {
  const text = entries.get(name)?.toString() ?? "";
  expect(text).to.contain(from);
  entries.set(name, Buffer.from(text.replaceAll(from, to)));
}
