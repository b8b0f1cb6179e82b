import { expect } from "chai";
import { readEmail } from "../../../app/customers/email.ts";

describe("customers/email", () => {
  it("reads an address as it is kept", () => {
    expect(readEmail(" Ada@Example.COM ")).to.equal("ada@example.com");
    expect(readEmail("ada+shop@mail.example.co.uk")).to.equal("ada+shop@mail.example.co.uk");
    expect(readEmail("jörg@köln.example")).to.equal("jörg@köln.example");
  });

  for (const wrong of [
    "",
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "ada@example.c",
    "ada@@example.com",
    "ada lovelace@example.com",
    "Ada <ada@example.com>",
    "ada@example.com, bo@example.com",
    "ada@example.com\r\nBcc: bo@example.com",
    `${"a".repeat(250)}@example.com`,
    "ada@example..com",
    "ada@.example.com",
    "ada@example.com.",
    "ada\u0085lovelace@example.com",
    "ada\u200b@example.com",
    "ada@exa\u202emple.com",
    "ada\u0001@example.com",
    "erased-1@erased.invalid",
  ]) {
    it(`does not take ${JSON.stringify(wrong.slice(0, 40))}`, () => {
      expect(readEmail(wrong)).to.equal(null);
    });
  }
});
