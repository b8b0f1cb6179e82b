/** Where files are kept in S3-compatible storage, and with which key. */
export interface BucketSettings {
  /** `http://host:port` or `https://...`. */
  origin: string;
  bucket: string;
  region: string;
  key: string;
  secret: string;
}

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const form = "s3://KEY:SECRET@host[:port]/bucket";

/**
 * Reads the address of a bucket: `s3://KEY:SECRET@host[:port]/bucket?region=eu-central-1&tls=off`, where region and tls may
 * be left out (us-east-1, on), and key and secret are percent-encoded.
 * @throws RangeError whose message says what is wrong, and never the secret
 */
export function readBucketUrl(text: string): BucketSettings {
  if (!text.startsWith("s3://") || !URL.canParse(text)) throw new RangeError(`must be ${form}`);
  const { hostname, host, username, password, pathname, searchParams, hash } = new URL(text);
  if (hostname === "" || hash !== "") throw new RangeError(`must be ${form}`);

  const bucket = pathname.slice(1).replace(/\/$/, "");
  if (!bucketName.test(bucket)) throw new RangeError(`must name one bucket: ${form}`);
  const [key, secret] = [decoded(username), decoded(password)];
  if (!key || !secret) throw new RangeError(`must hold key and secret, percent-encoded: ${form}`);
  return {
    origin: `${schemeOf(searchParams)}://${host}`,
    bucket,
    key,
    secret,
    ...placeOf(searchParams),
  };
}

function placeOf(parameters: URLSearchParams): { region: string } {
  const strange = [...parameters.keys()].find((name) => !["region", "tls"].includes(name));
  if (strange) throw new RangeError(`knows region= and tls=, not ${strange}=`);
  const region = parameters.get("region") ?? "us-east-1";
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new RangeError("has a region that is none");
  return { region };
}

function schemeOf(parameters: URLSearchParams): "http" | "https" {
  const tls = parameters.get("tls") ?? "on";
  if (tls !== "on" && tls !== "off") throw new RangeError("must say tls=on or tls=off");
  return tls === "on" ? "https" : "http";
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
