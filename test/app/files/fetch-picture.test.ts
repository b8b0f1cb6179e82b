import dns, { promises as resolver } from "node:dns";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { syncBuiltinESMExports } from "node:module";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import {
  type FetchOptions,
  fetchPicture,
  PictureUnreachable,
} from "../../../app/files/fetch-picture.ts";

const picture = Buffer.from("the bytes of a picture");
const anywhere = () => true;

describe("fetching a picture", () => {
  const open: (Server | TcpServer)[] = [];
  const sockets = new Set<Socket>();
  const realLookups = { promised: resolver.lookup, called: dns.lookup };

  afterEach(async () => {
    Object.assign(resolver, { lookup: realLookups.promised });
    Object.assign(dns, { lookup: realLookups.called });
    syncBuiltinESMExports();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await Promise.all(open.splice(0).map(close));
  });

  it("gives the bytes", async () => {
    const site = await serve((request, response) => {
      expect(request.headers).to.include({ accept: "image/*", "accept-encoding": "identity" });
      expect(request.headers.host).to.equal(new URL(site).host);
      response.setHeader("Content-Type", "image/jpeg").end(picture);
    });

    expect(await fetchPicture(`${site}/a.jpg?b=c`, { allow: anywhere })).to.deep.equal(picture);
  });

  it("asks the host by its name, and keeps no connection", async () => {
    const connections = new Set<unknown>();
    const site = await serve((request, response) => {
      connections.add(request.socket);
      response.setHeader("Content-Type", "image/png").end(request.headers.host);
    });
    const url = site.replace("127.0.0.1", "localhost");

    const answers = [
      await fetchPicture(url, { allow: anywhere }),
      await fetchPicture(url, { allow: anywhere }),
    ];

    expect(String(answers[0])).to.equal(new URL(url).host);
    expect(connections.size).to.equal(2);
  });

  it("follows three redirects, asking anew for each", async () => {
    const asked: string[] = [];
    const last = await serve(image);
    const first = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      const location = step < 3 ? `/${step + 1}` : `${last}/x.png`;
      response.writeHead(302, { Location: location }).end("moved");
    });
    const allow = (address: string, port: number) => {
      asked.push(`${address}:${port}`);
      return true;
    };

    expect(await fetchPicture(`${first}/2`, { allow })).to.deep.equal(picture);
    expect(asked).to.deep.equal([hostOf(first), hostOf(first), hostOf(last)]);
    expect(await fetchPicture(`${first}/1`, { allow })).to.deep.equal(picture);
    expect(await failure(`${first}/0`, { allow })).to.equal("too many redirects");
  });

  describe("never reaches", () => {
    let canary: string;
    let hits: number;
    let port: string;

    beforeEach(async () => {
      hits = 0;
      const site = await listenTcp("127.0.0.1", () => hits++);
      await listenTcp("::1", () => hits++, site.port).catch(() => {});
      canary = `http://127.0.0.1:${site.port}`;
      port = `:${site.port}`;
    });

    // Port 80 too: there the address alone decides.
    for (const host of [
      ...[
        "127.0.0.1",
        "localhost",
        "LOCALHOST",

        "2130706433",
        "0x7f.1",
        "017700000001",
      ],
      ...["127.1", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
      ...["[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]"],
      ...["169.254.169.254", "[fe80::1]", "[fd00::1]", "[fec0::1]", "10.0.0.1", "172.16.0.1"],
      ...["192.168.0.1", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1"],
      ...["203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "[ff02::1]", "[2001:db8::1]"],
      ...["[2001::1]", "①②⑦.⓪.⓪.①", "%31%32%37.0.0.1"],
    ]) {
      it(host, async () => {
        expect(await failure(`http://${host}${port}/x.png`)).to.equal("refused: private address");
        expect(await failure(`http://${host}/x.png`)).to.equal("refused: private address");
        expect(await failure(`https://${host}/x.png`)).to.equal("refused: private address");
        expect(hits).to.equal(0);
      });
    }

    it("a private address by way of a redirect", async () => {
      for (const location of [
        `${canary}/`,
        `//localhost${port}/`,
        "http://[::1]/",
        "http://169.254.169.254/",
      ]) {
        const site = await serve((_, response) =>
          response.writeHead(301, { Location: location }).end(),
        );
        const allowed = new URL(site).port;

        expect(await failure(site, { allow: (_, asked) => String(asked) === allowed })).to.match(
          /^refused: (private address)$/,
        );
      }
      expect(hits).to.equal(0);
    });

    it("a name of which one address is private", async function () {
      const site = await serveAt("127.0.0.2", image).catch(() => this.skip());
      resolveTo(["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"]);
      const allow = (address: string) => address === "127.0.0.2";

      const url = `http://mixed.example:${new URL(site).port}`;

      expect(await failure(url, { allow })).to.equal("refused: private address");
      expect(await failure(url, { allow })).to.equal("refused: private address");
      expect(hits).to.equal(0);
    });

    it("a name that resolves to something else the second time", async function () {
      const site = await serveAt("127.0.0.2", image).catch(() => this.skip());
      await listenTcp("127.0.0.1", () => hits++, Number(new URL(site).port));
      const lookups = resolveTo(["127.0.0.2"], ["127.0.0.1"]);
      const allow = (address: string) => address === "127.0.0.2";
      const url = `http://rebinding.example:${new URL(site).port}`;

      expect(await fetchPicture(url, { allow })).to.deep.equal(picture);
      expect(lookups()).to.equal(1);
      expect(await failure(url, { allow })).to.equal("refused: private address");
      expect(hits).to.equal(0);
    });

    it("another port of a public address", async () => {
      expect(await failure("http://93.184.216.34:8080/")).to.equal("refused: port 8080");
      expect(await failure("https://93.184.216.34:22/")).to.equal("refused: port 22");
    });
  });

  for (const [url, reason] of [
    ["", "not a web address"],
    ["picture.jpg", "not a web address"],
    ["http://", "not a web address"],
    ["http://[::1%25eth0]/", "not a web address"],
    ["file:///etc/passwd", "refused: neither http nor https"],
    ["data:image/png;base64,AA==", "refused: neither http nor https"],
    ["ftp://x.example/a.jpg", "refused: neither http nor https"],
    ["http://user@127.0.0.1/", "refused: has a password in it"],
    ["http://example.com:pass@127.0.0.1/", "refused: has a password in it"],
  ] as const) {
    it(`says of "${url}": ${reason}`, async () => {
      expect(await failure(url, { allow: anywhere })).to.equal(reason);
    });
  }

  for (const [what, answer, reason] of [
    ["not found", (_, response) => response.writeHead(404).end(), "404"],
    ["a broken site", (_, response) => response.writeHead(500).end(), "500"],
    ["no content", (_, response) => response.writeHead(204).end(), "204"],
    ["a redirect to nowhere", (_, response) => response.writeHead(302).end(), "302"],
    ["a redirect to a file", moved("file:///etc/passwd"), "refused: neither http nor https"],
    ["a redirect with a password", moved("http://a:b@x.example/"), "refused: has a password in it"],
    ["a redirect to no address", moved("http://["), "not a web address"],
    ["HTML", typed("text/html; charset=utf-8"), "not a picture: text/html"],
    ["no type", (_, response) => response.end("x"), "not a picture: no type"],
    [
      "a compressed answer",
      (_, response) =>
        response
          .writeHead(200, { "Content-Type": "image/png", "Content-Encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(1_000_000))),
      "compressed, which was not asked for",
    ],
    [
      "an announced size that is too large",
      (_, response) =>
        response
          .writeHead(200, { "Content-Type": "image/png", "Content-Length": 20 * 2 ** 20 + 1 })
          .flushHeaders(),
      "too large",
    ],
    [
      "a connection that breaks off",
      (request, response) => {
        response
          .writeHead(200, { "Content-Type": "image/png", "Content-Length": 100 })
          .write("half");
        setTimeout(() => request.socket.destroy(), 20);
      },
      "connection lost",
    ],
  ] as [string, RequestListener, string][]) {
    it(`says of ${what}: ${reason}`, async () => {
      expect(await failure(await serve(answer), { allow: anywhere })).to.equal(reason);
    });
  }

  it("stops reading at 20 MB, whatever was announced", async () => {
    let sent = 0;
    const site = await serve((_, response) => {
      response.setHeader("Content-Type", "image/png");
      const more = () => {
        do sent++;
        while (!response.destroyed && response.write(Buffer.alloc(2 ** 20)));
      };
      response.on("drain", more);
      more();
    });

    expect(await failure(site, { allow: anywhere })).to.equal("too large");
    expect(sent).to.be.within(15, 60);
  });

  it("says when there is no such host", async () => {
    const error = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    Object.assign(resolver, { lookup: () => Promise.reject(error) });
    syncBuiltinESMExports();

    expect(await failure("http://nowhere.example/a.jpg")).to.equal("host not found");
  });

  it("says when nobody listens", async () => {
    const site = await serve(image);
    await Promise.all(open.splice(0).map(close));

    expect(await failure(site, { allow: anywhere })).to.equal("connection refused");
  });

  it("says when the answer is not HTTP", async () => {
    const { port } = await listenTcp("127.0.0.1", (socket) =>
      socket.end("220 mail.example ESMTP\r\n"),
    );

    expect(await failure(`http://127.0.0.1:${port}`, { allow: anywhere })).to.equal(
      "the answer is not HTTP",
    );
  });

  it("says when there is no valid certificate", async () => {
    const server = createSecureServer();
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    expect(await failure(`https://127.0.0.1:${port}`, { allow: anywhere })).to.equal(
      "no valid certificate",
    );
  });

  describe("gives up", () => {
    it("when TLS does not come about in time", async () => {
      const { port } = await listenTcp("127.0.0.1", () => {});

      const options = { allow: anywhere, limits: { connect: 100 } };
      expect(await failure(`https://127.0.0.1:${port}`, options)).to.equal("timed out");
    });

    it("when the name is not resolved in time", async () => {
      Object.assign(resolver, { lookup: () => new Promise(() => {}) });
      syncBuiltinESMExports();

      const options = { allow: anywhere, limits: { connect: 100 } };
      expect(await failure("http://slow.example/", options)).to.equal("timed out");
    });

    it("when no answer comes, though the connection does", async () => {
      const site = await serve(() => {});

      const options = { allow: anywhere, limits: { connect: 50, whole: 200 } };
      const begun = Date.now();
      expect(await failure(site, options)).to.equal("timed out");
      expect(Date.now() - begun).to.be.within(190, 1500);
    });

    it("when the answer drips", async () => {
      const site = await serve((_, response) => {
        response.setHeader("Content-Type", "image/png");
        const drip = setInterval(() => response.write("."), 20);
        response.on("close", () => clearInterval(drip));
      });

      const options = { allow: anywhere, limits: { whole: 200 } };
      expect(await failure(site, options)).to.equal("timed out");
    });

    it("when redirects take the time", async () => {
      const site = await serve((_, response) => {
        setTimeout(() => response.writeHead(302, { Location: "/" }).end(), 90);
      });

      const options = { allow: anywhere, limits: { whole: 200 } };
      expect(await failure(site, options)).to.equal("timed out");
    });

    it("when its caller does, with the caller's reason", async () => {
      const site = await serve(() => {});
      const reason = new Error("the import was stopped");
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 50);

      const late = fetchPicture(site, { allow: anywhere, signal: controller.signal });
      expect(await late.catch((error) => error)).to.equal(reason);
      const never = fetchPicture(site, { allow: anywhere, signal: controller.signal });
      expect(await never.catch((error) => error)).to.equal(reason);
    });
  });

  async function serve(answer: RequestListener): Promise<string> {
    return serveAt("127.0.0.1", answer);
  }

  async function serveAt(host: string, answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    return `http://${host}:${await listen(server, host, 0)}`;
  }

  async function listenTcp(
    host: string,
    onConnection: (socket: Socket) => void,
    port = 0,
  ): Promise<{ port: number }> {
    return { port: await listen(createTcpServer(onConnection), host, port) };
  }

  async function listen(server: Server | TcpServer, host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    open.push(server);
    server.on("connection", (socket) => sockets.add(socket));
    return (server.address() as AddressInfo).port;
  }

  /** Answers each look-up with the next list of addresses, whichever way Node looks up. */
  function resolveTo(...answers: string[][]): () => number {
    let count = 0;
    const next = () =>
      (answers[Math.min(count++, answers.length - 1)] ?? []).map((address) => ({
        address,
        family: 4,
      }));
    const called = (
      _host: string,
      options: { all?: boolean },
      callback: (...given: unknown[]) => void,
    ) => {
      const [first, ...others] = next();
      if (options.all) callback(null, [first, ...others]);
      else callback(null, first?.address, 4);
    };
    Object.assign(resolver, { lookup: async () => next() });
    Object.assign(dns, { lookup: called });
    syncBuiltinESMExports();
    return () => count;
  }
});

const image: RequestListener = (_, response) => {
  response.setHeader("Content-Type", "image/png").end(picture);
};

function typed(type: string): RequestListener {
  return (_, response) => response.setHeader("Content-Type", type).end("x");
}

function moved(location: string): RequestListener {
  return (_, response) => response.writeHead(302, { Location: location }).end();
}

function hostOf(url: string): string {
  return new URL(url).host;
}

async function failure(url: string, options?: FetchOptions): Promise<string> {
  const error = await fetchPicture(url, options).catch((thrown) => thrown);
  expect(error).to.be.instanceOf(PictureUnreachable);
  return error.message;
}

function close(server: Server | TcpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
