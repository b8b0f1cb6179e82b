import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { openShop } from "../../support/shops.ts";
import { knock } from "../../support/visit.ts";

const form = { "Content-Type": "application/x-www-form-urlencoded" };

describe("readForm", () => {
  let address: string;

  before(async () => {
    const shop = await openShop();
    address = `${shop.code}.localhost/shop/cart/lines`;
  });

  const send = (body: string, headers: Record<string, string> = form) =>
    knock("POST", address, headers, body);

  it("refuses more than a form can hold, before it is all read", async () => {
    const page = await send(`note=${"x".repeat(300_000)}`);
    expect(page.status).to.equal(413);
    expect(page.text).to.include("more than a form can hold");
  });

  it("refuses what would swell when unpacked", async () => {
    const packed = gzipSync(`note=${"x".repeat(2_000_000)}`).toString("latin1");
    const page = await send(packed, { ...form, "Content-Encoding": "gzip" });
    expect(page.status).to.be.within(400, 413);
  });

  it("refuses a sign that no text in the database can have", async () => {
    expect((await send("variant=%00")).status).to.equal(400);
    expect((await send("variant=\0")).status).to.equal(400);
  });

  it("is not confused by names of objects, broken escapes and lists", async () => {
    for (const body of [
      "__proto__=1&constructor=2",
      "variant=%zz&%=%",
      "variant=1&variant=2",
      "a[b]=1&a[]=2",
      "&&&=&",
    ]) {
      const page = await send(body);
      expect(page.status, body).to.be.within(300, 499);
    }
  });

  it("takes what is no form for an empty one", async () => {
    for (const type of [
      "text/plain",
      "multipart/form-data; boundary=x",
      "application/json",
      "nonsense",
    ]) {
      const page = await send('{"variant":1}', { "Content-Type": type });
      expect(page.status, type).to.be.within(300, 499);
    }
  });
});
