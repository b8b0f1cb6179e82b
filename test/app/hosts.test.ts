import { expect } from "chai";
import { BadRequest } from "../../app/errors.ts";
import { canonicalHost } from "../../app/hosts.ts";

describe("canonicalHost", () => {
  const same: [written: string, host: string, port: string][] = [
    ["wizamart.com", "wizamart.com", ""],
    ["WizaMart.COM", "wizamart.com", ""],
    ["wizamart.com.", "wizamart.com", ""],
    ["wizamart.com:443", "wizamart.com", ":443"],
    ["SHOP1.platform.com.:443", "shop1.platform.com", ":443"],
    ["localhost:3000", "localhost", ":3000"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example", ""],
    ["4shops.example", "4shops.example", ""],
  ];
  for (const [written, host, port] of same) {
    it(`reads ${written} as ${host}`, () => {
      expect(canonicalHost(written)).to.deep.equal([host, port]);
    });
  }

  const refused = [
    undefined,
    "",
    ".",
    "a,b",
    "a.com, b.com",
    "evil@wizamart.localhost",
    "user:pw@wizamart.com",
    "[::1]",
    "[::1]:3000",
    "::1",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "1.2.3.4:80",
    "wizamart.com..",
    ".wizamart.com",
    "wiza..mart.com",
    "-shop.example",
    "shop-.example",
    "shop_1.example",
    "wizamart.com:",
    "wizamart.com:port",
    "wizamart.com:99:99",
    "wizamart.com/path",
    "wizamart.com?x",
    "wizamart.com#x",
    "wizamart com",
    "bücher.example",
    "wizamart.com\u0000",
    "%77izamart.com",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(127)}toolong`,
  ];
  for (const written of refused) {
    it(`refuses ${JSON.stringify(written)?.slice(0, 40)}`, () => {
      expect(() => canonicalHost(written)).to.throw(BadRequest);
    });
  }
});
