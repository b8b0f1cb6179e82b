import { randomBytes } from "node:crypto";
import { expect } from "chai";
import pg from "pg";
import { type Application, startApplication } from "../support/application.ts";
import { wizamart } from "../support/processes.ts";
import { get } from "../support/visit.ts";

const cluster = process.env.CITUS_URL ?? "";
const note = cluster ? "" : " (skipped: CITUS_URL names no superuser of a Citus coordinator)";

/** A node as the coordinator of CITUS_URL knows it. */
interface Node {
  host: string;
  port: number;
  isCoordinator: boolean;
}

describe(`a platform on a node of a Citus cluster${note}`, function () {
  this.timeout(120_000);
  const name = `wizamart_citus_${randomBytes(4).toString("hex")}`;
  const prefix = `c${name.slice(-8)}_`;
  let nodes: Node[] = [];
  let env: Record<string, string>;
  let application: Application | undefined;

  before(async function () {
    if (!cluster) this.skip();
    nodes = await nodesOf();
    expect(nodes.filter(({ isCoordinator }) => !isCoordinator)).to.have.length.above(0);
    for (const node of nodes) await on(node, "postgres", `create database ${name}`);
    for (const node of nodes) await on(node, name, "create extension citus");
    await asks(
      ...nodes
        .sort((a, b) => Number(b.isCoordinator) - Number(a.isCoordinator))
        .map(({ host, port, isCoordinator }) =>
          isCoordinator
            ? `select citus_set_coordinator_host('${host}', ${port})`
            : `select citus_add_node('${host}', ${port})`,
        ),
    );
    const app = Object.assign(new URL(urlOf()), {
      username: `${prefix}wizamart_app`,
      password: "test-password",
    });
    env = {
      DATABASE_ADMIN_URL: urlOf(),
      DATABASE_URL: app.href,
      ROLE_PREFIX: prefix,
      SPARE_SCHEMAS: "1",
    };
  });

  after(async () => {
    await application?.stop();
    for (const node of nodes) {
      const drop = `drop database if exists ${name} with (force)`;
      await on(node, "postgres", "set citus.enable_ddl_propagation = off", drop).catch(() => {});
    }
    const [coordinator] = nodes;
    if (!coordinator) return;
    const roles = await on(
      coordinator,
      "postgres",
      `select rolname from pg_roles where rolname like '${prefix}%' order by rolname ~ 'store_[0-9]+$' desc`,
    );
    const drops = roles.map(({ rolname }) => `drop role "${rolname}"`);
    await on(coordinator, "postgres", ...drops).catch(() => {});
  });

  it("is refused, and nothing is made, while Citus would distribute the stores", async () => {
    await asks(`alter database ${name} set citus.enable_schema_based_sharding = on`);
    const { code, err } = await wizamart(["db", "init"], env);
    expect(code).to.equal(1);
    expect(err).to.include("triggers").and.include("citus.enable_schema_based_sharding = off");
    expect(await asks(`select 1 from pg_roles where rolname like '${prefix}%'`)).to.deep.equal([]);
    await asks(`alter database ${name} set citus.enable_schema_based_sharding = off`);
  });

  it("is set up with stores that stay on this node", async () => {
    const { code, out, err } = await wizamart(["db", "init"], env);
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out).to.match(/Citus \S+: stores stay on this node/);
    const created = await wizamart(["stores", "create", "acme", "--name", "Acme"], env);
    expect(created).to.include({ code: 0, err: "" });
    expect(
      await asks("select 1 from citus_tables union all select 1 from citus_schemas"),
    ).to.have.length(0);
    for (const node of nodes.filter(({ isCoordinator }) => !isCoordinator)) {
      const roles = await on(node, name, `select 1 from pg_roles where rolname like '${prefix}%'`);
      expect(roles).to.deep.equal([]);
    }
  });

  it("serves its shops", async () => {
    application = await startApplication(env);
    const page = await get(application.port, "/stores/acme/shop", { Host: "localhost" });
    expect(page.status).to.equal(200);
    expect(page.text).to.include("Acme");
  });

  it("has no hole in the audit", async () => {
    const { out } = await wizamart(["db", "audit"], env);
    expect(out).to.not.include("HOLE");
  });

  it("could not be sharded: Citus still refuses triggers on distributed tables", async () => {
    const refused = asks(
      "set citus.enable_schema_based_sharding = on",
      "set citus.enable_ddl_propagation = on",
      "create schema sharded",
      "create table sharded.things (id integer)",
      "create function sharded.nothing() returns trigger language plpgsql as 'begin return new; end'",
      "create trigger nothing before insert on sharded.things for each row execute function sharded.nothing()",
    );
    expect(await refused.catch(({ message }: Error) => message)).to.equal(
      "triggers are not supported on distributed tables",
    );
  });

  async function nodesOf(): Promise<Node[]> {
    const client = new pg.Client({ connectionString: cluster });
    await client.connect();
    const { rows } = await client.query<Node>(
      `select nodename as host, nodeport as port, groupid = 0 as "isCoordinator" from pg_dist_node order by groupid`,
    );
    await client.end();
    return rows;
  }

  function urlOf(node = nodes.find(({ isCoordinator }) => isCoordinator), database = name): string {
    const url = new URL(cluster);
    if (node) Object.assign(url, { hostname: node.host, port: String(node.port) });
    url.pathname = `/${database}`;
    return url.href;
  }

  function asks(...statements: string[]): Promise<Record<string, unknown>[]> {
    return on(undefined, name, ...statements);
  }

  /** Runs statements one after another; gives the rows of the last. */
  async function on(node: Node | undefined, database: string, ...statements: string[]) {
    const client = new pg.Client({ connectionString: urlOf(node, database) });
    await client.connect();
    try {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await client.query(statement));
      return rows;
    } finally {
      await client.end();
    }
  }
});
