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

/** A way to pay as its shop sets it up. Its keys never come along, only whether there are any. */
export interface MethodSetting {
  kind: PaymentKind;
  name: string;
  instructions: string;
  enabled: boolean;
  position: number;
  hasKeys: boolean;
}

/** What a shop has set up of the ways to pay, in its order, so that nobody else changes it meanwhile when `lock` is set. */
export function methodSettings({ lock = false } = {}): Promise<MethodSetting[]> {
  return sequelize.query<MethodSetting>(
    `select kind, name, instructions, enabled, position, secrets <> '' as "hasKeys"
     from payment_methods order by position, id ${lock ? "for update" : ""}`,
    { type: QueryTypes.SELECT },
  );
}

/** Sets a way to pay up, or changes how it is; its keys stay. */
export async function keepMethod({
  kind,
  name,
  instructions,
  enabled,
}: Pick<MethodSetting, "kind" | "name" | "instructions" | "enabled">): Promise<void> {
  await sequelize.query(
    `insert into payment_methods (kind, name, instructions, enabled, position)
     values ($1, $2, $3, $4, (select coalesce(max(position), 0) + 1 from payment_methods))
     on conflict (kind) do update set name = excluded.name, instructions = excluded.instructions, enabled = excluded.enabled`,
    { bind: [kind, name, instructions, enabled] },
  );
}

/** Puts the ways to pay into this order. */
export async function orderMethods(kinds: readonly PaymentKind[]): Promise<void> {
  await sequelize.query(
    "update payment_methods set position = array_position($1::text[], kind) where kind = any ($1::text[])",
    { bind: [kinds] },
  );
}
