import helmet from "koa-helmet";
import { config } from "../config.ts";

/** No script or style but our own files, no framing, no guessing of types. */
export const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  // Over plain HTTP browsers ignore these, loudly; and a developer's localhost must not be pinned to HTTPS.
  strictTransportSecurity: config.NODE_ENV === "production",
  crossOriginOpenerPolicy: config.NODE_ENV === "production",
  referrerPolicy: { policy: "strict-origin-when-cross-origin" },
});
