import { type ProductStatus, productStatuses } from "../../../catalogue/product-draft.ts";
import { type DeskContext, field } from "../../../context.ts";
import { BadRequest, NotFound } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import { copyProduct } from "../../../models/store/desk/catalogue/product-writing.ts";
import {
  freeSlug,
  lockProducts,
  setStatus,
  wholeProduct,
} from "../../../models/store/desk/catalogue/products.ts";
import { productCount } from "../../../models/store/product-reading.ts";
import { leaveNotice } from "../../../notice.ts";
import { planFault } from "../../../plans.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, idOf } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { statusWords } from "../words.ts";

/** Gives one product another status; the next page offers the way back. Archived is as far away as a product goes. */
export async function move(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const status = productStatuses.find((each) => each === field(ctx, "status"));
  if (!status) throw new BadRequest("This form does not say what is to become of the product.");
  const { title, status: before } = await changeShop(ctx, () => setOne(ctx, id, status));
  const undo = { to: `/products/${id}/status`, status: before };
  leaveNotice(ctx, { text: `${title} is ${statusWords[status].label.toLowerCase()} now.`, undo });
  goOn(ctx, `/products/${id}`);
}

/** Makes a draft like a product, with an address of its own and nothing in stock. */
export async function duplicate(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const copy = await changeShop(ctx, () => copyOf(ctx, id));
  const text = "This is the copy: a draft, with its own address and nothing in stock.";
  leaveNotice(ctx, typeof copy === "string" ? { text: copy, tone: "bad" } : { text });
  goOn(ctx, `/products/${typeof copy === "string" ? id : copy}`);
}

async function setOne(ctx: DeskContext, id: number, status: ProductStatus) {
  const [row] = await lockProducts([id]);
  if (!row) throw new NotFound("This product is not here any more.");
  if (row.status === status) return row;
  await setStatus([id], status);
  const after = { status, version: row.version + 1 };
  const before = { status: row.status };
  await writeDown(actorOf(ctx), {
    kind: "product.status",
    subject: `product ${id}`,
    before,
    after,
  });
  return row;
}

/** The id of the copy, or why there can be none. */
async function copyOf(ctx: DeskContext, id: number): Promise<number | string> {
  const product = await wholeProduct(id);
  if (!product) throw new NotFound("This product is not here any more.");
  const full = planFault(ctx.state.store.plan, "products", (await productCount()) + 1);
  if (full) return full;

  const title = `${product.title.slice(0, 245)} (copy)`;
  const copy = await copyProduct(id, await freeSlug(`${product.slug}-copy`), title);
  const deed = {
    kind: "product.copied",
    subject: `product ${copy}`,
    after: { from: id, version: 1 },
  };
  await writeDown(actorOf(ctx), deed);
  return copy;
}
