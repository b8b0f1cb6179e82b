import type { DemoPast } from "../trade.ts";
import { morningBefore } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { Goods } from "./goods.ts";
import type { Story, StoryMovement } from "./story.ts";

/** A movement of an order's line, or one of the shop's own: goods that came in, and what was found missing. */
export type LedgerRow = StoryMovement | OwnMovement;

export interface OwnMovement {
  at: number;
  goods: Goods;
  line: null;
  kind: "received" | "adjusted";
  source: string;
  onHand: number;
  reserved: 0;
  note: string;
}

/**
 * Everything that moved the stock, the oldest first: what the orders did, and the deliveries in between, so that there is
 * always enough. In the end as many units of each variant can be bought as its goods say.
 */
export function ledgerOf(
  chance: Chance,
  past: DemoPast,
  stories: readonly Story[],
  goods: readonly Goods[],
): LedgerRow[] {
  const moved = new Map<number, StoryMovement[]>(goods.map(({ variant }) => [variant, []]));
  for (const movement of inOrder(stories.flatMap((story) => story.movements))) {
    moved.get(movement.line.goods.variant)?.push(movement);
  }
  return inOrder(
    goods.flatMap((item) => shelfOf(chance, past, item, moved.get(item.variant) ?? [])),
  );
}

/** What happened to one variant, which begins with as many units as it is to end with. */
function shelfOf(
  chance: Chance,
  past: DemoPast,
  goods: Goods,
  movements: readonly StoryMovement[],
): LedgerRow[] {
  const rows: LedgerRow[] = [];
  let free = goods.onHand;
  let wanted = -movements.reduce((sum, movement) => sum + change(movement), 0);
  for (const movement of movements) {
    const short = -(free + change(movement));
    if (short > 0) {
      const units = Math.max(short, Math.min(wanted, chance.between(4, 18)));
      rows.push(own(goods, "received", morningBefore(movement.at, past), units));
      free += units;
      wanted -= units;
    }
    rows.push(movement);
    free += change(movement);
  }
  const last = movements.at(-1)?.at ?? 0;
  const rest = goods.onHand - free;
  if (rest > 0) rows.push(own(goods, "received", morningBefore(last, past), rest));
  if (rest < 0) rows.push(own(goods, "adjusted", last + 1000, rest));
  return rows;
}

/** What a movement does to the units that can be bought. */
function change({ onHand, reserved }: LedgerRow): number {
  return onHand - reserved;
}

function own(goods: Goods, kind: OwnMovement["kind"], at: number, onHand: number): OwnMovement {
  const note = kind === "received" ? "Delivery from the maker" : "Faulty, taken off the shelf";
  return { at, goods, line: null, kind, source: "", onHand, reserved: 0, note };
}

function inOrder<Row extends LedgerRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => a.at - b.at);
}
