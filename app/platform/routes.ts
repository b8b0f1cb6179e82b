import Router from "@koa/router";
import { config } from "../config.ts";
import { type AnyContext, asPlatform, render } from "../context.ts";
import { Store, type StoreRow } from "../models/shared/store.ts";
import { addressesOf } from "../urls.ts";
import { addDoors } from "./door/routes.ts";
import { addRooms } from "./rooms.ts";
import * as webhooks from "./webhooks.ts";

/** The platform's own pages, on its own host. */
export const platform = new Router();

platform.get("/", home);
platform.get("/robots.txt", robots);
platform.post("/webhooks/stripe", webhooks.stripe);
addDoors(platform);
addRooms(platform);

/** What this is. Shops are listed on a developer's machine only: a platform's customers are its own business. */
async function home(ctx: AnyContext): Promise<void> {
  const demo = config.NODE_ENV !== "production";
  const stores = demo ? await asPlatform("read", () => Store.everyOne()) : [];
  const open = stores.filter((store) => store.state === "open");
  const port = ctx.state.visit?.port ?? "";
  // Without their domains, which lead away from a developer's machine.
  const addresses = (store: StoreRow) => addressesOf({ ...store, domains: [] }, port);
  const shops = open.map((store) => ({
    name: store.name,
    tagline: "",
    addresses: addresses(store),
  }));
  render(ctx, "platform/home", { demo, shops, signup: config.SIGNUP === "open" });
}

async function robots(ctx: AnyContext): Promise<void> {
  ctx.type = "text/plain";
  ctx.body = "User-agent: *\nDisallow: /admin\nDisallow: /store/\nDisallow: /login\n";
}
