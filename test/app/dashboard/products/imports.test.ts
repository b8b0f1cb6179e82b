import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import { drainOutbox } from "../../../../app/jobs/drain.ts";
import { productCount } from "../../../../app/models/store/product-reading.ts";
import { idsOf } from "../../../../app/models/store/product-saving.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { sendFiles } from "../../../support/uploads.ts";

const csv = (...lines: string[]) =>
  Buffer.from(["Handle,Title,Body (HTML),Variant Price,Variant SKU,Status", ...lines].join("\n"));

describe("products from a file, in the browser", () => {
  let shop: Shop;
  let manager: StaffMember;

  beforeEach(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  const count = () => inStore(shop.id, "read", productCount);

  async function upload(bytes: Buffer, name = "products.csv") {
    const page = await manager.opens(manager.desk("/products/imports"));
    const { _token: token = "" } = formFields(page.text, "data-import");
    const files = [{ field: "file", name, bytes }];
    return sendFiles(manager, manager.desk("/products/imports"), {
      pairs: [["_token", token]],
      files,
    });
  }

  it("shows what would happen before anything does, then takes the products in", async () => {
    const sent = await upload(
      csv("cup,Cup,,12.50,C1,active", "jug,Jug,,free,J1,active", "pot,Pot,,9,P1,active"),
    );
    const waiting = await manager.follows(sent, "localhost");
    expect(words(waiting.text)).to.include("The file is being read");
    expect(waiting.headers.refresh).to.equal("2");

    await drainOutbox();
    const address = `localhost${sent.headers.location}`;
    const checked = await manager.opens(address);
    expect(words(checked.text)).to.include("This is what would happen").and.include("Line 3");
    expect(checked.headers.refresh).to.equal(undefined);
    expect(await count()).to.equal(0);

    await manager.sends(address, { step: "begin" });
    await drainOutbox();
    const done = await manager.opens(address);
    expect(words(done.text)).to.include("The products are in.").and.include("Left out 1");
    expect(await count()).to.equal(2);
    const log = await manager.opens(manager.desk("/products/imports"));
    expect(words(log.text)).to.include("products.csv").and.include("Done");
  });

  it("takes a file in once, however often it is asked", async () => {
    const sent = await upload(csv("cup,Cup,,12.50,C1,active"));
    await drainOutbox();
    const address = `localhost${sent.headers.location}`;
    await manager.opens(address);
    await Promise.all([1, 2, 3].map(() => manager.sends(address, { step: "begin" })));

    expect(await drainOutbox()).to.equal(1);
    expect(await count()).to.equal(1);
  });

  it("forgets a file that is put aside", async () => {
    const sent = await upload(csv("cup,Cup,,12.50,C1,active"));
    await drainOutbox();
    const address = `localhost${sent.headers.location}`;
    await manager.opens(address);
    await manager.sends(address, { step: "drop" });
    await manager.sends(address, { step: "begin" });
    await drainOutbox();

    expect(await count()).to.equal(0);
    expect(words((await manager.opens(address)).text)).to.include("Nothing of this file was taken");
  });

  it("says what is wrong with a file that is no table", async () => {
    expect((await upload(Buffer.alloc(0))).status).to.equal(422);
    const sent = await upload(Buffer.from("<html>no</html>"));
    await drainOutbox();
    const page = await manager.opens(`localhost${sent.headers.location}`);

    expect(words(page.text)).to.include("Nothing of this file was taken").and.include("Line 1");
  });

  it("does not take in more products than the plan has room for", async () => {
    const small = await openShop({ plan: "free" });
    shop = small;
    manager = await staffOf(small, { role: "manager" });
    const lines = Array.from({ length: 251 }, (_, n) => `p-${n},P ${n},,1,,active`);
    const sent = await upload(csv(...lines));
    await drainOutbox();
    const page = await manager.opens(`localhost${sent.headers.location}`);

    expect(words(page.text)).to.include("has room for 250 products");
    expect(page.text).to.not.include("Take the products in");
  });

  it("gives all products as a file that it can read again", async () => {
    await shop.sells("cup", { title: "=Cup" }, { price: 1250 });
    const file = await manager.opens(manager.desk("/products/export.csv"));
    expect(file.headers["content-type"]).to.include("text/csv");
    expect(file.headers["content-disposition"]).to.include(`${shop.code}-products.csv`);
    expect(file.text).to.include("'=Cup").and.include("12.50");

    const other = await openShop();
    shop = other;
    manager = await staffOf(other);
    const sent = await upload(file.bytes);
    await drainOutbox();
    await manager.opens(`localhost${sent.headers.location}`);
    await manager.sends(`localhost${sent.headers.location}`, { step: "begin" });
    await drainOutbox();
    expect(await inStore(other.id, "read", () => idsOf(["cup"]))).to.have.length(1);
  });

  it("is for managers, and each shop's own", async () => {
    const viewer = await staffOf(shop, { role: "viewer" });
    expect((await viewer.opens(viewer.desk("/products/imports"))).status).to.equal(403);
    expect((await viewer.opens(viewer.desk("/products/export.csv"))).status).to.equal(403);
    const sent = await upload(csv("cup,Cup,,12.50,C1,active"));
    const stranger = await staffOf(await openShop());
    expect((await stranger.opens(`localhost${sent.headers.location}`)).status).to.equal(404);
    const id = /\d+$/.exec(sent.headers.location ?? "")?.[0];
    expect((await stranger.opens(stranger.desk(`/products/imports/${id}`))).status).to.equal(404);
  });
});
