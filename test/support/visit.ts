import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  request,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "../../app/server.ts";

export interface Page {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The same, for what is no text. */
  bytes: Buffer;
}

/** An address of the application under test, as a browser would write it: "wizamart.com/shop/products". */
export type Visit = (address: string, headers?: Record<string, string | string[]>) => Promise<Page>;

let running: { server: Server; port: number } | undefined;

/** Visits the application, which runs in this process on a port of its own. */
export const visit: Visit = async (address, headers = {}) => {
  const { port } = await start();
  const [host = "", ...rest] = address.split("/");
  return get(port, `/${rest.join("/")}`, { Host: host, ...headers });
};

/** Does at an address what the method says, as a page of the same host would, with a form's text or without. */
export async function knock(
  method: string,
  address: string,
  headers: Record<string, string | string[]> = {},
  body: string | Buffer = "",
): Promise<Page> {
  const { port } = await start();
  const [host = "", ...rest] = address.split("/");
  const own = { Host: host, Origin: `http://${host}`, ...headers };
  return get(port, `/${rest.join("/")}`, own, method, body);
}

/** Sends one request as it is written: GET, unless another method is given. */
export function get(
  port: number,
  path: string,
  headers: Record<string, string | string[]>,
  method = "GET",
  body: string | Buffer = "",
): Promise<Page> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port, path, method, headers, setHost: false, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, text: bytes.toString("utf8"), bytes });
        });
        answer.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The port on which the application listens in this process. */
export async function port(): Promise<number> {
  return (await start()).port;
}

/** Stops it, after all tests. */
export async function stopVisits(): Promise<void> {
  running?.server.closeAllConnections();
  running?.server.close();
}

async function start(): Promise<{ server: Server; port: number }> {
  if (running) return running;
  const server = createHttpServer(createServer().callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running = { server, port: (server.address() as AddressInfo).port };
  return running;
}
