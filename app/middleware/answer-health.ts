import type { AnyContext, Next } from "../context.ts";
import { isReady } from "../readiness.ts";

/** For load balancers, whatever the Host: alive as long as this process turns, ready as long as it can serve. */
export async function answerHealth(ctx: AnyContext, next: Next): Promise<unknown> {
  if (ctx.path === "/healthz") {
    ctx.body = "ok\n";
    return undefined;
  }
  if (ctx.path !== "/readyz") return next();

  const reason = await isReady();
  ctx.status = reason ? 503 : 200;
  ctx.body = `${reason ?? "ok"}\n`;
  return undefined;
}
