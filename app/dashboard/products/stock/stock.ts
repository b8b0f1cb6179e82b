import { type DeskContext, field, inStore } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { writeDown } from "../../../models/store/audit.ts";
import { shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import {
  changeStock,
  type LedgerLine,
  ledgerOf,
  type StockedVariant,
  stockedVariant,
} from "../../../models/store/desk/catalogue/stock-ledger.ts";
import { lockVariants } from "../../../models/store/orders/stock.ts";
import { leaveNotice } from "../../../notice.ts";
import { asked } from "../../../staff/asked.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, type Errors, idOf } from "../../change.ts";
import { deskPath, goOn, showDesk } from "../../desk.ts";
import { listPath, wholeNumber } from "../../lists.ts";
import { dayAndTime } from "../../moments.ts";
import { counted } from "../words.ts";

const reasons = {
  received: { kind: "received", sign: 1, label: "Received: new units came in" },
  found: { kind: "adjusted", sign: 1, label: "Found: more on the shelf than thought" },
  damaged: { kind: "adjusted", sign: -1, label: "Damaged: cannot be sold" },
  lost: { kind: "adjusted", sign: -1, label: "Lost: fewer on the shelf than thought" },
  counted: { kind: "adjusted", sign: 0, label: "Counted: this many are on the shelf" },
} as const;
type Reason = keyof typeof reasons;

const kindWords: Record<LedgerLine["kind"], string> = {
  reserved: "Held for an order",
  released: "Given back by an order",
  shipped: "Shipped",
  returned: "Came back",
  received: "Received",
  adjusted: "Adjusted",
  counted: "Set",
};

interface Typed {
  reason: string;
  units: string;
  note: string;
}

/** The stock of one variant: how it stands, its ledger, and a form to change it with a reason. */
export async function show(ctx: DeskContext): Promise<void> {
  await showStock(ctx, { reason: "received", units: "", note: "" }, {});
}

/** Changes the stock of a variant for a reason; the ledger and the log both say who it was. */
export async function adjust(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const typed = {
    reason: field(ctx, "reason"),
    units: field(ctx, "units"),
    note: field(ctx, "note"),
  };
  const errors = faultsOf(typed);
  const fault =
    Object.keys(errors).length > 0 ? errors : await changeShop(ctx, () => move(ctx, id, typed));
  if (fault) {
    await inStore(ctx.state.store.id, "read", () => showStock(ctx, typed, fault));
    ctx.status = 422;
    return;
  }
  leaveNotice(ctx, { text: "The stock is changed." });
  goOn(ctx, `/products/variants/${id}/stock`);
}

async function showStock(ctx: DeskContext, typed: Typed, errors: Errors): Promise<void> {
  const id = idOf(ctx);
  const before = wholeNumber(asked(ctx, "before")) ?? null;
  const [variant, ledger, { locale }] = await Promise.all([
    stockedVariant(id),
    ledgerOf(id, before),
    shopFacts(),
  ]);
  if (!variant) throw new NotFound("This kind of product is not here any more.");
  const path = `/products/variants/${id}/stock`;
  const last = ledger.lines.at(-1);
  showDesk(
    ctx,
    "dashboard/products/stock",
    { title: "Stock", section: "/products" },
    {
      variant: { ...variant, left: Math.max(0, variant.on_hand - variant.reserved) },
      ...{ typed, errors },
      reasons: Object.entries(reasons).map(([value, { label }]) => ({ value, label })),
      product: deskPath(ctx, `/products/${variant.product_id}`),
      action: deskPath(ctx, path),
      lines: ledger.lines.map((line) => shownLine(ctx, line, locale)),
      pages: {
        text: "The newest first",
        previous: before === null ? "" : deskPath(ctx, path),
        next: ledger.more && last ? listPath(ctx, path, { before: String(last.id) }) : "",
      },
    },
  );
}

function shownLine(ctx: DeskContext, line: LedgerLine, locale: string) {
  return {
    ...line,
    what: kindWords[line.kind],
    when: dayAndTime(line.at, locale),
    change: signed(line.on_hand),
    held: signed(line.reserved),
    order: line.order_number === null ? "" : deskPath(ctx, `/orders/${line.order_number}`),
  };
}

function signed(units: number): string {
  if (units === 0) return "";
  return units > 0 ? `+${units}` : `−${-units}`;
}

function faultsOf({ reason, units, note }: Typed): Errors {
  const errors: Errors = {};
  if (!Object.hasOwn(reasons, reason)) errors.reason = "Please choose a reason.";
  const least = reason === "counted" ? 0 : 1;
  if (!/^\d{1,7}$/.test(units) || Number(units) < least)
    errors.units = "Please say how many units, in figures: 12";
  if (note.length > 200) errors.note = "Please keep the note to 200 characters.";
  return errors;
}

/** What is wrong, where the stock does not allow it. */
async function move(ctx: DeskContext, id: number, typed: Typed): Promise<Errors | undefined> {
  const [row] = await lockVariants([id]);
  if (!row) throw new NotFound("This kind of product is not here any more.");
  const reason = typed.reason as Reason;
  const units = unitsOf(reason, Number(typed.units), row.on_hand);
  const least = row.tracked && !row.backorder ? row.reserved : 0;
  if (row.on_hand + units < least) return { units: shortOf(row) };

  const actor = actorOf(ctx);
  const label = reasons[reason].label.split(":")[0] ?? "";
  const note = [label, typed.note].filter(Boolean).join(": ");
  await changeStock([{ variant: id, kind: reasons[reason].kind, units, note }], actor.name);
  const before = { on_hand: row.on_hand };
  const after = { on_hand: row.on_hand + units, reason: note };
  await writeDown(actor, { kind: "stock.changed", subject: `variant ${id}`, before, after });
  return undefined;
}

function unitsOf(reason: Reason, typed: number, onHand: number): number {
  const { sign } = reasons[reason];
  return sign === 0 ? typed - onHand : sign * typed;
}

function shortOf({ on_hand, reserved }: Pick<StockedVariant, "on_hand" | "reserved">): string {
  const held = reserved > 0 ? `, of which ${reserved} are held for orders` : "";
  return `There are only ${counted(on_hand, "unit")} on hand${held}.`;
}
