import { isPassword } from "../../app/customers/passwords.ts";
import { customerWithEmail } from "../../app/models/store/customers/customer.ts";
import { inStore } from "../scope.ts";
import { shopperSignIn } from "./books/shopper.ts";

/** Says in one line whom one can sign in as in a demo shop; "" where nobody can (any more). */
export async function signInLine(store: { id: number; code: string }): Promise<string> {
  const { shop, email, password } = shopperSignIn;
  if (store.code !== shop) return "";
  const customer = await inStore(store.id, "read", () => customerWithEmail(email));
  const works = await isPassword(password, customer?.password_hash ?? null);
  return works ? `Sign in as ${email} with the password ${password}` : "";
}
