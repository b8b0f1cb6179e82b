import { slugify } from "../../catalogue/product-draft.ts";
import type { DeskContext } from "../../context.ts";
import type { PageDraft, PageRow } from "../../models/store/page.ts";
import { sanitiseHtml } from "../../rich-text.ts";
import { Form } from "../form.ts";

const mostBody = 100_000;
const tag =
  /<\/?(p|br|div|span|h[1-6]|ul|ol|li|a|b|i|u|em|strong|table|t[rdh]|blockquote|section|img|script)\b[^>]*>/i;

/** Reads the form of a page. Its text is HTML, or plain paragraphs; what no shop may show is left out. */
export function readPage(ctx: DeskContext): { form: Form; wish: PageDraft } {
  const form = new Form(ctx);
  const title = form.text("title", { missing: "A page needs a title." });
  const body = form.text("body", { most: mostBody });
  const slug = slugify(form.text("slug") || title)
    .slice(0, 200)
    .replace(/-$/, "");
  if (title && !slug) {
    form.refuse("slug", "Please give it an address of Latin letters and digits, such as about-us.");
  }
  return {
    form,
    wish: {
      slug,
      title,
      body: sanitiseHtml(asHtml(body)),
      seo_title: form.text("seo_title", { most: 120 }),
      seo_description: form.text("seo_description", { most: 320 }),
    },
  };
}

/** What the form's fields hold of a page as it is. */
export function typedOf(page: PageRow): Record<string, string> {
  const { slug, title, body, seo_title: seoTitle, seo_description: seoText } = page;
  return { slug, title, body, seo_title: seoTitle, seo_description: seoText };
}

/** Whoever writes without tags means paragraphs, with a blank line between them. */
function asHtml(text: string): string {
  if (tag.test(text)) return text;
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => `<p>${escaped(part).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
