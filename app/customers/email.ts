/** An e-mail address as it is kept, in lower case; null when the text is none. */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  const looksRight = /^[^@\s"<>()[\]\\,;:]+@[^@\s"<>()[\]\\,;:]+\.[^@\s"<>()[\]\\,;:.]{2,}$/;
  return address.length <= 254 && looksRight.test(address) ? address : null;
}
