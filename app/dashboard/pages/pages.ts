import { type DeskContext, field, inStore } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { takenAway, writeDown } from "../../models/store/audit.ts";
import { MenuItem, type MenuItemRow } from "../../models/store/menu-item.ts";
import { Page, type PageDraft, type PageRow } from "../../models/store/page.ts";
import { leaveRedirect } from "../../models/store/redirect.ts";
import { Settings } from "../../models/store/settings.ts";
import { leaveNotice } from "../../notice.ts";
import { canonicalAddress } from "../../urls.ts";
import { actorOf } from "../actor.ts";
import { changeShop, difference, type Errors, idOf } from "../change.ts";
import { goOn } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import type { Form } from "../form.ts";
import { showPages } from "./frame.ts";
import { readPage, typedOf } from "./page-form.ts";

const taken = "Another page has this address already.";

interface Shown {
  page: PageRow | null;
  typed: Record<string, string>;
  errors: Errors;
}

/** What is kept of a page that was removed: itself, and what led to it from the menus. */
interface Removed {
  page: PageRow;
  items: MenuItemRow[];
}

/** Every page of text. */
export async function index(ctx: DeskContext): Promise<void> {
  const pages = (await Page.list()).map((page) => ({
    ...page,
    address: addressOf(ctx, page.slug),
  }));
  const writing = await Settings.current();
  showPages(ctx, "index", { title: "Pages", tab: "Pages" }, { pages, writing });
}

/** An empty form; the address may bring a title along. */
export async function create(ctx: DeskContext): Promise<void> {
  const title = String(ctx.query.title ?? "").slice(0, 200);
  const slug = String(ctx.query.slug ?? "").slice(0, 200);
  showForm(ctx, { page: null, typed: { title, slug }, errors: {} });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const page = await pageWith(idOf(ctx));
  showForm(ctx, { page, typed: typedOf(page), errors: {} });
}

export async function add(ctx: DeskContext): Promise<void> {
  const { form, id } = await changeShop(ctx, async () => {
    const { form: read, wish } = readPage(ctx);
    const added = read.isRight ? await Page.add(wish) : undefined;
    if (!added) read.refuse("slug", taken);
    else {
      await writeDown(actorOf(ctx), { kind: "page.added", subject: `page ${added}`, after: wish });
    }
    return { form: read, id: added };
  });
  if (!id) return showAgain(ctx, null, form);
  leaveNotice(ctx, {
    text: `${form.typed.title} is in the shop. Put it into a menu, so that it is found.`,
  });
  goOn(ctx, `/pages/${id}`);
}

export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const form = await changeShop(ctx, () => save(ctx, id));
  if (!form.isRight) return showAgain(ctx, id, form);
  leaveNotice(ctx, { text: `${form.typed.title} is saved.` });
  goOn(ctx, `/pages/${id}`);
}

/** Removes a page, and what leads to it from the menus; the notice brings both back. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const page = await changeShop(ctx, async () => {
    const found = await lockedPage(id);
    const before: Removed = { page: found, items: await leadingTo(found.slug) };
    await MenuItem.remove(before.items.map((item) => item.id));
    await Page.remove(id);
    await writeDown(actorOf(ctx), { kind: "page.removed", subject: `page ${id}`, before });
    return found;
  });
  leaveNotice(ctx, { text: `${page.title} is removed.`, undo: { to: `/pages/${id}/restore` } });
  goOn(ctx, "/pages");
}

export async function restore(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const title = await changeShop(ctx, () => bringBack(ctx, id));
  const back = { text: `${title} is back.` };
  const gone = { text: "Another page has its address now.", tone: "bad" } as const;
  leaveNotice(ctx, title ? back : gone);
  goOn(ctx, title ? `/pages/${id}` : "/pages");
}

async function bringBack(ctx: DeskContext, id: number): Promise<string> {
  const subject = `page ${id}`;
  const was = await takenAway<Removed>("page.removed", subject);
  if (!was) throw new NotFound();
  if (!(await Page.bringBack(was.page))) return "";
  await MenuItem.bringBack(was.items);
  await writeDown(actorOf(ctx), { kind: "page.restored", subject, after: was });
  return was.page.title;
}

async function save(ctx: DeskContext, id: number): Promise<Form> {
  const page = await lockedPage(id);
  const { form, wish } = readPage(ctx);
  if (field(ctx, "edition") !== editionOf(typedOf(page))) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return form;
  if (!(await Page.change(id, wish))) form.refuse("slug", taken);
  else await follow(ctx, page, wish);
  return form;
}

/** Menus and old links follow a page that has another address now. */
async function follow(ctx: DeskContext, page: PageRow, wish: PageDraft): Promise<void> {
  if (wish.slug !== page.slug) {
    await MenuItem.follow("page", page.slug, wish.slug);
    await leaveRedirect(`/shop/pages/${page.slug}`, `/shop/pages/${wish.slug}`);
  }
  const subject = `page ${page.id}`;
  await writeDown(actorOf(ctx), { kind: "page.saved", subject, ...difference(page, wish) });
}

async function showAgain(ctx: DeskContext, id: number | null, form: Form): Promise<void> {
  await inStore(ctx.state.store.id, "read", async () => {
    const page = id === null ? null : await pageWith(id);
    showForm(ctx, { page, typed: form.typed, errors: form.errors });
  });
  ctx.status = 422;
}

function showForm(ctx: DeskContext, { page, typed, errors }: Shown): void {
  showPages(
    ctx,
    "edit",
    { title: page ? page.title : "New page", tab: "Pages" },
    {
      page,
      typed,
      errors,
      saved: page && errors.edition ? page.body : "",
      address: addressOf(ctx, typed.slug || "…"),
      link: page ? addressOf(ctx, page.slug) : "",
      edition: page ? editionOf(typedOf(page)) : "",
    },
  );
}

async function pageWith(id: number): Promise<PageRow> {
  const page = await Page.withId(id);
  if (!page) throw new NotFound("This page is not here any more.");
  return page;
}

async function lockedPage(id: number): Promise<PageRow> {
  const page = await Page.locked(id);
  if (!page) throw new NotFound("This page is not here any more.");
  return page;
}

async function leadingTo(slug: string): Promise<MenuItemRow[]> {
  const items = await MenuItem.locked();
  const direct = items.filter(({ kind, target }) => kind === "page" && target === slug);
  const ids = direct.map(({ id }) => id);
  return items.filter(({ id, parent_id: parent }) => ids.includes(id) || ids.includes(parent ?? 0));
}

function addressOf(ctx: DeskContext, slug: string): string {
  const { store, visit } = ctx.state;
  return canonicalAddress(store, visit, `/shop/pages/${slug}`);
}
