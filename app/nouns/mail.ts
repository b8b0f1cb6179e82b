import { add, noun } from "./noun.ts";

const mail = noun("mail", "what is to leave the stores: mails and other errands of the worker");
const mailCommands = () => import("../commands/mail.ts");
add(mail, "list", "what waits", mailCommands, (c) => c.list).option(
  "--dead",
  "what was given up, and why",
);
add(mail, "retry [id]", "begin anew with what was given up", mailCommands, (c) => c.retry).option(
  "--all",
  "with all of it",
);
