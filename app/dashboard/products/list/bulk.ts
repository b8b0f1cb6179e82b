import { type ProductStatus, productStatuses } from "../../../catalogue/product-draft.ts";
import { type DeskContext, field } from "../../../context.ts";
import { BadRequest } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import {
  addToCategory,
  lockProducts,
  setStatus,
} from "../../../models/store/desk/catalogue/products.ts";
import { shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { leaveNotice, type Notice } from "../../../notice.ts";
import { actorOf } from "../../actor.ts";
import { changeShop } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { wholeNumber } from "../../lists.ts";
import { counted, statusWords } from "../words.ts";

const mostAtOnce = 200;

/** Does one thing to the products that were ticked: another status, or one more category. */
export async function bulk(ctx: DeskContext): Promise<void> {
  const ids = idsOf(ctx);
  const wanted = field(ctx, "act");
  const status = productStatuses.find((each) => each === wanted);
  const category = wholeNumber(field(ctx, "into"));
  if (ids.length === 0) {
    leaveNotice(ctx, { text: "Please tick the products first.", tone: "bad" });
  } else if (status) {
    const befores = ids.map((id) => ({ id, status }));
    leaveNotice(ctx, await changeShop(ctx, () => setStatuses(ctx, befores)));
  } else if (wanted === "category" && category) {
    leaveNotice(ctx, await changeShop(ctx, () => file(ctx, ids, category)));
  } else {
    leaveNotice(ctx, { text: "Please choose what is to be done with them.", tone: "bad" });
  }
  goOn(ctx, `/products${hereOf(ctx)}`);
}

/** Gives products back the status that each had: "7:draft,9:active". */
export async function restore(ctx: DeskContext): Promise<void> {
  const pairs = field(ctx, "states").split(",").slice(0, mostAtOnce);
  const wanted = pairs.flatMap((pair) => {
    const [id = "", name] = pair.split(":");
    const status = productStatuses.find((each) => each === name);
    return status && wholeNumber(id) ? [{ id: Number(id), status }] : [];
  });
  if (wanted.length === 0) throw new BadRequest("This form does not say what is to be restored.");
  await changeShop(ctx, () => setStatuses(ctx, wanted));
  leaveNotice(ctx, { text: "All is as it was before." });
  goOn(ctx, `/products${hereOf(ctx)}`);
}

interface Wanted {
  id: number;
  status: ProductStatus;
}

/** Changes those that have another status, and gives the sentence about it with the way back. */
async function setStatuses(ctx: DeskContext, wanted: readonly Wanted[]): Promise<Notice> {
  const rows = await lockProducts(wanted.map(({ id }) => id));
  const target = new Map(wanted.map(({ id, status }) => [id, status]));
  const changed = rows.filter(({ id, status }) => target.get(id) !== status);
  for (const status of productStatuses) {
    const ids = changed.filter(({ id }) => target.get(id) === status).map(({ id }) => id);
    if (ids.length > 0) await setStatus(ids, status);
  }
  for (const { id, status, version } of changed) {
    const after = { status: target.get(id), version: version + 1 };
    const subject = `product ${id}`;
    await writeDown(actorOf(ctx), { kind: "product.status", subject, before: { status }, after });
  }
  const label = statusWords[wanted[0]?.status ?? "draft"].label.toLowerCase();
  const states = changed.map(({ id, status }) => `${id}:${status}`).join(",");
  const text = `${counted(changed.length, "product is", "products are")} ${label} now.`;
  const undo = { to: "/products/restore", states, here: hereOf(ctx) };
  return changed.length > 0 ? { text, undo } : { text: `All of them were ${label} before.` };
}

async function file(ctx: DeskContext, ids: number[], category: number): Promise<Notice> {
  const { categories } = await shopFacts();
  const name = categories.find(({ id }) => id === category)?.name;
  if (!name) return { text: "This category is not there any more.", tone: "bad" };
  const added = await addToCategory(ids, category);
  for (const id of added) {
    const deed = { kind: "product.filed", subject: `product ${id}`, after: { category: name } };
    await writeDown(actorOf(ctx), deed);
  }
  return { text: `${counted(added.length, "product was", "products were")} added to ${name}.` };
}

function idsOf(ctx: DeskContext): number[] {
  const sent = ctx.state.form?.getAll("id") ?? [];
  return [...new Set(sent.map((id) => wholeNumber(id) ?? 0))].filter(Boolean).slice(0, mostAtOnce);
}

/** The list as it was narrowed, to go back to. */
function hereOf(ctx: DeskContext): string {
  const here = field(ctx, "here");
  return /^\?[\w=&%.~+:-]{1,500}$/.test(here) ? here : "";
}
