import { expect } from "chai";
import { openShop, type Shop } from "../../support/shops.ts";
import { get, port } from "../../support/visit.ts";

describe("refuseForgery", () => {
  let shop: Shop;
  let host: string;

  before(async () => {
    shop = await openShop();
    host = `${shop.code}.localhost`;
  });

  const send = async (headers: Record<string, string>, path = "/shop/cart/lines") =>
    get(await port(), path, { Host: host, ...headers }, "POST");

  it("lets a form pass that a page of the same origin sent", async () => {
    expect((await send({ Origin: `http://${host}` })).status).not.to.equal(403);
    expect((await send({ "Sec-Fetch-Site": "same-origin" })).status).not.to.equal(403);
    const withPort = await send({ Host: `${host}:8080`, Origin: `http://${host}:8080` });
    expect(withPort.status).not.to.equal(403);
  });

  const foreign: [string, Record<string, string>][] = [
    ["nothing that says where it comes from", {}],
    ["another site", { Origin: "https://evil.example" }],
    ["a sibling shop", { Origin: "http://other.localhost" }],
    ["the platform", { Origin: "http://localhost" }],
    ["an origin that a browser hides", { Origin: "null" }],
    ["another scheme", { Origin: "https://SHOP" }],
    ["another port", { Origin: "http://SHOP:81" }],
    ["a longer name", { Origin: "http://SHOP.evil.example" }],
    ["another site, by a browser that leaves Origin out", { "Sec-Fetch-Site": "cross-site" }],
    ["a sibling, by a browser that leaves Origin out", { "Sec-Fetch-Site": "same-site" }],
    [
      "another site that adds Sec-Fetch-Site",
      { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" },
    ],
  ];

  for (const [from, headers] of foreign) {
    it(`refuses a form from ${from}`, async () => {
      const own = Object.entries(headers).map(([name, value]) => [
        name,
        value.replace("SHOP", host),
      ]);
      const page = await send(Object.fromEntries(own));
      expect(page.status).to.equal(403);
      expect(page.text).to.include("open the page again");
    });
  }

  it("wants the session's token from whoever brings a session, on every shop for itself", async () => {
    const session = { Cookie: `session_${shop.id}=abc`, Origin: `http://${host}` };
    expect((await send(session)).status).to.equal(403);
    const other = await openShop();
    const elsewhere = { ...session, Cookie: `session_${other.id}=abc` };
    expect((await send(elsewhere)).status).not.to.equal(403);
  });
});
