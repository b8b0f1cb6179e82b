import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Part } from "./line.ts";
import { type LockedVariant, lockVariants, type Movement, moveStock } from "./stock.ts";

/** A part for which stock was held when it was ordered, with its variant as it is now. */
interface HeldPart extends Part {
  variant: LockedVariant;
  /** Units of it that are held; the rest was never counted. */
  held: number;
}

/** Locks what the parts' stock is kept in, and says in words what is missing on the shelf; "" when all is there. */
export async function whatIsShort(parts: readonly Part[]): Promise<string> {
  const wanted = new Map<number, number>();
  for (const { variant, held, line } of await heldParts(parts)) {
    if (!variant.tracked) continue;
    const sum = (wanted.get(variant.id) ?? 0) + held;
    if (sum > variant.on_hand) return `Of “${line.title}” there are only ${variant.on_hand} here.`;
    wanted.set(variant.id, sum);
  }
  return "";
}

/** Takes parts off the shelf and out of what is held: they leave the house. */
export async function shipStock(
  parts: readonly Part[],
  source: string,
  actor: string,
): Promise<void> {
  const held = await heldParts(parts);
  const shipped = offTheShelf(held, (part, taken) =>
    movement(part.variant, part.line.id, "shipped", source, {
      onHand: -taken,
      reserved: -part.held,
    }),
  );
  await moveStock(shipped, actor);
}

/** Lets go of what is held for parts that will not be shipped; without `keep` they are off the shelf as well. */
export async function releaseStock(
  parts: readonly Part[],
  source: string,
  { actor, keep }: { actor: string; keep: boolean },
): Promise<void> {
  const held = await heldParts(parts);
  const released = held.map(({ variant, held: units, line }) =>
    movement(variant, line.id, "released", source, { onHand: 0, reserved: -units }),
  );
  await moveStock(released, actor);
  if (keep) return;
  const lost = offTheShelf(held, ({ variant, line }, taken) =>
    movement(variant, line.id, "adjusted", source, { onHand: -taken, reserved: 0 }),
  );
  await moveStock(lost, actor);
}

/** Puts shipped parts back on the shelf, as far as the ledger says that they left it. */
export async function returnStock(
  parts: readonly Part[],
  source: string,
  actor: string,
): Promise<void> {
  const variants = await variantsOf(parts);
  const away = await unitsAway(parts);
  const movements = parts.flatMap(({ line, quantity }): Movement[] => {
    const variant = variants.get(line.variant_id ?? 0);
    const back = Math.min(quantity, away.get(line.id) ?? 0);
    if (!variant || back <= 0) return [];
    return [movement(variant, line.id, "returned", source, { onHand: back, reserved: 0 })];
  });
  await moveStock(movements, actor);
}

/** The movements of parts that leave the shelf, each with the units that were still there for it. */
function offTheShelf(
  parts: readonly HeldPart[],
  movementOf: (part: HeldPart, taken: number) => Movement,
): Movement[] {
  const shelf = new Map<number, number>();
  return parts.map((part) => {
    const { variant, held } = part;
    const here = shelf.get(variant.id) ?? variant.on_hand;
    const taken = Math.min(held, here);
    shelf.set(variant.id, here - taken);
    return movementOf(part, taken);
  });
}

function movement(
  variant: LockedVariant,
  line: number,
  kind: Movement["kind"],
  source: string,
  change: Pick<Movement, "onHand" | "reserved">,
): Movement {
  return { variant: variant.id, line, kind, source, ...change };
}

async function heldParts(parts: readonly Part[]): Promise<HeldPart[]> {
  const counted = parts.filter(({ line }) => line.reserved > 0);
  const variants = await variantsOf(counted);
  return counted.flatMap(({ line, quantity }) => {
    const variant = variants.get(line.variant_id ?? 0);
    return variant ? [{ line, quantity, variant, held: Math.min(quantity, line.reserved) }] : [];
  });
}

/** Locks the variants of parts and gives them by their ids. */
export async function variantsOf(parts: readonly Part[]): Promise<Map<number, LockedVariant>> {
  const ids = parts.flatMap(({ line }) => line.variant_id ?? []);
  const variants = ids.length > 0 ? await lockVariants(ids) : [];
  return new Map(variants.map((variant) => [variant.id, variant]));
}

/** Units of each line that the ledger has sent out and not taken back. */
async function unitsAway(parts: readonly Part[]): Promise<Map<number, number>> {
  const rows = await sequelize.query<{ line: number; units: number }>(
    `select order_line_id as line, -sum(on_hand) as units from stock_movements
     where order_line_id = any ($1::integer[]) and kind in ('shipped', 'returned') group by 1`,
    { bind: [parts.map(({ line }) => line.id)], type: QueryTypes.SELECT },
  );
  return new Map(rows.map(({ line, units }) => [line, units]));
}
