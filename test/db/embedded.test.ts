import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import pg from "pg";
import { mendLinks } from "../../db/embedded/programs.ts";
import {
  type EmbeddedServer,
  EmbeddedServerBusy,
  findEmbedded,
  joinEmbedded,
  NoEmbeddedServer,
  removeEmbedded,
  startEmbedded,
} from "../../db/embedded.ts";

const programme = fileURLToPath(new URL("embedded-process.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;

describe("embedded PostgreSQL", () => {
  let temporary: string;
  let directory: string;
  const children: ChildProcess[] = [];
  const servers: EmbeddedServer[] = [];

  before(async () => {
    temporary = await mkdtemp(join(tmpdir(), "wizamart-embedded-"));
    await chmod(temporary, 0o711);
    directory = join(temporary, "postgres");
  });

  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    for (const server of servers) await server.stop().catch(() => {});
    await killServer("SIGQUIT").catch(() => {}); // only after a test that failed
    await rm(temporary, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it("lets exactly one of two starts win, and tells the other whom to stop", async () => {
    const both = [processThat("owner"), processThat("owner")];
    const said = await Promise.all(both.map((one) => one.next()));

    const [winner, loser] = said[0]?.busy === undefined ? [0, 1] : [1, 0];
    expect(said[winner]).to.include({ started: true });
    expect(said[loser]).to.include({ busy: true });
    expect(said[loser]?.message).to.contain(`kill ${both[winner]?.child.pid}`).and.not.match(/\n/);
    expect(await ask("SELECT 'there' AS is")).to.deep.equal([{ is: "there" }]);
    await letGo(both[winner]);
  });

  it("knows UTF-8, listens on this machine only and lets nobody in without the password", async () => {
    const server = await start();

    const [text] = await ask("SELECT upper('é') AS upper, 'a' < 'B' AS by_dictionary");
    expect(text).to.deep.equal({ upper: "É", by_dictionary: false });
    const [settings] = await ask(
      `SELECT current_setting('listen_addresses') AS listen, current_setting('server_encoding') AS encoding,
              current_setting('max_locks_per_transaction') AS locks, current_setting('work_mem') AS mine`,
    );
    expect(settings).to.deep.equal({
      listen: "127.0.0.1",
      encoding: "UTF8",
      locks: "512",
      mine: "7MB",
    });
    const guess = new URL(server.adminUrl);
    guess.password = "guess";
    const refused = await query(guess.href, "SELECT 1").catch((error: unknown) => error);
    expect(refused).to.have.property("code", "28P01");
    expect((await stat(join(directory, "server.json"))).mode & 0o777).to.equal(0o600);
  });

  it("refuses a second owner, but serves guests", async () => {
    const refused = await startEmbedded({ directory }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(EmbeddedServerBusy);

    const guest = await joinEmbedded({ directory });
    expect(guest).to.include({ started: false, adminUrl: await findEmbedded(directory) });
    await guest.stop();
    expect(await findEmbedded(directory)).to.equal(guest.adminUrl);
  });

  it("keeps its data and its port when it is started again", async () => {
    await ask("CREATE TABLE kept AS SELECT 'yes' AS kept");
    const { adminUrl } = await restart();

    expect(await ask("SELECT * FROM kept")).to.deep.equal([{ kept: "yes" }]);
    expect(adminUrl).to.equal(await findEmbedded(directory));
    await stop();
    expect(await findEmbedded(directory)).to.equal(undefined);
  });

  it("outlives the terminal's Ctrl-C until it is let go of", async () => {
    const owner = processThat("owner");
    await owner.next();

    process.kill(-pidOf(owner.child), "SIGINT"); // to all of the group, as a terminal does
    expect(await owner.next()).to.deep.equal({ answer: "alive" });
    expect(await findEmbedded(directory)).to.equal(undefined);
  });

  it("is stopped by whoever lets go of it last", async () => {
    const guests = [processThat("guest"), processThat("guest")];
    const said = await Promise.all(guests.map((guest) => guest.next()));
    expect(said.map((line) => line.started)).to.have.members([true, false]);

    await letGo(guests[said[0]?.started ? 0 : 1]);
    expect(await findEmbedded(directory)).to.be.a("string");
    await letGo(guests[said[0]?.started ? 1 : 0]);
    expect(await findEmbedded(directory)).to.equal(undefined);
  });

  it("starts afresh after its owner was killed", async () => {
    const { child, next } = processThat("owner");
    await next();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await findEmbedded(directory), "left behind").to.be.a("string");

    expect((await start()).started).to.equal(true);
    expect(await ask("SELECT * FROM kept")).to.deep.equal([{ kept: "yes" }]);
  });

  it("recovers after PostgreSQL was killed, whoever has its pid by then", async () => {
    const { uid, gid } = await stat(join(directory, "cluster"));
    const stranger = spawn("sleep", ["60"], { uid, gid, cwd: "/" });
    children.push(stranger);
    await killServer("SIGKILL");
    const note = join(directory, "cluster", "postmaster.pid");
    const [, ...rest] = (await readFile(note, "utf8")).split("\n");
    await writeFile(note, [stranger.pid, ...rest].join("\n"));

    expect(await servers.at(-1)?.revive()).to.equal(servers.at(-1)?.adminUrl);
    expect(await ask("SELECT * FROM kept")).to.deep.equal([{ kept: "yes" }]);
    expect(stranger.exitCode).to.equal(null);
  });

  it("revives nothing that was let go of", async () => {
    await stop();

    const refused = await servers
      .at(-1)
      ?.revive()
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(NoEmbeddedServer);
    expect(await findEmbedded(directory)).to.equal(undefined);
  });

  it("takes neither a reused pid nor a dead process for its owner", async () => {
    await writeFile(join(directory, "holder.1.reused"), `owner ${process.pid} at another time`);
    await writeFile(join(directory, "turn.999"), "guest 999999999 long ago");

    expect((await start()).started).to.equal(true);
    await stop();
  });

  it("takes another port when somebody has taken its own", async () => {
    const { port } = JSON.parse(await readFile(join(directory, "server.json"), "utf8"));
    const squatter = createServer().listen(port, "127.0.0.1");
    await once(squatter, "listening");
    try {
      const { adminUrl } = await start();
      expect(new URL(adminUrl).port).not.to.equal(String(port));
      await stop();
    } finally {
      squatter.close();
    }
  });

  it("keeps its data elsewhere when root's clone is closed to PostgreSQL's user", async function () {
    if (!isRoot) this.skip();
    const home = join(temporary, "home");
    await mkdir(home, { mode: 0o700 });
    const asked = join(home, "clone", ".data", "postgres");
    const lines: string[] = [];
    try {
      const server = await startEmbedded({ directory: asked, log: (line) => lines.push(line) });
      servers.push(server);
      await server.stop();

      expect((await lstat(asked)).isSymbolicLink()).to.equal(true);
      expect(lines.join("\n")).to.contain(await realpath(asked));
      expect((await joinAndStop(asked)).started).to.equal(true);
      const place = await realpath(asked);
      await removeEmbedded(asked);
      expect(existsSync(place)).to.equal(false);
    } finally {
      await removeEmbedded(asked);
    }
  });

  it("makes the links among the libraries that npm did not make", async () => {
    const native = join(temporary, "native");
    await mkdir(join(native, "lib"), { recursive: true });
    const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
    await writeFile(join(native, "pg-symlinks.json"), JSON.stringify(links));
    await writeFile(join(native, "lib", "libpq.so.5.18"), "");

    await mendLinks(native);
    await mendLinks(native);

    expect(await readlink(join(native, "lib", "libpq.so.5"))).to.equal("libpq.so.5.18");
  });

  async function start(): Promise<EmbeddedServer> {
    const server = await startEmbedded({ directory, settings: { work_mem: "7MB" } });
    servers.push(server);
    return server;
  }

  async function stop(): Promise<void> {
    await servers.at(-1)?.stop();
  }

  async function restart(): Promise<EmbeddedServer> {
    await stop();
    return start();
  }

  async function joinAndStop(where: string): Promise<EmbeddedServer> {
    const server = await joinEmbedded({ directory: where });
    await server.stop();
    return server;
  }

  function processThat(role: "owner" | "guest") {
    const child = spawn(process.execPath, ["--import", "tsx", programme, directory, role], {
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, next: async () => JSON.parse((await lines.next()).value) };
  }

  async function letGo(one: ReturnType<typeof processThat> | undefined): Promise<void> {
    one?.child.kill("SIGINT");
    expect(await one?.next()).to.deep.equal({ answer: "alive" });
  }

  async function killServer(signal: NodeJS.Signals): Promise<void> {
    const note = await readFile(join(directory, "cluster", "postmaster.pid"), "utf8");
    process.kill(Number.parseInt(note, 10), signal);
  }

  async function ask(sql: string): Promise<unknown[]> {
    const url = await findEmbedded(directory);
    return query(url ?? "", sql);
  }
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function pidOf(child: ChildProcess): number {
  if (!child.pid) throw new Error("the process did not start");
  return child.pid;
}
