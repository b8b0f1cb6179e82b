import { expect } from "chai";
import { admin as router } from "../../../app/admin/routes.ts";
import { inPlatform } from "../../support/admin.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";

/** Every route, with something at the places that a path leaves open. */
const routes = router.stack
  .filter((layer) => layer.methods.length > 0)
  .map(({ path, methods }) => ({
    path: String(path).replace(":code", "techstore").replace(":id", "1").replace(/\/$/, ""),
    method: methods.includes("POST") ? ("POST" as const) : ("GET" as const),
  }));

describe("the platform's rooms", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ plan: "premium" });
  });

  it("are many", () => {
    expect(routes.length).to.be.above(20);
  });

  it("ask everybody first to sign in", async () => {
    const stranger = shopper();
    for (const { path, method } of routes) {
      const ask = method === "GET" ? stranger.opens : stranger.sends;
      const page = await ask(`localhost${path}`);
      expect(page.status, `${method} ${path}`).to.equal(303);
      expect(page.headers.location, path).to.match(/^\/login/);
    }
  });

  it("do not exist for those who run a shop", async () => {
    for (const role of ["owner", "viewer"] as const) {
      const person = await staffOf(shop, { role });
      await person.opens("localhost/shops");
      for (const { path, method } of routes) {
        const ask = method === "GET" ? person.opens : person.sends;
        expect((await ask(`localhost${path}`)).status, `${role}: ${method} ${path}`).to.equal(404);
      }
    }
  });

  it("do not exist for somebody who stopped being the platform's", async () => {
    const person = await staffOf(null, { admin: true });
    expect((await person.opens("localhost/admin/stores")).status).to.equal(200);
    await inPlatform("update users set is_admin = false where id = $1 returning id", [person.id]);
    expect((await person.opens("localhost/admin/stores")).status).to.equal(404);
  });

  it("do not exist on a shop's hosts, whoever asks", async () => {
    const person = await staffOf(null, { admin: true });
    const token = person.cookies.get("staff") ?? "";
    const there = shopper({ cookies: new Map([["staff", token]]) });
    for (const { path } of routes.filter(({ method }) => method === "GET")) {
      expect((await there.opens(`${shop.code}.localhost${path}`)).status, path).to.equal(404);
    }
  });

  it("lead there from admin.P", async () => {
    const page = await shopper().opens("admin.localhost/admin/stores");
    expect(page.headers.location).to.equal("http://localhost/admin");
  });

  it("are never kept by a cache", async () => {
    const person = await staffOf(null, { admin: true });
    const page = await person.opens("localhost/admin/users");
    expect(page.headers["cache-control"]).to.equal("private, no-store");
  });

  it("take no form without the session's token", async () => {
    const person = await staffOf(null, { admin: true });
    const page = await person.sends(`localhost/admin/stores/${shop.code}/trash`);
    expect(page.status).to.equal(403);
  });
});
