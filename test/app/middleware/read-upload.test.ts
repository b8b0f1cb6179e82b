import { expect } from "chai";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { sendFiles } from "../../support/uploads.ts";
import { knock, type Page } from "../../support/visit.ts";

describe("readUpload", () => {
  let shop: Shop;
  let manager: StaffMember;
  let address: string;
  let token: string;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    address = manager.desk("/products/new");
    const page = await manager.opens(address);
    token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  });

  const send = (pairs: [string, string][], headers: Record<string, string> = {}): Promise<Page> =>
    sendFiles(manager, address, { pairs: [["_token", token], ...pairs], files: [] }, headers);

  it("reads fields and files of those who are signed in", async () => {
    const page = await send([["title", "Größe & Co"]]);
    expect(page.status).to.equal(422); // a price is missing
    expect(page.text).to.include('value="Größe &amp; Co"');
  });

  it("refuses a form without this session's token, and one from elsewhere", async () => {
    const none = await sendFiles(manager, address, { pairs: [["title", "x"]], files: [] });
    expect(none.status).to.equal(403);
    const wrong = await sendFiles(manager, address, {
      pairs: [["_token", `${token}x`]],
      files: [],
    });
    expect(wrong.status).to.equal(403);
    expect((await send([], { Origin: "http://evil.example" })).status).to.equal(403);
    expect((await send([], { Origin: `http://${shop.code}.localhost` })).status).to.equal(403);
  });

  it("refuses what is too large by its length, before any of it is read", async () => {
    const page = await send([], { "Content-Length": String(70 * 1024 * 1024) });
    expect(page.status).to.equal(413);
    expect(page.text).to.include("more than 64 MB together");
  });

  it("refuses what does not say how long it is", async () => {
    const Cookie = [...manager.cookies].map((pair) => pair.join("=")).join("; ");
    const headers = {
      Cookie,
      "Content-Type": "multipart/form-data; boundary=x",
      "Transfer-Encoding": "chunked",
    };
    expect((await knock("POST", address, headers, "--x--\r\n")).status).to.equal(411);
  });

  it("is not confused by names of objects, lists, and broken forms", async () => {
    const names = ["__proto__", "constructor", "a[b][c]", "kind[]", "kind[999999999]", "toString"];
    const page = await send(names.map((name) => [name, "1"]));
    expect(page.status).to.be.within(400, 422);
    const Cookie = [...manager.cookies].map((pair) => pair.join("=")).join("; ");
    for (const [boundary, body] of [
      ["", "x"],
      ["x", "nothing"],
      ["x", "--x\r\nContent-Disposition: form-data"],
    ]) {
      const type = `multipart/form-data; boundary=${boundary}`;
      const headers = { Cookie, "Content-Type": type, "Content-Length": String(body?.length) };
      expect((await knock("POST", address, headers, body)).status).to.be.within(400, 403);
    }
    expect((await send([["title", "a\0b"]])).status).to.equal(400);
  });

  it("reads nothing of somebody who is not signed in, and sends them to sign in", async () => {
    const stranger = { ...manager, cookies: new Map<string, string>() };
    const sent = await sendFiles(stranger, address, { pairs: [["title", "x"]], files: [] });
    expect(sent.status).to.equal(303);
    expect(sent.headers.location).to.equal("/login");
    const forged = { ...manager, cookies: new Map([["staff", "made-up"]]) };
    expect((await sendFiles(forged, address, { pairs: [], files: [] })).status).to.equal(403);
  });
});
