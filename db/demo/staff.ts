import { asPlatform } from "../../app/context.ts";
import { hashPassword, isPassword } from "../../app/customers/passwords.ts";
import { employ } from "../../app/models/shared/people/membership.ts";
import { createUser, userWithEmail } from "../../app/models/shared/people/user.ts";
import type { Role } from "../../app/staff/roles.ts";

interface DemoPerson {
  email: string;
  name: string;
  /** What they do, for whoever looks for somebody to sign in as. */
  words: string;
  admin: boolean;
  jobs: Readonly<Record<string, Role>>;
}

/** Whom one can sign in as on the demo platform, all with the same password. */
const people: readonly DemoPerson[] = [
  {
    ...{ email: "owner@example.com", name: "Olivia Hart", words: "owns the three shops" },
    ...{ admin: false, jobs: { wizamart: "owner", techstore: "owner", fashionhub: "owner" } },
  },
  person("manager", "Marco Bianchi"),
  person("fulfilment", "Farida Haddad"),
  person("viewer", "Vera Lind"),
  {
    ...{ email: "admin@example.com", name: "Ada Winter", words: "runs the platform" },
    ...{ admin: true, jobs: {} },
  },
];

export const demoPassword = "demo-password";

/** Lets the demo's people in. `ids` are those of the demo shops by their codes. */
export async function seedStaff(ids: ReadonlyMap<string, number>): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await asPlatform("write", async () => {
    for (const each of people) await settle(each, passwordHash, ids);
  });
}

/** A seeding that was stopped half-way has left the accounts without their shops. */
async function settle(
  { email, name, admin, jobs }: DemoPerson,
  passwordHash: string,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  await createUser({ email, name, passwordHash, admin, verified: true });
  const user = await userWithEmail(email);
  for (const [code, role] of Object.entries(jobs)) {
    await employ(user?.id ?? 0, ids.get(code) ?? 0, role);
  }
}

/** Lines about those of the demo's people as whom one can sign in still. */
export async function staffLines(): Promise<string[]> {
  const lines: string[] = [];
  for (const { email, words } of people) {
    const user = await asPlatform("read", () => userWithEmail(email));
    if (await isPassword(demoPassword, user?.password_hash ?? null)) {
      lines.push(`${email.padEnd(24)}${words}`);
    }
  }
  return lines;
}

function person(role: Role, name: string): DemoPerson {
  const words = `${role} of Tech Store`;
  return { email: `${role}@example.com`, name, words, admin: false, jobs: { techstore: role } };
}
