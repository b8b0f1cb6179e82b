import { expect } from "chai";
import { forgive, type Trier, waitFor, waitInWords } from "../../../app/customers/throttle.ts";

let stores = 1_000_000;
const trier = (changes: Partial<Trier> = {}): Trier => {
  stores += 1;
  return { storeId: stores, email: "ada@example.com", ip: "203.0.113.7", ...changes };
};

describe("customers/throttle", () => {
  it("lets ten passwords be tried for an account, from anywhere, and then says how long to wait", async () => {
    const ada = trier();
    for (let turn = 0; turn < 10; turn += 1) {
      expect(await waitFor("password", { ...ada, ip: `203.0.113.${turn}` })).to.equal(0);
    }
    expect(await waitFor("password", { ...ada, ip: "198.51.100.1" })).to.be.within(890, 900);
    expect(await waitFor("password", { ...ada, email: "bo@example.com" })).to.equal(0);
    expect(await waitFor("password", { ...ada, storeId: trier().storeId })).to.equal(0);
    expect(await waitFor("mail", ada)).to.equal(0);
  });

  it("lets an address of the network try sixty, whatever the accounts", async () => {
    const one = trier();
    for (let turn = 0; turn < 60; turn += 1) {
      expect(await waitFor("password", { ...one, email: `${turn}@example.com` })).to.equal(0);
    }
    expect(await waitFor("password", { ...one, email: "x@example.com" })).to.be.greaterThan(0);
    const neighbour = { ...one, email: "x@example.com", ip: "203.0.113.8" };
    expect(await waitFor("password", neighbour)).to.equal(0);
  });

  it("takes a network of IPv6 for one address, and a mapped one for what it is", async () => {
    const one = trier({ ip: "2001:db8:1:2::1" });
    for (let turn = 0; turn < 60; turn += 1) {
      const ip = `2001:db8:1:2::${turn.toString(16)}`;
      await waitFor("password", { ...one, ip, email: `${turn}@example.com` });
    }
    const same = { ...one, ip: "2001:db8:1:2:ffff::9", email: "x@example.com" };
    expect(await waitFor("password", same)).to.be.greaterThan(0);
    expect(await waitFor("password", { ...same, ip: "2001:db8:1:3::1" })).to.equal(0);
  });

  it("sends three mails an hour to an address", async () => {
    const ada = trier();
    const waits = [];
    for (let turn = 0; turn < 4; turn += 1) waits.push(await waitFor("mail", ada));
    expect(waits.slice(0, 3)).to.deep.equal([0, 0, 0]);
    expect(waits[3]).to.be.within(3_590, 3_600);
  });

  it("forgives whoever has shown the account to be theirs", async () => {
    const ada = trier();
    for (let turn = 0; turn < 11; turn += 1) await waitFor("password", ada);
    await forgive(ada);
    expect(await waitFor("password", ada)).to.equal(0);
  });

  it("says how long in words", () => {
    expect(waitInWords(20)).to.equal("in a minute");
    expect(waitInWords(91)).to.equal("in 2 minutes");
    expect(waitInWords(3_600)).to.equal("in 60 minutes");
  });
});
