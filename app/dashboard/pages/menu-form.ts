import type { DeskContext } from "../../context.ts";
import { Category } from "../../models/store/category.ts";
import type { MenuItemRow, MenuKind } from "../../models/store/menu-item.ts";
import { Page } from "../../models/store/page.ts";
import { Form } from "../form.ts";

/** Where an entry of a menu can lead, as a list to choose from: "page:about", or "url" for an address that is typed. */
export interface Places {
  label: string;
  choices: { value: string; label: string }[];
}

export interface ItemWish {
  label: string;
  kind: MenuKind;
  target: string;
  parent_id: number | null;
}

/** Every place of the shop to which a menu can lead. */
export async function placesToLead(): Promise<Places[]> {
  const [categories, collections, pages] = await Promise.all([
    Category.tree(),
    Category.collections(),
    Page.list(),
  ]);
  const named = (kind: MenuKind, rows: readonly { slug: string; name: string }[]) =>
    rows.map(({ slug, name }) => ({ value: `${kind}:${slug}`, label: name }));
  const groups = [
    {
      label: "Shop",
      choices: [
        { value: "home:", label: "Start page" },
        { value: "products:", label: "All products" },
      ],
    },
    { label: "Categories", choices: named("category", categories) },
    { label: "Collections", choices: named("collection", collections) },
    {
      label: "Pages",
      choices: pages.map(({ slug, title }) => ({ value: `page:${slug}`, label: title })),
    },
    { label: "Elsewhere", choices: [{ value: "url:", label: "Another address" }] },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

/**
 * Reads the form of an entry. It may stand below one of `parents`, the others of its menu that stand below none, unless
 * some stand below itself.
 */
export function readItem(
  ctx: DeskContext,
  places: readonly Places[],
  parents: readonly MenuItemRow[],
): { form: Form; wish: ItemWish } {
  const form = new Form(ctx);
  const label = form.text("label", { most: 60, missing: "Please say what it is called." });
  const lead = form.text("lead", { most: 220 });
  const url = form.text("url", { most: 500 });
  const below = form.text("parent", { most: 9 });
  const [kind = "", target = ""] = lead.split(/:(.*)/s);
  const choices = places.flatMap((group) => group.choices);
  if (!choices.some(({ value }) => value === lead)) {
    form.refuse("lead", "Please choose where it leads.");
  }
  if (lead === "url:" && !isAddress(url)) {
    form.refuse(
      "url",
      "Please give an address with https:// in front, or a path of the shop such as /shop/search.",
    );
  }
  const parent = parents.find(({ id }) => String(id) === below);
  if (below && !parent) form.refuse("parent", "This entry can have none below it.");
  const wish = {
    label,
    kind: kind as MenuKind, // one of the choices, or refused
    target: lead === "url:" ? url : target,
    parent_id: parent?.id ?? null,
  };
  return { form, wish };
}

/** What the form's fields hold of an entry as it is. */
export function typedOf(item: MenuItemRow): Record<string, string> {
  const isUrl = item.kind === "url";
  const isOne = item.kind === "home" || item.kind === "products";
  return {
    label: item.label,
    lead: `${item.kind}:${isUrl || isOne ? "" : item.target}`,
    url: isUrl ? item.target : "",
    parent: item.parent_id === null ? "" : String(item.parent_id),
  };
}

function isAddress(text: string): boolean {
  if (/^\/(?![/\\])\S*$/.test(text)) return true;
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
