import { randomBytes } from "node:crypto";
import type { StaffMember } from "./staff.ts";
import { knock, type Page } from "./visit.ts";

/** A file as a browser sends it. */
export interface SentFile {
  field: string;
  name: string;
  bytes: Buffer;
  type?: string;
}

export type FormPairs = Iterable<readonly [string, string]>;

/** Sends a form with files, as a browser would send it from a page of the desk that this person has open. */
export function sendFiles(
  person: StaffMember,
  address: string,
  { pairs, files }: { pairs: FormPairs; files: SentFile[] },
  headers: Record<string, string> = {},
): Promise<Page> {
  const boundary = `----test${randomBytes(8).toString("hex")}`;
  const Cookie = [...person.cookies].map((pair) => pair.join("=")).join("; ");
  const type = `multipart/form-data; boundary=${boundary}`;
  const body = multipart(boundary, pairs, files);
  const own = { Cookie, "Content-Type": type, "Content-Length": String(body.length), ...headers };
  return knock("POST", address, own, body);
}

function multipart(boundary: string, pairs: FormPairs, files: SentFile[]): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of pairs) {
    const head = `Content-Disposition: form-data; name="${name}"`;
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n${value}\r\n`));
  }
  for (const { field, name, bytes, type = "application/octet-stream" } of files) {
    const head = `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}`;
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), bytes, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}
