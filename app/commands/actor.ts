import { userInfo } from "node:os";

/** Who sits at this terminal, as the platform's log names them. */
export function commandLineActor(): string {
  return `command line (${login()})`;
}

function login(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`; // containers may have none by this number
  }
}
