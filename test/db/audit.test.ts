import { expect } from "chai";
import type pg from "pg";
import { config } from "../../app/config.ts";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { audit, auditReport, type Finding, type Severity, tryNeighbours } from "../../db/audit.ts";
import { openStore } from "../../db/provision.ts";
import { quoteName, roleOf, roles, schemaOf } from "../../db/roles.ts";
import { clearRooms } from "../support/rooms.ts";

interface Plant {
  name: string;
  sql: (names: Names) => string;
  severity: Severity;
  /** A text of the finding's subject and message. */
  says: RegExp;
}

interface Names {
  mine: string;
  theirs: string;
  myRole: string;
  theirRole: string;
  app: string;
  owner: string;
  platform: string;
  store: string;
  stranger: string;
}

const definer = (body: string, more = "") =>
  `create function public.planted() returns text language sql security definer ${more} as $$ ${body} $$;`;

const plants: Plant[] = [
  {
    name: "a grant on a table to a neighbour",
    sql: ({ theirs, myRole }) => `grant select on ${theirs}.products to ${myRole}`,
    severity: "hole",
    says: /\.products.*may: SELECT/,
  },
  {
    name: "a grant on a column to a neighbour",
    sql: ({ theirs, myRole }) => `grant update (title) on ${theirs}.pages to ${myRole}`,
    severity: "hole",
    says: /\.pages.*UPDATE \(title\)/,
  },
  {
    name: "a grant on a schema to a neighbour",
    sql: ({ theirs, myRole }) => `grant usage on schema ${theirs} to ${myRole}`,
    severity: "hole",
    says: /store_\d+ .*may: USAGE/,
  },
  {
    name: "a grant on a schema to everybody",
    sql: ({ theirs }) => `grant usage on schema ${theirs} to public`,
    severity: "hole",
    says: /PUBLIC.*may: USAGE/,
  },
  {
    name: "a grant on a sequence to the platform",
    sql: ({ theirs, platform }) => `grant update on ${theirs}.products_id_seq to ${platform}`,
    severity: "hole",
    says: /products_id_seq.*may: UPDATE/,
  },
  {
    name: "a grant to somebody outside of the web",
    sql: ({ theirs, stranger }) =>
      `create role ${stranger}; grant select on ${theirs}.products to ${stranger}`,
    severity: "risk",
    says: /\.products.*may: SELECT/,
  },
  {
    name: "more rights for a store's own role than on rows",
    sql: ({ mine, myRole }) => `grant truncate, trigger on ${mine}.products to ${myRole}`,
    severity: "risk",
    says: /more rights.*TRIGGER, TRUNCATE/,
  },
  {
    name: "a store's role that may make tables",
    sql: ({ mine, myRole }) => `grant create on schema ${mine} to ${myRole}`,
    severity: "risk",
    says: /more rights.*CREATE/,
  },
  {
    name: "a default privilege for a neighbour",
    sql: ({ theirs, myRole, owner }) =>
      `alter default privileges for role ${owner} in schema ${theirs} grant select on tables to ${myRole}`,
    severity: "hole",
    says: /default privileges.*will get SELECT on all tables/,
  },
  {
    name: "a default privilege for everybody, everywhere",
    sql: ({ owner }) =>
      `alter default privileges for role ${owner} grant select on tables to public`,
    severity: "hole",
    says: /default privileges.*PUBLIC will get SELECT/,
  },
  {
    name: "a membership of one store in another",
    sql: ({ myRole, theirRole }) => `grant ${theirRole} to ${myRole}`,
    severity: "hole",
    says: /store's role is a member of \S*store_\d+/,
  },
  {
    name: "a membership of a store in the owner",
    sql: ({ myRole, owner }) => `grant ${owner} to ${myRole}`,
    severity: "hole",
    says: /store's role is a member of \S*owner/,
  },
  {
    name: "a membership of a store in a powerful role",
    sql: ({ myRole }) => `grant pg_read_all_data to ${myRole}`,
    severity: "hole",
    says: /member of pg_read_all_data/,
  },
  {
    name: "a membership of the group of stores",
    sql: ({ store }) => `grant pg_execute_server_program to ${store}`,
    severity: "hole",
    says: /member of pg_execute_server_program/,
  },
  {
    name: "a login that is a member of the owner",
    sql: ({ app, owner }) => `grant ${owner} to ${app}`,
    severity: "hole",
    says: /wizamart_app.*owns the rows of every store/,
  },
  {
    name: "a login that is a member of something else",
    sql: ({ app }) => `grant pg_monitor to ${app}`,
    severity: "hole",
    says: /wizamart_app.*pg_monitor/,
  },
  {
    name: "a login that inherits",
    sql: ({ app, theirRole }) =>
      `alter role ${app} inherit; ${revokeFromApp(theirRole, app)}; grant ${theirRole} to ${app}`,
    severity: "hole",
    says: /without becoming it/,
  },
  {
    name: "a login that may hand on a membership",
    sql: ({ app, theirRole }) => `grant ${theirRole} to ${app} with admin option`,
    severity: "hole",
    says: /make any role a member/,
  },
  {
    name: "somebody else who can act as a store",
    sql: ({ stranger, theirRole }) => `create role ${stranger}; grant ${theirRole} to ${stranger}`,
    severity: "risk",
    says: /can act as the store role/,
  },
  {
    name: "a login that ignores row level security",
    sql: ({ app }) => `alter role ${app} bypassrls`,
    severity: "hole",
    says: /wizamart_app.*ignores row level security/,
  },
  {
    name: "a store that is a superuser",
    sql: ({ myRole }) => `alter role ${myRole} superuser`,
    severity: "hole",
    says: /is a superuser/,
  },
  {
    name: "a store that can log in",
    sql: ({ myRole }) => `alter role ${myRole} login`,
    severity: "risk",
    says: /can log in/,
  },
  {
    name: "a login whose connections start as a store",
    sql: ({ app, theirRole }) => `alter role ${app} set role = ${theirRole}`,
    severity: "hole",
    says: /start with role = /,
  },
  {
    name: "a login whose search_path names a schema",
    sql: ({ app, theirs }) => `alter role ${app} set search_path = ${theirs}`,
    severity: "hole",
    says: /start with search_path = /,
  },
  {
    name: "a role that was left behind",
    sql: () => `create role ${quoteName(roleOf(987_654))}`,
    severity: "risk",
    says: /store_987654.*belongs to no store/,
  },
  {
    name: "a schema that was left behind",
    sql: () => "create schema store_987655",
    severity: "risk",
    says: /store_987655.*belongs to no store/,
  },
  {
    name: "a store without a schema",
    sql: ({ theirs }) => `drop schema ${theirs} cascade`,
    severity: "risk",
    says: /has no schema/,
  },
  {
    name: "a store that nobody can serve",
    sql: ({ app, theirRole }) => revokeFromApp(theirRole, app),
    severity: "risk",
    says: /cannot become its role/,
  },
  {
    name: "a table that a store owns",
    sql: ({ mine, myRole }) => `alter table ${mine}.pages owner to ${myRole}`,
    severity: "hole",
    says: /\.pages.*belongs to/,
  },
  {
    name: "a table of a superuser's",
    sql: ({ mine }) => `create table ${mine}.planted ()`,
    severity: "risk",
    says: /\.planted.*belongs to postgres/,
  },
  {
    name: "a SECURITY DEFINER function",
    sql: ({ theirs }) => definer(`select title from ${theirs}.pages`),
    severity: "hole",
    says: /planted\(\).*no migration has it/,
  },
  {
    name: "a SECURITY DEFINER function that takes its caller's search_path",
    sql: () => definer("select 'x'"),
    severity: "hole",
    says: /caller's search_path/,
  },
  {
    name: "a SECURITY DEFINER function that everybody may run",
    sql: () => definer("select 'x'", "set search_path = pg_catalog, pg_temp"),
    severity: "hole",
    says: /PUBLIC may run it/,
  },
  {
    name: "a reviewed function with another body",
    sql: () =>
      `create or replace function public.announce_all() returns trigger language plpgsql security definer
       set search_path = pg_catalog, pg_temp as $$ begin return null; end $$`,
    severity: "hole",
    says: /announce_all\(\).*no migration has it like that/,
  },
  {
    name: "an opener that stores may call",
    sql: ({ store }) =>
      `grant execute on function public.furnish_store(integer, text, text, jsonb) to ${store}`,
    severity: "hole",
    says: /furnish_store.*may run it/,
  },
  {
    name: "row level security switched off",
    sql: () => "alter table public.stores disable row level security",
    severity: "hole",
    says: /public\.stores.*row level security is off/,
  },
  {
    name: "a policy that is missing",
    sql: () => "drop policy store_sees_itself on public.store_domains",
    severity: "risk",
    says: /store_domains.*No policy lets \S*wizamart_store/,
  },
  {
    name: "a policy that lets stores at everything",
    sql: ({ store }) =>
      `create policy planted on public.stores for select to ${store} using (true)`,
    severity: "hole",
    says: /policy planted lets stores/,
  },
  {
    name: "a policy for everybody",
    sql: () => "create policy planted on public.stores using (plan = 'free')",
    severity: "hole",
    says: /policy planted lets stores/,
  },
  {
    name: "a shared table without row level security",
    sql: ({ store }) => `grant select on public.store_migrations to ${store}`,
    severity: "hole",
    says: /store_migrations.*row level security is off/,
  },
  {
    name: "a grant by hand on a shared table",
    sql: ({ myRole }) => `grant update (plan) on public.stores to ${myRole}`,
    severity: "risk",
    says: /public\.stores.*right of its own.*UPDATE \(plan\)/,
  },
  {
    name: "a grant on a shared table to everybody",
    sql: () => "grant select on public.spare_schemas to public",
    severity: "hole",
    says: /spare_schemas.*PUBLIC has a right/,
  },
  {
    name: "a shared view that ignores row level security",
    sql: ({ store }) =>
      `create view public.planted as select * from public.stores; grant select on public.planted to ${store}`,
    severity: "hole",
    says: /planted.*ignores row level security/,
  },
  {
    name: "temporary tables",
    sql: ({ app }) => `grant temporary on database ${database()} to ${app}`,
    severity: "risk",
    says: /temporary tables/,
  },
  {
    name: "the right to make schemas",
    sql: () => `grant create on database ${database()} to public`,
    severity: "risk",
    says: /PUBLIC may make schemas/,
  },
  {
    name: "code in the shared room",
    sql: () => "grant create on schema public to public",
    severity: "hole",
    says: /schema public.*may make functions/,
  },
  {
    name: "a schema of somebody's",
    sql: ({ platform }) => `create schema planted; grant usage on schema planted to ${platform}`,
    severity: "risk",
    says: /schema planted.*may enter it/,
  },
  {
    name: "a table name in both rooms",
    sql: () => "create table public.products (id integer)",
    severity: "risk",
    says: /public\.products.*store schemas too/,
  },
  {
    name: "plpgsql for everybody",
    sql: () => "grant usage on language plpgsql to public",
    severity: "risk",
    says: /language plpgsql/,
  },
  {
    name: "set_config for everybody",
    sql: () => "grant execute on function pg_catalog.set_config(text, text, boolean) to public",
    severity: "hole",
    says: /set_config/,
  },
  {
    name: "statistics for everybody",
    sql: () => "grant select on pg_catalog.pg_stat_activity to public",
    severity: "risk",
    says: /pg_stat_activity/,
  },
  {
    name: "set_config for the platform",
    sql: ({ platform }) =>
      `grant execute on function pg_catalog.set_config(text, text, boolean) to ${platform}`,
    severity: "hole",
    says: /set_config.*has it again/,
  },
  {
    name: "settings that everybody may update",
    sql: () => "grant update on pg_catalog.pg_settings to public",
    severity: "hole",
    says: /pg_settings/,
  },
  {
    name: "a foreign key into another store",
    sql: ({ mine, theirs }) =>
      `alter table ${mine}.pages add planted integer references ${theirs}.products`,
    severity: "hole",
    says: /\.pages.*foreign key.*another schema/,
  },
  {
    name: "a table that shows another store's rows",
    sql: ({ mine, theirs }) =>
      `create table ${mine}.planted (like ${theirs}.pages); alter table ${theirs}.pages inherit ${mine}.planted`,
    severity: "hole",
    says: /planted.*child in another schema/,
  },
  {
    name: "a view of another store",
    sql: ({ mine, theirs }) => `create view ${mine}.planted as select * from ${theirs}.pages`,
    severity: "hole",
    says: /planted.*reads/,
  },
  {
    name: "a materialised view of another store",
    sql: ({ mine, theirs }) =>
      `create materialized view ${mine}.planted as select * from ${theirs}.pages`,
    severity: "hole",
    says: /planted.*reads/,
  },
  {
    name: "a rule that copies",
    sql: ({ mine, theirs }) =>
      `create rule planted as on insert to ${theirs}.pages do also insert into ${mine}.pages (slug, title) values (new.slug, new.title)`,
    severity: "hole",
    says: /rule planted does more/,
  },
  {
    name: "a trigger with another store's function",
    sql: ({ mine, theirs }) =>
      `create function ${mine}.planted() returns trigger language plpgsql as $$ begin return new; end $$;
       create trigger planted before insert on ${theirs}.pages for each row execute function ${mine}.planted()`,
    severity: "hole",
    says: /trigger planted runs/,
  },
  {
    name: "an event trigger",
    sql: () =>
      `create function public.planted() returns event_trigger language plpgsql as $$ begin end $$;
       create event trigger planted on ddl_command_start execute function public.planted()`,
    severity: "risk",
    says: /event trigger planted/,
  },
  {
    name: "a column of a shared table for every store",
    sql: ({ store }) => `grant select (email) on public.users to ${store}`,
    severity: "hole",
    says: /public\.users Every store has rights .*: SELECT \(email\)/,
  },
  {
    name: "a right of every store that row level security does not see",
    sql: ({ store }) => `grant truncate on public.outbox to ${store}`,
    severity: "hole",
    says: /public\.outbox Every store has rights .*: TRUNCATE/,
  },
  {
    name: "a shared table with row level security that nobody gave to stores",
    sql: ({ store, owner }) =>
      `create table public.lists (store_id integer); alter table public.lists owner to ${owner};
       alter table public.lists enable row level security; grant select on public.lists to ${store}`,
    severity: "hole",
    says: /public\.lists Every store has rights .*: SELECT/,
  },
  {
    name: "a shared sequence that every store may set",
    sql: ({ store }) => `grant update on sequence public.stores_id_seq to ${store}`,
    severity: "risk",
    says: /public\.stores_id_seq Every store has rights .*: UPDATE/,
  },
  {
    name: "more rights of the platform than the migrations give",
    sql: ({ platform }) => `grant update on public.platform_events to ${platform}`,
    severity: "risk",
    says: /public\.platform_events The platform has rights .*: UPDATE/,
  },
  {
    name: "a role that all connections start with",
    sql: ({ theirRole }) => `alter database ${database()} set role = ${theirRole}`,
    severity: "risk",
    says: /settings of the database Connections start with role=/,
  },
  {
    name: "a search_path of all roles",
    sql: ({ theirs }) => `alter role all in database ${database()} set search_path = ${theirs}`,
    severity: "risk",
    says: /Connections start with search_path=/,
  },
  {
    name: "rights of the login on another database",
    sql: ({ app }) => `grant connect on database template1 to ${app}`,
    severity: "risk",
    says: /database template1 .*wizamart_app has rights on this other database: CONNECT/,
  },
  {
    name: "a publication of all rows",
    sql: () => "create publication planted for all tables",
    severity: "note",
    says: /publication planted It sends the rows of all stores/,
  },
  {
    name: "code in a store's schema",
    sql: ({ mine }) => `create function ${mine}.lower(text) returns text language sql return 'x'`,
    severity: "risk",
    says: /lower.*holds no code/,
  },
];

