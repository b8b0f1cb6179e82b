import type { IncomingMessage } from "node:http";
import helmet from "koa-helmet";
import { config } from "../config.ts";

/** Pages with a form after which a shopper may be led on to a provider's page. */
const paying = /\/shop\/(checkout|orders\/)/;

/** No script or style but our own files, no framing, no guessing of types. */
export const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: [formTargets],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  // Over plain HTTP browsers ignore these, loudly; and a developer's localhost must not be pinned to HTTPS.
  strictTransportSecurity: config.NODE_ENV === "production",
  crossOriginOpenerPolicy: config.NODE_ENV === "production",
  referrerPolicy: { policy: "strict-origin-when-cross-origin" },
});

/** Browsers ask the form's page whether it may lead there, also by a redirect. */
function formTargets({ url = "" }: IncomingMessage): string {
  if (!paying.test(url)) return "'self'";
  const { STRIPE_API_URL: peer } = config;
  return `'self' ${peer ? new URL(peer).origin : "https://checkout.stripe.com"}`;
}
