import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { asPlatform } from "../../../app/context.ts";
import { invitationsOf } from "../../../app/models/shared/people/invitation.ts";
import { membersOf } from "../../../app/models/shared/people/membership.ts";
import { aPerson, signedInAs, signsIn } from "../../support/people.ts";
import { wizamart } from "../../support/processes.ts";
import { shopper } from "../../support/shopper.ts";

describe("wizamart admins and owners", function () {
  this.timeout(60_000);

  it("makes somebody of the platform, with a password that is shown once", async () => {
    const email = `chief-${randomBytes(4).toString("hex")}@example.com`;
    const { code, out } = await wizamart(["admins", "create", email]);
    expect(code).to.equal(0);
    const [, secret = ""] = /with the password (\S+), which is shown only now/.exec(out) ?? [];
    const who = shopper();
    expect((await signsIn(who, email, { secret })).status).to.equal(303);
    expect((await who.opens("localhost/admin")).status).to.be.oneOf([200, 303]);
  });

  it("leaves an account that there is its password", async () => {
    const person = await aPerson();
    const { out } = await wizamart(["admins", "create", person.email, "--json"]);
    expect(JSON.parse(out)).to.deep.equal({ id: person.id, email: person.email, created: false });
    const who = await signedInAs(person);
    expect((await who.opens("localhost/admin")).status).to.be.oneOf([200, 303]);
  });

  it("refuses what is no address", async () => {
    const { code, err } = await wizamart(["admins", "create", "chief"]);
    expect(code).to.equal(2);
    expect(err).to.include('"chief" is not an e-mail address');
  });

  it("gives a new store its owner: at once with an account, else by an invitation", async () => {
    const person = await aPerson();
    const code = () => `s${randomBytes(4).toString("hex")}`;
    const opens = async (mail: string) => {
      const args = ["stores", "create", code(), "--name", "Owned", "--owner", mail];
      return wizamart([...args, "--json"]);
    };
    const { id } = JSON.parse((await opens(person.email)).out);
    const members = await asPlatform("read", () => membersOf(id));
    expect(members.map(({ email, role }) => [email, role])).to.deep.equal([
      [person.email, "owner"],
    ]);
    const other = JSON.parse((await opens("somebody-new@example.com")).out);
    const invited = await asPlatform("read", () => invitationsOf(other.id));
    expect(invited.map(({ email, role }) => [email, role])).to.deep.equal([
      ["somebody-new@example.com", "owner"],
    ]);
    expect((await opens("nobody")).code).to.equal(2);
  });
});
