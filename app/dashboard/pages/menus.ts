import { type DeskContext, field, inStore } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { takenAway, writeDown } from "../../models/store/audit.ts";
import { MenuItem, type MenuItemRow } from "../../models/store/menu-item.ts";
import { leaveNotice } from "../../notice.ts";
import { actorOf } from "../actor.ts";
import { changeShop, difference, type Errors, idOf } from "../change.ts";
import { goOn } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import type { Form } from "../form.ts";
import { showPages } from "./frame.ts";
import { type Places, placesToLead, readItem, typedOf } from "./menu-form.ts";

type MenuName = MenuItemRow["menu"];

const menus = [
  {
    name: "main",
    title: "Main menu",
    empty: "Without entries it shows “Everything” and your categories.",
  },
  {
    name: "footer",
    title: "Footer",
    empty: "Without entries the foot of the shop shows your categories and how to reach you.",
  },
] as const;

const mostItems = 40;

interface Shown {
  menu: MenuName;
  item: MenuItemRow | null;
  typed: Record<string, string>;
  errors: Errors;
}

/** Both menus, with what they hold in order. */
export async function index(ctx: DeskContext): Promise<void> {
  const [items, places] = [await MenuItem.inOrder(), await placesToLead()];
  const shown = menus.map((menu) => ({ ...menu, rows: rowsOf(items, menu.name, places) }));
  showPages(ctx, "menus", { title: "Menus", tab: "Menus" }, { menus: shown });
}

export async function create(ctx: DeskContext): Promise<void> {
  await showItem(ctx, { menu: menuOf(String(ctx.query.menu)), item: null, typed: {}, errors: {} });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const item = itemIn(await MenuItem.inOrder(), idOf(ctx));
  await showItem(ctx, { menu: item.menu, item, typed: typedOf(item), errors: {} });
}

export async function add(ctx: DeskContext): Promise<void> {
  const menu = menuOf(field(ctx, "menu"));
  const form = await changeShop(ctx, async () => {
    const items = await MenuItem.locked();
    const { form: read, wish } = readItem(ctx, await placesToLead(), parentsFor(items, menu, null));
    if (items.length >= mostItems) read.refuse("label", `Menus hold ${mostItems} entries at most.`);
    if (!read.isRight) return read;
    const id = await MenuItem.add({ menu, ...wish });
    const deed = { kind: "menu.added", subject: `menu entry ${id}`, after: { menu, ...wish } };
    await writeDown(actorOf(ctx), deed);
    return read;
  });
  await finish(ctx, form, { menu, id: null });
}

export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const { form, menu } = await changeShop(ctx, () => save(ctx, id));
  await finish(ctx, form, { menu, id });
}

/** Moves an entry up or down by one place among its neighbours. */
export async function move(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const step = field(ctx, "direction") === "up" ? -1 : 1;
  await changeShop(ctx, async () => {
    const items = await MenuItem.locked();
    const item = itemIn(items, id);
    const neighbours = siblingsOf(items, item.menu, item.parent_id).map((each) => each.id);
    const from = neighbours.indexOf(id);
    const other = neighbours[from + step];
    if (other === undefined) return;
    const after = neighbours.with(from, other).with(from + step, id);
    await MenuItem.arrange(after);
    const subject = `menu ${item.menu}`;
    await writeDown(actorOf(ctx), { kind: "menu.ordered", subject, before: neighbours, after });
  });
  goOn(ctx, `/pages/menus#entry-${id}`);
}

