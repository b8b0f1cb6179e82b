import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { config } from "./config.ts";
import { BadRequest } from "./errors.ts";

/** Where a request came in, as far as we believe it. */
export interface Visit {
  /** Lower case, without port and trailing dot. */
  host: string;
  /** ":3000", or "" where the address had none. */
  port: string;
  protocol: "http" | "https";
  /** The visitor's address. */
  ip: string;
}

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const looksNumeric = /^(0x[0-9a-f]+|\d+)$/;

const proxies = config.TRUSTED_PROXIES.map((entry) =>
  entry.includes("/") ? ipaddr.parseCIDR(entry) : wholeAddress(entry),
);

/**
 * Reads host, protocol and visitor of a request: the only place that does, so that no two parts can
 * differ. X-Forwarded-* counts from TRUSTED_PROXIES only.
 * @throws BadRequest unless there is exactly one well-formed host name (RFC 1123, no IP address)
 */
export function readVisit(request: IncomingMessage): Visit {
  const peer = (request.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  const trusted = isTrusted(peer);
  const forwarded = trusted ? single(request, "x-forwarded-host") : undefined;
  const written = single(request, "host");
  const [host, port] = canonicalHost(forwarded ?? written);
  refuseOtherTarget(request.url ?? "/", written);
  return {
    host,
    port,
    protocol: trusted && single(request, "x-forwarded-proto") === "https" ? "https" : "http",
    ip: trusted ? (visitorBehind(request) ?? peer) : peer,
  };
}

/**
 * Brings a host name into the one form that is compared and stored.
 * @returns the name and its port (":3000" or "")
 * @throws BadRequest
 */
export function canonicalHost(text: string | undefined): [host: string, port: string] {
  const match = /^([^:]*?)\.?(:\d{1,5})?$/.exec((text ?? "").toLowerCase());
  const host = match?.[1] ?? "";
  const port = match?.[2] ?? "";
  if (!isName(host) || Number(port.slice(1)) > 65_535) {
    throw new BadRequest("The address of this request is not a host name.");
  }
  return [host, port];
}

/** Whether every part between dots is a label (RFC 1123), in lower case, and the whole is not too long. */
export function hasHostLabels(host: string): boolean {
  return host.length <= 253 && host.split(".").every((part) => label.test(part));
}

function isName(host: string): boolean {
  return hasHostLabels(host) && !looksNumeric.test(host.split(".").at(-1) ?? "");
}

/** A request line may name a host of its own ("GET http://shop.example/"): two that differ are a trick. */
function refuseOtherTarget(target: string, written: string | undefined): void {
  if (target.startsWith("/")) return;
  const [, authority] = /^https?:\/\/([^/?#]*)/i.exec(target) ?? [];
  if (canonicalHost(authority)[0] !== canonicalHost(written)[0]) {
    throw new BadRequest("The request names two different hosts.");
  }
}

function single(request: IncomingMessage, header: string): string | undefined {
  const values = request.headersDistinct[header] ?? [];
  if (values.length > 1) throw new BadRequest(`The request has several ${header} headers.`);
  return values[0];
}

function isTrusted(address: string): boolean {
  if (proxies.length === 0 || !ipaddr.isValid(address)) return false;
  const peer = ipaddr.process(address);
  return proxies.some(([range, bits]) => peer.kind() === range.kind() && peer.match(range, bits));
}

/** The last address that a trusted proxy did not add itself: what stands before it anyone can write. */
function visitorBehind(request: IncomingMessage): string | undefined {
  const chain = (request.headersDistinct["x-forwarded-for"] ?? []).join(",").split(",");
  return chain
    .map((entry) => entry.trim())
    .filter((entry) => ipaddr.isValid(entry))
    .findLast((entry) => !isTrusted(entry));
}

function wholeAddress(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
