import { table } from "../../../app/commands/outcome.ts";
import type { ToolboxResult } from "./toolbox.ts";

/** The result as tables for people, with the conditions under which it holds. */
export function toolboxReport(result: ToolboxResult): string {
  const { commands, nothing, neighbours, conditions, opening, plain, ratio, faults } = result;
  const rows = Object.entries(commands).map(([name, { took, peak }]) => [
    name,
    seconds(took),
    `${Math.round(peak / 1e6)} MB`,
  ]);
  const { usual, migrating } = neighbours;
  return [
    table(["what a DBA does with all stores", "time", "memory of the tool"], rows),
    "",
    ...(plain
      ? [
          `The same migrations by psql: ${plain.toFixed(1)} ms a store, ${ratio?.toFixed(2)} times as long`,
        ]
      : []),
    `Opening a store without a spare: ${opening.toFixed(1)} ms each, two at once`,
    `Nothing to migrate: ${nothing.tool.toFixed(1)} ms; 100 queries for a row: ${nothing.queries.toFixed(1)} ms`,
    `Shops' pages, usual: p50 ${usual.p50} ms, p99 ${usual.p99} ms; while all are migrated: p50 ${migrating.p50} ms, p99 ${migrating.p99} ms (${migrating.completed} pages, ${migrating.failed} failed)`,
    `Conditions: ${Object.entries(conditions)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
    ...faults.map((fault) => `FAILED: ${fault}`),
  ].join("\n");
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
