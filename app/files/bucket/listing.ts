/** One page of what a bucket holds. */
export interface Listing {
  files: { key: string; bytes: number; modified: Date }[];
  /** How the next page is asked for; undefined on the last one. */
  next: string | undefined;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads an answer to ListObjectsV2: flat XML, which needs no parser of its own. */
export function readListing(xml: string): Listing {
  const files = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = ""]) => ({
    key: textOf(entry, "Key") ?? "",
    bytes: Number(textOf(entry, "Size") ?? 0),
    modified: new Date(textOf(entry, "LastModified") ?? 0),
  }));
  const isCut = textOf(xml, "IsTruncated") === "true";
  return { files, next: isCut ? textOf(xml, "NextContinuationToken") : undefined };
}

function textOf(xml: string, name: string): string | undefined {
  const [, text] = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml) ?? [];
  return text?.replace(/&(?:#(x?)([0-9a-f]+)|([a-z]+));/gi, (whole, hex, digits, name) =>
    name ? (entities[name] ?? whole) : String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
  );
}
