import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { asPlatform } from "../context.ts";
import { readEmail } from "../customers/email.ts";
import { faultOfPassword, hashPassword } from "../customers/passwords.ts";
import { createUser, makeAdmin, userWithEmail } from "../models/shared/people/user.ts";
import { platformAddress } from "../urls.ts";
import { Misuse, type Outcome } from "./outcome.ts";

/** Lets somebody into the platform's own rooms; an account that there is keeps its password. */
export async function create(mail: string): Promise<Outcome> {
  const email = readEmail(mail);
  if (!email) throw new Misuse(`"${mail}" is not an e-mail address`);

  const known = await asPlatform("read", () => userWithEmail(email));
  const typed = known ? "" : await askForPassword(email);
  const password = typed || randomBytes(15).toString("base64url");
  const id = known ? await admit(known.id) : await makeOne(email, password);
  const where = `Sign in at ${platformAddress("/login")}`;
  const shown = known || typed ? "" : ` with the password ${password}, which is shown only now`;
  return {
    text: `${email} runs the platform now. ${where}${shown}`,
    data: { id, email, created: !known, ...(shown && { password }) },
  };
}

async function admit(id: number): Promise<number> {
  await asPlatform("write", () => makeAdmin(id));
  return id;
}

async function makeOne(email: string, password: string): Promise<number> {
  const passwordHash = await hashPassword(password);
  const [name = ""] = email.split("@");
  const user = await asPlatform("write", () =>
    createUser({ email, name, passwordHash, admin: true, verified: true }),
  );
  if (!user) throw new Error("Somebody has just made this account: run the command again");
  return user.id;
}

/** On a terminal a password can be chosen; it is not shown. "" leaves it to us. */
async function askForPassword(email: string): Promise<string> {
  if (!process.stdin.isTTY) return "";
  process.stderr.write("A password for the account (leave it empty for a random one): ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await prompt.question("");
  prompt.close();
  process.stderr.write("\n");
  const fault = password && faultOfPassword(password, email);
  if (fault) throw new Misuse(fault);
  return password;
}
