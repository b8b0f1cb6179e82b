import { connect } from "node:net";

export interface RawAnswer {
  status: number;
  /** Status line, headers and body as they came. */
  text: string;
}

/** Sends these lines of a request as they are, for what no HTTP client would send, and closes. */
export function sayLines(port: number, lines: readonly string[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
    socket.write(Buffer.from([...lines, "Connection: close", "", ""].join("\r\n"), "utf8"));
  });
}
