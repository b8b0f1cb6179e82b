import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type Router from "@koa/router";
import type { Context } from "koa";
import type { Book } from "./book.ts";
import type { Manners } from "./manners.ts";
import type { Session } from "./objects.ts";
import { ApiRefusal, readWish, textOf, type Wish } from "./wish.ts";

interface Call {
  account: string;
  id: string;
  wish: Wish;
  origin: string;
}

type Act = (call: Call) => object;

interface Answer {
  status: number;
  body: object;
}

/** The part of Stripe's API that a shop uses: sessions of Checkout and refunds. */
export function addApi(router: Router, book: Book, manners: Manners, changed: () => void): void {
  const answers = new Map<string, { shape: string; answer: Answer }>();
  const route = (method: "get" | "post", path: string, act: Act) =>
    router[method](path, async (ctx: Context) => {
      if (manners.answerDelay > 0) await sleep(manners.answerDelay);
      const answer = failing(manners) ?? once(answers, ctx, () => answerTo(ctx, act));
      changed();
      if (method === "post" && manners.lostAnswers > 0) return loseAnswer(ctx, manners);
      ctx.status = answer.status;
      ctx.body = answer.body;
    });

  route("post", "/v1/checkout/sessions", ({ account, wish, origin }) =>
    shown(book, book.open(account, wish), origin),
  );
  route("get", "/v1/checkout/sessions/:id", ({ account, id, wish, origin }) =>
    shown(book, book.session(account, id), origin, "expand" in wish),
  );
  route("post", "/v1/checkout/sessions/:id/expire", ({ account, id, origin }) => {
    const session = book.session(account, id);
    book.expire(session);
    return shown(book, session, origin);
  });
  route("post", "/v1/refunds", ({ wish }) => book.giveBack(wish));
  route("get", "/v1/refunds", ({ wish }) => {
    const data = book.refundsOf(textOf(wish, "payment_intent"));
    return { object: "list", url: "/v1/refunds", has_more: false, data };
  });
}

function failing(manners: Manners): Answer | undefined {
  if (manners.failures === 0) return undefined;
  manners.failures -= 1;
  return refusal(
    new ApiRefusal("Something went wrong at our end.", { status: 500, type: "api_error" }),
  );
}

/** The same key with the same wish gives the same answer again; with another wish it is a mistake. */
function once(
  answers: Map<string, { shape: string; answer: Answer }>,
  ctx: Context,
  act: () => Answer,
): Answer {
  const key =
    ctx.get("Idempotency-Key") && `${ctx.get("Authorization")} ${ctx.get("Idempotency-Key")}`;
  const shape = createHash("sha256").update(`${ctx.path} ${ctx.request.rawBody}`).digest("hex");
  const known = key ? answers.get(key) : undefined;
  if (known && known.shape !== shape) return refusal(keyMisused);
  if (known) ctx.set("Idempotent-Replayed", "true");
  const answer = known?.answer ?? act();
  if (key && answer.status < 500) answers.set(key, { shape, answer });
  return answer;
}

const keyMisused = new ApiRefusal(
  "Keys for idempotent requests can only be used with the same parameters they were first used with.",
  { type: "idempotency_error" },
);

function answerTo(ctx: Context, act: Act): Answer {
  try {
    const account = accountOf(ctx);
    const text = ctx.method === "GET" ? ctx.querystring : (ctx.request.rawBody ?? "");
    const id = String(ctx.params.id ?? "");
    return {
      status: 200,
      body: act({ account, id, wish: readWish(text), origin: `http://${ctx.host}` }),
    };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return refusal(error);
  }
}

function refusal({ status, type, code, message }: ApiRefusal): Answer {
  return { status, body: { error: { type, message, ...(code ? { code } : {}) } } };
}

function accountOf(ctx: Context): string {
  const [, key] = /^Bearer (sk_test_\w+)$/.exec(ctx.get("Authorization")) ?? [];
  if (key) return key;
  throw new ApiRefusal("Invalid API Key provided.", { status: 401 });
}

/** A page as the API shows it: with an address only for as long as it is open. */
function shown(book: Book, session: Session, origin: string, whole = false): object {
  const { account: _, payment_intent, ...rest } = session;
  const intent = whole ? (book.intents.get(payment_intent ?? "") ?? null) : payment_intent;
  const url = session.status === "open" ? `${origin}/pay/${session.id}` : null;
  return { ...rest, mode: "payment", livemode: false, payment_intent: intent, url };
}

function loseAnswer(ctx: Context, manners: Manners): void {
  manners.lostAnswers -= 1;
  ctx.respond = false;
  ctx.req.socket.destroy();
}
