import { asHtml } from "../../../rich-text.ts";
import type { FieldRow } from "../../source/tables.ts";
import { flagOf, timeOf } from "../../values.ts";
import { isGone } from "../catalogue/categories.ts";
import { Slugs } from "../catalogue/slugs.ts";
import { cut, type Move } from "../move.ts";

/** Moves a store's pages of text; a menu at the foot of its shop leads to them. */
export async function movePages(move: Move): Promise<void> {
  const { room, tally } = move;
  const slugs = new Slugs(tally, "pages");
  const rows = (await move.old.all("pages", move.store.id)).filter((row) => isKept(move, row));
  const pages = rows.map((row) => ({
    id: room.nextId("pages"),
    slug: slugs.take(row("slug")?.replace(/^\/+/, "") ?? null, row("title") ?? ""),
    title: cut(row("title"), 200) || `Page ${row("id")}`,
    body: asHtml(row("body") ?? ""),
    seo_title: cut(row("seoTitle"), 300),
    seo_description: cut(row("seoDescription"), 1000),
    updated_at: timeOf(row("updatedAt")) ?? new Date().toISOString(),
  }));
  await room.insert("pages", pages);
  await room.insert(
    "menu_items",
    pages.map(({ title, slug }, index) => ({
      ...{ id: room.nextId("menu_items"), menu: "footer", position: index + 1 },
      ...{ label: title, kind: "page", target: slug },
    })),
  );
  move.progress(rows.length);
}

/** Every page can be seen here: one that was not to be seen stays behind. */
function isKept({ tally }: Move, row: FieldRow): boolean {
  const isHidden = flagOf(row("published")) === false;
  if (!isGone(row) && !isHidden) return true;
  const what = isGone(row) ? "left out: deleted there" : "left out: not published there";
  tally.count("pages", { left: 1 });
  tally.note("pages", what, `${row("id")} ${row("title")}`);
  return false;
}
