import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import type { Manners } from "./manners.ts";
import { newId } from "./objects.ts";

/** Where an account's events go, and what they are signed with. */
export interface Endpoint {
  /** On this machine. */
  port: number;
  /** The Host that is asked for. */
  host: string;
  path: string;
  secret: string;
}

/** An event that was sent, and how each try was answered; 0 for no answer. */
export interface Delivery {
  type: string;
  body: string;
  answers: number[];
}

interface Waiting {
  endpoint: Endpoint;
  delivery: Delivery;
}

/** Sends events, and again for as long as nobody takes them, as Stripe does for days. */
export class Deliveries {
  /** Everything that was sent, in the order in which it was. */
  readonly sent: Delivery[] = [];
  readonly #manners: Manners;
  readonly #pauses: readonly number[];
  readonly #stopping = new AbortController();
  #waiting: Waiting[] = [];
  #underway = 0;

  constructor(manners: Manners, pauses: readonly number[]) {
    this.#manners = manners;
    this.#pauses = pauses;
  }

  /** Sends an event about an object as it is now. */
  add(endpoint: Endpoint, type: string, object: object): void {
    const body = JSON.stringify(eventOf(type, object));
    if (this.#waiting.length === 0) void this.#sendSoon();
    this.#waiting.push({ endpoint, delivery: { type, body, answers: [] } });
  }

  /** Sends an event again that was sent before, as from Stripe's dashboard; gives the answer's status. */
  again({ body }: Pick<Delivery, "body">, endpoint: Endpoint): Promise<number> {
    return send(endpoint, body);
  }

  /** Resolves when nothing is on its way any more. */
  async quiet(): Promise<void> {
    while (this.#waiting.length > 0 || this.#underway > 0) await sleep(5);
  }

  stop(): void {
    this.#stopping.abort();
    this.#waiting = [];
  }

  async #sendSoon(): Promise<void> {
    this.#underway += 1;
    await this.#pause(this.#manners.eventDelay);
    const { copies, reordered } = this.#manners;
    const batch = reordered ? this.#waiting.toReversed() : this.#waiting;
    this.#waiting = [];
    const all = batch.flatMap((one) => Array.from({ length: copies }, () => one));
    await Promise.all(all.map((one) => this.#deliver(one)));
    this.#underway -= 1;
  }

  async #deliver({ endpoint, delivery }: Waiting): Promise<void> {
    this.sent.push(delivery);
    for (const pause of [...this.#pauses, 0]) {
      if (this.#stopping.signal.aborted) return;
      const status = await send(endpoint, delivery.body);
      delivery.answers.push(status);
      if (status >= 200 && status < 300) return;
      await this.#pause(pause);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  }
}

function eventOf(type: string, object: object) {
  const created = Math.floor(Date.now() / 1000);
  return { id: newId("evt"), object: "event", type, created, livemode: false, data: { object } };
}

/** Each try is signed anew, as its time is part of the signature. Gives 0 when nobody answers. */
function send({ port, host, path, secret }: Endpoint, body: string): Promise<number> {
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const headers = {
    Host: host,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Stripe-Signature": signature,
  };
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path, method: "POST", headers, timeout: 10_000 };
    const outgoing = request(options, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(0));
    outgoing.end(body);
  });
}
