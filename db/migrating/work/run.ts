import type pg from "pg";
import type { Migration } from "../../migrations.ts";
import type { Wave } from "../rooms.ts";
import { beat, type RunFacts } from "../runs.ts";
import { Queue } from "./queue.ts";
import { type Failure, type Result, type Task, Worker } from "./worker.ts";

export interface RunOptions {
  id: number;
  url: string;
  migrations: readonly Migration[];
  workers: number;
  attempts: number;
  /** Beyond which share of a wave's stores, in percent, failures stop the run, and how many there must be at least. */
  stopAt: number;
  leastFailures: number;
  signal: AbortSignal;
  progress: (facts: RunFacts) => void;
  failed: (failure: Failure) => void;
  said: (line: string) => void;
}

/** Something that is no store's fault ended a run; the message says what is left and how to go on. */
export class RunBroken extends Error {
  override name = "RunBroken";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The run ended early: ${reason}. Every store is whole, with its old version or its new one: \`db migrate\` goes on`,
      { cause },
    );
  }
}

const beatPause = 1_000;
const rateWindow = 20;
/** How many failures are told of in the end; the ledger has them all. */
const keptFailures = 1_000;

/** One run over many rooms: its workers, its row in the shared room, and what may hold it up or end it. */
export class Run {
  readonly facts: RunFacts;
  readonly failures: Failure[] = [];
  /** Milliseconds of the store that waited the longest for locks, and which it was. */
  longestWait = { store: 0, milliseconds: 0 };

  readonly #client: pg.Client;
  readonly #options: RunOptions;
  readonly #workers: Worker[];
  readonly #recent: { at: number; done: number }[] = [];
  readonly #waited = new Set<number>();
  #wish: "run" | "pause" = "run";
  #fault: unknown;
  #queue = new Queue([]);

  constructor(client: pg.Client, total: number, options: RunOptions) {
    this.#client = client;
    this.#options = options;
    const { url, migrations, attempts } = options;
    const goOn = () => this.#order() === "go";
    this.#workers = Array.from(
      { length: options.workers },
      () => new Worker({ url, migrations, attempts, goOn }),
    );
    const none = { done: 0, failed: 0, rate: 0, waits: 0, waited_ms: 0 };
    this.facts = { state: "running", wave: "", total, note: "", ...none };
  }

  /** Works through the waves, and ends early where it must; what stopped it is then in `facts.note`. */
  async through(waves: readonly Wave[]): Promise<void> {
    const timer = setInterval(() => void this.#beat(), beatPause);
    try {
      for (const wave of waves) {
        if (this.#order() === "end" || this.facts.note) break;
        await this.#wave(wave);
      }
    } finally {
      clearInterval(timer);
      await this.#beating;
      await Promise.all(this.#workers.map((worker) => worker.end()));
    }
    if (this.#options.signal.aborted) this.facts.note ||= "somebody stopped it";
    if (this.#fault) throw new RunBroken(this.#fault);
  }

  /** Writes down the end. */
  async end(): Promise<void> {
    const { facts } = this;
    facts.state = facts.note ? "stopped" : "done";
    await beat(this.#client, this.#options.id, facts);
  }

  /** Writes down that a fault ended it, if that can be said. */
  async fail(error: unknown): Promise<void> {
    const note = error instanceof Error ? error.message : String(error);
    Object.assign(this.facts, { state: "failed", note: note.slice(0, 300) });
    await beat(this.#client, this.#options.id, this.facts).catch(() => {}); // its silence will tell
  }

  async #wave({ name, rooms }: Wave): Promise<void> {
    const { facts } = this;
    const before = { done: facts.done, failed: facts.failed };
    facts.wave = name;
    this.#queue = new Queue(rooms);
    const limit = this.#limitOf(name, rooms.length);
    const isOver = () => facts.failed - before.failed > limit;
    await Promise.all(this.#workers.map((worker) => this.#work(worker, isOver)));
    const failed = facts.failed - before.failed;
    if (!/ 1 of 1$/.test(name))
      this.#options.said(`${name}: ${facts.done - before.done} done, ${failed} failed`);
    if (isOver())
      facts.note = `${failed} of the ${rooms.length} stores of ${name === "canary" ? "the canary" : name} failed`;
  }

  #limitOf(name: string, stores: number): number {
    if (name === "canary") return 0;
    const { stopAt, leastFailures } = this.#options;
    return Math.max((stores * stopAt) / 100, leastFailures - 1);
  }

  async #work(worker: Worker, isOver: () => boolean): Promise<void> {
    const queue = this.#queue;
    try {
      for (;;) {
        const task = await queue.take(() => (isOver() ? "end" : this.#order()));
        if (!task) return;
        const result = await worker.bring(task);
        queue.giveBack(
          task,
          result.end === "later" || (result.end === "interrupted" && this.#isPaused()),
        );
        this.#count(task, result);
      }
    } catch (error) {
      this.#fault ??= error;
    }
  }

  #count(task: Task, result: Result): void {
    const { facts } = this;
    if (result.end === "later") this.#noteWait(task, result.waited);
    if (result.end === "done") facts.done += 1;
    if (result.end === "failed") {
      facts.failed += 1;
      if (this.failures.length < keptFailures) this.failures.push(result.failure);
      this.#options.failed(result.failure);
    }
    if (result.end === "done" || result.end === "failed") this.#options.progress(facts);
  }

  #noteWait({ id }: Task, milliseconds: number): void {
    this.#waited.add(id);
    this.facts.waits = this.#waited.size;
    this.facts.waited_ms += milliseconds;
    if (milliseconds > this.longestWait.milliseconds)
      this.longestWait = { store: id, milliseconds };
  }

  #order(): "go" | "wait" | "end" {
    if (this.#fault || this.#options.signal.aborted) return "end";
    return this.#wish === "pause" ? "wait" : "go";
  }

  #isPaused(): boolean {
    return this.#order() === "wait";
  }

  #beating: Promise<void> = Promise.resolve();

  #beat(): void {
    this.#beating = this.#beating.then(() => this.#beatOnce());
  }

  async #beatOnce(): Promise<void> {
    const { facts } = this;
    if (this.#fault) return;
    facts.state = this.#isPaused() && this.#queue.underWay === 0 ? "paused" : "running";
    this.#measure();
    try {
      const asked = await beat(this.#client, this.#options.id, facts);
      if (asked !== this.#wish)
        this.#options.said(asked === "pause" ? "paused: `db resume` goes on" : "goes on");
      this.#wish = asked;
    } catch (error) {
      this.#fault ??= error;
    }
    this.#options.progress(facts);
  }

  #measure(): void {
    const { facts } = this;
    const now = { at: performance.now(), done: facts.done + facts.failed };
    if (facts.state === "paused") this.#recent.length = 0;
    this.#recent.push(now);
    if (this.#recent.length > rateWindow) this.#recent.shift();
    const [first] = this.#recent;
    const seconds = first ? (now.at - first.at) / 1_000 : 0;
    facts.rate = first && seconds > 0 ? (now.done - first.done) / seconds : facts.rate;
  }
}
