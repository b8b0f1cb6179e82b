import { expect } from "chai";
import { admin } from "../../../app/admin/routes.ts";
import { dashboard, rights } from "../../../app/dashboard/routes.ts";
import { platform } from "../../../app/platform/routes.ts";
import { mayDo, type Role, roles } from "../../../app/staff/roles.ts";
import { withAdmin } from "../../../db/admin.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";

/** A route as "get /products/:id". */
interface Layer {
  path: unknown;
  methods: string[];
}

/** Whoever else comes: nobody in particular, the owner of another shop, one of the platform's own people. */
const others = ["stranger", "neighbour", "admin"] as const;

describe("who may do what", function () {
  this.timeout(120_000);
  let shop: Shop;
  let staff: Record<Role, StaffMember>;
  let outsiders: Record<(typeof others)[number], Pick<StaffMember, "opens" | "sends">>;

  before(async () => {
    shop = await openShop({ name: "Guarded" });
    const signIn = async (role: Role) => [role, await staffOf(shop, { role })] as const;
    staff = Object.fromEntries(await Promise.all(roles.map(signIn))) as typeof staff;
    outsiders = {
      stranger: shopper(),
      neighbour: await staffOf(await openShop({ name: "Neighbour" })),
      admin: await staffOf(null, { admin: true }),
    };
    for (const each of [...Object.values(staff), outsiders.neighbour, outsiders.admin]) {
      await each.opens("localhost/me"); // gives it the token that its forms carry
    }
  });

  it("is declared for every route of the desk", () => {
    const routes = routesOf(dashboard.stack as unknown as Layer[]);
    expect(routes).to.have.members([...rights.keys()]);
    expect(routes.length).to.be.greaterThan(20);
  });

  for (const [route, needed] of rights) {
    it(`${route}: ${needed}`, async () => {
      for (const role of roles) {
        const page = await tries(staff[role], route);
        const said = `${role} gets ${page.status}`;
        if (mayDo(role, needed)) expect(page.status, said).to.be.lessThan(500).and.not.equal(403);
        else expect(page.status, said).to.equal(403);
      }
      const stranger = await tries(outsiders.stranger, route);
      expect(stranger.status).to.equal(303);
      expect(stranger.headers.location).to.match(/^\/login/);
      for (const other of ["neighbour", "admin"] as const) {
        const page = await tries(outsiders[other], route);
        expect(page.status, other).to.equal(404);
        expect(page.text, other).not.to.include("Guarded");
      }
    });
  }

  it("shows in the menu what is allowed, and nothing else", async () => {
    for (const role of roles) {
      const page = await staff[role].opens(staff[role].desk("/orders"));
      const menu = /<nav class="side"[\s\S]*?<\/nav>/.exec(page.text)?.[0] ?? "";
      const links = [...menu.matchAll(/href="\/store\/[^/]+([^"]*)"/g)].map(
        ([, path = ""]) => path,
      );
      const allowed = [...rights]
        .filter(([, needed]) => mayDo(role, needed))
        .map(([route]) => route);
      expect(links, role).to.not.have.length(0);
      for (const link of links) expect(allowed, `${role} ${link}`).to.include(`get ${link}`);
      if (role === "owner") expect(links).to.include("/staff");
      else expect(links).not.to.include("/staff");
    }
  });

  it("lets only the platform's own people into the platform's rooms", async () => {
    const routes = routesOf(admin.stack as unknown as Layer[]);
    expect(routes.length).to.be.greaterThan(5);
    for (const route of routes) {
      const stranger = await asks(outsiders.stranger, `localhost${pathOf(route)}`, route);
      expect(stranger.headers.location, route).to.match(/^\/login/);
      for (const each of [outsiders.neighbour, ...Object.values(staff)]) {
        const page = await asks(each, `localhost${pathOf(route)}`, route);
        expect(page.status, route).to.equal(404);
      }
    }
  });

  it("asks to sign in for every page of the platform that is not a way in", async () => {
    const ways = /^\S+ \/($|robots|webhooks|login|logout|forgot|reset|verify|signup|invitations)/;
    const rooms = routesOf(platform.stack as unknown as Layer[]).filter((each) => !ways.test(each));
    expect(rooms).to.include("get /me").and.include("post /me/password");
    for (const route of rooms) {
      const page = await asks(outsiders.stranger, `localhost${pathOf(route)}`, route);
      expect(page.status, route).to.equal(303);
      expect(page.headers.location, route).to.match(/^\/login/);
    }
  });

  it("takes no role that came with a form, a header or an older cookie", async () => {
    const viewer = await staffOf(shop, { role: "viewer" });
    await viewer.opens("localhost/me");
    const asOwner = { role: "owner", id: staff.owner.id, store_id: shop.id, is_admin: "true" };
    const headers = { "X-Role": "owner", "X-User": String(staff.owner.id) };
    const page = await viewer.sends(viewer.desk("/staff"), asOwner, headers);
    expect(page.status).to.equal(403);
    await withAdmin((client) =>
      client.query("delete from public.memberships where user_id = $1", [viewer.id]),
    );
    expect((await viewer.opens(viewer.desk("/orders"))).status).to.equal(404);
  });

  it("lets whoever acts for the platform look at the staff, and change nothing about it", async () => {
    const helper = await staffOf(null, { admin: true });
    await withAdmin((client) =>
      client.query(
        `update public.staff_sessions set acting_store = $2, acting_reason = 'a test',
           acting_until = now() + interval '5 minutes' where user_id = $1`,
        [helper.id, shop.id],
      ),
    );
    const page = await helper.opens(staff.owner.desk("/staff"));
    expect(page.status).to.equal(200);
    for (const [route] of rights) {
      if (!/^post \/staff/.test(route)) continue;
      const path = pathOf(route).replace("987654", String(staff.viewer.id));
      const fields = { email: "mole@example.com", role: "owner" };
      expect((await helper.sends(staff.owner.desk(path), fields)).status, route).to.equal(403);
    }
  });

  it("keeps a shop's own role from everything that says who works where", async () => {
    const tables = [
      "users",
      "memberships",
      "invitations",
      "staff_sessions",
      "platform_events",
      "former_codes",
      "usage",
      "workers",
    ];
    const { rows } = await withAdmin((client) =>
      client.query(
        `select t.name, privilege from unnest($1::text[]) t (name),
           unnest(array['select', 'insert', 'update', 'delete']) privilege
         where has_table_privilege($2, 'public.' || t.name, privilege)
            or (privilege <> 'delete' and has_any_column_privilege($2, 'public.' || t.name, privilege))`,
        [tables, `${process.env.ROLE_PREFIX}store_${shop.id}`],
      ),
    );
    expect(rows).to.deep.equal([]);
  });

  function tries(who: Pick<StaffMember, "opens" | "sends">, route: string) {
    return asks(who, `localhost/store/${shop.code}${pathOf(route)}`, route);
  }
});

function asks(who: Pick<StaffMember, "opens" | "sends">, address: string, route: string) {
  return route.startsWith("get ") ? who.opens(address) : who.sends(address);
}

function routesOf(stack: Layer[]): string[] {
  return stack.flatMap(({ path, methods }) =>
    methods
      .filter((method) => method !== "HEAD")
      .map((method) => `${method.toLowerCase()} ${path}`),
  );
}

/** The route's path, with a thing in each place that nobody has. */
function pathOf(route: string): string {
  return route.replace(/^\S+ /, "").replace(/:\w+(\(.*?\))?/g, "987654");
}
