import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import {
  type FileFacts,
  type FileStorage,
  type ListedFile,
  type OpenFile,
  StorageFault,
} from "../file-storage.ts";
import type { Bucket, BucketRequest } from "./bucket.ts";
import { readListing } from "./listing.ts";

/** A file is held in memory while it is written: its length has to be known before. */
const mostBytes = 64 * 1024 * 1024;
/** How many keys one request may remove. */
const mostKeys = 1_000;

/** The files of a store in a bucket, all below one prefix. */
export class BucketStorage implements FileStorage {
  readonly #bucket: Bucket;
  readonly #prefix: string;

  /** `prefix` ends with a slash: what begins like it is another store's. */
  constructor(bucket: Bucket, prefix: string) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async put(name: string, content: Buffer | Readable): Promise<void> {
    const body = Buffer.isBuffer(content) ? content : await whole(content);
    const headers = {
      "Content-Type": name.endsWith(".avif") ? "image/avif" : "image/webp",
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Amz-Content-Sha256": createHash("sha256").update(body).digest("hex"),
    };
    const answer = await this.#ask({ method: "PUT", key: this.#prefix + name, headers, body });
    await answer.body?.cancel();
  }

  async facts(name: string): Promise<FileFacts | undefined> {
    const answer = await this.#bucket.ask({ method: "HEAD", key: this.#prefix + name });
    return answer && factsOf(answer);
  }

  async open(name: string): Promise<OpenFile | undefined> {
    const answer = await this.#bucket.ask({ method: "GET", key: this.#prefix + name });
    if (!answer) return undefined;
    // Both are the web's streams; two libraries describe them each in its own words.
    const content = answer.body
      ? Readable.fromWeb(answer.body as ReadableStream)
      : Readable.from([]);
    return { ...factsOf(answer), content };
  }

  async remove(names: readonly string[]): Promise<void> {
    for (let next = 0; next < names.length; next += mostKeys) {
      const keys = names.slice(next, next + mostKeys).map((name) => this.#prefix + name);
      const text = `<Delete><Quiet>true</Quiet>${keys.map((key) => `<Object><Key>${escaped(key)}</Key></Object>`).join("")}</Delete>`;
      const body = Buffer.from(text);
      const headers = {
        "Content-Type": "application/xml",
        "Content-MD5": createHash("md5").update(body).digest("base64"),
        "X-Amz-Content-Sha256": createHash("sha256").update(body).digest("hex"),
      };
      const query = { delete: "" };
      const answer = await this.#ask({ method: "POST", key: "", query, headers, body });
      refuseErrors(await answer.text());
    }
  }

  async removeAll(): Promise<void> {
    const names: string[] = [];
    for await (const { name } of this.list()) names.push(name);
    await this.remove(names);
  }

  async *list(): AsyncGenerator<ListedFile> {
    let from: string | undefined;
    do {
      const query = {
        "list-type": "2",
        prefix: this.#prefix,
        ...(from === undefined ? {} : { "continuation-token": from }),
      };
      const answer = await this.#ask({ method: "GET", key: "", query });
      const { files, next } = readListing(await answer.text());
      for (const { key, ...file } of files)
        if (key.startsWith(this.#prefix)) yield { ...file, name: key.slice(this.#prefix.length) };
      from = next;
    } while (from !== undefined);
  }

  /** For what is always there, such as the bucket. */
  async #ask(request: BucketRequest): Promise<Response> {
    const answer = await this.#bucket.ask(request);
    if (!answer) throw new StorageFault("The storage does not know its own bucket");
    return answer;
  }
}

async function whole(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw new RangeError(`A file of more than ${mostBytes} bytes is no picture`);
  }
  return Buffer.concat(chunks);
}

function factsOf({ headers }: Response): FileFacts {
  return {
    bytes: Number(headers.get("content-length") ?? 0),
    modified: new Date(headers.get("last-modified") ?? 0),
    etag: headers.get("etag") ?? "",
  };
}

/** It answers 200 also when some of the files are still there. */
function refuseErrors(xml: string): void {
  const [, code] = /<Error>.*?<Code>(\w{1,60})<\/Code>/s.exec(xml) ?? [];
  if (code) throw new StorageFault(`The storage did not remove every file: ${code}`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
