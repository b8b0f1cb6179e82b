import { asHtml } from "../../../rich-text.ts";
import type { FieldRow } from "../../source/tables.ts";
import { flagOf } from "../../values.ts";
import { cut, type Move } from "../move.ts";
import { Slugs } from "./slugs.ts";

/** Moves a store's tree of categories. */
export async function moveCategories(move: Move): Promise<void> {
  const { old, store, room, tally } = move;
  const slugs = new Slugs(tally, "categories");
  const rows = (await old.all("categories", store.id)).filter((row) => isKept(move, row));
  for (const row of rows) move.categories.set(row("id") ?? "", room.nextId("categories"));
  const parents = parentsOf(move, rows);
  await room.insert(
    "categories",
    rows.map((row, index) => ({
      id: move.categories.get(row("id") ?? ""),
      position: index + 1,
      slug: slugs.take(row("slug"), row("name") ?? ""),
      name: cut(row("name"), 200) || `Category ${row("id")}`,
      description: asHtml(row("description") ?? ""),
      seo_title: cut(row("seoTitle"), 300),
      seo_description: cut(row("seoDescription"), 1000),
    })),
  );
  await room.setParents(parents);
  move.progress(rows.length);
}

function isKept({ tally }: Move, row: FieldRow): boolean {
  if (!isGone(row)) return true;
  tally.count("categories", { left: 1 });
  tally.note("categories", "left out: deleted there", `${row("id")} ${row("name")}`);
  return false;
}

/** Whether a row was deleted softly. */
export function isGone(row: FieldRow): boolean {
  return row("deletedAt") !== null || flagOf(row("deleted")) === true;
}

/** Parents by child, in our ids. One that is not there, or below its own child, is none. */
function parentsOf({ categories, tally }: Move, rows: readonly FieldRow[]): Map<number, number> {
  const wanted = new Map(rows.map((row) => [row("id") ?? "", row("parentId") ?? ""]));
  const parents = new Map<number, number>();
  for (const [child, parent] of wanted) {
    const [own, above] = [categories.get(child), categories.get(parent)];
    if (own === undefined || !parent) continue;
    if (above === undefined || isCircle(child, wanted)) {
      tally.note(
        "categories",
        "now at the top: its parent is not there",
        `${child} (of ${parent})`,
      );
    } else parents.set(own, above);
  }
  return parents;
}

function isCircle(start: string, parents: ReadonlyMap<string, string>): boolean {
  let above = parents.get(start) ?? "";
  for (let steps = 0; above && steps <= parents.size; steps += 1) {
    if (above === start) return true;
    above = parents.get(above) ?? "";
  }
  return above !== "";
}
