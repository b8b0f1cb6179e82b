import { randomUUID } from "node:crypto";
import { countQueries } from "../../db/unit.ts";
import type { AnyContext, Next } from "../context.ts";
import { log } from "../log.ts";
import { countRequest } from "../request-counts.ts";

/** Gives the request an id, and writes one line about it when its answer has left. */
export async function measure(ctx: AnyContext, next: Next): Promise<void> {
  const begun = performance.now();
  const requestId = randomUUID();
  const counter = { queries: 0 };
  ctx.state.requestId = requestId;
  ctx.set("X-Request-Id", requestId);
  ctx.res.once("close", () => {
    const { visit, store, mode, area } = ctx.state;
    if (store && area === "storefront") countRequest(store.id);
    log.info(
      {
        request: requestId,
        host: visit?.host,
        store: store?.id,
        mode,
        method: ctx.method,
        path: ctx.originalUrl.replace(/\?.*$/, ""),
        status: ctx.res.writableFinished ? ctx.status : 499,
        ms: Math.round((performance.now() - begun) * 10) / 10,
        queries: counter.queries,
      },
      "request",
    );
  });
  await countQueries(counter, next);
}
