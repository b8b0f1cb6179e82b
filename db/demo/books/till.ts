import type { PaymentKind } from "../../../app/models/store/orders/order.ts";
import type { Address } from "../../../app/selling/address/address.ts";
import { reductionOf } from "../../../app/selling/discounts.ts";
import { offersFor, type ShippingOffer } from "../../../app/selling/shipping.ts";
import { rulesFor } from "../../../app/selling/taxes.ts";
import {
  goodsDiscount,
  type Reduction,
  type Totals,
  totalsOf,
} from "../../../app/selling/totals.ts";
import type { DemoDiscount, DemoTrade } from "../trade.ts";
import { day } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { Chosen } from "./goods.ts";
import type { Person } from "./people.ts";

/** What somebody agreed to buy. */
export interface Purchase {
  placedAt: number;
  person: Person;
  signedIn: boolean;
  shippingAddress: Address;
  billingAddress: Address;
  chosen: Chosen[];
  totals: Totals;
  shippingName: string;
  method: PaymentKind;
  discountCode: string;
  note: string;
}

const notes = [
  "Please leave it with the neighbours at number 12.",
  "It is a present: no invoice in the parcel, please.",
  "The bell does not work, please knock.",
  "There is no hurry with this one.",
  "Please ring before you deliver.",
];

/** Adds up what people choose, as the shop's checkout does. */
export class Till {
  readonly #trade: DemoTrade;
  readonly #now: number;
  readonly #uses = new Map<string, number>();

  constructor(trade: DemoTrade, now: number) {
    this.#trade = trade;
    this.#now = now;
  }

  /** What somebody orders; how it is paid is drawn as well, where it is not said. */
  ring(
    chance: Chance,
    { placedAt, person, chosen }: Pick<Purchase, "placedAt" | "person" | "chosen">,
    method?: PaymentKind,
  ): Purchase {
    const shippingAddress = chance.pick(person.addresses);
    const [billingAddress] = person.addresses;
    const code = this.#discountFor(chance, placedAt, person, chosen);
    const reduction = code ? reductionOf(code) : null;
    const offer = this.#offerFor(chance, shippingAddress.country, chosen, reduction);
    const signedIn = person.registeredAt !== null && person.registeredAt <= placedAt;
    return {
      ...{ placedAt, person, signedIn, shippingAddress, billingAddress, chosen },
      totals: this.#totalsOf(shippingAddress.country, chosen, offer, reduction),
      shippingName: offer.name,
      method: method ?? this.#methodFor(chance, shippingAddress.country),
      discountCode: code?.code ?? "",
      note: chance.happens(0.05) ? chance.pick(notes) : "",
    };
  }

  #discountFor(
    chance: Chance,
    placedAt: number,
    { email }: Person,
    chosen: readonly Chosen[],
  ): DemoDiscount | undefined {
    const isOn = ({ begins, ends }: DemoDiscount) =>
      placedAt >= this.#now - begins * day && (ends === null || placedAt < this.#now - ends * day);
    const isLeft = ({ code, usageLimit, customerLimit }: DemoDiscount) =>
      this.#usesOf(code) < (usageLimit ?? Number.POSITIVE_INFINITY) &&
      this.#usesOf(`${code} ${email}`) < (customerLimit ?? Number.POSITIVE_INFINITY);
    const used = this.#trade.discounts.find(
      (discount) =>
        isOn(discount) &&
        worthOf(chosen) >= discount.minimum &&
        isLeft(discount) &&
        chance.happens(discount.share),
    );
    if (used) {
      for (const key of [used.code, `${used.code} ${email}`]) {
        this.#uses.set(key, this.#usesOf(key) + 1);
      }
    }
    return used;
  }

  #usesOf(key: string): number {
    return this.#uses.get(key) ?? 0;
  }

  #offerFor(
    chance: Chance,
    country: string,
    chosen: readonly Chosen[],
    reduction: Reduction | null,
  ): ShippingOffer {
    const zones = this.#trade.zones.map((zone, index) => ({ id: index, position: index, ...zone }));
    const worth = worthOf(chosen);
    const amount = worth - goodsDiscount(worth, reduction);
    const grams = chosen.reduce((sum, { goods, quantity }) => sum + goods.grams * quantity, 0);
    const offers = offersFor(zones, country, { amount, grams });
    return chance.weighted(offers.map((offer, index) => [offer, index === 0 ? 5 : 1] as const));
  }

  #totalsOf(
    country: string,
    chosen: readonly Chosen[],
    offer: ShippingOffer,
    reduction: Reduction | null,
  ): Totals {
    const rates = this.#trade.taxes.map((tax, id) => ({ id, class: "standard", ...tax }));
    return totalsOf({
      lines: chosen.map(({ goods, quantity }) => ({
        price: goods.price,
        quantity,
        taxClass: "standard",
      })),
      shipping: offer.amount,
      taxes: rulesFor(rates, country),
      reduction,
    });
  }

  /** Who pays on delivery lives nearby. */
  #methodFor(chance: Chance, country: string): PaymentKind {
    const { methods, past } = this.#trade;
    const near = country === this.#trade.country;
    return chance.weighted(
      methods
        .filter(({ kind }) => near || kind !== "delivery")
        .map(({ kind }) => [kind, past.methods[kind] ?? 0] as const),
    );
  }
}

function worthOf(chosen: readonly Chosen[]): number {
  return chosen.reduce((sum, { goods, quantity }) => sum + goods.price * quantity, 0);
}
