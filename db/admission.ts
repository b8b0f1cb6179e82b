export interface AdmissionRules {
  /** How many may be inside at once, in all. */
  places: number;
  /** How many may wait; the next one is refused at once. */
  waiting: number;
  /** How long one waits, in milliseconds. */
  patience: number;
  /** Makes the error for those who are refused. */
  refuse: (reason: string) => Error;
}

interface Waiting {
  tenant: string;
  share: number;
  admit: () => void;
}

/** A door with a bounded queue: first come, first served, except that no tenant exceeds its share of the places. */
export class Admission {
  readonly #rules: AdmissionRules;
  readonly #inside = new Map<string, number>();
  #count = 0;
  #queue: Waiting[] = [];

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
  }

  /**
   * Waits for a place and gives the function that leaves it; calling that twice does nothing. `share` is how many
   * of this tenant may be inside at once.
   */
  async enter(tenant: string, share: number): Promise<() => void> {
    if (this.#mayEnter({ tenant, share })) this.#take(tenant);
    else await this.#wait(tenant, share);

    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(tenant);
    };
  }

  #mayEnter({ tenant, share }: Pick<Waiting, "tenant" | "share">): boolean {
    return this.#count < this.#rules.places && this.#of(tenant) < share;
  }

  #wait(tenant: string, share: number): Promise<void> {
    if (this.#queue.length >= this.#rules.waiting) throw this.#rules.refuse("Too many are waiting");

    return new Promise((resolve, reject) => {
      const waiting: Waiting = { tenant, share, admit };
      const timer = setTimeout(() => {
        this.#queue = this.#queue.filter((other) => other !== waiting);
        reject(this.#rules.refuse(`No connection came free in ${this.#rules.patience} ms`));
      }, this.#rules.patience);
      this.#queue.push(waiting);

      function admit(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }

  #leave(tenant: string): void {
    this.#count -= 1;
    const rest = this.#of(tenant) - 1;
    if (rest > 0) this.#inside.set(tenant, rest);
    else this.#inside.delete(tenant);

    const index = this.#queue.findIndex((waiting) => this.#mayEnter(waiting));
    const [next] = index < 0 ? [] : this.#queue.splice(index, 1);
    if (!next) return;
    this.#take(next.tenant);
    next.admit();
  }

  #take(tenant: string): void {
    this.#count += 1;
    this.#inside.set(tenant, this.#of(tenant) + 1);
  }

  #of(tenant: string): number {
    return this.#inside.get(tenant) ?? 0;
  }
}
