import { readable } from "./html.ts";

/** What a browser would send of the first form with a given attribute, such as "data-checkout", as the page has it. */
export function formFields(html: string, marker: string): Record<string, string> {
  const begin = html.search(new RegExp(`<form[^>]*\\s${marker}[\\s>]`));
  if (begin < 0) throw new Error(`no form with ${marker}`);
  const inside = html.slice(begin, html.indexOf("</form>", begin));
  return { ...inputs(inside), ...selects(inside), ...areas(inside) };
}

/** The same with every value of a name that occurs more than once, in the order of the page. */
export function formPairs(html: string, marker: string): [string, string][] {
  const begin = html.search(new RegExp(`<form[^>]*\\s${marker}[\\s>]`));
  if (begin < 0) throw new Error(`no form with ${marker}`);
  const inside = html.slice(begin, html.indexOf("</form>", begin));
  const parts =
    inside.match(/<input[^>]*>|<select[\s\S]*?<\/select>|<textarea[\s\S]*?<\/textarea>/g) ?? [];
  return parts.flatMap((part) =>
    Object.entries({ ...inputs(part), ...selects(part), ...areas(part) }).filter(([name]) => name),
  );
}

function inputs(html: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, "name");
    const isChoice = /type="(radio|checkbox)"/.test(tag);
    if (!name || (isChoice && !/\schecked[\s>]/.test(tag))) continue;
    found[name] = attribute(tag, "value");
  }
  return found;
}

function selects(html: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [whole, tag = ""] of html.matchAll(/(<select[^>]*>)[\s\S]*?<\/select>/g)) {
    const options = [...whole.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => /\sselected[\s>]/.test(option)) ?? options[0] ?? "";
    found[attribute(tag, "name")] = attribute(chosen, "value");
  }
  return found;
}

function areas(html: string): Record<string, string> {
  return Object.fromEntries(
    [...html.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g)].map(
      ([, tag = "", text = ""]) => [attribute(tag, "name"), readable(text)],
    ),
  );
}

function attribute(tag: string, name: string): string {
  return readable(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}
