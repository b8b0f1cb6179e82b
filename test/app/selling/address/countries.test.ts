import { expect } from "chai";
import type { Address } from "../../../../app/selling/address/address.ts";
import {
  addressLines,
  countries,
  countryName,
  formOf,
  isCountry,
} from "../../../../app/selling/address/countries.ts";
import { emptyAddress } from "../../../../app/selling/address/form.ts";

describe("countries", () => {
  it("are all there, each with a name, in the order of the language", () => {
    const list = countries("de");

    expect(list).to.have.length(250);
    expect(list.filter(({ code, name }) => code === name)).to.deep.equal([]);
    expect(list.map(({ name }) => name).slice(0, 3)).to.deep.equal([
      "Afghanistan",
      "Ägypten",
      "Ålandinseln",
    ]);
    expect(countryName("HK", "en")).to.equal("Hong Kong");
    expect(countryName("??", "en")).to.equal("??");
  });

  it("are told from other letters", () => {
    expect(["DE", "XK", "GB"].every(isCountry)).to.equal(true);
    expect(["de", "UK", "ZZ", "EU", "", "*"].some(isCountry)).to.equal(false);
  });

  it("have forms whose every part has a place on a parcel, and the other way round", () => {
    for (const { code } of countries("en")) {
      const names = formOf(code).fields.map((field) => field.name);
      const told = {
        ...emptyAddress(code),
        ...Object.fromEntries(names.map((n) => [n, `<${n}>`])),
      };
      const lines = addressLines(told).join("\n");

      expect(new Set(names).size, code).to.equal(names.length);
      for (const name of names) expect(lines, code).to.include(`<${name}>`);
      expect(lines, code).not.to.match(/[{}]/);
    }
  });

  it("never draw a blank line, nor a comma beside nothing", () => {
    for (const { code, name } of countries("en")) {
      const bare = addressLines({ ...emptyAddress(code), name: "Ann", line1: "1 Road" });
      expect(
        bare.filter((line) => line !== "Singapore"),
        code,
      ).to.deep.equal(["Ann", "1 Road", name].filter((line) => line !== "Singapore"));
    }
  });

  for (const [country, fields] of [
    ["US", "line1* line2 city* region* postcode*"],
    ["GB", "line1* line2 city* postcode*"],
    ["IE", "line1* line2 city* region postcode"],
    ["DE", "line1* line2 postcode* city*"],
    ["JP", "postcode* region* city* line1* line2"],
    ["HK", "line1* line2 city* region*"],
    ["SG", "line1* line2 postcode*"],
    ["AE", "line1* line2 region*"],
    ["TD", "line1* line2 city* region"],
    ["ZZ", "line1* line2 city* postcode region"],
  ] as const) {
    it(`ask in ${country} for ${fields}`, () => {
      const asked = formOf(country).fields.map((field) => field.name + (field.required ? "*" : ""));
      expect(asked.join(" ")).to.equal(`name* company ${fields}`);
    });
  }

  it("call things what people there call them", () => {
    const label = (country: string, part: string) =>
      formOf(country).fields.find((field) => field.name === part)?.label;

    expect(label("US", "postcode")).to.equal("ZIP code");
    expect(label("IE", "postcode")).to.equal("Eircode");
    expect(label("CA", "region")).to.equal("Province or territory");
    expect(label("JP", "region")).to.equal("Prefecture");
    expect(label("GB", "city")).to.equal("Town or city");
  });

  it("have regions to choose from where there are few", () => {
    const regions = (country: string) =>
      formOf(country).fields.find((field) => field.name === "region")?.choices ?? [];

    const counts = ["US", "CA", "AU", "JP", "BR", "IN", "MX", "AE", "HK", "DE", "IE"].map(
      (country) => regions(country).length,
    );
    expect(counts).to.deep.equal([54, 13, 8, 47, 27, 36, 32, 7, 3, 0, 0]);
    expect(regions("US")).to.deep.include({ value: "NC", label: "North Carolina" });
    expect(regions("JP")).to.deep.include({ value: "Tokyo", label: "Tokyo 東京都" });
    expect(regions("HK")[0]?.value).to.equal("Hong Kong Island");
  });

  it("let a browser check postcodes as leniently as we do", () => {
    for (const [country, good, bad] of [
      ["US", "94103|94103-1234|94103 1234", "9410|941O3"],
      ["GB", "SW1A 1AA|sw1a1aa|M1 1AE", "SW1A|12345"],
      ["DE", "10115|D-10115| 10115 ", "1011|101156"],
      ["NL", "1012 AB|1012ab", "1012"],
      ["LV", "LV-1010|1010", "101"],
      ["CA", "H3Z 2Y7|h3z2y7", "D3Z 2Y7"],
    ] as const) {
      const { pattern = "" } = formOf(country).fields.find(({ name }) => name === "postcode") ?? {};
      const checked = new RegExp(`^(?:${pattern})$`, "v");

      for (const text of good.split("|")) expect(text).to.match(checked);
      for (const text of bad.split("|")) expect(text).not.to.match(checked);
    }
  });
});

