import Router from "@koa/router";
import { config } from "../config.ts";
import { type AnyContext, asPlatform, render } from "../context.ts";
import { Store, type StoreRow } from "../models/shared/store.ts";

/** The platform's own pages, on its own host. */
export const platform = new Router();

platform.get("/", home);
platform.get("/robots.txt", robots);

/** What this is. Shops are listed on a developer's machine only: a platform's customers are its own business. */
async function home(ctx: AnyContext): Promise<void> {
  const demo = config.NODE_ENV !== "production";
  const stores = demo ? await asPlatform("read", () => Store.everyOne()) : [];
  const open = stores.filter((store) => store.state === "open");
  const port = ctx.state.visit?.port ?? "";
  render(ctx, "platform/home", { demo, shops: open.map((store) => shopOf(store, port)) });
}

async function robots(ctx: AnyContext): Promise<void> {
  ctx.type = "text/plain";
  ctx.body = "User-agent: *\nDisallow: /admin\nDisallow: /store/\nDisallow: /login\n";
}

function shopOf({ code, name, plan, domains }: StoreRow, port: string) {
  const shops = config.SHOPS_DOMAIN;
  return {
    name,
    tagline: "",
    addresses: [
      ...(plan === "premium" ? domains.map((domain) => `http://${domain}${port}/`) : []),
      ...(plan === "free" ? [] : [`http://${code}.${shops}${port}/`]),
      `http://${shops}${port}/stores/${code}/shop`,
    ],
  };
}
