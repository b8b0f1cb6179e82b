import { type DeskContext, field, inStore } from "../../../context.ts";
import { changesSince } from "../../../models/store/desk/catalogue/changes.ts";
import type { WholeProduct } from "../../../models/store/desk/catalogue/products.ts";
import { type ShopFacts, shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { leaveNotice, type Notice } from "../../../notice.ts";
import { changeShop, type Errors, idOf } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { merge } from "./cells.ts";
import { takeChoices } from "./clashes.ts";
import { draftOf } from "./draft.ts";
import { emptyForm, formOf, type ProductForm, readForm } from "./form.ts";
import { areOptionsTouched, settleOptions } from "./options.ts";
import { dropPictures, keepPictures, mostPictures } from "./pictures.ts";
import { faultsOf, make, type Opened, open, save, saving, takePictures } from "./saving.ts";
import { showEditor } from "./show-editor.ts";

/** A notice rides in a cookie. */
const longestFault = 400;

/** A form for a new product. */
export async function compose(ctx: DeskContext): Promise<void> {
  showEditor(ctx, emptyForm(), { facts: await shopFacts(), product: undefined });
}

/** A product, to be changed by whoever may, and looked at by the others. */
export async function show(ctx: DeskContext): Promise<void> {
  const { facts, product } = await open(idOf(ctx));
  showEditor(ctx, formOf(product, facts.currency), { facts, product });
}

/** Makes a product of the form; shows it again when something is wrong with it, or more kinds are to be filled in. */
export async function create(ctx: DeskContext): Promise<void> {
  const facts = await inStore(ctx.state.store.id, "read", shopFacts);
  const { form, draft, errors } = read(ctx, { facts, product: undefined });
  if (field(ctx, "step") === "kinds")
    return showEditor(ctx, form, { facts, product: undefined }, { errors });

  Object.assign(errors, await inStore(ctx.state.store.id, "read", () => faultsOf(ctx, draft, 0)));
  if (Object.keys(errors).length > 0) return showNew(ctx, form, facts, errors);
  const pictures = await keepPictures(ctx, mostPictures);
  const files = pictures.kept.map(({ file }) => file);
  const faults = (found: Errors) =>
    dropPictures(ctx, files).then(() => showNew(ctx, form, facts, found));
  if (pictures.fault && files.length === 0) return faults({ pictures: pictures.fault });

  const saved = await saving(() => changeShop(ctx, () => make(ctx, draft, pictures)));
  if (saved.saved === undefined) return faults(saved.errors ?? {});
  leaveNotice(ctx, readyNotice(draft.columns.title, pictures.fault));
  goOn(ctx, `/products/${saved.saved}`);
}

/** A browser forgets files: pictures that could be taken are in, and the others are named. */
function readyNotice(title: string, fault: string): Notice {
  if (!fault) return { text: `${title} is ready.` };
  const missing = fault.length > longestFault ? `${fault.slice(0, longestFault)} …` : fault;
  return { text: `${title} is ready, but not with every picture. ${missing}`, tone: "bad" };
}

/** Saves a product. New pictures are kept whatever else is wrong; what others saved meanwhile is shown and not undone. */
export async function update(ctx: DeskContext): Promise<void> {
  const { id } = ctx.state.store;
  const before = await inStore(id, "read", () => open(idOf(ctx)));
  const added = await takePictures(ctx, before.product);
  const { facts, product } =
    added.kept.length > 0 ? await inStore(id, "read", () => open(idOf(ctx))) : before;
  const { form, draft, errors, touched } = read(ctx, { facts, product });
  if (added.fault) errors.pictures = added.fault;
  if (field(ctx, "step") === "kinds") return showEditor(ctx, form, { facts, product }, { errors });

  Object.assign(errors, await inStore(id, "read", () => faultsOf(ctx, draft, product.id)));
  if (Object.keys(errors).length > 0) return showAgain(ctx, form, { facts, product }, errors);

  const saved = await saving(() =>
    changeShop(ctx, () => save(ctx, form, { facts, product, draft })),
  );
  if (saved.outOfDate) return showMerged(ctx, form, touched);
  if (saved.errors) return showAgain(ctx, form, { facts, product }, saved.errors);
  await dropPictures(ctx, goneFiles(form));
  leaveNotice(ctx, { text: `${draft.columns.title} is saved.` });
  goOn(ctx, `/products/${product.id}`);
}

function read(
  ctx: DeskContext,
  { facts, product }: { facts: ShopFacts; product: WholeProduct | undefined },
) {
  const fields = ctx.state.form ?? new URLSearchParams();
  const sent = readForm(fields, product);
  if (product) takeChoices(sent, fields, { product, currency: facts.currency });
  const { form, errors: wrong } = settleOptions(sent);
  const { draft, errors } = draftOf(form, facts.currency);
  const all = field(ctx, "step") === "kinds" ? wrong : { ...errors, ...wrong };
  return { form, draft, errors: all, touched: areOptionsTouched(sent) };
}

function goneFiles({ pictures }: ProductForm): string[] {
  return pictures.flatMap(({ gone, shown }) => (gone && shown ? [shown.file] : []));
}

function showNew(ctx: DeskContext, form: ProductForm, facts: ShopFacts, errors: Errors): void {
  const brought = ctx.state.files?.some(({ field: name }) => name === "pictures");
  const remark = brought ? "Please choose the pictures once more: a browser forgets them." : "";
  ctx.status = 422;
  showEditor(ctx, form, { facts, product: undefined }, { errors, remark });
}

function showAgain(ctx: DeskContext, form: ProductForm, opened: Opened, errors: Errors): void {
  ctx.status = 422;
  showEditor(ctx, form, opened, { errors });
}

/** Two people edited it: what only the other one changed is taken over, the rest is shown side by side. */
async function showMerged(ctx: DeskContext, typed: ProductForm, touched: boolean): Promise<void> {
  const { opened, changes } = await inStore(ctx.state.store.id, "read", async () => ({
    opened: await open(typed.id),
    changes: await changesSince(typed.id, typed.version),
  }));
  const { currency } = opened.facts;
  const { form, clashes } = merge(typed, opened.product, { changes, currency, touched });
  ctx.status = 409;
  showEditor(ctx, form, opened, { clashes });
}