/** Takes an entry away, with those below it; the notice brings them back. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const item = await changeShop(ctx, async () => {
    const items = await MenuItem.locked();
    const found = itemIn(items, id);
    const before = items.filter((each) => each.id === id || each.parent_id === id);
    await MenuItem.remove(before.map((each) => each.id));
    await writeDown(actorOf(ctx), { kind: "menu.removed", subject: `menu entry ${id}`, before });
    return found;
  });
  const undo = { to: `/pages/menus/${id}/restore` };
  leaveNotice(ctx, { text: `${item.label} is out of the menu.`, undo });
  goOn(ctx, "/pages/menus");
}

export async function restore(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const subject = `menu entry ${id}`;
  await changeShop(ctx, async () => {
    const was = await takenAway<MenuItemRow[]>("menu.removed", subject);
    if (!was) throw new NotFound();
    await MenuItem.bringBack(was);
    await writeDown(actorOf(ctx), { kind: "menu.restored", subject, after: was });
  });
  leaveNotice(ctx, { text: "It is back in the menu." });
  goOn(ctx, "/pages/menus");
}

async function save(ctx: DeskContext, id: number): Promise<{ form: Form; menu: MenuName }> {
  const items = await MenuItem.locked();
  const item = itemIn(items, id);
  const parents = parentsFor(items, item.menu, item);
  const { form, wish } = readItem(ctx, await placesToLead(), parents);
  if (field(ctx, "edition") !== editionOf(typedOf(item))) form.refuse("edition", changedMeanwhile);
  if (form.isRight) {
    await MenuItem.change(id, wish);
    const subject = `menu entry ${id}`;
    await writeDown(actorOf(ctx), { kind: "menu.saved", subject, ...difference(item, wish) });
  }
  return { form, menu: item.menu };
}

async function finish(
  ctx: DeskContext,
  form: Form,
  { menu, id }: { menu: MenuName; id: number | null },
): Promise<void> {
  if (form.isRight) {
    leaveNotice(ctx, { text: `${form.typed.label} is in the menu.` });
    return goOn(ctx, "/pages/menus");
  }
  await inStore(ctx.state.store.id, "read", async () => {
    const item = id === null ? null : itemIn(await MenuItem.inOrder(), id);
    await showItem(ctx, { menu, item, typed: form.typed, errors: form.errors });
  });
  ctx.status = 422;
}

async function showItem(ctx: DeskContext, { menu, item, typed, errors }: Shown): Promise<void> {
  const [items, places] = [await MenuItem.inOrder(), await placesToLead()];
  const parents = parentsFor(items, menu, item).map(({ id, label }) => ({ value: id, label }));
  showPages(
    ctx,
    "menu-entry",
    { title: item ? item.label : "New menu entry", tab: "Menus" },
    {
      menu: menus.find(({ name }) => name === menu),
      item,
      typed,
      errors,
      places,
      parents,
      saved: item && errors.edition ? item.label : "",
      edition: item ? editionOf(typedOf(item)) : "",
    },
  );
}

/** Below which entries another one can stand: menus have two levels. */
function parentsFor(
  items: readonly MenuItemRow[],
  menu: MenuName,
  item: MenuItemRow | null,
): MenuItemRow[] {
  const hasBelow = item !== null && items.some(({ parent_id: parent }) => parent === item.id);
  if (hasBelow) return [];
  return siblingsOf(items, menu, null).filter(({ id }) => id !== item?.id);
}

function rowsOf(items: readonly MenuItemRow[], menu: MenuName, places: readonly Places[]) {
  const choices = new Map(
    places.flatMap((group) => group.choices).map(({ value, label }) => [value, label]),
  );
  const rows = (parent: number | null, level: number): object[] => {
    const all = siblingsOf(items, menu, parent);
    return all.flatMap((item, at) => {
      const { lead = "", url } = typedOf(item);
      const leads = url || choices.get(lead);
      const row = { ...item, level, leads, isFirst: at === 0, isLast: at === all.length - 1 };
      return [row, ...(level === 0 ? rows(item.id, 1) : [])];
    });
  };
  return rows(null, 0);
}

function siblingsOf(
  items: readonly MenuItemRow[],
  menu: MenuName,
  parent: number | null,
): MenuItemRow[] {
  return items.filter((item) => item.menu === menu && item.parent_id === parent);
}

function itemIn(items: readonly MenuItemRow[], id: number): MenuItemRow {
  const item = items.find((each) => each.id === id);
  if (!item) throw new NotFound("This entry is not here any more.");
  return item;
}

function menuOf(name: string): MenuName {
  return name === "footer" ? "footer" : "main";
}
