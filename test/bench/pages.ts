import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Running } from "./processes.ts";

interface Page {
  status: number;
  headers: string[];
  text: string;
}

/** Fetches one page of a shop. */
export function fetchPage(port: number, host: string, path: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, path, headers: { host }, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: Object.keys(answer.headers), text }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/**
 * Asks both servers for every shop's page: that fills what they keep, and shows that they do the same.
 * @throws Error where they differ by a byte or in which headers there are
 */
export async function checkPages(
  one: Running,
  other: Running,
  hosts: readonly string[],
  path: string,
): Promise<void> {
  for (const host of hosts) {
    const first = await fetchPage(one.port, host, path);
    const second = await fetchPage(other.port, host, path);
    if (first.status !== 200 || !first.text.includes("Showing 1–24 of "))
      throw new Error(`${host} does not show 24 products: ${first.status}`);
    if (!isDeepStrictEqual(first, second)) throw new Error(`The servers differ on ${host}`);
  }
}

/**
 * How many queries the first page of a server needs, and the next one of the same shop: as its log lines
 * say, opening and end of a transaction aside.
 */
export async function queriesAPage(
  server: Running,
  host: string,
  path: string,
): Promise<{ first: number; later: number }> {
  await fetchPage(server.port, host, path);
  await fetchPage(server.port, host, path);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [first, later] = await queriesLogged(server);
    if (first !== undefined && later !== undefined) return { first, later };
    await sleep(20); // a line is written after the answer has left
  }
  throw new Error("The server logged no pages");
}

async function queriesLogged({ log }: Running): Promise<number[]> {
  const lines = (await readFile(log, "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line).queries).filter(Number.isInteger);
}
