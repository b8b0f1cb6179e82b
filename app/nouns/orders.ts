import { add, noun } from "./noun.ts";

const orders = noun("orders", "look at orders, ship them, give money back");
const orderCommands = () => import("../commands/orders.ts");
add(orders, "list <code>", "the newest orders", orderCommands, (c) => c.list).option(
  "--limit <count>",
  "how many",
  "50",
);
add(orders, "show <code> <number>", "one order", orderCommands, (c) => c.show);
add(orders, "pay <code> <number>", "note that the money is here", orderCommands, (c) => c.pay);
add(orders, "ship <code> <number>", "ship what is left, or some", orderCommands, (c) => c.ship)
  .option("--lines <units>", "units by article number, such as LAMP=2,VASE=1")
  .option("--carrier <name>", "who brings it")
  .option("--tracking <number>", "the parcel's number")
  .option("--url <address>", "where the parcel can be followed");
add(orders, "refund <code> <number>", "give money back", orderCommands, (c) => c.refund)
  .option("--amount <amount>", "such as 12.50; else what the lines cost, or all that is left")
  .option("--lines <units>", "units by article number, such as LAMP=2,VASE=1")
  .option("--shipping", "the cost of shipping as well")
  .option("--restock", "what was shipped is back on the shelf")
  .option("--reason <why>", "for the shopper and the timeline");
add(orders, "cancel <code> <number>", "call an order off", orderCommands, (c) => c.cancel).option(
  "--reason <why>",
  "for the shopper and the timeline",
);
add(orders, "invoice <code> <number> <file>", "write the PDF", orderCommands, (c) => c.invoice);
add(orders, "slip <code> <number> <file>", "write the PDF", orderCommands, (c) => c.slip).option(
  "--parcel <number>",
  "that parcel; else what is left to ship",
);
