import type { OrderWish } from "../../app/models/store/orders/placing/draft.ts";
import { closeConnections } from "../../db/connection.ts";
import { crowd } from "./buyers.ts";

type Sent = Omit<OrderWish, "owner"> & { owner: { token: string } };

process.once("message", async (sent: Sent[]) => {
  const wishes = sent.map((wish) => ({
    ...wish,
    owner: { customer: null, token: Buffer.from(wish.owner.token, "hex") },
  }));
  const outcomes = await crowd(wishes, 4);
  await closeConnections();
  process.send?.(outcomes);
});
process.once("disconnect", () => process.exit());
