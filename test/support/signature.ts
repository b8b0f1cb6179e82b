import { createHash, createHmac } from "node:crypto";

/** A request as its signature sees it. */
export interface SignedRequest {
  method: string;
  /** With the query, as it was sent. */
  url: string;
  headers: Record<string, string>;
}

/**
 * Whether a request to S3 was signed with this secret, by the rules of AWS Signature Version 4 as they are published:
 * written anew here, so that the client under test does not vouch for itself.
 */
export function isSignedWith(secret: string, { method, url, headers }: SignedRequest): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;
  const [, day = "", region = "", names = "", signature] =
    pattern.exec(headers.authorization ?? "") ?? [];
  const [path = "", query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query
      .split("&")
      .filter(Boolean)
      .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
      .sort()
      .join("&"),
    ...names.split(";").map((name) => `${name}:${(headers[name] ?? "").trim()}`),
    "",
    names,
    headers["x-amz-content-sha256"] ?? "",
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer | string>(sealed, `AWS4${secret}`);
  return names.split(";").includes("host") && signature === sealed(key, text).toString("hex");
}

function sealed(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
