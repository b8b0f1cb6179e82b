import { add, noun } from "./noun.ts";

const domains = noun("domains", "the stores' own domains");
const domainCommands = () => import("../commands/domains.ts");
add(domains, "list", "every domain", domainCommands, (c) => c.list);
add(domains, "show <domain>", "one domain", domainCommands, (c) => c.show);
add(domains, "add <code> <domain>", "note a domain for a store", domainCommands, (c) => c.add);
add(domains, "verify <domain>", "let a store answer on a domain", domainCommands, (c) => c.verify)
  .option("--force", "take the administrator's word for who owns it")
  .option("--reason <why>", "why the administrator is sure");
add(
  domains,
  "primary <domain>",
  "the address to which a store's others lead",
  domainCommands,
  (c) => c.primary,
);
add(domains, "remove <domain>", "stop answering on a domain", domainCommands, (c) => c.remove);
