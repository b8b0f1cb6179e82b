import type { DemoPast } from "../trade.ts";
import { day, hour, minute, nextShift } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { Story, StoryLine } from "./story.ts";

/** What is going to happen to an order, if there is time for it. */
export interface Luck {
  /** The card was not charged, or the transfer never came. */
  isForgotten: boolean;
  /** The first card was declined. */
  isDeclined: boolean;
  /** The shopper calls it off before it is shipped. */
  isRegretted: boolean;
  /** It leaves in two parcels. */
  isParted: boolean;
  comesBack: "all" | "part" | "no";
  /** Something was not as it should be: a part of the money goes back. */
  isMended: boolean;
  /** Working days until somebody packs it. */
  waits: number;
}

/** Draws what happens to an order of a shop. */
export function luckOf(chance: Chance, story: Story, past: DemoPast): Luck {
  const { method } = story.purchase;
  const all = past.returns * 0.4;
  return {
    isForgotten: chance.happens({ stripe: 0.025, bank: 0.12, delivery: 0 }[method]),
    isDeclined: chance.happens(0.03),
    isRegretted: chance.happens(0.02),
    isParted: chance.happens(0.12),
    comesBack: chance.weighted([
      ["all", all],
      ["part", past.returns - all],
      ["no", 1 - past.returns],
    ]),
    isMended: chance.happens(0.012),
    waits: chance.weighted([
      [0, 40],
      [1, 36],
      [2, 17],
      [3, 7],
    ]),
  };
}

/** Lets everything happen to an order that would have happened by `now`. */
export class Fate {
  readonly #chance: Chance;
  readonly #past: DemoPast;
  readonly #now: number;

  constructor(chance: Chance, past: DemoPast, now: number) {
    this.#chance = chance;
    this.#past = past;
    this.#now = now;
  }

  befall(story: Story, luck: Luck): void {
    const ready = this.#pay(story, luck);
    if (ready === null) return;
    const leaves = this.#shiftAfter(ready, luck.waits);
    if (luck.isRegretted && this.#regret(story, ready, leaves)) return;
    const shipped = this.#ship(story, luck, leaves);
    if (shipped === null) return;
    if (!story.isPaid && !this.#payOnDelivery(story, shipped)) return;
    this.#giveBack(story, luck, shipped);
  }

  /** When the order can be packed; null while, or because, its money is not there. */
  #pay(story: Story, luck: Luck): number | null {
    const { placedAt, method } = story.purchase;
    if (method === "delivery") return placedAt;
    if (method === "bank") return this.#payByTransfer(story, luck);

    const expiry = placedAt + 30 * minute;
    if (luck.isForgotten && expiry <= this.#now) {
      story.expire(expiry);
      return null;
    }
    if (luck.isDeclined) story.failToPay(placedAt + 50_000);
    const paid = placedAt + this.#chance.between(75, 270) * 1000;
    story.pay(paid);
    return paid;
  }

  #payByTransfer(story: Story, luck: Luck): number | null {
    const { placedAt } = story.purchase;
    const paid = this.#shiftAfter(placedAt + 20 * hour, this.#chance.between(0, 2));
    if (!luck.isForgotten && paid <= this.#now) {
      story.pay(paid);
      return paid;
    }
    const given = this.#shiftAfter(placedAt + 9 * day, 0);
    if (luck.isForgotten && given <= this.#now) {
      story.cancel(given, "shop", "The transfer did not come");
    }
    return null;
  }

  #regret(story: Story, ready: number, leaves: number): boolean {
    const at = ready + this.#chance.between(15, 200) * minute;
    if (at >= leaves || at > this.#now) return false;
    story.cancel(at, "shop", this.#chance.pick(["Ordered twice", "Changed their mind"]));
    return true;
  }

  /** When the last of it left; null while some of it is here. */
  #ship(story: Story, luck: Luck, leaves: number): number | null {
    if (leaves > this.#now) return null;
    const [first, ...others] = story.lines;
    if (!luck.isParted || !first || others.length === 0) {
      story.ship(leaves, story.lines, this.#label(story));
      return leaves;
    }
    story.ship(leaves, [first], this.#label(story));
    const rest = this.#shiftAfter(leaves + hour, this.#chance.between(2, 5));
    if (rest > this.#now) return null;
    story.ship(rest, others, this.#label(story));
    return rest;
  }

  #label(story: Story) {
    if (/^collect/i.test(story.purchase.shippingName)) {
      return { carrier: "", trackingNumber: "", trackingUrl: "" };
    }
    const { carrier, tracking } = this.#past;
    const trackingNumber = `${this.#chance.between(100, 999)}${this.#chance.between(1e8, 1e9 - 1)}`;
    return { carrier, trackingNumber, trackingUrl: tracking + trackingNumber };
  }

  #payOnDelivery(story: Story, shipped: number): boolean {
    const paid = this.#shiftAfter(shipped + day, this.#chance.between(0, 2));
    if (paid > this.#now) return false;
    story.pay(paid);
    return true;
  }

  #giveBack(story: Story, luck: Luck, shipped: number): void {
    const at = this.#shiftAfter(shipped + this.#chance.between(5, 17) * day, 0);
    const reason = this.#chance.pick(this.#past.reasons);
    const restock = this.#chance.happens(0.85);
    if (at > this.#now) return;

    if (luck.isMended) {
      const amount = Math.round(story.purchase.totals.total / 1000) * 100 || 100;
      const late = "A scratch: the shopper keeps it for less";
      story.giveBack(at, { lines: [], amount, restock: false, reason: late });
    } else if (luck.comesBack !== "no") {
      story.giveBack(at, { lines: this.#linesBack(story, luck), amount: 0, restock, reason });
    }
  }

  #linesBack(story: Story, { comesBack }: Luck): StoryLine[] {
    return comesBack === "all" ? story.lines : [this.#chance.pick(story.lines)];
  }

  #shiftAfter(time: number, waits: number): number {
    return nextShift(this.#chance, time, this.#past, waits);
  }
}
