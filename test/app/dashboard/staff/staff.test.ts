import { expect } from "chai";
import { asPlatform } from "../../../../app/context.ts";
import { drainOutbox } from "../../../../app/jobs/drain.ts";
import { membersOf } from "../../../../app/models/shared/people/membership.ts";
import { appoint } from "../../../../app/staff/people.ts";
import { withAdmin } from "../../../../db/admin.ts";
import { words } from "../../../support/html.ts";
import { aPerson, logOf, password, signedInAs, trustThisMachine } from "../../../support/people.ts";
import { linkIn, type PostOffice, postOffice } from "../../../support/post-office.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

describe("a shop's staff", () => {
  let office: PostOffice;
  let shop: Shop;
  let owner: StaffMember;

  before(async () => {
    office = await postOffice();
  });

  after(() => office.close());

  beforeEach(async () => {
    await trustThisMachine();
    shop = await openShop({ plan: "standard", name: "Crew" });
    owner = await staffOf(shop);
    await owner.opens(owner.desk("/staff"));
  });

  const invites = async (email: string, role = "manager") => {
    const page = await owner.sends(owner.desk("/staff"), { email, role });
    await drainOutbox();
    return page;
  };
  const linkTo = (email: string) =>
    `localhost${new URL(linkIn(office.to(email).at(-1) as never, "See the invitation")).pathname}`;

  it("grows by a mail: somebody new takes a name and a password, and is in", async () => {
    const email = "new-colleague@example.com";
    expect((await invites(email)).status).to.equal(303);
    const mail = office.only(email);
    expect(mail.subject).to.equal("You are invited to work in Crew");
    const who = shopper();
    const page = await who.opens(linkTo(email));
    expect(words(page.text)).to.include("Test Person invites you").and.include("Manager");
    const weak = await who.sends(linkTo(email), { name: "Nia", password: "short" });
    expect(weak.status).to.equal(422);
    const joined = await who.sends(linkTo(email), { name: "Nia", password });

    expect(joined.headers.location).to.equal(`/store/${shop.code}/dashboard`);
    expect((await who.opens(owner.desk("/log"))).status).to.equal(200);
    expect((await who.opens(owner.desk("/staff"))).status).to.equal(403);
    expect((await shopper().opens(linkTo(email))).status).to.equal(410);
    const log = await logOf(shop);
    expect(log.map(({ kind, actor }) => `${kind} by ${actor}`)).to.deep.equal([
      "staff.joined by Nia",
      "staff.invited by Test Person",
    ]);
  });

  it("lets somebody with an account join by signing in, and nobody else in their place", async () => {
    const person = await aPerson();
    await invites(person.email, "viewer");
    const stranger = shopper();
    const page = await stranger.opens(linkTo(person.email));
    expect(words(page.text)).to.include("Sign in to join");
    await stranger.sends(linkTo(person.email), { name: "Evil", password: "another password" });
    const other = await signedInAs(await aPerson());
    expect(words((await other.opens(linkTo(person.email))).text)).to.include(
      "you are signed in as",
    );
    await other.sends(linkTo(person.email));
    expect(await rolesIn(shop)).to.have.length(1);

    const who = await signedInAs(person);
    await who.opens(linkTo(person.email));
    expect((await who.sends(linkTo(person.email))).status).to.equal(303);
    expect(await rolesIn(shop)).to.include(`${person.email} viewer`);
  });

  it("sends an invitation again, with which the first is worth nothing; one that is taken back as well", async () => {
    const email = "twice-invited@example.com";
    await invites(email);
    const first = linkTo(email);
    const page = await owner.opens(owner.desk("/staff"));
    const [, path = ""] = /action="([^"]*\/invitations\/\d+\/)resend"/.exec(page.text) ?? [];
    await owner.sends(`localhost${path}resend`);
    await drainOutbox();
    expect(office.to(email)).to.have.length(2);
    expect((await shopper().opens(first)).status).to.equal(410);
    const second = linkTo(email);
    expect((await shopper().opens(second)).status).to.equal(200);
    expect((await owner.sends(`localhost${path}withdraw`)).status).to.equal(303);
    expect((await shopper().opens(second)).status).to.equal(410);
    expect((await owner.sends(`localhost${path}withdraw`)).status).to.equal(404);
  });

  it("takes no invitation that is older than seven days", async () => {
    await invites("late@example.com");
    await withAdmin((client) =>
      client.query("update public.invitations set expires_at = now() where store_id = $1", [
        shop.id,
      ]),
    );
    expect((await shopper().opens(linkTo("late@example.com"))).status).to.equal(410);
    expect(words((await owner.opens(owner.desk("/staff"))).text)).to.include("Too old");
  });

  it("says what is wrong with an invitation, and keeps what was typed", async () => {
    const wrong = await invites("nobody", "boss");
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('value="nobody"').and.include("Please choose a role");
    const again = await invites(owner.email);
    expect(words(again.text)).to.include("works here already");
  });

  it("has room for as many as the plan gives, invitations counted, also when they come at once", async () => {
    const small = await openShop({ plan: "free" });
    const boss = await staffOf(small);
    await boss.opens(boss.desk("/staff"));
    const answers = await Promise.all(
      ["one", "two", "three"].map((each) =>
        boss.sends(boss.desk("/staff"), { email: `${each}@small.example`, role: "viewer" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 422, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(words(refused?.text ?? "")).to.include("The plan Free has room for 2 people");
  });

  it("changes roles, with a way back, and writes before and after into the log", async () => {
    const person = await aPerson(shop, "viewer");
    const path = owner.desk(`/staff/${person.id}/role`);
    expect((await owner.sends(path, { role: "manager" })).status).to.equal(303);
    const page = await owner.opens(owner.desk("/staff"));
    expect(page.text).to.include("Undo");
    expect(await rolesIn(shop)).to.include(`${person.email} manager`);
    const [line] = await logOf(shop);
    expect(line).to.deep.include({
      kind: "staff.appointed",
      subject: person.email,
      before: { role: "viewer" },
      after: { role: "manager" },
    });
    expect((await owner.sends(path, { role: "boss" })).status).to.equal(404);
  });

  it("acts at once: whoever was removed is out with the next request", async () => {
    const person = await aPerson(shop, "manager");
    const who = await signedInAs(person);
    expect((await who.opens(owner.desk("/log"))).status).to.equal(200);
    await owner.sends(owner.desk(`/staff/${person.id}/remove`));
    expect((await who.opens(owner.desk("/log"))).status).to.equal(404);
  });

  it("never loses its last owner, by any way, not even when two send each other away", async () => {
    for (const [path, fields] of [
      [`/staff/${owner.id}/role`, { role: "viewer" }],
      [`/staff/${owner.id}/remove`, {}],
    ] as const) {
      await owner.sends(owner.desk(path), fields);
      expect(words((await owner.opens(owner.desk("/staff"))).text)).to.include("needs an owner");
    }
    await owner.opens("localhost/shops");
    await owner.sends(`localhost/shops/${shop.code}/leave`);
    expect(words((await owner.opens("localhost/shops")).text)).to.include("only owner");
    const second = await aPerson(shop, "owner");
    const actor = { id: null, name: "test", ip: "" };
    const open = { id: shop.id, state: "open" as const };
    const changes = await Promise.all([
      appoint(open, owner.id, "viewer", actor),
      appoint(open, second.id, "viewer", actor),
    ]);
    expect(changes.map(({ done }) => done).sort()).to.deep.equal([false, true]);
    expect((await rolesIn(shop)).filter((each) => each.endsWith(" owner"))).to.have.length(1);
  });

  it("may leave by itself", async () => {
    const person = await aPerson(shop, "fulfilment");
    const who = await signedInAs(person);
    await who.opens("localhost/shops");
    await who.sends(`localhost/shops/${shop.code}/leave`);
    expect((await who.opens(owner.desk("/log"))).status).to.equal(404);
    expect((await logOf(shop))[0]).to.include({ kind: "staff.left", subject: person.email });
    expect((await who.sends(`localhost/shops/${shop.code}/leave`)).status).to.equal(404);
  });

  it("is the business of its own owner only: another shop's people and invitations are not there", async () => {
    const other = await openShop({ name: "Other crew" });
    const theirs = await aPerson(other, "viewer");
    const boss = await staffOf(other);
    await boss.opens(boss.desk("/staff"));
    await boss.sends(boss.desk("/staff"), { email: "theirs@example.com", role: "viewer" });
    const page = await boss.opens(boss.desk("/staff"));
    const [, id = ""] = /invitations\/(\d+)\/resend/.exec(page.text) ?? [];
    for (const path of [
      `/staff/${theirs.id}/role`,
      `/staff/${theirs.id}/remove`,
      `/staff/invitations/${id}/resend`,
      `/staff/invitations/${id}/withdraw`,
    ]) {
      const answer = await owner.sends(owner.desk(path), { role: "owner" });
      expect(answer.status, path).to.equal(404);
    }
    expect(await rolesIn(other)).to.include(`${theirs.email} viewer`);
  });
});

async function rolesIn(shop: Shop): Promise<string[]> {
  const members = await asPlatform("read", () => membersOf(shop.id));
  return members.map(({ email, role }) => `${email} ${role}`);
}
