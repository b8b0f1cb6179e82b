import { setTimeout as sleep } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { StorageFault } from "../file-storage.ts";
import type { BucketSettings } from "./bucket-url.ts";

/** A request to a bucket. */
export interface BucketRequest {
  method: "GET" | "HEAD" | "PUT" | "POST";
  /** Below the bucket; "" for the bucket itself. */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Buffer;
}

export interface BucketOptions {
  /** How long an attempt may take until the answer begins, in milliseconds. */
  patience?: number;
  /** The pause before the second attempt, in milliseconds; it doubles from then on. */
  pause?: number;
}

const attempts = 3;

const reasons: Record<string, string> = {
  NoSuchBucket: "there is no such bucket",
  InvalidAccessKeyId: "the key is not known there",
  SignatureDoesNotMatch: "the secret does not fit the key",
  AccessDenied: "the key may not do this there",
  RequestTimeTooSkewed: "the clocks differ by too much",
  PermanentRedirect: "the bucket is in another region",
  AuthorizationHeaderMalformed: "the region is not the bucket's",
};

/** S3-compatible storage as HTTP has it: signs, tries again when trying again may help, and says what is wrong. */
export class Bucket {
  readonly #address: string;
  readonly #client: AwsClient;
  readonly #patience: number;
  readonly #pause: number;

  constructor(settings: BucketSettings, { patience = 5_000, pause = 150 }: BucketOptions = {}) {
    const { origin, bucket, region, key, secret } = settings;
    this.#address = `${origin}/${bucket}`;
    this.#client = new AwsClient({
      ...{ accessKeyId: key, secretAccessKey: secret, region },
      service: "s3",
    });
    this.#patience = patience;
    this.#pause = pause;
  }

  /** The answer to a request; undefined when what it asks for is not there. @throws StorageFault */
  async ask(request: BucketRequest): Promise<Response | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#try(request);
      if (!(answer instanceof StorageFault)) return answer;
      if (attempt === attempts || !isPassing(answer)) throw answer;
      await sleep(this.#pause * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  async #try(request: BucketRequest): Promise<Response | undefined | StorageFault> {
    const late = new AbortController();
    // Until the answer begins: a picture may go out to a slow visitor for as long as it takes.
    const timer = setTimeout(() => late.abort(), this.#patience);
    try {
      const response = await fetch(await this.#signed(request, late.signal));
      return response.ok ? response : await this.#refusal(response);
    } catch (error) {
      return this.#fault(late.signal.aborted ? "it does not answer" : unreached(error), error);
    } finally {
      clearTimeout(timer);
    }
  }

  #signed({ method, key, query = {}, headers = {}, body }: BucketRequest, signal: AbortSignal) {
    const parameters = new URLSearchParams(query).toString().replaceAll("+", "%20");
    const path = key ? `/${key}` : "";
    const url = `${this.#address}${path}${parameters ? `?${parameters}` : ""}`;
    // A bucket that leads elsewhere is told of, not followed with our key.
    const init = { method, headers, signal, redirect: "manual" } as const;
    return this.#client.sign(url, body ? { ...init, body } : init);
  }

  async #refusal(response: Response): Promise<undefined | StorageFault> {
    const [, code = ""] = /<Code>(\w{1,60})<\/Code>/.exec(await response.text()) ?? [];
    const isMissing = response.status === 404 && (code === "NoSuchKey" || code === "");
    if (isMissing) return undefined;
    const reason = reasons[code] ?? `it answered ${response.status} ${code}`.trim();
    return this.#fault(reason, new ErrorAnswer(response.status));
  }

  #fault(reason: string, cause: unknown): StorageFault {
    return new StorageFault(`The storage at ${this.#address} cannot be used: ${reason}`, { cause });
  }
}

/** What the storage answered, where it did. */
class ErrorAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`answered ${status}`);
    this.status = status;
  }
}

/** Whether the same again may succeed. */
function isPassing({ cause }: StorageFault): boolean {
  return !(cause instanceof ErrorAnswer) || cause.status >= 500 || cause.status === 429;
}

function unreached(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return `it cannot be reached${code ? ` (${code})` : ""}`;
}
