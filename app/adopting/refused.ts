/** An adoption that cannot begin or go on; the message says why, what was left as it was, and what to do. */
export class AdoptionRefused extends Error {
  override name = "AdoptionRefused";
}