describe("audit", () => {
  let mine: number;
  let theirs: number;

  before(async function () {
    this.timeout(60_000);
    await clearRooms();
    await asProvisioner(async (client) => {
      mine = await openStore(client, newStore());
      theirs = await openStore(client, newStore());
    });
  });

  it("finds nothing where all is well", async () => {
    expect(auditReport(await withAdmin((client) => audit(client)))).to.match(/^Nothing found/);
  });

  it("finds nothing as the provisioner, and leaves its role as it was", async () => {
    await asProvisioner(async (client) => {
      expect(await audit(client)).to.deep.equal([]);
      const { rows } = await client.query("select current_user as name");
      expect(rows).to.deep.equal([{ name: roles.provisioner }]);
    });
  });

  for (const { name, sql, severity, says } of plants) {
    it(`finds ${name}`, async () => {
      await planted(sql(names(mine, theirs)), async (client) => {
        const findings = await audit(client, 0);
        const found = findings.filter((one) => says.test(`${one.subject} ${one.message}`));
        expect(
          found.map((one) => one.severity),
          auditReport(findings),
        ).to.include(severity);

        if (beyondRepair.test(name)) return;
        await repair(client, findings);
        expect(auditReport(await audit(client, 0)), "after its repair").to.match(/^Nothing found/);
      });
    });
  }

  it("finds by trying what a neighbour can reach", async () => {
    const { mine: schema, myRole } = names(theirs, mine);
    const findings = await planted(
      `grant usage on schema ${schema} to ${names(mine, theirs).myRole};
       grant select, delete on ${schema}.pages to ${names(mine, theirs).myRole}`,
      (client) => tryNeighbours(client, 20, [mine, theirs]),
    );
    expect(myRole).to.not.equal(names(mine, theirs).myRole);
    expect(findings.map((one) => one.message).join("\n"))
      .to.match(/read "store_\d+"."pages", and it worked/)
      .and.to.match(/delete from "store_\d+"."pages", and it worked/);
    expect(findings).to.have.length(2);
  });

  it("says which store is the one that could not be tried", async () => {
    const findings = await planted(
      revokeFromApp(names(mine, theirs).myRole, roleName(roles.app)),
      (client) => tryNeighbours(client, 2, [mine, theirs]),
    );
    expect(findings.map((one) => one.severity)).to.include("note");
  });

  it("reports in order, with the repair below and the counts at the end", () => {
    const finding: Finding = {
      severity: "risk",
      subject: "x",
      message: "It is so",
      repair: "SELECT 1",
    };
    expect(auditReport([finding, { ...finding, repair: "" }])).to.equal(
      "RISK  x: It is so.\n      SELECT 1;\nRISK  x: It is so.\n\n2 risks",
    );
  });
});

