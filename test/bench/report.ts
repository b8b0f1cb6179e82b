import { table } from "../../app/commands/outcome.ts";
import type { BenchResult } from "./bench.ts";
import type { ServerResult } from "./rounds.ts";

const headings = [
  "24-product list page",
  "requests/s",
  "ratio",
  "p50 ms",
  "p99 ms",
  "node µs",
  "PostgreSQL µs",
  "requests",
  "failed",
];

/** The result as one table for people, with the conditions under which it holds. */
export function report(result: BenchResult): string {
  const { servers, queries, openings, conditions, faults } = result;
  const rows = servers.map((server) => rowOf(server, result.ratios[server.name]));
  const others: [string, string][] = [
    ["queries, a store's first page", String(queries.first)],
    ["queries, look-ups kept", String(queries.later)],
    ["opening a store, spare ready", `${openings.withSpare.toFixed(1)} ms`],
    ["opening a store, none ready", `${openings.withoutSpare.toFixed(1)} ms`],
  ];
  return [
    table(headings, [...rows, ...others.map((pair) => [...pair, "", "", "", "", "", "", ""])]),
    "",
    `Conditions: ${Object.entries(conditions)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}; medians of the rounds; nothing compressed; µs are CPU time a request`,
    ...faults.map((fault) => `FAILED: ${fault}`),
  ].join("\n");
}

function rowOf(server: ServerResult, ratio: number | undefined): string[] {
  return [
    server.name,
    server.perSecond.toFixed(0),
    ratio?.toFixed(3) ?? "",
    server.p50.toFixed(1),
    server.p99.toFixed(1),
    server.nodeCpu?.toFixed(0) ?? "n/a",
    server.postgresCpu?.toFixed(0) ?? "n/a",
    String(server.completed),
    String(server.failed),
  ];
}
