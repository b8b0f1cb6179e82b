import { expect } from "chai";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { anOrder } from "../../../support/orders.ts";
import { inShop } from "../../../support/rows.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

interface Row {
  id: number;
  code: string;
  kind: string;
  value: number;
  minimum: number;
  starts_at: Date | null;
  ends_at: Date | null;
  usage_limit: number | null;
  customer_limit: number | null;
  active: boolean;
}

describe("dashboard/discounts", () => {
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    await manager.opens(manager.desk("/discounts/new"));
  });

  const discount = async (code: string): Promise<Row> => {
    const [row] = await inShop<Row>(shop, "select * from discounts where code = $1", [code]);
    if (!row) throw new Error(`no discount ${code}`);
    return row;
  };
  const make = async (code: string, fields: Record<string, string | number> = {}) => {
    const page = await manager.sends(manager.desk("/discounts"), {
      code,
      kind: "percent",
      value: "10",
      active: 1,
      ...fields,
    });
    expect(page.status, words(page.text)).to.equal(303);
    return discount(code);
  };
  const formOf = async (id: number) =>
    formFields((await manager.opens(manager.desk(`/discounts/${id}`))).text, "data-discount");

  it("begins with nothing, and the next step", async () => {
    const page = await manager.opens(manager.desk("/discounts"));

    expect(words(page.text)).to.include("No discounts yet").and.include("Make the first one");
  });

  it("makes one with all rules, and reads it back into the form", async () => {
    const row = await make("welcome 10".toUpperCase().replace(" ", ""), {
      value: "12.5",
      minimum: "50",
      starts: "2026-03-01T10:00",
      ends: "2036-04-01T00:00",
      "usage-limit": "100",
      "customer-limit": 1,
    });

    expect(row).to.include({
      kind: "percent",
      value: 1250,
      minimum: 5000,
      usage_limit: 100,
      customer_limit: 1,
    });
    expect(row.starts_at?.toISOString()).to.equal("2026-03-01T10:00:00.000Z");
    expect(await formOf(row.id)).to.include({
      code: "WELCOME10",
      value: "12.5",
      minimum: "50.00",
      starts: "2026-03-01T10:00",
      ends: "2036-04-01T00:00",
      "usage-limit": "100",
      "customer-limit": "1",
    });
    const list = words((await manager.opens(manager.desk("/discounts"))).text);
    expect(list).to.match(/WELCOME10 (Active|Planned) 12.5% off from €50.00/);
    expect(list).to.include("0 of 100");
  });

  it("takes off an amount, or the shipping", async () => {
    expect(await make("FIVE", { kind: "amount", value: "5" })).to.include({ value: 500 });
    expect(await make("POST", { kind: "shipping", value: "7" })).to.include({ value: 0 });
  });

  it("says at each field what is wrong, and keeps what was typed", async () => {
    await make("TAKEN");
    const wrong: [string, Record<string, string>, string][] = [
      ["code", { code: "" }, "Please give it a code."],
      ["code", { code: "a" }, "A code has 2 to 40 letters"],
      ["code", { code: "Größe" }, "A code has 2 to 40 letters"],
      ["code", { code: "taken" }, "another discount with the code TAKEN"],
      ["value", { value: "" }, "Please say how much it is."],
      ["value", { value: "0" }, "Please say how much it is."],
      ["value", { value: "101" }, "At most 100 per cent."],
      ["value", { value: "ten" }, "is not a number"],
      ["value", { kind: "amount", value: "5,00" }, "decimal comma"],
      ["minimum", { minimum: "x" }, "is not an amount"],
      ["ends", { starts: "2026-03-02T00:00", ends: "2026-03-01T00:00" }, "after it begins"],
      ["ends", { ends: "soon" }, "Please give a day and a time"],
      ["usage-limit", { "usage-limit": "0" }, "a whole number above 0"],
      ["customer-limit", { "customer-limit": "1.5" }, "too precise"],
      ["kind", { kind: "gold" }, "Please choose what it takes off."],
    ];

    for (const [name, fields, message] of wrong) {
      const typed = { code: "NEWCODE", kind: "percent", value: "10", ...fields };
      const page = await manager.sends(manager.desk("/discounts"), typed);

      expect(page.status, JSON.stringify(fields)).to.equal(422);
      expect(words(page.text), JSON.stringify(fields)).to.include(message);
      expect(page.text).to.include(`id="${name}-error"`);
      if (name !== "kind") {
        expect(formFields(page.text, "data-discount")).to.include(typed);
      }
    }
  });

  it("does not set a limit below what was used", async () => {
    const { id } = await make("USED");
    await inShop(shop, "update discounts set used = 7 where id = $1", [id]);

    const page = await manager.sends(manager.desk(`/discounts/${id}`), {
      ...(await formOf(id)),
      "usage-limit": 6,
    });

    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("It was used 7 times already");
  });

  it("tells the second of two who change it; a use meanwhile is no change", async () => {
    const { id } = await make("BOTH");
    const form = await formOf(id);
    await inShop(shop, "update discounts set used = used + 1 where id = $1", [id]);

    const first = await manager.sends(manager.desk(`/discounts/${id}`), { ...form, value: "20" });
    const second = await manager.sends(manager.desk(`/discounts/${id}`), { ...form, value: "30" });

    expect([first.status, second.status]).to.deep.equal([303, 409]);
    expect(words(second.text)).to.include("Somebody else has changed this").and.include("20% off");
    const again = formFields(second.text, "data-discount");
    expect(again.value).to.equal("30");
    expect((await manager.sends(manager.desk(`/discounts/${id}`), again)).status).to.equal(303);
    expect((await discount("BOTH")).value).to.equal(3000);
    const log = await inShop<{ before: object; after: object }>(
      shop,
      "select before, after from audit_log where subject = $1 and kind = 'discount.saved' order by id",
      [`discount ${id}`],
    );
    expect(log).to.deep.equal([
      { before: { value: 1000 }, after: { value: 2000 } },
      { before: { value: 2000 }, after: { value: 3000 } },
    ]);
  });

  it("takes no code that another has, when changing either", async () => {
    await make("MINE");
    const { id } = await make("YOURS");

    const page = await manager.sends(manager.desk(`/discounts/${id}`), {
      ...(await formOf(id)),
      code: "mine",
    });

    expect(page.status).to.equal(422);
    expect(words(page.text)).to.include("There is another discount with the code MINE.");
    expect((await discount("YOURS")).id).to.equal(id);
  });

  it("pauses with a way back", async () => {
    const { id } = await make("PAUSE");

    const sent = await manager.sends(manager.desk(`/discounts/${id}/activity`), { active: "" });
    const page = await manager.follows(sent, manager.desk(""));

    expect((await discount("PAUSE")).active).to.equal(false);
    expect(words(page.text)).to.include("PAUSE is paused. Undo");
    expect(page.text).to.include(`action="/store/${shop.code}/discounts/${id}/activity"`);
    await manager.sends(manager.desk(`/discounts/${id}/activity`), { active: 1 });
    expect((await discount("PAUSE")).active).to.equal(true);
  });

  it("shows what it did, and is deleted only if it did nothing", async () => {
    const [idle, busy] = [await make("IDLE"), await make("BUSY")];
    const order = await anOrder(shop, { lines: [{ discount: 200 }] });
    await inShop(shop, "update orders set discount_id = $1 where id = $2", [busy.id, order.id]);

    const page = words((await manager.opens(manager.desk(`/discounts/${busy.id}`))).text);
    const kept = await manager.sends(manager.desk(`/discounts/${busy.id}/deletion`));
    const told = await manager.follows(kept, manager.desk(""));
    const gone = await manager.sends(manager.desk(`/discounts/${idle.id}/deletion`));

    expect(page).to.include("Placed with it 1 order Taken off €2.00").and.not.include("Delete");
    expect(kept.headers.location).to.equal(`/store/${shop.code}/discounts/${busy.id}`);
    expect(words(told.text)).to.include("it can be paused, not deleted");
    expect(gone.headers.location).to.equal(`/store/${shop.code}/discounts`);
    expect((await manager.opens(manager.desk(`/discounts/${idle.id}`))).status).to.equal(404);
    expect((await discount("BUSY")).id).to.equal(busy.id);
  });

  it("has tabs for how they stand", async () => {
    const own = await openShop();
    const owner = await staffOf(own);
    await inShop(
      own,
      `insert into discounts (code, kind, value, starts_at, ends_at, usage_limit, used, active) values
         ('NOW', 'percent', 100, null, null, null, 0, true), ('LATER', 'percent', 100, now() + interval '1 day', null, null, 0, true),
         ('PAST', 'percent', 100, null, now() - interval '1 day', null, 0, true), ('EMPTY', 'percent', 100, null, null, 1, 1, true),
         ('OFF', 'percent', 100, null, null, null, 0, false)`,
    );
    const codes = async (query: string) => {
      const { text } = await owner.opens(owner.desk(`/discounts${query}`));
      return [...text.matchAll(/class="row-link"[^>]*>([^<]+)</g)].map(([, code]) => code);
    };

    expect(await codes("")).to.deep.equal(["OFF", "EMPTY", "PAST", "LATER", "NOW"]);
    expect(await codes("?tab=active")).to.deep.equal(["NOW"]);
    expect(await codes("?tab=planned")).to.deep.equal(["LATER"]);
    expect(await codes("?tab=over")).to.deep.equal(["EMPTY", "PAST"]);
    expect(await codes("?tab=paused")).to.deep.equal(["OFF"]);
    expect(await codes("?q=as")).to.deep.equal(["PAST"]);
  });

  it("is for looking at only without a manager's role, and of one's own shop only", async () => {
    const { id } = await make("LOOK");
    const packer = await staffOf(shop, { role: "fulfilment" });
    const stranger = await staffOf(await openShop());

    const page = await packer.opens(packer.desk(`/discounts/${id}`));
    expect(page.text).to.include('<fieldset class="stack" disabled>');
    expect(words(page.text)).not.to.match(/Save|Pause|Delete/);
    await stranger.opens(stranger.desk("/discounts"));
    for (const path of ["", "/activity", "/deletion"]) {
      const sent = await packer.sends(packer.desk(`/discounts/${id}${path}`));
      expect(sent.status, path).to.equal(403);
      const alien = { code: "X1", kind: "percent", value: "1" };
      const theirs = await stranger.sends(stranger.desk(`/discounts/${id}${path}`), alien);
      expect(theirs.status, path).to.equal(404);
    }
    expect((await packer.opens(packer.desk("/discounts/new"))).status).to.equal(403);
    expect((await stranger.opens(stranger.desk(`/discounts/${id}`))).status).to.equal(404);
    expect((await discount("LOOK")).active).to.equal(true);
  });
});
