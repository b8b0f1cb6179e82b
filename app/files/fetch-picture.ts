import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestOverHttp } from "node:http";
import { request as requestOverHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** A picture that could not be fetched; the message is a few words for the report of an import. */
export class PictureUnreachable extends Error {
  override name = "PictureUnreachable";
}

export interface FetchOptions {
  /**
   * Whether this machine may connect to an IP address and port; asked for every address of every
   * host on the way. Public addresses with port 80 or 443 where it is left out.
   */
  allow?: (address: string, port: number) => boolean;
  /** Gives up when it aborts; the fetch then rejects with its reason. */
  signal?: AbortSignal;
  /** Milliseconds to connect (3,000) and for everything (15,000), and bytes (20 MB) at most. */
  limits?: Partial<Limits>;
}

interface Limits {
  connect: number;
  whole: number;
  bytes: number;
}

interface Visit {
  allow: (address: string, port: number) => boolean;
  limits: Limits;
  signal: AbortSignal;
}

interface Address {
  address: string;
  family: number;
}

const usual: Limits = { connect: 3_000, whole: 15_000, bytes: 20 * 1024 * 1024 };
const mostRedirects = 3;

/**
 * Downloads a picture from an address that a stranger gave, without letting it reach anything but
 * the open internet: what a name resolves to is checked and then pinned, for every redirect anew.
 * @throws PictureUnreachable
 */
export async function fetchPicture(url: string, options: FetchOptions = {}): Promise<Buffer> {
  const limits = { ...usual, ...options.limits };
  const tooLate = AbortSignal.timeout(limits.whole);
  const signal = AbortSignal.any([tooLate, ...(options.signal ? [options.signal] : [])]);
  try {
    const visit = { allow: options.allow ?? isOpen, limits, signal };
    return await bodyOf(await follow(url, visit), limits.bytes);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof PictureUnreachable) throw error;
    throw new PictureUnreachable(tooLate.aborted ? "timed out" : reasonOf(error), { cause: error });
  }
}

function isOpen(address: string, port: number): boolean {
  return (port === 80 || port === 443) && isPublicAddress(address);
}

async function follow(address: string, visit: Visit): Promise<IncomingMessage> {
  let url = webAddress(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await ask(url, visit);
    const { statusCode = 0, headers } = response;
    const moved = [301, 302, 303, 307, 308].includes(statusCode) && headers.location;
    if (!moved) return response;

    response.destroy();
    url = webAddress(moved, url.href);
  }
  throw new PictureUnreachable("too many redirects");
}

function webAddress(address: string, base?: string): URL {
  if (!URL.canParse(address, base)) throw new PictureUnreachable("not a web address");

  const url = new URL(address, base);
  if (!["http:", "https:"].includes(url.protocol)) {
    throw new PictureUnreachable("refused: neither http nor https");
  }
  if (url.username || url.password) throw new PictureUnreachable("refused: has a password in it");
  return url;
}

/** Resolves, checks and connects within one time limit. */
async function ask(url: URL, visit: Visit): Promise<IncomingMessage> {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(), visit.limits.connect);
  const signal = AbortSignal.any([visit.signal, slow.signal]);
  try {
    const addresses = await unlessAborted(addressesOf(url), signal);
    for (const { address } of addresses) check(address, url, visit);
    return await connect(url, addresses, signal, () => clearTimeout(timer));
  } catch (error) {
    throw slow.signal.aborted ? new PictureUnreachable("timed out", { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function addressesOf({ hostname }: URL): Promise<Address[]> {
  // Node looks up no literals, so that a check in `lookup` alone would let them pass.
  const host = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await lookup(host, { all: true });
  if (addresses.length === 0) throw new PictureUnreachable("host not found");
  return addresses;
}

function check(address: string, url: URL, { allow }: Visit): void {
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  if (allow(address, port)) return;
  const why = isPublicAddress(address) ? `port ${port}` : "private address";
  throw new PictureUnreachable(`refused: ${why}`);
}

function connect(
  url: URL,
  addresses: Address[],
  signal: AbortSignal,
  onConnected: () => void,
): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  const options = {
    // A kept connection would lead to wherever its name led before.
    agent: false,
    lookup: pinnedTo(addresses),
    signal,
    headers: { Accept: "image/*", "Accept-Encoding": "identity", "User-Agent": "Wizamart" },
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? requestOverHttps : requestOverHttp)(url, options, resolve);
    request.on("error", reject);
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", onConnected);
    });
    request.end();
  });
}

function pinnedTo(addresses: Address[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function bodyOf(response: IncomingMessage, most: number): Promise<Buffer> {
  try {
    checkHead(response, most);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > most) throw new PictureUnreachable("too large");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

function checkHead({ statusCode, headers }: IncomingMessage, most: number): void {
  if (statusCode !== 200) throw new PictureUnreachable(String(statusCode));
  checkType(headers["content-type"] ?? "");

  // A small answer must not unfold into a large one.
  const { "content-encoding": encoding = "identity", "content-length": length = 0 } = headers;
  if (encoding !== "identity") throw new PictureUnreachable("compressed, which was not asked for");
  if (Number(length) > most) throw new PictureUnreachable("too large");
}

function checkType(contentType: string): void {
  const [type = ""] = /^[\w.+/-]{0,60}/.exec(contentType) ?? [];
  if (!/^image\/./i.test(type)) throw new PictureUnreachable(`not a picture: ${type || "no type"}`);
}

const reasons: [code: RegExp, reason: string][] = [
  [/^(ENOTFOUND|ENODATA|EAI_)/, "host not found"],
  [/^ECONNREFUSED$/, "connection refused"],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "host not reachable"],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, "connection lost"],
  [/^ETIMEDOUT$/, "timed out"],
  [/CERT|^UNABLE_TO|^ERR_(TLS|SSL)|^EPROTO$/, "no valid certificate"],
  [/^HPE_/, "the answer is not HTTP"],
];

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons.find(([pattern]) => pattern.test(code))?.[1] ?? "connection failed";
}
