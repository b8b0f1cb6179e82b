import { z } from "zod";
import { readBucketUrl } from "./files/bucket/bucket-url.ts";

const flag = z.enum(["on", "off"]).transform((value) => value === "on");
const port = z.coerce.number().int().min(0).max(65_535);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const host = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, "must be a host name in lower case");
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/.+/, "must begin with postgres://");

const environment = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    PORT: port.default(3000),
    LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_ADMIN_URL: postgresUrl.optional(),
    DATABASE_LISTEN_URL: postgresUrl.optional(),
    DATABASE_POOL: count(1, 200).default(10),
    DATABASE_POOL_USES: count(1, 1_000_000).default(20_000),
    DATABASE_WAIT_MS: count(10, 60_000).default(2_000),
    DATABASE_STATEMENT_MS: count(100, 600_000).default(5_000),
    ROLE_PREFIX: z
      .string()
      .regex(/^([a-z][a-z0-9_]{0,20}_)?$/, "must be empty, or lower-case letters that end with _")
      .default(""),
    DATA_DIR: z.string().min(1).default(".data"),
    UPLOADS_DIR: z.string().min(1).optional(),
    FILES_URL: z.string().superRefine(refuseWrongBucket).optional(),
    PLATFORM_DOMAIN: host.default("localhost"),
    SHOPS_DOMAIN: host.optional(),
    CANONICAL_REDIRECT: flag.optional(),
    TRUSTED_PROXIES: z.string().default(""),
    SPARE_SCHEMAS: count(0, 1_000).default(3),
    TRASH_DAYS: count(1, 3_650).default(30),
    SESSION_SECRET: z.string().min(32, "must have 32 characters at least").optional(),
    ENCRYPTION_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")
      .optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/.+/, "must begin with smtp:// or smtps://")
      .optional(),
    SMTP_TIMEOUT_MS: count(50, 120_000).default(20_000),
    MAIL_FROM: z.email("must be an e-mail address").optional(),
    PUBLIC_PROTOCOL: z.enum(["http", "https"]).optional(),
    PUBLIC_PORT: port.optional(),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^(sk|rk)_/, "must begin with sk_ or rk_")
      .optional(),
    STRIPE_WEBHOOK_SECRET: z
      .string()
      .regex(/^whsec_/, "must begin with whsec_")
      .optional(),
    STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
    SIGNUP: z.enum(["open", "closed"]).optional(),
    SIGNUP_PLAN: z.enum(["free", "standard", "premium"]).optional(),
  })
  .superRefine((values, issues) => {
    if (values.NODE_ENV !== "production" || values.SESSION_SECRET) return;
    const message =
      "is required in production: 32 random characters, such as `openssl rand -hex 32`";
    issues.addIssue({ code: "custom", path: ["SESSION_SECRET"], message });
  })
  .transform((values) => ({
    ...values,
    UPLOADS_DIR: values.UPLOADS_DIR ?? `${values.DATA_DIR}/uploads`,
    SHOPS_DOMAIN: values.SHOPS_DOMAIN ?? values.PLATFORM_DOMAIN,
    CANONICAL_REDIRECT: values.CANONICAL_REDIRECT ?? values.NODE_ENV === "production",
    SESSION_SECRET: values.SESSION_SECRET ?? "not a secret: for development on this machine only",
    MAIL_FROM: values.MAIL_FROM ?? `shop@${values.PLATFORM_DOMAIN}`,
    ...signupManner(values),
    ...publicFace(values),
    TRUSTED_PROXIES: values.TRUSTED_PROXIES.split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
  }));

function refuseWrongBucket(url: string, issues: z.RefinementCtx): void {
  try {
    readBucketUrl(url);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    issues.addIssue({ code: "custom", message: error.message });
  }
}

/** How visitors reach the shops: in production behind something that speaks TLS, else as the web process listens. */
function publicFace(values: {
  NODE_ENV: string;
  PORT: number;
  PUBLIC_PROTOCOL?: "http" | "https" | undefined;
  PUBLIC_PORT?: number | undefined;
}): { PUBLIC_PROTOCOL: "http" | "https"; PUBLIC_PORT: number } {
  const usual =
    values.NODE_ENV === "production"
      ? ({ protocol: "https", port: 0 } as const)
      : ({ protocol: "http", port: values.PORT } as const);
  const { PUBLIC_PROTOCOL = usual.protocol, PUBLIC_PORT = usual.port } = values;
  return { PUBLIC_PROTOCOL, PUBLIC_PORT };
}

/** Whether anybody may open a shop, and with which plan: on a machine for trying things out more than elsewhere. */
function signupManner(values: {
  NODE_ENV: string;
  SIGNUP?: "open" | "closed" | undefined;
  SIGNUP_PLAN?: "free" | "standard" | "premium" | undefined;
}) {
  const isProduction = values.NODE_ENV === "production";
  const usual = isProduction
    ? ({ signup: "closed", plan: "free" } as const)
    : ({ signup: "open", plan: "standard" } as const);
  return {
    SIGNUP: values.SIGNUP ?? usual.signup,
    SIGNUP_PLAN: values.SIGNUP_PLAN ?? usual.plan,
  };
}

export type Config = Readonly<z.output<typeof environment>>;

/** The environment is wrong; the message has one line for each value that is. */
export class WrongEnvironment extends Error {
  override name = "WrongEnvironment";
}

/**
 * Reads the settings from a set of environment variables; empty ones count as absent.
 * @throws WrongEnvironment naming every wrong value
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const present = Object.entries(variables).filter(([, value]) => value !== "");
  const result = environment.safeParse(Object.fromEntries(present));
  if (result.success) return result.data;

  const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new WrongEnvironment(lines.join("\n"));
}

const settings = readOrRefuse();

export const config: Config = settings;

/**
 * Fills in the addresses of the embedded server, which are known only once it runs. Call it before
 * `db/connection.ts` is loaded.
 */
export function adoptDatabase(urls: { DATABASE_URL: string; DATABASE_ADMIN_URL: string }): void {
  Object.assign(settings, urls);
}

/** Every process reads this file first: a wrong environment ends it here, before it does anything. */
function readOrRefuse(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    process.stderr.write(error.message.replace(/^/gm, "wizamart: ").concat("\n"));
    process.exit(2);
  }
}
