import { setTimeout as sleep } from "node:timers/promises";
import { config } from "../config.ts";
import { asPlatform, inStore } from "../context.ts";
import { StoreClosed } from "../errors.ts";
import { CodeTaken, claimStore } from "../models/shared/opening.ts";
import { employ } from "../models/shared/people/membership.ts";
import { createUser, type NewUser, type User } from "../models/shared/people/user.ts";
import { type Actor, writeDown } from "../models/store/audit.ts";
import { postForPlatform } from "../outbox.ts";
import { codeFault, codeFor } from "../store-code.ts";
import { defaultTheme } from "../themes.ts";

/** What somebody wants to open. */
export interface WantedShop {
  name: string;
  /** "" lets the name decide. */
  code: string;
}

export interface OpenedShop {
  id: number;
  code: string;
}

/** The address has an account already. */
export class AccountKnown extends Error {
  override name = "AccountKnown";
}

const patience = 10;
const pause = 300;
const mostCodes = 30;

/** What is wrong with a shop's name and code, by the form's fields. */
export function faultsOfShop({ name, code }: WantedShop) {
  return {
    shop: name ? null : "Please give your shop a name. You can change it later.",
    code: code ? codeFault(code) : null,
  };
}

/**
 * Opens an account and a shop of its own, both or neither, and asks by mail whether the address is right.
 * @throws AccountKnown · CodeTaken · StoreClosed when no schema is ready
 */
export async function signUp(
  newUser: NewUser,
  wanted: WantedShop,
  ip: string,
): Promise<{ user: User; shop: OpenedShop }> {
  const { shop, owner } = await open(wanted, async () => {
    const user = await createUser(newUser);
    if (!user) throw new AccountKnown();
    await postForPlatform("mail-staff-verify", { user: user.id });
    return user;
  });
  await noteOpening(shop, wanted, { id: owner.id, name: owner.name, ip });
  return { user: owner, shop };
}

/** Opens another shop for somebody. @throws CodeTaken · StoreClosed when no schema is ready */
export async function openFor(actor: Actor & { id: number }, wanted: WantedShop) {
  const { shop } = await open(wanted, async () => ({ id: actor.id }));
  await noteOpening(shop, wanted, actor);
  return shop;
}

/** A code that the name made is changed until it is free; one that somebody chose is not. */
async function open<Owner extends { id: number }>(
  wanted: WantedShop,
  findOwner: () => Promise<Owner>,
): Promise<{ shop: OpenedShop; owner: Owner }> {
  for (let attempt = 1; ; attempt += 1) {
    const code = wanted.code || codeFor(wanted.name, attempt);
    try {
      return await claim(wanted.name, code, findOwner);
    } catch (error) {
      if (!(error instanceof CodeTaken) || wanted.code || attempt >= mostCodes) throw error;
    }
  }
}

/** Waits a little for the worker when every schema that was ready has just been taken. */
async function claim<Owner extends { id: number }>(
  name: string,
  code: string,
  findOwner: () => Promise<Owner>,
) {
  const plan = config.SIGNUP_PLAN;
  const shop = { code, name, plan, currency: "EUR", locale: "en-IE", theme: defaultTheme(name) };
  for (let round = 0; round < patience; round += 1) {
    if (round > 0) await sleep(pause);
    const opened = await asPlatform("write", async () => {
      const id = await claimStore(shop);
      if (id === null) return undefined;
      const owner = await findOwner();
      await employ(owner.id, id, "owner");
      return { shop: { id, code }, owner };
    });
    if (opened) return opened;
  }
  throw new StoreClosed("Many shops open right now. Please try again in a minute.");
}

function noteOpening({ id, code }: OpenedShop, { name }: WantedShop, actor: Actor): Promise<void> {
  const after = { name, code, plan: config.SIGNUP_PLAN };
  return inStore(id, "write", () =>
    writeDown(actor, { kind: "shop.opened", subject: "shop", after }),
  );
}
