import { createHash } from "node:crypto";

/** What is said to the second of two people who change the same thing. */
export const changedMeanwhile =
  "Somebody else has changed this while you were writing. What you wrote is still here: save again to keep it.";

/**
 * Names how something was when a form about it was drawn: the form brings it along, so that whoever changes what has
 * changed meanwhile is told.
 */
export function editionOf(thing: object): string {
  return createHash("sha256").update(JSON.stringify(thing)).digest("base64url").slice(0, 22);
}
