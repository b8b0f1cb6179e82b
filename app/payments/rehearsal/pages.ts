import { createReadStream } from "node:fs";
import type Router from "@koa/router";
import type { Context } from "koa";
import { assetAt } from "../../assets.ts";
import { formatMoney } from "../../money.ts";
import { draw } from "../../render.ts";
import { fromStripe } from "../stripe/amount.ts";
import type { Book } from "./book.ts";
import { goodManners, type Manners } from "./manners.ts";
import type { Session } from "./objects.ts";
import { readWish } from "./wish.ts";

const stylesheet = "/assets/rehearsal/pay.css";

/** What a shopper sees: the page to pay on. And for whoever rehearses: a page that sets how the peer behaves. */
export function addPages(router: Router, book: Book, manners: Manners): void {
  router.get("/", (ctx) => showManners(ctx, manners));
  router.post("/", (ctx) => setManners(ctx, manners));
  router.get("/pay/:id", (ctx) => showPage(ctx, book.sessions.get(ctx.params.id ?? "")));
  router.post("/pay/:id", (ctx) => choose(ctx, book, manners));
  router.get("/pay.css", (ctx) => {
    ctx.type = "css";
    ctx.body = createReadStream(assetAt(stylesheet)?.file ?? "");
  });
}

function showPage(ctx: Context, session: Session | undefined, declined = false): void {
  if (session?.status !== "open") {
    page(ctx, session ? 410 : 404, "rehearsal/over", { session: session ?? null });
    return;
  }
  const currency = session.currency.toUpperCase();
  const amount = formatMoney(fromStripe(session.amount_total, currency), currency, "en");
  page(ctx, declined ? 402 : 200, "rehearsal/pay", { session, amount, declined });
}

function choose(ctx: Context, book: Book, manners: Manners): void {
  const session = book.sessions.get(String(ctx.params.id));
  const { choice } = readWish(ctx.request.rawBody ?? "");
  if (session?.status !== "open") {
    showPage(ctx, session);
  } else if (choice === "decline") {
    book.decline(session);
    showPage(ctx, session, true);
  } else {
    if (choice === "pay") book.pay(session);
    if (choice === "debit") debit(book, session, manners);
    leave(ctx, session);
  }
}

function leave(ctx: Context, { status, success_url, cancel_url }: Session): void {
  ctx.status = 303;
  ctx.redirect(status === "complete" ? success_url : cancel_url);
}

function debit(book: Book, session: Session, { debitDelay, debitsFail }: Manners): void {
  book.debit(session);
  setTimeout(() => book.settleDebit(session, !debitsFail), debitDelay).unref();
}

function showManners(ctx: Context, manners: Manners): void {
  page(ctx, 200, "rehearsal/manners", { manners });
}

function setManners(ctx: Context, manners: Manners): void {
  const wish = readWish(ctx.request.rawBody ?? "");
  const count = (name: keyof Manners, most: number) =>
    Math.min(Math.max(Math.trunc(Number(wish[name]) || 0), 0), most);
  Object.assign(manners, {
    ...goodManners,
    answerDelay: count("answerDelay", 60_000),
    failures: count("failures", 100),
    lostAnswers: count("lostAnswers", 100),
    eventDelay: count("eventDelay", 600_000),
    copies: Math.max(count("copies", 20), 1),
    reordered: wish.reordered === "on",
    debitDelay: count("debitDelay", 600_000),
    debitsFail: wish.debitsFail === "on",
  });
  ctx.status = 303;
  ctx.redirect("/");
}

function page(ctx: Context, status: number, view: string, values: Record<string, unknown>): void {
  ctx.status = status;
  ctx.type = "html";
  ctx.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'");
  ctx.set("Cache-Control", "no-store");
  ctx.body = draw(view, values);
}
