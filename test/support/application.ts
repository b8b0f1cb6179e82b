import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../../app/web.ts", import.meta.url));

/** The application in a process of its own. */
export interface Application {
  port: number;
  stop(): Promise<void>;
}

/** Starts the application with other settings than those of the tests. @throws Error when it ends at once */
export async function startApplication(settings: Record<string, string>): Promise<Application> {
  const { DATABASE_ADMIN_URL, ...ours } = process.env;
  const env = { ...ours, PORT: "0", DATABASE_POOL: "2", ...settings };
  const child = fork(web, { env, execArgv: ["--import", "tsx"] });
  const ended = once(child, "exit");
  const [message] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error("the application did not start"))),
  ]);
  return {
    port: message.listening,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
