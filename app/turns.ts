import { Refusal } from "./errors.ts";

export interface TurnsOptions {
  atOnce: number;
  mostWaiting: number;
  /** What a visitor is told when too many wait already. */
  busy: string;
}

/** Lets heavy work be done a few at once in this process; the rest waits in the order in which it came. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Does the work when it is its turn, and gives what it gives. @throws Refusal (503) when too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.atOnce) await this.#wait();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #wait(): Promise<void> {
    if (this.#queue.length >= this.#options.mostWaiting) throw new Refusal(503, this.#options.busy);
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
