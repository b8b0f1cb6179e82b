import { expect } from "chai";
import { faultOfPassword, hashPassword, isPassword } from "../../../app/customers/passwords.ts";

describe("customers/passwords", () => {
  it("keeps a hash by argon2id that only the same password fits", async () => {
    const kept = await hashPassword("correct horse");
    expect(kept).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(kept).not.to.equal(await hashPassword("correct horse"));
    expect(await isPassword("correct horse", kept)).to.equal(true);
    expect(await isPassword("Correct horse", kept)).to.equal(false);
  });

  it("takes the same letters for the same, however a keyboard composes them", async () => {
    expect(await isPassword("cafe\u0301", await hashPassword("caf\u00e9"))).to.equal(true);
  });

  it("compares with a hash of nobody where there is none, with the same costs, and never fits", async () => {
    const begin = performance.now();
    expect(await isPassword("whatever", null)).to.equal(false);
    const unknown = performance.now() - begin;
    expect(unknown).to.be.greaterThan(3); // a comparison that was left out takes microseconds
  });

  it("works on two at a time, lets others wait their turn, and turns away a crowd", async () => {
    const crowd = Array.from({ length: 130 }, () => isPassword("x", null));
    const outcomes = await Promise.allSettled(crowd);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).to.have.length(28);
    expect(refused[0]?.reason).to.include({ status: 503 });
    expect(await isPassword("x", null)).to.equal(false);
  });

  it("says what is wrong with a new password", () => {
    expect(faultOfPassword("1234567", "")).to.include("8 characters");
    expect(faultOfPassword("x".repeat(201), "")).to.include("200");
    expect(faultOfPassword("ADA@example.com", "ada@example.com")).to.include("address");
    expect(faultOfPassword("aaaaaaaaaa", "")).to.include("more than one");
    expect(faultOfPassword("correct horse", "ada@example.com")).to.equal(null);
  });
});
