import sanitize from "sanitize-html";

const blocks = ["div", "section", "article", "header", "footer", "center", "pre", "address"];

const allowed: sanitize.IOptions = {
  allowedTags: [
    ...["p", "br", "ul", "ol", "li", "blockquote", "h2", "h3", "h4"],
    ...["strong", "em", "b", "i", "u", "a"],
    ...["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"],
  ],
  allowedAttributes: { a: ["href"], th: ["colspan", "rowspan"], td: ["colspan", "rowspan"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  transformTags: {
    ...renamed(blocks, "p"),
    ...renamed(["h1"], "h2"),
    ...renamed(["h5", "h6"], "h4"),
    ...cellSpans(),
  },
  exclusiveFilter: (frame) => frame.tag === "p" && frame.text.trim() === "",
};

/**
 * Takes any HTML and gives what a shop may show: paragraphs, lists, headings, emphasis, tables and
 * links (http, https, mailto, relative). No style, class, picture or script is left. What it gives
 * it gives back unchanged.
 */
export function sanitiseHtml(html: string): string {
  let clean = html;
  // A tag taken out can leave its neighbours nested as no browser would: settle in a few rounds.
  for (let round = 0; round < 6; round++) {
    const cleaner = sanitize(clean, allowed);
    if (cleaner === clean) return clean;
    clean = cleaner;
  }
  return sanitize(clean, { allowedTags: [], allowedAttributes: {} });
}

/** What somebody typed, as HTML that a shop may show: plain text becomes paragraphs where a line is left blank. */
export function asHtml(typed: string): string {
  if (/<[a-z!/]/i.test(typed)) return sanitiseHtml(typed);
  const paragraphs = typed.split(/\n\s*\n/).map((text) => text.trim());
  const html = paragraphs.filter(Boolean).map((text) => `<p>${text.replace(/\n/g, "<br />")}</p>`);
  return sanitiseHtml(html.join("\n"));
}

/** Those that sanitised HTML has. */
const entities: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', amp: "&" };

/** Plain text of at most `most` characters from HTML, for descriptions. */
export function plainText(html: string, most = 160): string {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(nbsp|lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/\s+\S*$/, "")}…`;
}

function renamed(tags: string[], name: string): Record<string, string> {
  return Object.fromEntries(tags.map((tag) => [tag, name]));
}

function cellSpans(): Record<string, sanitize.Transformer> {
  const keepNumbers: sanitize.Transformer = (tagName, attribs) => ({
    tagName,
    attribs: Object.fromEntries(
      Object.entries(attribs).filter(([, value]) => /^[1-9]\d?$/.test(value)),
    ),
  });
  return { td: keepNumbers, th: keepNumbers };
}
