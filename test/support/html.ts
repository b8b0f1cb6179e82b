const entities: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#92;": "\\",
  "&amp;": "&",
};

/** Text as a reader sees it. */
export function readable(html: string): string {
  return html.replace(/&(lt|gt|quot|amp|#39|#92);/g, (entity) => entities[entity] ?? entity);
}

/** What a page says to its reader, without the tags. */
export function words(html: string): string {
  return readable(html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
}

/** The values of an attribute, such as href, in the order of the page. */
export function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) =>
    readable(value),
  );
}

/** Every address of the same site to which a page leads or from which it loads something. */
export function localAddresses(html: string): string[] {
  const srcset = attributes(html, "srcset").flatMap((set) =>
    set.split(", ").map((part) => part.replace(/ \d+w$/, "")),
  );
  const all = [...attributes(html, "href"), ...attributes(html, "src"), ...srcset];
  const looking = formTags(html).filter((tag) => !/\smethod="post"/.test(tag));
  const actions = attributes(looking.join(""), "action");
  return [...new Set([...all, ...actions])].filter((address) => address.startsWith("/"));
}

/** Every address to which a page can send a form that changes something. */
export function postAddresses(html: string): string[] {
  const changing = formTags(html).filter((tag) => /\smethod="post"/.test(tag));
  return [...attributes(changing.join(""), "action"), ...attributes(html, "formaction")];
}

function formTags(html: string): string[] {
  return [...html.matchAll(/<form[^>]*>/g)].map(([tag]) => tag);
}

/** The slugs of the products that a page shows as cards, in order. */
export function cards(html: string): string[] {
  return [...html.matchAll(/class="card-link" href="[^"]*\/shop\/products\/([a-z0-9-]+)"/g)].map(
    ([, slug = ""]) => slug,
  );
}

/** Counts beside the choices of the filter form, by "name=value"; only those that have one. */
export function counts(html: string): Record<string, number> {
  const choices = html.matchAll(
    /<input type="(?:checkbox|radio)" name="([^"]*)" value="([^"]*)"(?:(?!<input)[\s\S])*?class="choice-count">(\d+)</g,
  );
  return Object.fromEntries(
    [...choices].map(([, name, value = "", count]) => [
      `${name}=${readable(value)}`,
      Number(count),
    ]),
  );
}

/** Values of the filter form that are ticked, as "name=value". */
export function ticked(html: string): string[] {
  return [
    ...html.matchAll(
      /<input type="(?:checkbox|radio)" name="([^"]*)" value="([^"]*)"[^>]*checked/g,
    ),
  ].map(([, name, value = ""]) => `${name}=${readable(value)}`);
}

/** The labels of the active filters with the address that takes each away. */
export function pills(html: string): { label: string; href: string }[] {
  return [
    ...html.matchAll(
      /<a class="pill" href="([^"]*)"><span class="visually-hidden">Remove filter<\/span>([\s\S]*?)<\/?(?:svg|a)/g,
    ),
  ].map(([, href = "", label = ""]) => ({ label: words(label).trim(), href: readable(href) }));
}

/** The number of products that a list says it has. */
export function total(html: string): number {
  return Number(/Showing \d+–\d+ of (\d+)/.exec(html)?.[1] ?? 0);
}

/** The content of a meta element, by its name or property; "" without one. */
export function meta(html: string, name: string): string {
  const [, content = ""] =
    new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html) ?? [];
  return readable(content);
}

/** The address that search engines are to keep; "" without one. */
export function canonicalLink(html: string): string {
  return readable(/<link rel="canonical" href="([^"]*)"/.exec(html)?.[1] ?? "");
}

/** What a page says to search engines, parsed. */
export function structuredData(html: string): Record<string, unknown>[] {
  return [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
    ([, text = ""]) => JSON.parse(text),
  );
}
