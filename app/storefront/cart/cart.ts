import { field, goTo, param, type StoreContext } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import {
  annotateCart,
  type CartRow,
  fillCart,
  findCart,
  rewriteCart,
  slugOfVariant,
} from "../../models/store/selling/cart.ts";
import { leaveNotice } from "../../notice.ts";
import { mostUnits, type Rewritten } from "../../selling/cart-lines.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showPage, unlisted } from "../page.ts";
import { readCart, readId, readWishes, type TypedCart } from "./form.ts";
import { addedNotice, rewrittenNotice } from "./notices.ts";
import { ownerOf, ownerToFill } from "./owner.ts";
import { cartView } from "./view.ts";

const facts = unlisted("Your cart");

/** The cart, with prices and stock as they are now. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const owner = ownerOf(ctx);
  const cart = owner.customer === null && !owner.token ? undefined : await findCart(owner);
  const view = await cartView(ctx, contents, cart);
  showPage(ctx, contents, "storefront/cart/show", facts, { ...view });
}

/** Puts something into the cart. */
export async function add(ctx: StoreContext): Promise<void> {
  const wishes = readWishes(ctx);
  if (!wishes) return refuseQuantity(ctx);

  const { cart, missing } = await fillCart(await ownerToFill(ctx), wishes);
  leaveNotice(ctx, await addedNotice(cart, wishes, missing));
  goTo(ctx, ctx.state.links.cart());
}

/** Changes quantities, the note and the discount code, and goes on to the checkout if that is what was asked. */
export async function update(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const typed = readCart(ctx);
  const saved = await save(ctx, typed);
  const view = await cartView(ctx, contents, saved && withTyped(saved.cart, typed), typed);
  if (saved)
    await annotateCart(saved.cart.id, { discountCode: view.code.works ? view.code.text : "" });
  if (Object.keys(view.errors).length > 0) {
    ctx.status = 422;
    return showPage(ctx, contents, "storefront/cart/show", facts, { ...view });
  }

  const isAsWanted = await tellOutcome(ctx, saved);
  const goesOn = field(ctx, "go") === "checkout" && isAsWanted && view.cart?.buyable;
  goTo(ctx, goesOn ? ctx.state.links.checkout() : ctx.state.links.cart());
}

/** Takes a line away, and keeps the quantities and the note that were typed beside it. */
export async function remove(ctx: StoreContext): Promise<void> {
  const variant = readId(param(ctx, "variant"));
  if (variant === undefined) throw new NotFound();

  const typed = readCart(ctx);
  const quantities = new Map([...typed.quantities, [variant, 0] as const]);
  await tellOutcome(ctx, await save(ctx, { ...typed, quantities }));
  goTo(ctx, ctx.state.links.cart());
}

type Saved = (Rewritten & { cart: CartRow }) | undefined;

/** Keeps the quantities and the note, as far as they make sense; undefined when there is no cart. */
async function save(ctx: StoreContext, typed: TypedCart): Promise<Saved> {
  const saved = await rewriteCart(ownerOf(ctx), typed);
  const { note, errors } = typed;
  if (saved && note !== undefined && !errors.note) await annotateCart(saved.cart.id, { note });
  return saved;
}

/** The cart as its form is to be shown again. */
function withTyped(cart: CartRow, { note, discountCode }: TypedCart): CartRow {
  return { ...cart, note: note ?? cart.note, discount_code: discountCode ?? cart.discount_code };
}

/** Says on the next page what the shopper could not have known; gives whether there was nothing of that. */
async function tellOutcome(ctx: StoreContext, saved: Saved): Promise<boolean> {
  const notice = saved && (await rewrittenNotice(saved));
  if (notice) leaveNotice(ctx, notice);
  return !notice;
}

async function refuseQuantity(ctx: StoreContext): Promise<void> {
  const { links } = ctx.state;
  const slug = await slugOfVariant(readId(field(ctx, "variant")) ?? 0);
  const text = slug
    ? `Please give a quantity from 1 to ${mostUnits}.`
    : "This product is not here any more.";
  leaveNotice(ctx, { text, tone: "bad" });
  goTo(ctx, slug ? `${links.product(slug)}?variant=${field(ctx, "variant")}` : links.cart());
}
