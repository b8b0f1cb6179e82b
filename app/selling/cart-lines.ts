/** What a shopper wants of one variant; the price is the one last shown to them, in minor units. */
export interface CartLine {
  variant: number;
  quantity: number;
  price: number;
}

/** Something to be put into a cart. */
export interface Wish {
  variant: number;
  quantity: number;
  /** The price that the shopper has seen, if not the one of today. */
  price?: number;
  /** Where among the lines it goes, if not to the end. */
  place?: number;
}

/** What can be had of a variant now. */
export interface Offer {
  price: number;
  /** Units that can be bought; null for any number. */
  most: number | null;
}

/** How many units of one variant a cart takes, and how many variants. */
export const mostUnits = 999;
export const mostLines = 100;

/** Lines with more in them, and what of that did not fit: sold out, not sold any more, or too much for a cart. */
export interface Filled {
  lines: CartLine[];
  missing: Wish[];
}

/**
 * Adds wishes to lines. A line never grows above what is in stock; one that is above already stays as it is, for its
 * shopper to decide. Gives new lines.
 */
export function together(
  lines: readonly CartLine[],
  wishes: readonly Wish[],
  offers: ReadonlyMap<number, Offer>,
): Filled {
  return wishes.reduce<Filled>((filled, wish) => withWish(filled, wish, offers.get(wish.variant)), {
    lines: [...lines],
    missing: [],
  });
}

/** What a shopper wrote into the cart's form, by the ids of variants. What is left out stays as it is. */
export interface Rewriting {
  quantities: ReadonlyMap<number, number>;
  /** The prices that the form showed. */
  prices: ReadonlyMap<number, number>;
}

/** Lines as a shopper wants them, the ones that went (with their places), and the ones cut down to what is in stock. */
export interface Rewritten {
  lines: CartLine[];
  removed: (CartLine & { place: number })[];
  cut: CartLine[];
}

/** Gives lines the quantities that a shopper wants, as far as there is stock; 0 takes a line away. */
export function rewritten(
  lines: readonly CartLine[],
  { quantities, prices }: Rewriting,
  offers: ReadonlyMap<number, Offer>,
): Rewritten {
  const wanted = lines.map((line) => ({
    variant: line.variant,
    quantity: quantities.get(line.variant) ?? line.quantity,
    price: prices.get(line.variant) ?? line.price,
  }));
  const kept = wanted
    .filter((line) => line.quantity > 0)
    .map((line) => ({ ...line, quantity: Math.min(line.quantity, mostOf(line, offers)) }));
  const wish = (variant: number) => wanted.find((line) => line.variant === variant)?.quantity ?? 0;
  return {
    lines: kept,
    removed: lines
      .map((line, place) => ({ ...line, place }))
      .filter((line) => wish(line.variant) === 0),
    cut: kept.filter((line) => line.quantity < wish(line.variant)),
  };
}

/** Of what is sold out the wish stays as it was, for the cart's page to say so. */
function mostOf({ variant }: CartLine, offers: ReadonlyMap<number, Offer>): number {
  return offers.get(variant)?.most || mostUnits;
}

function withWish({ lines, missing }: Filled, wish: Wish, offer: Offer | undefined): Filled {
  const there = lines.find((line) => line.variant === wish.variant);
  const added = Math.min(wish.quantity, room(there, offer, lines.length));
  const rest = { ...wish, quantity: wish.quantity - added };
  return {
    lines: added > 0 ? grown(lines, there, { price: offer?.price ?? 0, ...wish }, added) : lines,
    missing: rest.quantity > 0 ? [...missing, rest] : missing,
  };
}

/** How many units more a cart can take of what a line holds. */
function room(there: CartLine | undefined, offer: Offer | undefined, lines: number): number {
  if (!offer || (!there && lines >= mostLines)) return 0;
  return Math.max(0, Math.min(offer.most ?? mostUnits, mostUnits) - (there?.quantity ?? 0));
}

function grown(
  lines: CartLine[],
  there: CartLine | undefined,
  { variant, price, place = lines.length }: Wish & { price: number },
  added: number,
): CartLine[] {
  if (!there) return lines.toSpliced(place, 0, { variant, quantity: added, price });
  return lines.map((line) =>
    line === there ? { ...line, quantity: line.quantity + added } : line,
  );
}
