import { quoteName, roleOf, schemaOf } from "../roles.ts";

/** SQL that lets a store's role into the store's own schema, or locks it out. Both have to be there. */
export function access(id: number, open: boolean): string {
  const schema = quoteName(schemaOf(id));
  const role = quoteName(roleOf(id));
  return open
    ? `GRANT USAGE ON SCHEMA ${schema} TO ${role}`
    : `REVOKE USAGE ON SCHEMA ${schema} FROM ${role}`;
}
