import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { PaymentKind } from "../orders/order.ts";

/** A way to pay that a shop has set up. */
export interface PaymentMethodRow {
  id: number;
  kind: PaymentKind;
  name: string;
  /** What a shopper reads who chose it, such as the shop's bank account. */
  instructions: string;
  enabled: boolean;
  position: number;
  /** The keys of an account of the shop's own, encrypted; "" without one. */
  secrets: string;
}

/** Every way to pay that shoppers may choose, in the shop's order. */
export function enabledMethods(): Promise<PaymentMethodRow[]> {
  return sequelize.query<PaymentMethodRow>(
    `select id, kind, name, instructions, enabled, position, secrets from payment_methods
     where enabled order by position, id`,
    { type: QueryTypes.SELECT },
  );
}

/** The encrypted keys of the shop's own account for a way to pay; "" without one. */
export async function sealedSecrets(kind: PaymentKind): Promise<string> {
  const [row] = await sequelize.query<{ secrets: string }>(
    "select secrets from payment_methods where kind = $1",
    { bind: [kind], type: QueryTypes.SELECT },
  );
  return row?.secrets ?? "";
}

/** Keeps the encrypted keys of the shop's own account; "" goes back to the platform's. */
export async function keepSecrets(kind: PaymentKind, sealed: string): Promise<void> {
  await sequelize.query("update payment_methods set secrets = $2 where kind = $1", {
    bind: [kind, sealed],
  });
}
