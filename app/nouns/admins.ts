import { add, noun } from "./noun.ts";

const admins = noun("admins", "the platform's own people");
const adminCommands = () => import("../commands/admins.ts");
add(admins, "create <mail>", "let somebody run the platform", adminCommands, (c) => c.create);
