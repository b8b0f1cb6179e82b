/** What is to be undone at the end, however it comes: the last first. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #done: Promise<void> | undefined;

  /** Adds a step. A step may be for something that is still under way: it waits for it then. */
  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** True once it has begun: what fails from then on fails because of that. */
  get begun(): boolean {
    return this.#done !== undefined;
  }

  /** Takes every step once; calling it again waits for the same end. */
  run(): Promise<void> {
    this.#done ??= this.#takeSteps();
    return this.#done;
  }

  /** Ctrl-C and `kill` clean up before the process ends. */
  onSignals(): void {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      process.once(signal, () => void this.run().then(() => process.exit(code)));
    }
  }

  async #takeSteps(): Promise<void> {
    for (const step of this.#steps.toReversed()) {
      await step().catch((error: unknown) => process.stderr.write(`cleaning up: ${error}\n`));
    }
  }
}
