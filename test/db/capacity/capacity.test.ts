import { expect } from "chai";
import type pg from "pg";
import { config } from "../../../app/config.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { readFacts, relationsOf } from "../../../db/capacity/facts.ts";
import { measureMemory } from "../../../db/capacity/measuring.ts";
import { capacity, capacityReport, capacityWarnings } from "../../../db/capacity.ts";
import { quoteName, roles } from "../../../db/roles.ts";
import { clearRooms } from "../../support/rooms.ts";
import { openShop } from "../../support/shops.ts";

describe("capacity", function () {
  this.timeout(60_000);
  before(async () => {
    await clearRooms();
    for (let count = 0; count < 3; count += 1) await openShop();
  });

  it("counts what a store has as the catalogues do", async () => {
    const facts = await asProvisioner(readFacts);
    const counted = await asProvisioner(async (client) => {
      const { rows } = await client.query<{ stores: number; relations: number }>(
        `select (select count(*)::integer from public.stores) as stores,
           (select count(*) / count(distinct c.relnamespace) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname ~ '^store_[0-9]+$')::integer as relations`,
      );
      return rows[0];
    });

    expect(facts.stores).to.equal(counted?.stores);
    expect(facts.perDay).to.be.greaterThan(0);
    const { tables, indexes, sequences, toasts } = facts.perStore;
    expect(tables + indexes + sequences).to.equal(counted?.relations);
    expect(relationsOf(facts)).to.equal(tables + indexes + sequences + 2 * toasts);
    expect(toasts).to.be.greaterThan(5).and.at.most(tables);
  });

  it("measures a connection's memory, as a superuser and as the provisioner", async () => {
    const bySuperuser = await measureMemory();
    expect(bySuperuser?.base).to.be.greaterThan(500_000);
    expect(bySuperuser?.perStore).to.be.greaterThan(10_000);
    expect(bySuperuser?.sample).to.be.at.least(2);

    const granted = await withAdmin(async (client) => {
      const { rows } = await client.query<{ may: boolean }>(
        "select has_function_privilege($1, 'pg_get_backend_memory_contexts()', 'EXECUTE') as may",
        [roles.provisioner],
      );
      return rows[0]?.may;
    });
    expect(granted).to.equal(true);
  });

  it("reports every figure and every limit with its formula", async () => {
    const report = capacityReport(await asProvisioner((client) => capacity(client)));

    for (const line of [
      /^Stores {8}[\d,]+ and \d+ spares; [\d.]+ more a day$/m,
      /^Relations {5}\d+ a store: \d+ tables/m,
      /^Catalogues {4}[\d.]+ MB, [\d.]+ [kM]B a store: pg_/m,
      /^Connections {3}[\d.]+ MB of memory at first, [\d.]+ [kM]B more .*; the first SET ROLE takes [\d.]+ ms/m,
      /^Locks {9}room for [\d,]+: removing a store takes about \d+, a dump of it \d+$/m,
      /^Restart {7}after a crash about /m,
      /^Backup {8}about /m,
      /^ +at [\d,]+ stores {2}locks, for a pg_dump of everything/m,
      /^ +at [\d,]+ stores {2}the disk is full/m,
    ])
      expect(report).to.match(line);
  });

  it("takes the memory of another machine from whoever asks", async () => {
    const small = await asProvisioner((client) => capacity(client, 1024 ** 3));
    expect(small.limits.find(({ name }) => name.includes("catalogues"))?.formula).to.include(
      "memory (1.0 GB) / 4",
    );
  });

  it("asks no more for more stores, and writes nothing", async () => {
    const few = await queries();
    for (let count = 0; count < 4; count += 1) await openShop();
    expect(await queries())
      .to.equal(few)
      .and.to.equal(2);
  });

  it("warns of what is nearer than twice the stores that there are", async () => {
    await asProvisioner(async (client) => {
      expect(await capacityWarnings(client)).to.deep.equal([]);
      await pretend(client, { max_connections: "1", max_locks_per_transaction: "10" });
      const [warning, ...others] = await capacityWarnings(client);
      expect(others).to.deep.equal([]);
      expect(warning).to.match(
        /^locks, for a pg_dump of everything: at 0 stores; there are \d+ with the spares\. To move it: raise max_locks_per_transaction/,
      );
    });
  });

  it("says what is missing where the provisioner may not measure", async () => {
    const trusted = `${quoteName(roles.owner)}, ${quoteName(roles.provisioner)}`;
    const right = "execute on function pg_catalog.pg_get_backend_memory_contexts()";
    await withAdmin((client) => client.query(`revoke ${right} from ${trusted}`));
    const before = config.DATABASE_ADMIN_URL;
    try {
      Object.assign(config, { DATABASE_ADMIN_URL: await provisionersUrl() });
      expect(await measureMemory()).to.equal(null);
      const report = capacityReport(await asProvisioner((client) => capacity(client)));
      expect(report).to.include("memory was not measured: that needs two stores, and `db harden`");
    } finally {
      Object.assign(config, { DATABASE_ADMIN_URL: before });
      await withAdmin((client) => client.query(`grant ${right} to ${trusted}`));
    }
  });
});

async function queries(): Promise<number> {
  return asProvisioner(async (client) => {
    let count = 0;
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        count += 1;
        return query(...args);
      },
    });
    await capacityWarnings(client);
    return count;
  });
}

/** Answers the question for the settings as a server with these would. */
async function pretend(client: pg.Client, settings: Record<string, string>): Promise<void> {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, {
    query: (sql: string, ...args: unknown[]) => {
      const changed = Object.entries(settings).reduce(
        (text, [name, value]) => text.replaceAll(`current_setting('${name}')`, `'${value}'`),
        sql,
      );
      return query(changed, ...args);
    },
  });
}

async function provisionersUrl(): Promise<string> {
  await withAdmin((client) =>
    client.query(`alter role ${quoteName(roles.provisioner)} password 'provisioning'`),
  );
  const url = new URL(config.DATABASE_ADMIN_URL ?? "");
  return Object.assign(url, { username: roles.provisioner, password: "provisioning" }).href;
}