describe("addressLines", () => {
  const cases: [Partial<Address>, string][] = [
    [
      {
        country: "US",
        line1: "1 Main St",
        line2: "Apt 4",
        city: "Austin",
        region: "TX",
        postcode: "78701",
      },
      "Ann|1 Main St|Apt 4|Austin, TX 78701|United States",
    ],
    [
      { country: "CA", line1: "1 Rue X", city: "Montréal", region: "QC", postcode: "H3Z 2Y7" },
      "Ann|1 Rue X|Montréal QC H3Z 2Y7|Canada",
    ],
    [
      { country: "GB", line1: "10 Downing Street", city: "London", postcode: "SW1A 2AA" },
      "Ann|10 Downing Street|London|SW1A 2AA|United Kingdom",
    ],
    [
      { country: "IE", line1: "1 Quay", city: "Cork", region: "Co. Cork", postcode: "T12 AB34" },
      "Ann|1 Quay|Cork|Co. Cork|T12 AB34|Ireland",
    ],
    [
      { country: "DE", company: "ACME", line1: "Allee 1", city: "Berlin", postcode: "10115" },
      "Ann|ACME|Allee 1|10115 Berlin|Germany",
    ],
    [
      { country: "IT", line1: "Via 1", city: "Roma", region: "RM", postcode: "00144" },
      "Ann|Via 1|00144 Roma RM|Italy",
    ],
    [
      { country: "AU", line1: "1 Road", city: "Fitzroy", region: "VIC", postcode: "3065" },
      "Ann|1 Road|Fitzroy VIC 3065|Australia",
    ],
    [
      { country: "BR", line1: "Rua 1", city: "São Paulo", region: "SP", postcode: "01310-100" },
      "Ann|Rua 1|São Paulo-SP|01310-100|Brazil",
    ],
    [
      { country: "HK", line1: "1 Queen's Road", city: "Central", region: "Hong Kong Island" },
      "Ann|1 Queen's Road|Central|Hong Kong Island|Hong Kong",
    ],
    [
      {
        country: "JP",
        line1: "1-1 Marunouchi",
        city: "Chiyoda",
        region: "Tokyo",
        postcode: "100-0005",
      },
      "Ann|1-1 Marunouchi|Chiyoda, Tokyo|100-0005|Japan",
    ],
    [
      {
        country: "JP",
        line1: "丸の内1-1",
        city: "千代田区",
        region: "Tokyo",
        postcode: "100-0005",
      },
      "〒100-0005|東京都千代田区丸の内1-1|Ann|Japan",
    ],
    [
      { country: "SG", line1: "1 Road", postcode: "546080" },
      "Ann|1 Road|Singapore 546080|Singapore",
    ],
    [
      { country: "TR", line1: "Cadde 1", city: "Kadıköy", region: "İstanbul", postcode: "34710" },
      "Ann|Cadde 1|34710 Kadıköy/İstanbul|Türkiye",
    ],
    [{ country: "KE", line1: "1 Road", city: "Nairobi" }, "Ann|1 Road|Nairobi|Kenya"],
  ];

  for (const [address, lines] of cases) {
    it(lines.replaceAll("|", " · "), () => {
      const whole = { ...emptyAddress(""), name: "Ann", ...address };
      expect(addressLines(whole)).to.deep.equal(lines.split("|"));
    });
  }

  it("names the country in the shop's language", () => {
    const lines = addressLines({ ...emptyAddress("DE"), line1: "Allee 1" }, "fr");
    expect(lines.at(-1)).to.equal("Allemagne");
  });
});
