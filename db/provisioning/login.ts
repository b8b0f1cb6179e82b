import { userInfo } from "node:os";

/** Whom this process runs as on its machine, in words. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`; // containers may have none by this number
  }
}
