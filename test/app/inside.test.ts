import { expect } from "chai";
import { insideKey, isInsideKey } from "../../app/inside.ts";

const hour = 3_600_000;

describe("inside", () => {
  it("opens one shop, for an hour", () => {
    const key = insideKey(7, 0);
    expect(isInsideKey(7, key, hour - 1)).to.equal(true);
    expect(isInsideKey(7, key, hour)).to.equal(false);
    expect(isInsideKey(8, key, 0)).to.equal(false);
  });

  it("is not to be made up, nor prolonged", () => {
    const [, signature = ""] = insideKey(7, 0).split(".");
    const later = (10 * hour).toString(36);
    for (const key of ["", ".", "zzzzzz", `${later}.${signature}`, `${later}.`]) {
      expect(isInsideKey(7, key, 0), key).to.equal(false);
    }
  });
});
