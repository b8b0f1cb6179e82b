// A process that needs the embedded server: `<directory> owner|guest`. It says in a line of JSON how
// that went, and at SIGINT asks the server a question, lets go of it and says the answer.
import pg from "pg";
import { EmbeddedServerBusy, joinEmbedded, startEmbedded } from "../../db/embedded.ts";

const [directory = "", role] = process.argv.slice(2);

try {
  const server = await (role === "owner" ? startEmbedded : joinEmbedded)({ directory });
  process.once("SIGINT", () => void answerAndStop(server));
  const waiting = setInterval(() => {}, 60_000);
  tell({ started: server.started, adminUrl: server.adminUrl });

  async function answerAndStop({ adminUrl, stop }: typeof server): Promise<void> {
    const client = new pg.Client(adminUrl);
    await client.connect();
    const { rows } = await client.query("SELECT 'alive' AS answer");
    await client.end();
    await stop();
    clearInterval(waiting);
    tell({ answer: rows[0].answer });
  }
} catch (error) {
  tell({ busy: error instanceof EmbeddedServerBusy, message: String(error) });
}

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
