import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { config } from "../../app/config.ts";
import { isSignedWith } from "./signature.ts";

/** Storage that speaks S3, with one bucket "shops", on this machine. */
export interface TestBucket {
  url: string;
  /** The same with something else about it, such as a wrong secret. */
  with(other: { key?: string; secret?: string; bucket?: string }): string;
  stop(): Promise<void>;
}

const right = { key: "S3RVER", secret: "se/cr+et", bucket: "shops" };

/** Starts one. S3rver takes any secret for right, so that signatures are looked at before it. */
export async function startBucket(): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), "bucket-"));
  const s3rver = new S3rver({
    ...{ silent: true, directory, configureBuckets: [{ name: right.bucket }] },
  });
  await s3rver.configureBuckets();
  const answer = s3rver.callback();
  const server = createServer((request, response) => {
    if (isSignedWith(right.secret, asSigned(request))) return answer(request, response);
    request.resume();
    response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const at = (other: object) => {
    const { key, secret, bucket } = { ...right, ...other };
    return `s3://${key}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${bucket}?tls=off`;
  };
  return {
    url: at({}),
    with: at,
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The application of this process keeps its files there until it is told otherwise; undefined: in its directory. */
export function keepFilesAt(url: string | undefined): void {
  Object.assign(config, { FILES_URL: url });
}

function asSigned({ method = "", url = "", headers }: IncomingMessage) {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { method, url, headers: Object.fromEntries(texts) };
}
