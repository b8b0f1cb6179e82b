import { expect } from "chai";
import { orderOfToken, orderToken } from "../../app/selling/orders/link.ts";
import { decrypt, encrypt, isSigned, signatureOf } from "../../app/signing.ts";

describe("signatures", () => {
  it("are good for one text, one purpose and one store", () => {
    const signature = signatureOf("order", 7, "12");
    expect(isSigned("order", 7, "12", signature)).to.equal(true);
    expect(isSigned("order", 7, "13", signature)).to.equal(false);
    expect(isSigned("reset", 7, "12", signature)).to.equal(false);
    expect(isSigned("order", 8, "12", signature)).to.equal(false);
    expect(isSigned("order", 7, "12", `${signature}x`)).to.equal(false);
    expect(isSigned("order", 7, "12", "")).to.equal(false);
  });

  it("do not let text move from one part into another", () => {
    expect(signatureOf("a", 1, "1b")).not.to.equal(signatureOf("a1", 1, "b"));
    expect(signatureOf("a", 11, "b")).not.to.equal(signatureOf("a", 1, "1b"));
  });
});

describe("secrets of stores", () => {
  it("come back as they were, for their own store only", () => {
    const sealed = encrypt(7, "sk_live_ü€");
    expect(sealed).not.to.include("sk_live");
    expect(decrypt(7, sealed)).to.equal("sk_live_ü€");
    expect(() => decrypt(8, sealed)).to.throw();
  });

  it("look different each time, and refuse to be changed", () => {
    const sealed = encrypt(7, "sk_live");
    expect(encrypt(7, "sk_live")).not.to.equal(sealed);
    const bytes = Buffer.from(sealed, "base64");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => decrypt(7, bytes.toString("base64"))).to.throw();
    expect(() => decrypt(7, "")).to.throw();
  });
});

describe("the link to an order", () => {
  it("leads to that order of that store", () => {
    for (const id of [1, 35, 36, 1234, 2_147_483_647]) {
      expect(orderOfToken(7, orderToken(7, id))).to.equal(id);
      expect(orderOfToken(8, orderToken(7, id))).to.equal(undefined);
    }
  });

  it("cannot be guessed from another one", () => {
    const [, signature] = orderToken(7, 12).split(/-(.*)/);
    for (const wrong of [
      `d-${signature}`,
      `c-${signature}x`,
      "c-",
      "",
      "c",
      "zzzzzzz-x",
      `C-${signature}`,
    ]) {
      expect(orderOfToken(7, wrong), wrong).to.equal(undefined);
    }
  });
});
