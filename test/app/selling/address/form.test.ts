import { expect } from "chai";
import fc from "fast-check";
import { countries } from "../../../../app/selling/address/countries.ts";
import { readAddress } from "../../../../app/selling/address/form.ts";

const ann = { name: "Ann Lee", line1: "1 Main Street", city: "Town" };

describe("readAddress", () => {
  for (const [country, fields, stored] of [
    [
      "US",
      { region: "California", postcode: "941031234" },
      { region: "CA", postcode: "94103-1234" },
    ],
    ["us", { region: "ny", postcode: "10001" }, { region: "NY", postcode: "10001" }],
    ["CA", { region: "QC", postcode: "h3z2y7" }, { region: "QC", postcode: "H3Z 2Y7" }],
    ["GB", { postcode: "sw1a2aa" }, { postcode: "SW1A 2AA" }],
    ["GB", { postcode: "m11ae" }, { postcode: "M1 1AE" }],
    ["IE", { region: "Dublin", postcode: "d02 af30" }, { region: "Dublin", postcode: "D02 AF30" }],
    ["IE", {}, { postcode: "" }],
    ["DE", { postcode: "D-10115" }, { postcode: "10115" }],
    ["AT", { postcode: "A 1010" }, { postcode: "1010" }],
    ["NL", { postcode: "1012ab" }, { postcode: "1012 AB" }],
    ["SE", { postcode: "SE-11455" }, { postcode: "114 55" }],
    ["PL", { postcode: "00950" }, { postcode: "00-950" }],
    ["PT", { postcode: "2725 079" }, { postcode: "2725-079" }],
    ["LV", { postcode: "1073" }, { postcode: "LV-1073" }],
    ["AD", { postcode: "100" }, { postcode: "AD100" }],
    [
      "JP",
      { region: "東京都", postcode: "〒１００－０００５" },
      { region: "Tokyo", postcode: "100-0005" },
    ],
    ["AU", { region: "Victoria", postcode: "3065" }, { region: "VIC", postcode: "3065" }],
    ["BR", { region: "são paulo", postcode: "01310100" }, { region: "SP", postcode: "01310-100" }],
    [
      "IN",
      { region: "Karnataka", postcode: "560 001" },
      { region: "Karnataka", postcode: "560001" },
    ],
    ["HK", { region: "Kowloon", postcode: "999077" }, { region: "Kowloon", postcode: "" }],
    ["CL", { region: "RM", postcode: "any 1" }, { region: "RM", postcode: "any 1" }],
    ["PR", { postcode: "00901" }, { postcode: "00901", region: "" }],
  ] as const) {
    it(`takes ${JSON.stringify(fields)} in ${country}`, () => {
      const { address, errors } = read({ ...ann, country, ...fields });

      expect(errors).to.deep.equal({});
      expect(address).to.include({ ...ann, ...stored, country: country.toUpperCase() });
    });
  }

  for (const [country, fields, part, message] of [
    [
      "US",
      { region: "CA", postcode: "9410" },
      "postcode",
      "Please check the ZIP code: it should look like 94103.",
    ],
    ["US", { postcode: "94103" }, "region", "Please choose the state."],
    ["US", { region: "Bavaria", postcode: "94103" }, "region", "Please choose the state."],
    ["US", { region: "CA" }, "postcode", "Please enter the ZIP code."],
    [
      "DE",
      { postcode: "1011" },
      "postcode",
      "Please check the postcode: it should look like 10115.",
    ],
    [
      "IE",
      { postcode: "12345" },
      "postcode",
      "Please check the Eircode: it should look like A65 F4E2.",
    ],
    [
      "GB",
      { postcode: "LONDON" },
      "postcode",
      "Please check the postcode: it should look like SW1A 1AA.",
    ],
    ["GB", { postcode: "SW1A 2AA", city: "  " }, "city", "Please enter the town or city."],
    ["GB", { postcode: "SW1A 2AA", name: "" }, "name", "Please enter the full name."],
    [
      "GB",
      { postcode: "SW1A 2AA", line1: "x".repeat(201) },
      "line1",
      "Please shorten this to 200 characters.",
    ],
    [
      "GB",
      { postcode: "SW1A 2AA", name: "Win at https://x.example" },
      "name",
      "Please enter a name without a web address.",
    ],
    [
      "GB",
      { postcode: "SW1A 2AA", phone: "call me" },
      "phone",
      "Please enter a phone number with its digits, such as +44 20 7946 0958.",
    ],
    [
      "GB",
      { postcode: "SW1A 2AA", phone: "1".repeat(31) },
      "phone",
      "Please keep the phone number below 30 characters.",
    ],
    ["", {}, "country", "Please choose a country."],
    ["UK", {}, "country", "Please choose a country."],
  ] as const) {
    it(`says "${message}"`, () => {
      const typed = { ...ann, country, ...fields };
      const { address, errors } = read(typed);

      expect(errors).to.deep.equal({ [`shipping-${part}`]: message });
      if (part in typed)
        expect(address[part]).to.equal({ ...typed, ...fields }[part as "name"].trim());
    });
  }

  it("says all that is wrong at once", () => {
    expect(Object.keys(read({ country: "US" }).errors)).to.deep.equal(
      ["name", "line1", "city", "region", "postcode"].map((part) => `shipping-${part}`),
    );
  });

  it("tidies blanks and drops what nobody can see", () => {
    const { address } = read({
      country: "DE",
      name: "  Ann \t\r\n Lee\u0000 ",
      line1: "\u202eAllee\u200b 1",
      postcode: "10115",
      city: "Köln",
      phone: "+49 (0) 221/1234-5",
    });

    expect(address).to.include({ name: "Ann Lee", line1: "Allee 1", phone: "+49 (0) 221/1234-5" });
  });

  it("takes its own answers again, whatever was typed in whatever country", () => {
    const codes = countries("en").map(({ code }) => code);
    const typed = fc.dictionary(
      fc.constantFrom("name", "company", "line1", "line2", "city", "region", "postcode", "phone"),
      fc.string({ unit: "grapheme", maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...codes), typed, (country, fields) => {
        const first = read({ ...fields, country });
        expect(read({ ...first.address })).to.deep.equal(first);
      }),
      { numRuns: 500 },
    );
  });
});

function read(fields: Record<string, string>) {
  return readAddress((name) => fields[name.replace("shipping-", "")] ?? "", "shipping-");
}
