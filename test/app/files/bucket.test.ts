import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect } from "chai";
import { Bucket } from "../../../app/files/bucket/bucket.ts";
import { readBucketUrl } from "../../../app/files/bucket/bucket-url.ts";
import { StorageFault, storeFiles } from "../../../app/files/store-files.ts";
import { startBucket, type TestBucket } from "../../support/bucket.ts";
import { isSignedWith } from "../../support/signature.ts";

const name = `${"a".repeat(26)}-400.webp`;

describe("the address of a bucket", () => {
  it("says host, bucket, key, secret, region and whether by TLS", () => {
    expect(readBucketUrl("s3://KEY:a%2Fb%2Bc@s3.example:9000/shops?region=eu-1&tls=off")).to.eql({
      origin: "http://s3.example:9000",
      bucket: "shops",
      key: "KEY",
      secret: "a/b+c",
      region: "eu-1",
    });
    expect(readBucketUrl("s3://k:s@s3.example/shops/")).to.include({
      origin: "https://s3.example",
      region: "us-east-1",
    });
  });

  for (const [url, words] of [
    ["", /must be s3:/],
    ["https://k:s3cret@host/b", /must be s3:/],
    ["s3:///bucket", /must be s3:/],
    ["s3://k:s3cret@host", /one bucket/],
    ["s3://k:s3cret@host/a/b", /one bucket/],
    ["s3://k:s3cret@host/UPPER", /one bucket/],
    ["s3://k:s3cret@host/..", /one bucket/],
    ["s3://host/shops", /key and secret/],
    ["s3://k@host/shops", /key and secret/],
    ["s3://k:%zz@host/shops", /key and secret/],
    ["s3://k:s3cret@host/shops?tls=maybe", /tls=on or tls=off/],
    ["s3://k:s3cret@host/shops?region=%0a", /region/],
    ["s3://k:s3cret@host/shops?acl=public", /not acl=/],
    ["s3://k:s3cret@host/shops#x", /must be s3:/],
  ] as const) {
    it(`refuses ${url || "nothing"}, and does not repeat the secret`, () => {
      expect(() => readBucketUrl(url))
        .to.throw(RangeError)
        .with.property("message")
        .that.match(words)
        .and.does.not.include("s3cret");
    });
  }
});

describe("a signature as the tests look at it", () => {
  // The example of "Signature Calculations for the Authorization Header" in the reference of Amazon S3.
  const request = {
    method: "GET",
    url: "/test.txt",
    headers: {
      host: "examplebucket.s3.amazonaws.com",
      range: "bytes=0-9",
      "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "x-amz-date": "20130524T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    },
  };
  const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  it("is right for the published example, and for nothing else", () => {
    expect(isSignedWith(secret, request)).to.equal(true);
    expect(isSignedWith("another", request)).to.equal(false);
    expect(isSignedWith(secret, { ...request, url: "/other.txt" })).to.equal(false);
    expect(isSignedWith(secret, { ...request, headers: {} })).to.equal(false);
  });
});

