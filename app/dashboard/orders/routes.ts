import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import { addNote, cancel, markAsPaid, sendAgain } from "./changes/deeds.ts";
import * as fulfilments from "./changes/fulfilments.ts";
import * as refunds from "./changes/refunds.ts";
import { download } from "./list/file.ts";
import { index } from "./list/list.ts";
import { invoice, packingSlip } from "./page/papers.ts";
import { show } from "./page/show.ts";

/** What can be done with orders. Whoever packs ships; money is for managers. */
export function addOrderRoutes(allow: Allow): void {
  allow("get", "/orders", "viewer", reading(index));
  allow("get", "/orders/export.csv", "manager", download);
  allow("get", "/orders/:number", "viewer", reading(show));
  allow("get", "/orders/:number/invoice.pdf", "viewer", invoice);
  allow("get", "/orders/:number/packing-slip.pdf", "viewer", packingSlip);
  allow("post", "/orders/:number/notes", "fulfilment", addNote);
  allow("get", "/orders/:number/fulfilments", "fulfilment", reading(fulfilments.compose));
  allow("post", "/orders/:number/fulfilments", "fulfilment", fulfilments.create);
  allow("post", "/orders/:number/payment", "manager", markAsPaid);
  allow("get", "/orders/:number/refunds", "manager", reading(refunds.compose));
  allow("post", "/orders/:number/refunds", "manager", refunds.create);
  allow("post", "/orders/:number/cancellation", "manager", cancel);
  allow("post", "/orders/:number/mails", "manager", sendAgain);
}
