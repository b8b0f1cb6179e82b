import { pino } from "pino";
import { config } from "./config.ts";

/** One line of JSON an event; on a terminal of a developer, a readable line. */
const readable = {
  target: "pino-pretty",
  options: { ignore: "pid,hostname", translateTime: "HH:MM:ss" },
};
const onTerminal = config.NODE_ENV === "development" && process.stdout.isTTY;

export const log = pino({
  level: config.LOG_LEVEL,
  base: null,
  ...(onTerminal && { transport: readable }),
});
