import { type DeskContext, inStore } from "../../context.ts";
import { Conflict, NotFound, type Refusal } from "../../errors.ts";
import { writeDown } from "../../models/store/audit.ts";
import { lockCustomer } from "../../models/store/customers/customer.ts";
import { eraseCustomer, openOrdersOf } from "../../models/store/customers/erasing.ts";
import { exportCustomer } from "../../models/store/customers/exporting.ts";
import {
  lockRemarks,
  type Remarks,
  saveRemarks,
} from "../../models/store/desk/customers/profile.ts";
import { leaveNotice } from "../../notice.ts";
import { changing } from "../../retry.ts";
import { refuseActing } from "../../staff/acting.ts";
import { actorOf } from "../actor.ts";
import { idOf } from "../change.ts";
import { goOn } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import { Form } from "../form.ts";
import { remarksOf, showAgain } from "./show.ts";

const mostTags = 20;
const longestTag = 40;

/** Keeps the note and the tags. */
export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const form = new Form(ctx);
  const edition = form.text("edition");
  const remarks = readRemarks(form);
  const typed = { note: remarks.note, tags: form.typed.tags ?? "", errors: form.errors };
  if (!form.isRight) return showAgain(ctx, typed, 422);

  const refusal = await keep(ctx, id, remarks, edition);
  if (refusal) return showAgain(ctx, { ...typed, message: refusal.message }, refusal.status);
  leaveNotice(ctx, { text: "Saved." });
  goOn(ctx, `/customers/${id}`);
}

/** Forgets the person for good; the books keep what was bought. */
export async function erase(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const id = idOf(ctx);
  const open = await changing(ctx.state.store.id, async () => {
    if (!(await lockCustomer(id))) throw new NotFound("There is no such customer.");
    const numbers = await openOrdersOf(id);
    if (numbers.length > 0) return numbers;
    await eraseCustomer(id);
    await writeDown(actorOf(ctx), { kind: "customer.erased", subject: `customer ${id}` });
    return [];
  });
  if (open.length > 0) return showAgain(ctx, { message: stillOpen(open) }, 409);

  leaveNotice(ctx, { text: "The customer is erased." });
  goOn(ctx, `/customers/${id}`);
}

/** Everything that the shop knows about a customer, as a file: to answer whoever asks for it. */
export async function exportAll(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const everything = await inStore(ctx.state.store.id, "read", () =>
    exportCustomer(id, { everyOrder: true }),
  );
  if (!everything) throw new NotFound("There is no such customer.");

  ctx.type = "application/json";
  ctx.attachment(`${ctx.state.store.code}-customer-${id}.json`);
  ctx.body = JSON.stringify(everything, null, 2);
}

function readRemarks(form: Form): Remarks {
  const note = form.text("note", { most: 2000 });
  const tags = tagsOf(form.text("tags", { most: 1000 }));
  if (tags.length > mostTags) form.refuse("tags", `Please keep it to ${mostTags} tags.`);
  const long = tags.find((tag) => tag.length > longestTag);
  if (long) form.refuse("tags", `“${long}” is long: a tag has at most ${longestTag} characters.`);
  return { note, tags };
}

/** Each once, whatever its case. */
function tagsOf(text: string): string[] {
  const tags = text.split(/[,\n]/).map((tag) => tag.trim().replace(/\s+/g, " "));
  const byWord = new Map(tags.filter(Boolean).map((tag) => [tag.toLowerCase(), tag]));
  return [...byWord.values()];
}

/** Keeps the remarks unless somebody else changed them meanwhile; then gives what to say. */
async function keep(
  ctx: DeskContext,
  id: number,
  remarks: Remarks,
  edition: string,
): Promise<Refusal | null> {
  return changing(ctx.state.store.id, async () => {
    const before = await lockRemarks(id);
    if (editionOf(remarksOf(before)) !== edition) return new Conflict(meanwhile(before));
    await saveRemarks(id, remarks);
    const noted = (is: Remarks) => ({ tags: is.tags, note: `${is.note.length} characters` });
    await writeDown(actorOf(ctx), {
      kind: "customer.saved",
      subject: `customer ${id}`,
      before: noted(before),
      after: noted(remarks),
    });
    return null;
  });
}

function meanwhile({ note, tags }: Remarks): string {
  const theirs = [note && `Their note: “${note}”`, tags.length && `Their tags: ${tags.join(", ")}`];
  return [changedMeanwhile, ...theirs.filter(Boolean)].join(" ");
}

function stillOpen(numbers: number[]): string {
  const [number] = numbers;
  return numbers.length === 1
    ? `Order ${number} is not done yet. A customer can be erased once nothing is on its way any more.`
    : `Orders ${numbers.join(", ")} are not done yet. A customer can be erased once nothing is on its way any more.`;
}