describe("a bucket that cannot be used", () => {
  let bucket: TestBucket;
  let peer: Server | undefined;

  before(async () => {
    bucket = await startBucket();
  });

  afterEach(() => {
    peer?.closeAllConnections();
    peer?.close();
    peer = undefined;
  });

  after(() => bucket.stop());

  const faultOf = async (work: Promise<unknown>): Promise<string> => {
    const fault = await work.catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(StorageFault);
    return fault instanceof Error ? fault.message : "";
  };

  for (const [what, other, reason] of [
    ["a wrong secret", { secret: "s3cret" }, "the secret does not fit the key"],
    ["a wrong key", { key: "NOBODY" }, "the key is not known there"],
    ["no such bucket", { bucket: "nowhere" }, "there is no such bucket"],
  ] as const) {
    it(`says what is wrong: ${what}`, async () => {
      const files = storeFiles(7, bucket.with(other));
      for (const work of [
        () => files.list(),
        () => files.write(name, stream()),
        () => files.read(name),
        () => files.removeEntries([name]),
      ]) {
        const said = await faultOf(work());
        expect(said).to.include(reason).and.not.include("s3cret");
        expect(said).to.match(/^The storage at http:\/\/127\.0\.0\.1:\d+\/\w+ cannot be used: /);
      }
    });
  }

  it("says that it cannot be reached", async () => {
    const { url, stop } = await listening(() => {});
    await stop();
    expect(await faultOf(at(url).ask({ method: "GET", key: name }))).to.include(
      "it cannot be reached (ECONNREFUSED)",
    );
  });

  it("tries three times, and no more", async () => {
    let asked = 0;
    const { url } = await listening((_, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end("here");
    });
    const answer = await at(url).ask({ method: "GET", key: name });
    expect([asked, await answer?.text()]).to.eql([3, "here"]);

    asked = -10;
    expect(await faultOf(at(url).ask({ method: "GET", key: name }))).to.include("answered 503");
    expect(asked).to.equal(-7);
  });

  it("does not try again what will not be otherwise", async () => {
    let asked = 0;
    const { url } = await listening((_, response) => {
      asked += 1;
      response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
    });
    expect(await faultOf(at(url).ask({ method: "GET", key: name }))).to.include("may not do this");
    expect(asked).to.equal(1);
  });

  it("waits only so long for an answer to begin, and as long as it takes for the rest", async () => {
    const { url } = await listening(() => {});
    expect(await faultOf(at(url).ask({ method: "GET", key: name }))).to.include(
      "it does not answer",
    );
    await peerEnds();
    const slow = await listening((_, response) => {
      response.write("slow");
      setTimeout(() => response.end("ly"), 300);
    });
    const answer = await at(slow.url).ask({ method: "GET", key: name });
    expect(await answer?.text()).to.equal("slowly");
  });

  it("goes nowhere else with its key", async () => {
    let led = 0;
    const trap = createServer(() => {
      led += 1;
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => trap.once("listening", resolve));
    const { port } = trap.address() as AddressInfo;
    const { url } = await listening((_, response) => {
      response.writeHead(307, { Location: `http://127.0.0.1:${port}/` }).end();
    });
    expect(await faultOf(at(url).ask({ method: "GET", key: name }))).to.include("answered 307");
    expect(led).to.equal(0);
    trap.close();
  });

  it("asks for one page of files after the other", async () => {
    const asked: (string | null)[] = [];
    const { url } = await listening(({ url: path = "" }, response) => {
      const { searchParams } = new URL(path, "http://peer");
      expect(searchParams.get("prefix")).to.equal("stores/7/");
      asked.push(searchParams.get("continuation-token"));
      const next = [
        "<IsTruncated>true</IsTruncated>",
        "<NextContinuationToken>a&amp;b+c/=&#233;</NextContinuationToken>",
      ];
      const entry = (key: string) =>
        `<Contents><Key>${key}</Key><LastModified>2030-01-02T03:04:05.000Z</LastModified><Size>5</Size></Contents>`;
      const pages = [
        [...next, entry(`stores/7/${name}`), entry("stores/8/foreign")],
        [entry("stores/7/a&amp;b")],
      ];
      response.end(`<ListBucketResult>${pages[asked.length - 1]?.join("")}</ListBucketResult>`);
    });
    const files = storeFiles(7, `s3://k:s@${new URL(url).host}/shops?tls=off`);
    const found: string[] = [];
    for await (const entry of files.entries()) {
      expect(entry.modified.toISOString()).to.equal("2030-01-02T03:04:05.000Z");
      found.push(`${entry.name} ${entry.bytes}`);
    }
    expect(found).to.eql([`${name} 5`, "a&b 5"]);
    expect(asked).to.eql([null, "a&b+c/=é"]);
  });

  it("says so when it did not remove every file", async () => {
    const error =
      "<DeleteResult><Error><Key>a</Key><Code>InternalError</Code></Error></DeleteResult>";
    const { url } = await listening((_, response) => {
      response.end(error);
    });
    const { host } = new URL(url);
    const files = storeFiles(7, `s3://k:s@${host}/shops?tls=off`);
    expect(await faultOf(files.removeEntries(["a"]))).to.include("InternalError");
  });

  function at(origin: string): Bucket {
    const settings = { origin, bucket: "shops", region: "us-east-1", key: "k", secret: "s" };
    return new Bucket(settings, { patience: 150, pause: 5 });
  }

  async function listening(answer: RequestListener) {
    peer = createServer(answer);
    await new Promise<void>((resolve) => peer?.listen(0, "127.0.0.1", resolve));
    const { port } = peer.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, stop: peerEnds };
  }

  async function peerEnds(): Promise<void> {
    const ending = peer;
    ending?.closeAllConnections();
    await new Promise((resolve) => ending?.close(resolve));
  }
});

function stream(): Readable {
  return Readable.from([Buffer.from("a picture")]);
}
