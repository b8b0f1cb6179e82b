/** What to say of what `readEmail` cannot take. */
export const notAnEmail = "Please give an e-mail address, such as name@example.com.";

// No character that nobody sees, no empty label, and not ".invalid", where nobody reads mail (RFC 2606): the rows of
// people who were erased have such addresses.
const sign = String.raw`[^@\p{C}\p{Z}"<>()[\]\\,;:]`;
const inLabel = sign.replace("^@", "^@.");
const looksRight = new RegExp(`^${sign}+@(?:${inLabel}+\\.)+(?!invalid$)${inLabel}{2,}$`, "u");

/** An e-mail address as it is kept, in lower case; null when the text is none. */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= 254 && looksRight.test(address) ? address : null;
}
