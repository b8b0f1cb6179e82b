import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import * as changes from "./changes.ts";
import * as editor from "./editor.ts";
import * as history from "./history.ts";
import { drawn, previewPages, stylesheet } from "./preview/preview.ts";

/** How a shop looks. */
export function addThemeRoutes(allow: Allow): void {
  allow("get", "/theme", "manager", reading(editor.show));
  allow("post", "/theme", "manager", changes.save);
  allow("post", "/theme/publish", "manager", changes.publish);
  allow("post", "/theme/discard", "manager", changes.discard);
  allow("post", "/theme/restore", "manager", changes.restore);
  allow("get", "/theme/history", "manager", reading(history.index));
  allow("post", "/theme/history/:id", "manager", history.bringBack);
  allow("get", "/theme/preview/:key/look.css", "manager", stylesheet);
  for (const [path, page] of previewPages) {
    allow("get", `/theme/preview/:key${path}`, "manager", reading(drawn(page)));
    allow("post", `/theme/preview/:key${path}`, "manager", reading(drawn(page)));
  }
}
