import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const longestWait = 10_000;
const patience = 28_000;

/** Child processes that are started again when they end by themselves, and stopped together. */
export class Family {
  readonly #children = new Map<string, ChildProcess>();
  readonly #say: (line: string) => void;
  #stopping = false;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /**
   * Runs a module in a process of its own and keeps it running. Resolves with the port that it says it
   * listens on (0 for one that listens on none). @throws Error when it ends before it is ready
   */
  keep(name: string, module: URL, env: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const child = this.#start(name, module, env);
      child.once("message", (message: { listening?: number }) => resolve(message.listening ?? 0));
      child.once("exit", () => reject(new Error(`the ${name} process could not start`)));
      child.once("message", ({ listening }: { listening?: number }) => {
        const again = listening ? { ...env, PORT: String(listening) } : env; // where people know it
        this.#restartWhenItEnds(child, name, module, again, 100);
      });
    });
  }

  /** Asks every child to stop, and waits until all have; after a while it insists. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const ends = [...this.#children.values()].map(
      (child) => new Promise<void>((resolve) => void child.once("exit", () => resolve())),
    );
    for (const child of this.#children.values()) child.kill("SIGTERM");
    const insist = sleep(patience, undefined, { ref: false }).then(() => {
      for (const child of this.#children.values()) child.kill("SIGKILL");
    });
    await Promise.race([Promise.all(ends), insist]);
  }

  #start(name: string, module: URL, env: Record<string, string>): ChildProcess {
    // In a group of its own, so that Ctrl-C reaches only the parent, which stops things in order.
    const child = fork(fileURLToPath(module), { env: { ...process.env, ...env }, detached: true });
    this.#children.set(name, child);
    child.once("exit", () => this.#children.delete(name));
    return child;
  }

  #restartWhenItEnds(
    child: ChildProcess,
    name: string,
    module: URL,
    env: Record<string, string>,
    wait: number,
  ): void {
    child.once("exit", async (code) => {
      if (this.#stopping) return;
      this.#say(`The ${name} process ended (${code ?? "killed"}): starting it again`);
      await sleep(wait);
      if (this.#stopping) return;
      const next = this.#start(name, module, env);
      this.#restartWhenItEnds(next, name, module, env, Math.min(wait * 2, longestWait));
    });
  }
}
