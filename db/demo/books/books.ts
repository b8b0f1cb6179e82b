import type { PaymentKind } from "../../../app/models/store/orders/order.ts";
import type { DemoShop } from "../shop.ts";
import { day, orderTimes } from "./calendar.ts";
import { Chance } from "./chance.ts";
import { Fate, type Luck, luckOf } from "./fate.ts";
import { type Goods, Shelves } from "./goods.ts";
import { type LedgerRow, ledgerOf } from "./ledger.ts";
import { Crowd, type Person } from "./people.ts";
import { shopperOf } from "./shopper.ts";
import { Story } from "./story.ts";
import { Till } from "./till.ts";

/** A year of a shop: who bought, what became of their orders (the oldest first), and what moved the stock. */
export interface Books {
  people: Person[];
  stories: Story[];
  ledger: LedgerRow[];
}

interface Plan {
  person?: Person | undefined;
  method?: PaymentKind;
  luck?: Partial<Luck>;
}

// Transfers that the shop waits for, and parcels that it has to pack, counted from the last order.
const unpaid = [3, 7];
const unpacked = [2, 4];

/** Where in the year's orders those of the shopper are whom people sign in as, and what is certain about each. */
const shoppersOrders: [number, Partial<Luck>][] = [
  [0.06, {}],
  [0.24, { comesBack: "part" }],
  [0.47, {}],
  [0.68, { isParted: true }],
  [0.86, {}],
  [0.975, {}],
  [0.998, { waits: 4 }],
];
const plain: Luck = {
  ...{ isForgotten: false, isDeclined: false, isRegretted: false },
  ...{ isParted: false, comesBack: "no", isMended: false, waits: 0 },
};

/** Invents the year up to `now` of a shop that has these goods: the same for the same shop, goods and time. */
export function booksOf(shop: DemoShop, goods: readonly Goods[], now: number): Books {
  const { past } = shop.trade;
  const chance = new Chance(shop.code);
  const times = orderTimes(chance, past, now);
  const crowd = new Crowd(chance, past.countries);
  const shelves = new Shelves(chance, goods, shop.featured);
  const till = new Till(shop.trade, now);
  const planned = plan(shop.code, times);

  const stories = times.flatMap((time, index) => {
    const own = new Chance(`${shop.code} ${index}`);
    const { person = crowd.next(time), method, luck } = planned.get(index) ?? {};
    const chosen = shelves.choose(own, time);
    if (chosen.length === 0) return [];
    const story = new Story(till.ring(own, { placedAt: time, person, chosen }, method));
    new Fate(own, past, now).befall(story, { ...luckOf(own, story, past), ...luck });
    return [story];
  });
  const people = [...new Set(stories.map(({ purchase }) => purchase.person))];
  return { people, stories, ledger: ledgerOf(chance, past, stories, goods) };
}

/** What is certain about some of the orders, by their places among all. */
function plan(code: string, times: readonly number[]): Map<number, Plan> {
  const [first = 0] = times;
  const person = shopperOf(code, first - day);
  const theirs = shoppersOrders.map(([place, luck]): [number, Plan] => [
    Math.floor(place * times.length),
    { person, method: "stripe", luck: { ...plain, ...luck } },
  ]);
  const ordered = (method: PaymentKind, luck: Partial<Luck>) => (back: number) =>
    [times.length - back, { method, luck }] as const;
  return new Map<number, Plan>([
    ...unpaid.map(ordered("bank", { isForgotten: true })),
    ...unpacked.map(ordered("stripe", { ...plain, waits: 4 })),
    ...(person ? theirs : []),
  ]);
}
