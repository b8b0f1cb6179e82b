import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type pg from "pg";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { harden, stillOpen } from "../../db/harden.ts";

interface Reviewed {
  /** Volatile functions that everybody may execute, by major version of the server. */
  functions: Record<string, string[]>;
  /** Catalogues that everybody may read. */
  relations: Record<string, string[]>;
}

const file = new URL("public-rights.json", import.meta.url);

describe("harden", () => {
  it("leaves nothing open of what it closes", async () => {
    expect(await withAdmin(stillOpen)).to.deep.equal([]);
    expect(await asProvisioner(stillOpen)).to.deep.equal([]);
  });

  it("changes nothing when it runs again", async () => {
    expect(await withAdmin(harden)).to.deep.equal({ functions: 0, relations: 0 });
  });

  it("closes again what somebody opened, and says so until then", async () => {
    await withAdmin(async (client) => {
      await client.query(
        "grant execute on function pg_catalog.pg_sleep(double precision) to public",
      );
      await client.query("grant select on pg_catalog.pg_roles to public");
      expect(await stillOpen(client)).to.have.members(["pg_sleep(double precision)", "pg_roles"]);
      expect(await harden(client)).to.deep.equal({ functions: 1, relations: 1 });
      expect(await stillOpen(client)).to.deep.equal([]);
    });
  });

  it("leaves to everybody exactly the volatile functions that were reviewed", async function () {
    await compare(this, "functions", publicFunctions);
  });

  it("leaves to everybody exactly the catalogues that were reviewed", async function () {
    await compare(this, "relations", publicRelations);
  });
});

/** A new major version brings new functions: read what they do, close them in harden.ts or add them to the file. */
async function compare(context: Mocha.Context, kind: keyof Reviewed, query: string): Promise<void> {
  const all: Reviewed = JSON.parse(await readFile(file, "utf8"));
  const { version, names } = await withAdmin((client) => rights(client, query));
  const reviewed = all[kind][version];
  if (reviewed) {
    expect(names).to.deep.equal(reviewed);
    return;
  }
  const known = new Set(Object.values(all[kind]).flat());
  const strange = names.filter((name) => !known.has(name));
  if (context.test) {
    context.test.title += ` (version ${version} has no review yet; new in it: ${strange.join(", ") || "nothing"})`;
  }
  context.skip();
}

async function rights(client: pg.Client, query: string) {
  await client.query("set search_path = pg_catalog");
  const { rows } = await client.query<{ version: string; names: string[] }>(
    `select (current_setting('server_version_num')::integer / 10000)::text as version, array_agg(name order by name collate "C") as names from (${query}) x`,
  );
  const [row] = rows;
  return { version: row?.version ?? "", names: row?.names ?? [] };
}

const publicFunctions = `
  select distinct p.oid::regprocedure::text as name from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
  where p.provolatile = 'v' and p.prokind in ('f', 'p', 'w') and acl.grantee = 0 and acl.privilege_type = 'EXECUTE'`;

const publicRelations = `
  select distinct c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl
  where acl.grantee = 0 and acl.privilege_type = 'SELECT' and n.nspname not in ('information_schema', 'pg_toast')`;
