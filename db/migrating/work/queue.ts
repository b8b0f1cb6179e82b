import { setTimeout as sleep } from "node:timers/promises";
import type { Room } from "../rooms.ts";
import type { Task } from "./worker.ts";

const glance = 20;

/** The rooms of one wave, handed out one by one; those that met a lock come again when their time has come. */
export class Queue {
  readonly #rooms: readonly Room[];
  #next = 0;
  #underWay = 0;
  readonly #later: Task[] = [];

  constructor(rooms: readonly Room[]) {
    this.#rooms = rooms;
  }

  /** How many are being worked on now. */
  get underWay(): number {
    return this.#underWay;
  }

  /** The next room; undefined when there is none any more, or `state` says that it is enough. Waits while that says so. */
  async take(state: () => "go" | "wait" | "end"): Promise<Task | undefined> {
    while (!this.#isOver(state())) {
      const task = state() === "go" ? this.#first() : undefined;
      if (!task) {
        await sleep(glance);
        continue;
      }
      this.#underWay += 1;
      return task;
    }
    return undefined;
  }

  /** Gives back a room that `take` gave: for good, or to be tried again. */
  giveBack(task: Task, comesAgain: boolean): void {
    this.#underWay -= 1;
    if (comesAgain) this.#later.push(task);
  }

  #first(): Task | undefined {
    const now = performance.now();
    const due = this.#later.findIndex((task) => task.due <= now);
    if (due >= 0) return this.#later.splice(due, 1)[0];
    const room = this.#rooms[this.#next];
    if (!room) return undefined;
    this.#next += 1;
    return { ...room, attempt: 1, since: 0, due: 0 };
  }

  #isOver(state: "go" | "wait" | "end"): boolean {
    if (state !== "go") return state === "end";
    return this.#next >= this.#rooms.length && this.#later.length === 0 && this.#underWay === 0;
  }
}
