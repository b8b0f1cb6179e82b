import { bodyParser } from "@koa/bodyparser";
import type { AnyContext, Next } from "../context.ts";
import { BadRequest, Refusal } from "../errors.ts";
import { readUpload } from "./read-upload.ts";

const form = "application/x-www-form-urlencoded";

const readText = bodyParser({
  enableTypes: ["text"],
  extendTypes: { text: [form, "application/json"] },
  textLimit: "256kb",
  onError: (error) => {
    const tooLarge = "status" in error && error.status === 413;
    if (tooLarge) throw new Refusal(413, "This is more than a form can hold.");
    throw new BadRequest("This form could not be read.");
  },
});

/** Reads what a form sent (`field` in context.ts gives its values); what a machine sent stays text, as `body`. */
export async function readForm(ctx: AnyContext, next: Next): Promise<unknown> {
  if (!ctx.state.area || ["GET", "HEAD"].includes(ctx.method)) return next();

  if (ctx.is("multipart/form-data")) await readUpload(ctx);
  else await readFields(ctx);
  if (/%00/.test(String(ctx.state.form)))
    throw new BadRequest("This form has a sign that no text has.");
  return next();
}

async function readFields(ctx: AnyContext): Promise<void> {
  await readText(ctx as never, async () => {});
  const text = typeof ctx.request.body === "string" ? ctx.request.body : "";
  if (/%00|\0/.test(text)) throw new BadRequest("This form has a sign that no text has.");
  ctx.state.form = new URLSearchParams(ctx.is(form) ? text : "");
}
