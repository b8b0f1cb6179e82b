import { expect } from "chai";
import fc from "fast-check";
import { codeFrom, freeCode } from "../../../app/adopting/codes.ts";
import { isUsableHash } from "../../../app/adopting/moving/people/secrets.ts";
import {
  exactly,
  exactSum,
  fromMinorUnits,
  inWords,
  listOf,
  timeOf,
  toMinorUnits,
} from "../../../app/adopting/values.ts";
import { codeFault } from "../../../app/store-code.ts";

describe("values of an old database", () => {
  const amounts: [text: string, currency: string, minor: number][] = [
    ["19.99", "EUR", 1999],
    ["19.99000", "EUR", 1999],
    ["19.995", "EUR", 2000],
    ["-19.995", "EUR", -2000],
    ["19,99", "EUR", 1999],
    [" 7 ", "EUR", 700],
    ["1500.4", "JPY", 1500],
    ["1500.5", "JPY", 1501],
    ["1.2345", "KWD", 1235],
    ["0.1", "KWD", 100],
    ["999999999999.99", "EUR", 99_999_999_999_999],
  ];
  for (const [text, currency, minor] of amounts) {
    it(`reads ${text} ${currency} as ${minor}`, () => {
      expect(toMinorUnits(exactly(text) ?? 0n, currency)).to.equal(minor);
    });
  }

  for (const text of ["", "abc", "NaN", "1e5", "1,000", "1.000,00", "$5", "1.", "9999999999999"]) {
    it(`finds no amount in "${text}"`, () => {
      expect(exactly(text)).to.equal(null);
    });
  }

  it("loses nothing of any amount", () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(cents, fc.constantFrom("EUR", "JPY", "KWD"), (minor, currency) => {
        const text = inWords(fromMinorUnits(minor, currency));
        expect(toMinorUnits(exactly(text) ?? -1n, currency)).to.equal(minor);
        expect(exactSum(text)).to.equal(exactly(text));
      }),
    );
  });

  it("reads times as PostgreSQL writes them", () => {
    expect(timeOf("2024-01-02 03:04:05.678901")).to.equal("2024-01-02T03:04:05.678901Z");
    expect(timeOf("2024-01-02 03:04:05+02")).to.equal("2024-01-02T03:04:05+02:00");
    expect(timeOf("2024-01-02")).to.equal("2024-01-02T00:00:00Z");
    for (const none of ["infinity", "-infinity", "0044-03-15 00:00:00 BC", "true", null])
      expect(timeOf(none)).to.equal(null);
  });

  it("reads lists as JSON, and as words with commas", () => {
    expect(listOf('["a", "b"]')).to.deep.equal(["a", "b"]);
    expect(listOf("a, b,,c")).to.deep.equal(["a", "b", "c"]);
    expect(listOf(null)).to.deep.equal([]);
    expect(listOf("{broken")).to.deep.equal(["{broken"]);
  });
});

describe("codes of an old database", () => {
  const given = {
    wizamart: "wizamart",
    Acme_Shop: "acme-shop",
    ab: "ab-shop",
    admin: "admin-shop",
  };
  for (const [old, code] of Object.entries(given)) {
    it(`makes ${code} of ${old}`, () => {
      expect(codeFrom(old)).to.equal(code);
    });
  }

  it("always gives one that can be, also beside others", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (old) => {
        const code = codeFrom(old);
        expect(codeFault(code), `${old} -> ${code}`).to.equal(undefined);
        const other = freeCode(code, new Set([code, freeCode(code, new Set([code]))]));
        expect(codeFault(other)).to.equal(undefined);
        expect(other).not.to.equal(code);
      }),
    );
  });
});

describe("passwords of an old database", () => {
  const salted = "$QDQRHMgjCqHEanZZdXwEvQ$zvUr3Jwg33AdkwR0eNZKfKnx3ZZnpZtBD9gVR6B5veU";

  it("are kept where they can be checked at a price", () => {
    expect(isUsableHash(`$argon2id$v=19$m=65536,t=3,p=4${salted}`)).to.equal(true);
    expect(isUsableHash(`$argon2i$v=19$m=4096,t=2,p=1${salted}`)).to.equal(true);
  });

  for (const hash of [
    "",
    "$2b$12$KIXQ4S1Zz9b0R0p3Y8q1uOe0o8k1J8k1J8k1J8k1J8k1J8k1J8k1J",
    "plain text",
    `$argon2id$v=19$m=4194304,t=3,p=4${salted}`,
    `$argon2id$v=19$m=65536,t=900,p=4${salted}`,
    `$argon2id$v=19$m=0,t=1,p=1${salted}`,
    "$argon2id$v=19$m=65536,t=3,p=4$short$short",
  ]) {
    it(`are not kept as "${hash.slice(0, 30)}"`, () => {
      expect(isUsableHash(hash)).to.equal(false);
    });
  }
});
