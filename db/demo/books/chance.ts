/** Dice that fall the same way each time for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: string) {
    this.#state = [...seed].reduce(
      (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619),
      2_166_136_261,
    );
  }

  /** From 0 up to, but not, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T {
    const [chosen] = list.slice(this.between(0, list.length - 1));
    if (chosen === undefined) throw new RangeError("Nothing to pick from");
    return chosen;
  }

  /** One of the keys; each comes up as often as its weight says. @throws RangeError without any weight */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new RangeError("Nothing to choose from");
  }

  /** How often something happens that happens `mean` times on average (Poisson). */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let times = 0;
    for (let left = this.next(); left > limit; left *= this.next()) times += 1;
    return times;
  }
}
