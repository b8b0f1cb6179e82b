import { expect } from "chai";
import type pg from "pg";
import { config } from "../../../app/config.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { auditAbout, document } from "../../../db/audit.ts";
import { quoteName, roleOf, roles, schemaOf } from "../../../db/roles.ts";
import { findStore } from "../../../db/stores.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("the document of an audit", function () {
  this.timeout(60_000);
  let mine: Shop;
  let theirs: Shop;
  let third: Shop;

  before(async () => {
    mine = await openShop({ name: "Mine & Co" });
    theirs = await openShop();
    third = await openShop();
  });

  it("says for one store that nobody else reads it, what that rests on, and who can all the same", async () => {
    const text = await withAdmin((client) => documentAbout(client, mine));

    expect(text).to.include("# Who can reach the data of Mine & Co");
    expect(text).to.include(`Nobody but the role ${schemaOf(mine.id)} can read or change`);
    expect(text)
      .to.match(/^- Looked at: \d{4}-\d\d-\d\dT/m)
      .and.match(/^- Server: PostgreSQL \d+/m);
    expect(text).to.match(
      /^- In \d+ pairs of stores, with this one on either side,.*: \d{3,} statements/m,
    );
    for (const role of [roles.owner, roles.app, roles.provisioner, roleOf(mine.id), "postgres"])
      expect(text).to.match(new RegExp(`^\\| ${role} \\| (yes|no) \\| `, "m"));
    expect(text).to.match(/## What was found\n\nNothing\./);
  });

  it("names no other store, nor how many there are", async () => {
    const text = await withAdmin((client) => documentAbout(client, mine));
    for (const other of [theirs, third]) {
      expect(text).to.not.include(other.code);
      expect(text).to.not.match(new RegExp(`\\b\\w*${schemaOf(other.id)}\\b`));
    }
  });

  it("names every role that was let in, and does not say that there is none", async () => {
    const text = await planted(
      `create role ${config.ROLE_PREFIX}analyst login; grant usage on schema ${schemaOf(mine.id)} to ${config.ROLE_PREFIX}analyst;
       grant select (total) on ${schemaOf(mine.id)}.orders to ${config.ROLE_PREFIX}analyst;
       create role ${config.ROLE_PREFIX}reader; grant pg_read_all_data to ${config.ROLE_PREFIX}reader;
       grant usage on schema ${schemaOf(mine.id)} to ${quoteName(roleOf(theirs.id))};
       grant select on ${schemaOf(mine.id)}.orders to ${quoteName(roleOf(theirs.id))}`,
      (client) => documentAbout(client, mine),
    );

    expect(text).to.match(/^\*\*This cannot be said of this database: \d+ ways? around it/m);
    expect(text).to.not.include("Nobody but");
    expect(text).to.match(/^\| \S+analyst \| yes \| was granted rights on it \|$/m);
    expect(text).to.match(/^\| \S+reader \| no \| is a member of a role that reads or writes/m);
    expect(text).to.match(
      /^- \*\*hole\*\* .*: another store, which is not its store's role, may: SELECT/m,
    );
    expect(text, "SQL is not for customers").to.not.include("REVOKE");
  });

  it("leaves out what is between others, and says it in the document about all", async () => {
    const grant = `grant select on ${schemaOf(theirs.id)}.orders to ${quoteName(roleOf(third.id))}`;
    const [one, all] = await planted(grant, async (client) => [
      await documentAbout(client, mine),
      await document(client, { audited: await auditAbout(client, { sample: 0 }) }),
    ]);

    expect(one).to.match(/## What was found\n\nNothing\./);
    expect(all).to.include("# Who can reach the data of the stores");
    expect(all).to.match(/This cannot be said of this database: 1 way around it was found/);
    expect(all).to.match(new RegExp(`REVOKE SELECT ON TABLE ${schemaOf(theirs.id)}\\.orders FROM`));
    expect(all).to.include("Nothing was tried");
  });

  it("tries this store against others in both directions, and no more than asked", async () => {
    await withAdmin(async (client) => {
      const all = await auditAbout(client, { sample: 1_000, about: mine.id });
      const two = await auditAbout(client, { sample: 4, about: mine.id });
      expect(two.trial.pairs).to.equal(4);
      expect(all.trial.pairs).to.be.at.least(4);
      expect(two.trial.attempts).to.be.greaterThan(100);
      expect(two.findings).to.deep.equal([]);
    });
  });

  it("can be made by the provisioner", async () => {
    const text = await asProvisioner((client) => documentAbout(client, mine));
    expect(text).to.include("Nobody but the role");
  });
});

async function documentAbout(client: pg.Client, shop: Shop): Promise<string> {
  const subject = await findStore(client, shop.code);
  return document(client, {
    audited: await auditAbout(client, { sample: 6, about: subject.id }),
    subject,
  });
}

function planted<T>(sql: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withAdmin(async (client) => {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
}
