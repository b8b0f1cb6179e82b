import { expect } from "chai";
import {
  holderOf,
  isTokenFor,
  type LinkHolder,
  resetLink,
  resetToken,
  verifiedAddress,
  verifyLink,
  verifyToken,
} from "../../../app/customers/tokens.ts";

const ada: LinkHolder = {
  id: 7,
  email: "ada@example.com",
  new_email: "",
  password_hash: "$argon2id$…",
  verified_at: null,
};
const now = Date.parse("2026-03-01T12:00:00Z");
const day = 86_400_000;

describe("customers/tokens", () => {
  it("are good for the store, customer and purpose that they were made for", () => {
    const token = verifyToken(1, ada, now);
    expect(holderOf(token)).to.equal(7);
    expect(isTokenFor("verify", 1, ada, token, now)).to.equal(true);
    expect(isTokenFor("verify", 2, ada, token, now)).to.equal(false);
    expect(isTokenFor("reset", 1, ada, token, now)).to.equal(false);
    expect(isTokenFor("verify", 1, { ...ada, id: 8 }, token, now)).to.equal(false);
    expect(isTokenFor("verify", 1, { ...ada, email: "x@example.com" }, token, now)).to.equal(false);
  });

  it("end: after seven days, and after an hour", () => {
    const [verify, reset] = [verifyToken(1, ada, now), resetToken(1, ada, now)];
    expect(isTokenFor("verify", 1, ada, verify, now + 7 * day - 1_000)).to.equal(true);
    expect(isTokenFor("verify", 1, ada, verify, now + 7 * day + 1_000)).to.equal(false);
    expect(isTokenFor("reset", 1, ada, reset, now + 3_599_000)).to.equal(true);
    expect(isTokenFor("reset", 1, ada, reset, now + 3_601_000)).to.equal(false);
  });

  it("work once: what they bring about makes them worthless", () => {
    const verified = { ...ada, verified_at: new Date(now) };
    expect(isTokenFor("verify", 1, verified, verifyToken(1, ada, now), now)).to.equal(false);
    const changed = { ...ada, password_hash: "$argon2id$other" };
    expect(isTokenFor("reset", 1, changed, resetToken(1, ada, now), now)).to.equal(false);
    const moving = { ...verified, new_email: "new@example.com" };
    const token = verifyToken(1, moving, now);
    expect(isTokenFor("verify", 1, moving, token, now)).to.equal(true);
    expect(isTokenFor("verify", 1, verified, token, now)).to.equal(false);
  });

  it("are nothing when any letter of them is another", () => {
    const token = resetToken(1, ada, now);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "a" ? "b" : "a";
      const forged = token.slice(0, at) + other + token.slice(at + 1);
      expect(isTokenFor("reset", 1, ada, forged, now), forged).to.equal(false);
    }
    for (const text of [
      "",
      "x",
      "7-1-",
      `${token}x`,
      `-${token}`,
      "zzzzzz-1-AAAAAAAAAAAAAAAAAAAAAA",
    ]) {
      expect(isTokenFor("reset", 1, ada, text, now), text).to.equal(false);
    }
    expect(holderOf("zzzzzz-1-AAAAAAAAAAAAAAAAAAAAAA")).to.equal(undefined);
  });

  it("lead to the pages that take them, and are sent to the address that they prove", () => {
    expect(verifyLink(1, ada)).to.match(/^\/shop\/account\/verify\/7-[0-9a-z]+-[\w-]{22}$/);
    expect(resetLink(1, ada)).to.match(/^\/shop\/account\/reset\/7-[0-9a-z]+-[\w-]{22}$/);
    expect(verifiedAddress(ada)).to.equal("ada@example.com");
    expect(verifiedAddress({ ...ada, new_email: "new@example.com" })).to.equal("new@example.com");
  });
});
