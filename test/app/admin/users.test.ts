import { expect } from "chai";
import { inPlatform } from "../../support/admin.ts";
import { words } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";

const at = "localhost/admin/users";

describe("people", () => {
  let admin: StaffMember;
  let owner: StaffMember;
  let shop: Shop;

  before(async () => {
    shop = await openShop({ name: "People's Shop" });
    admin = await staffOf(null, { admin: true });
    owner = await staffOf(shop);
  });

  it("are found by their address, with where they work and where they are signed in", async () => {
    const list = await admin.opens(`${at}?words=${encodeURIComponent(owner.email)}`);
    expect(list.text).to.include(`/admin/users/${owner.id}"`);
    const page = words((await admin.opens(`${at}/${owner.id}`)).text);
    expect(page).to.include("People's Shop").and.include("Owner").and.include("last active");
    expect((await admin.opens(`${at}?words=nobody-is-called-so`)).text).to.include(
      "Nobody is called that",
    );
  });

  it("never shows a secret", async () => {
    await inPlatform(
      "update users set password_hash = 'SECRET-HASH', totp_secret = 'SECRET-TOTP' where id = $1 returning 1",
      [owner.id],
    );
    const page = await admin.opens(`${at}/${owner.id}`);
    expect(page.text).to.not.include("SECRET");
    expect(words(page.text)).to.include("Second factor yes");
  });

  it("can be let into the platform and taken out again", async () => {
    await admin.opens(`${at}/${owner.id}`);
    await admin.sends(`${at}/${owner.id}/promote`);
    expect((await owner.opens("localhost/admin/stores")).status).to.equal(200);
    expect((await admin.sends(`${at}/${owner.id}/promote`)).status).to.equal(409);
    await admin.opens(`${at}/${owner.id}`);
    await admin.sends(`${at}/${owner.id}/demote`);
    expect((await owner.opens("localhost/admin/stores")).status).to.equal(404);
    const log = words((await admin.opens("localhost/admin/log")).text);
    expect(log).to.include(`Let somebody into the platform ${owner.email}`);
  });

  it("always leaves one who looks after the platform", async () => {
    const others = await inPlatform<{ id: number }>(
      "update users set is_admin = false where is_admin and id <> $1 returning id",
      [admin.id],
    );
    await admin.opens(`${at}/${admin.id}`);
    const sent = await admin.sends(`${at}/${admin.id}/demote`);
    await inPlatform("update users set is_admin = true where id = any ($1) returning id", [
      others.map(({ id }) => id),
    ]);
    expect(sent.status).to.equal(409);
    expect((await admin.opens(at)).status).to.equal(200);
  });

  it("are signed out everywhere", async () => {
    const person = await staffOf(shop);
    expect((await person.opens(person.desk("/"))).headers.location).to.match(/dashboard$/);
    await admin.opens(`${at}/${person.id}`);
    await admin.sends(`${at}/${person.id}/sign-out`);
    expect((await person.opens(person.desk("/"))).headers.location).to.match(/^\/login/);
  });

  it("are not there under a number that nobody has", async () => {
    for (const id of ["0", "999999999", "x", "1e3", "-1"])
      expect((await admin.opens(`${at}/${id}`)).status, id).to.equal(404);
  });
});
