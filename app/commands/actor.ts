import { loginName } from "../../db/provisioning/login.ts";

/** Who sits at this terminal, as the platform's log names them. */
export function commandLineActor(): string {
  return `command line (${loginName()})`;
}