// What is gone, what only a person can decide, and what needs the function or role that a plant has made to go.
const beyondRepair =
  /without a schema|in both rooms|publication|another body|event trigger|another store's function|superuser's/;

function newStore() {
  const code = `audit-${Math.random().toString(36).slice(2, 12).replace(/^\d/, "x")}`;
  return {
    code,
    name: "Audit",
    plan: "free" as const,
    currency: "EUR",
    locale: "en-IE",
    theme: {},
  };
}

function names(mine: number, theirs: number): Names {
  return {
    mine: schemaOf(mine),
    theirs: schemaOf(theirs),
    myRole: roleName(roleOf(mine)),
    theirRole: roleName(roleOf(theirs)),
    app: roleName(roles.app),
    owner: roleName(roles.owner),
    platform: roleName(roles.platform),
    store: roleName(roles.store),
    stranger: roleName(`${config.ROLE_PREFIX}stranger`),
  };
}

function roleName(name: string): string {
  return quoteName(name);
}

function database(): string {
  return quoteName(new URL(config.DATABASE_ADMIN_URL ?? "").pathname.slice(1));
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

/** Two findings may have one cure, so the second one may find nothing left to do. */
async function repair(client: pg.Client, findings: Finding[]): Promise<void> {
  for (const finding of findings) {
    await client.query("SAVEPOINT repair");
    await client.query(finding.repair).catch(() => client.query("ROLLBACK TO SAVEPOINT repair"));
  }
}

// The provisioner granted it; a superuser's own REVOKE would leave that grant as it is.
function revokeFromApp(role: string, app: string): string {
  return `set local role ${quoteName(roles.provisioner)}; revoke ${role} from ${app}; reset role`;
}
