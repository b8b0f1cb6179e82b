import { type AnyContext, field, type Next } from "../context.ts";
import { Forbidden } from "../errors.ts";
import { formToken } from "../form-token.ts";

const looking = new Set(["GET", "HEAD", "OPTIONS"]);

/** Where machines knock, which send no Origin and prove themselves by a signature. */
const machines = /^\/(shop\/)?webhooks\//;

/**
 * Lets a request that may change something pass only when it was sent by a page of the same origin (by `Origin`, or where
 * a browser leaves that out, by `Sec-Fetch-Site`; a sibling subdomain is another origin), and, from somebody who is signed
 * in, only with the token of that session.
 * @throws Forbidden
 */
export function refuseForgery(ctx: AnyContext, next: Next): Promise<unknown> {
  if (looking.has(ctx.method) || machines.test(ctx.path)) return next();
  if (isOwn(ctx) && hasToken(ctx)) return next();
  throw new Forbidden(
    "This form was sent from elsewhere, or has expired. Please open the page again and repeat it.",
  );
}

function isOwn(ctx: AnyContext): boolean {
  const origin = ctx.get("Origin");
  if (!origin) return ctx.get("Sec-Fetch-Site") === "same-origin";

  const { visit } = ctx.state;
  return origin === `${visit?.protocol}://${visit?.host}${visit?.port}`;
}

function hasToken(ctx: AnyContext): boolean {
  const token = formToken(ctx);
  return token === "" || field(ctx, "_token") === token;
}
