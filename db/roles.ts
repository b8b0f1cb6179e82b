import { config } from "../app/config.ts";

declare const brand: unique symbol;

/** A name that is safe to put into SQL text: made here, from a prefix of the configuration and a number. */
export type RoleName = string & { readonly [brand]: true };

/** The roles of this database; several databases of one cluster differ by ROLE_PREFIX. */
export const roles = {
  owner: named("wizamart_owner"),
  app: named("wizamart_app"),
  platform: named("wizamart_platform"),
  store: named("wizamart_store"),
  provisioner: named("wizamart_provisioner"),
};

/** The role of one store. @throws RangeError unless the id is a positive 32-bit integer */
export function roleOf(storeId: number): RoleName {
  return named(schemaOf(storeId));
}

/** The schema of one store. @throws RangeError unless the id is a positive 32-bit integer */
export function schemaOf(storeId: number): string {
  if (!Number.isInteger(storeId) || storeId < 1 || storeId > 2_147_483_647) {
    throw new RangeError(`Not a store id: ${storeId}`);
  }
  return `store_${storeId}`;
}

/** Quotes any text as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes any text as an SQL literal, for the few statements that take no parameters. */
export function quoteText(text: string): string {
  const escaped = text.replaceAll("'", "''").replaceAll("\\", "\\\\");
  return escaped.includes("\\") ? `E'${escaped}'` : `'${escaped}'`;
}

function named(name: string): RoleName {
  return `${config.ROLE_PREFIX}${name}` as RoleName;
}
