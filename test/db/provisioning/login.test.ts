import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { expect } from "chai";
import { commandLineActor } from "../../../app/commands/actor.ts";
import { withAdmin } from "../../../db/admin.ts";
import { beginRun, runUnderWay } from "../../../db/migrating/runs.ts";

const { userInfo } = os;

describe("a process whose user has no name, as in a container", () => {
  before(() =>
    become(() => {
      throw new Error("uv_os_get_passwd returned ENOENT");
    }),
  );

  after(() => become(userInfo));

  it("is named by its number, and begins a run as anybody does", async () => {
    const user = `user ${process.getuid?.()}`;
    expect(commandLineActor()).to.equal(`command line (${user})`);

    await withAdmin(async (client) => {
      await client.query("BEGIN");
      await beginRun(client, { version: 1, workers: 1, total: 1 });
      const run = await runUnderWay(client);
      await client.query("ROLLBACK");
      expect(run?.who).to.equal(`${user}@${os.hostname()} (process ${process.pid})`);
    });
  });
});

function become(who: typeof userInfo): void {
  os.userInfo = who;
  syncBuiltinESMExports();
}
