import { expect } from "chai";
import { codeFault, isCode } from "../../app/store-code.ts";

describe("a store's code", () => {
  for (const code of ["abc", "techstore", "shop-1", "a1b2-c3", "x".repeat(50)]) {
    it(`may be ${code}`, () => {
      expect(codeFault(code)).to.equal(undefined);
    });
  }

  const refused = [
    "",
    "ab",
    "x".repeat(51),
    "-shop",
    "shop-",
    "sh--op",
    "xn--shop",
    "1shop",
    "Shop",
    "sh_op",
    "shop.one",
    "shöp",
    "shop ",
    'a"; drop schema store_1; --',
    "admin",
    "www",
    "api",
    "mail",
    "login",
    "ns1",
    "autodiscover",
  ];
  for (const code of refused) {
    it(`may not be ${JSON.stringify(code)}`, () => {
      expect(codeFault(code)).to.be.a("string");
      expect(isCode(code)).to.equal(false);
    });
  }
});
