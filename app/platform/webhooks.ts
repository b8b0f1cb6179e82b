import { type AnyContext, asPlatform } from "../context.ts";
import { StoreClosed } from "../errors.ts";
import { Store } from "../models/shared/store.ts";
import { platformKeys } from "../payments/keys.ts";
import { messageOf, receiveEvent } from "../payments/webhook.ts";

/** Where Stripe tells what happened in the platform's account, for every shop that has none of its own. */
export async function stripe(ctx: AnyContext): Promise<void> {
  await receiveEvent(platformKeys(), messageOf(ctx), isOpen);
  ctx.body = { received: true };
}

/** A shop that is gone has no books any more. @throws StoreClosed for one that will have them again: Stripe comes back */
async function isOpen(storeId: number): Promise<boolean> {
  const store = await asPlatform("read", () => Store.withId(storeId));
  if (!store || store.state === "trashed") return false;
  if (store.state !== "open") throw new StoreClosed("This shop is closed for the moment.");
  return true;
}
