import { expect } from "chai";
import { type Application, startApplication } from "../support/application.ts";
import { variantsOf } from "../support/orders.ts";
import { openShop } from "../support/shops.ts";
import { get } from "../support/visit.ts";

describe("cookies", () => {
  let trusting: Application;

  before(async () => {
    trusting = await startApplication({ TRUSTED_PROXIES: "127.0.0.1/32" });
  });

  after(() => trusting.stop());

  it("are for this host and HTTPS only, behind a proxy that ends TLS", async () => {
    const shop = await openShop();
    const [variant = 0] = await variantsOf(shop, await shop.sells("mug"));
    const host = `${shop.code}.localhost`;
    const headers = {
      Host: host,
      Origin: `https://${host}`,
      "X-Forwarded-Proto": "https",
      "Content-Type": "application/x-www-form-urlencoded",
    };

    const added = await get(
      trusting.port,
      "/shop/cart/lines",
      headers,
      "POST",
      `variant=${variant}`,
    );

    expect(added.status).to.equal(303);
    const [cart = "", notice = ""] = added.headers["set-cookie"] ?? [];
    expect(cart).to.match(
      new RegExp(`^__Host-cart_${shop.id}=[^;]{43}; path=/; .*secure; httponly`),
    );
    expect(notice).to.include("; secure;");

    const Cookie = `${cart.split(";")[0]}`;
    const page = await get(trusting.port, "/shop/cart", { ...headers, Cookie });
    expect(page.text).to.include("mug");
    const unsafe = Cookie.replace("__Host-", "");
    const tossed = await get(trusting.port, "/shop/cart", { ...headers, Cookie: unsafe });
    expect(tossed.text).not.to.include(">mug<");
  });
});
