import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { keepSpares } from "../../../db/provision.ts";
import { formFields } from "../../support/forms.ts";
import { words } from "../../support/html.ts";
import { logOf, password, trustThisMachine } from "../../support/people.ts";
import { linkIn, type PostOffice, postOffice } from "../../support/post-office.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop } from "../../support/shops.ts";

describe("opening a shop of one's own", () => {
  let office: PostOffice;

  before(async () => {
    office = await postOffice();
    await asProvisioner((client) => keepSpares(client, 16));
  });

  after(() => office.close());

  beforeEach(trustThisMachine);

  const sample = (name: string) => ({
    shop: name,
    code: "",
    name: "Nora New",
    email: `${name.toLowerCase().replace(/\W/g, "")}@example.com`,
    password,
  });

  it("takes a name to a running shop within three seconds, and leads to its desk", async () => {
    const who = shopper();
    await who.opens("localhost/signup");
    const begun = performance.now();
    const opened = await who.sends("localhost/signup", sample("Straße & Söhne"));
    expect(opened.headers.location).to.equal("/store/strasse-sohne/dashboard");
    const shop = await shopper().opens("localhost/stores/strasse-sohne/shop");
    const took = Math.round(performance.now() - begun);
    process.stdout.write(`      ${took} ms from the form to the shop's first page\n`);

    expect(shop.status).to.equal(200);
    expect(words(shop.text)).to.include("Straße & Söhne");
    expect(took).to.be.lessThan(3_000);
    expect(words((await who.opens("localhost/shops")).text)).to.include("Straße & Söhne");
    expect((await who.opens("localhost/store/strasse-sohne/staff")).status).to.equal(200);
  });

  it("asks by mail whether the address is right", async () => {
    const who = shopper();
    await who.sends("localhost/signup", sample("Mailed"));
    await drainOutbox();
    const mail = office.only("mailed@example.com");
    expect(mail.from?.text).to.include("Wizamart");
    const link = new URL(linkIn(mail, "Confirm my address")).pathname;
    expect(words((await who.opens("localhost/me")).text)).to.include("Send it again");

    expect((await who.opens(`localhost${link}`)).status).to.equal(200); // looking confirms nothing
    expect(words((await who.opens("localhost/me")).text)).to.include("Send it again");
    await who.opens(`localhost${link}`);
    expect((await who.sends(`localhost${link}`)).status).to.equal(303);
    expect(words((await who.opens("localhost/me")).text)).not.to.include("Send it again");
    const again = await who.opens(`localhost${link}`);
    expect(again.status).to.equal(200);
    expect(words(again.text)).to.include("confirmed");
  });

  it("writes the opening into the shop's log", async () => {
    const who = shopper();
    await who.sends("localhost/signup", sample("Logged"));
    const { rows } = await withAdmin((client) =>
      client.query<{ id: number; plan: string }>(
        "select id, plan from public.stores where code = 'logged'",
      ),
    );
    expect(rows[0]?.plan).to.equal(config.SIGNUP_PLAN);
    const [line] = await logOf({ id: rows[0]?.id ?? 0 });
    expect(line).to.include({ actor: "Nora New", kind: "shop.opened" });
  });

  it("finds another short name where the first is taken, but leaves a chosen one to its owner", async () => {
    const taken = await openShop();
    const who = shopper();
    const form = await who.sends("localhost/signup", { ...sample("Chosen"), code: taken.code });
    expect(form.status).to.equal(422);
    expect(form.text).to.include("choose another code");
    expect(formFields(form.text, "data-sign-up")).to.include({
      shop: "Chosen",
      code: taken.code,
      name: "Nora New",
      email: "chosen@example.com",
    });
    const derived = await shopper().sends("localhost/signup", sample(taken.code));
    expect(derived.headers.location).to.equal(`/store/${taken.code}-2/dashboard`);
  });

  it("says at each field what is wrong, and opens nothing", async () => {
    const page = await shopper().sends("localhost/signup", {
      ...{ shop: "", code: "admin", name: "", email: "nobody", password: "short" },
    });
    expect(page.status).to.equal(422);
    for (const text of [
      "Please give your shop a name",
      "&quot;admin&quot; is reserved",
      "Please tell us your name",
      "Please give an e-mail address",
      "at least 8 characters",
    ]) {
      expect(page.text).to.include(text);
    }
  });

  it("opens neither shop nor account when the address has one", async () => {
    await shopper().sends("localhost/signup", sample("Twice"));
    const again = { ...sample("Another"), email: "twice@example.com" };
    const page = await shopper().sends("localhost/signup", again);
    expect(page.status).to.equal(422);
    expect(page.text).to.include("There is an account with this address already");
    expect((await shopper().opens("localhost/stores/another/shop")).status).to.equal(404);
  });

  it("opens another shop for somebody who has one", async () => {
    const who = shopper();
    await who.sends("localhost/signup", sample("First"));
    await who.opens("localhost/shops/new");
    const page = await who.sends("localhost/shops/new", { shop: "Second", code: "second-one" });
    expect(page.headers.location).to.equal("/store/second-one/dashboard");
    expect((await who.opens("localhost/login")).headers.location).to.equal("/shops");
  });

  it("opens two at once with the same name side by side", async () => {
    const both = await Promise.all(
      ["a", "b"].map((each) =>
        shopper().sends("localhost/signup", { ...sample("Race"), email: `${each}@race.example` }),
      ),
    );
    expect(both.map(({ headers }) => headers.location).sort()).to.deep.equal([
      "/store/race-2/dashboard",
      "/store/race/dashboard",
    ]);
  });

  it("waits for a schema, and says so when none comes", async function () {
    this.timeout(20_000);
    await withAdmin((client) =>
      client.query("update public.spare_schemas set version = version - 1"),
    );
    const late = shopper().sends("localhost/signup", sample("Patient"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await withAdmin((client) =>
      client.query("update public.spare_schemas set version = version + 1"),
    );
    expect((await late).status).to.equal(303);
    await withAdmin((client) =>
      client.query("update public.spare_schemas set version = version - 1"),
    );
    const never = await shopper().sends("localhost/signup", sample("Never"));
    await withAdmin((client) =>
      client.query("update public.spare_schemas set version = version + 1"),
    );
    expect(never.status).to.equal(503);
    const { rowCount } = await withAdmin((client) =>
      client.query("select from public.users where email = 'never@example.com'"),
    );
    expect(rowCount).to.equal(0);
  });

  it("is not there where the platform does not want it", async () => {
    Object.assign(config, { SIGNUP: "closed" });
    try {
      expect((await shopper().opens("localhost/signup")).status).to.equal(404);
      expect((await shopper().sends("localhost/signup", sample("Closed"))).status).to.equal(404);
      expect((await shopper().opens("localhost/login")).text).not.to.include("/signup");
    } finally {
      Object.assign(config, { SIGNUP: "open" });
    }
  });
});
